"""click's own words are Vietnamese too, and the compiled catalogue is the one whose text stands beside it."""

from __future__ import annotations

import io
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import cchc_xlsx
from cchc_xlsx.cli.program import run

CATALOGUE = Path(cchc_xlsx.__file__).parent / "locale" / "vi" / "LC_MESSAGES"


def _read():
    return read_po(io.BytesIO((CATALOGUE / "messages.po").read_bytes()), locale="vi")


def test_the_compiled_catalogue_is_fresh():
    made = io.BytesIO()
    write_mo(made, _read())
    made.seek(0)
    with (CATALOGUE / "messages.mo").open("rb") as there:
        assert _words(there) == _words(made), "please run: python dev.py words"


def _words(compiled):
    # Not the bytes: the header names the version of Babel that compiled it.
    return {key: text for key, text in GNUTranslations(compiled)._catalog.items() if key}


def test_a_translation_names_nothing_the_original_does_not_know():
    for message in _read():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        known = {name for text in ids for name in re.findall(r"\{(\w+)", text)}
        assert {name for text in strings for name in re.findall(r"\{(\w+)", text)} <= known


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--help"], "Cách dùng:"),
        (["merge", "--sai"], "Không có tùy chọn “--sai”."),
        (["merg"], "Không có lệnh “merg”."),
        (["merge", "--format", "xml"], "không thuộc các giá trị"),
        (["init"], "Thiếu tham số"),
        (["rule", "S04", "S05"], "Thừa tham số"),
    ],
)
def test_click_speaks_vietnamese(arguments, said, capsys):
    run(arguments)
    told = capsys.readouterr()
    assert said in told.out + told.err


def test_click_speaks_english_when_asked(capsys):
    assert run(["merge", "--nope", "--language", "en"]) == 2
    assert "No such option" in capsys.readouterr().err
