"""A table on a terminal stands in columns, whatever is in its cells and however narrow the terminal is."""

from __future__ import annotations

import io
import sys

from cchc_xlsx.cli.table import show_table

HEADS = ["Mã", "Quy tắc", "Số"]


class _Terminal(io.StringIO):
    def isatty(self):
        return True


def on_a_narrow_terminal(monkeypatch, *table, **more):
    """Return what is printed on a terminal of forty columns."""
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    show_table(*table, **more)
    return terminal.getvalue()


def lines(text):
    return [line.rstrip() for line in text.splitlines()]


def test_columns_are_as_wide_as_they_have_to_be_and_numbers_stand_at_the_right(capsys):
    show_table(HEADS, [["S04", "Điểm vượt tối đa", "7"], ["U1", "Thiếu", "12"]], right=(2,))
    assert lines(capsys.readouterr().out) == [
        "",
        " Mã    Quy tắc            Số",
        " " + "─" * 27,
        " S04   Điểm vượt tối đa    7",
        " U1    Thiếu              12",
        "",
    ]


def test_a_table_without_rows_has_its_headers(capsys):
    show_table(HEADS, [])
    assert lines(capsys.readouterr().out)[1] == " Mã   Quy tắc   Số"


def test_nothing_is_cut_or_folded_where_there_is_no_terminal(capsys):
    show_table(["a"], [["rất dài " * 60]])
    assert lines(capsys.readouterr().out)[3].split() == ["rất", "dài"] * 60


def test_on_a_narrow_terminal_the_widest_column_is_folded_between_words(monkeypatch):
    text = on_a_narrow_terminal(
        monkeypatch, HEADS, [["S04", "Điểm tự chấm vượt điểm tối đa của tiêu chí", "7"]], right=(2,)
    )
    told = text.splitlines()
    assert all(len(line) <= 40 for line in told if "\x1b" not in line)
    body = [line.strip() for line in told[3:-1]]
    assert body[0].endswith("7")
    assert " ".join(" ".join(body).replace("S04", "").replace("7", "").split()) == (
        "Điểm tự chấm vượt điểm tối đa của tiêu chí"
    )


def test_a_word_longer_than_its_column_is_broken_and_nothing_of_it_lost(monkeypatch):
    assert on_a_narrow_terminal(monkeypatch, ["a", "b"], [["x" * 70, "y"]]).count("x") == 70


def test_marks_apart_from_their_letters_take_no_room_and_wide_letters_two(capsys):
    show_table(["a", "b"], [["e\u0302\u0301", "1"], ["漢", "2"], ["abcd", "3"]])
    assert lines(capsys.readouterr().out)[3:6] == [" e\u0302\u0301      1", " 漢     2", " abcd   3"]


def test_what_a_name_would_tell_the_terminal_to_do_is_not_passed_on(capsys):
    show_table(["a"], [["x\x1b[2Jy\rz\x9b"], ["hai\ndòng"]])
    told = capsys.readouterr().out
    assert lines(told)[3:6] == [" x�[2Jy�z�", " hai", " dòng"]
