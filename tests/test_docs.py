"""Documents that cannot lie: generated pages are fresh, links lead somewhere, README's commands exist."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from cchc_xlsx import rules
from cchc_xlsx.cli.commands import COMMANDS
from cchc_xlsx.cli.program import loaded

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("samples/**/*.md")]
    if ".venv" not in path.parts
)


def test_the_reference_is_what_the_code_says_now():
    made = runpy.run_path(str(ROOT / "docs" / "make.py"))["made"]()
    stale = [path.name for path, text in made.items() if path.read_text(encoding="utf-8") != text]
    assert not stale, "please run: python docs/make.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [t for t in targets if "://" not in t and not t.startswith("mailto:") and not (page.parent / t).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_a_page_names_exists(page):
    named = re.findall(r"(?:^|[`“\s])cchc ([a-z][a-z-]*)\b", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_option_shown_with_a_command_exists(page):
    for name, rest in re.findall(r"cchc ([a-z]+)([^\n`”]*)", page.read_text(encoding="utf-8")):
        if name in COMMANDS:
            known = {option for param in loaded(name, "en").params for option in param.opts} | {"--help", "-h"}
            assert set(re.findall(r"\s(--[a-z][a-z-]*)", rest)) <= known


def test_every_command_has_its_place_in_the_reference():
    text = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert all(f"### `cchc {name}`" in text for name in COMMANDS)


def test_every_rule_has_its_place_in_the_reference():
    text = (ROOT / "docs" / "reference" / "rules.md").read_text(encoding="utf-8")
    assert all(f"\n## {check.rule.code}\n" in text for check in rules.checks())


def test_every_command_has_help_in_both_languages():
    for name in COMMANDS:
        command, other = loaded(name, "vi"), loaded(name, "en")
        assert command.help
        assert other.help
        assert command.help != other.help
        assert command.short_help != other.short_help
