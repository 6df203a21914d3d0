"""`cchc rule`: list the rules, or explain one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import format_option
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.rules import Rule

_HELP = Words(
    """Giải thích một quy tắc kiểm tra, hoặc liệt kê tất cả.

    \b
    Ví dụ:
      cchc rule           mọi quy tắc
      cchc rule S04       một quy tắc
    """,
    """Explain a rule, or list all of them.

    \b
    Examples:
      cchc rule           all rules
      cchc rule S04       one rule
    """,
)
_UNKNOWN = Words(
    "Không có quy tắc “{code}”. Chạy “cchc rule” để xem danh sách.",
    "There is no rule “{code}”. Run “cchc rule” for the list.",
)
_HEADS = (Words("Mã", "Code"), Words("Mức độ", "Severity"), Words("Quy tắc", "Rule"))
_WHY = Words("Vì sao:", "Why:")
_SAYS = Words("Thông báo:", "What it says:")
_FIX = Words("Cách sửa:", "How to mend it:")


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(code: str | None, form: str) -> int:
        from cchc_xlsx import rules
        from cchc_xlsx.cli.severity import SEVERITY

        if code is None and form != "json":
            from cchc_xlsx.cli.table import show_table

            listed = rules.listed()
            rows = [(r.code, SEVERITY[r.severity].in_(language), r.title.in_(language)) for r in listed]
            show_table([words.in_(language) for words in _HEADS], rows)
            return 0
        chosen = rules.checks() if code is None else (rules.rule(code),)
        known = [check.rule for check in chosen if check]
        if not known:
            raise click.UsageError(_UNKNOWN.say(language, code=code))
        if form == "json":
            import json

            click.echo(json.dumps([_plain(rule, language) for rule in known], ensure_ascii=False, indent=1))
            return 0
        rule = known[0]
        click.secho(f"{rule.code} {rule.name} – {rule.title.in_(language)}", bold=True)
        click.echo(SEVERITY[rule.severity].in_(language))
        for head, words in ((_WHY, rule.why), (_SAYS, rule.message), (_FIX, rule.fix)):
            click.echo(f"\n{head.in_(language)}\n  {rules.outline(words).in_(language)}")
        return 0

    return click.Command(
        "rule",
        callback=run,
        help=_HELP.in_(language),
        params=[click.Argument(["code"], required=False, metavar="[CODE]"), format_option(language)],
    )


def _plain(rule: Rule, language: Language) -> dict[str, str]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "scope": rule.scope.value,
        "title": rule.title.in_(language),
        "why": rule.why.in_(language),
        "message": rule.message.in_(language),
        "fix": rule.fix.in_(language),
    }
