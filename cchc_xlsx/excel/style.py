"""What the names of styles look like: the only place that knows fonts and colours.

A style's name is a base and modifiers: `points.open.area` is a number, unlocked, on a row of an area.
"""

from __future__ import annotations

from functools import cache
from typing import Any

FONT = "Times New Roman"  # Nghị định 30/2020/NĐ-CP, Phụ lục I
INK = "#000000"
LINE = "#7F7F7F"
PAPER = "#FFFFFF"
_FILL = {
    "open": "#FFFBE6",
    "header": "#D9E2EC",
    "area": "#E4ECF4",
    "group": "#F1F5F9",
    "bad": "#F8CBAD",
    "warn": "#FFE699",
    "empty": "#FFFFFF",
    "good": "#E2EFDA",
}
#: The ends of a heat scale, chosen to stay in order when printed in grey.
HEAT = ("#F4B183", "#FFFFFF")
TABS = {"mend": "#C00000", "guide": "#7F7F7F", "input": "#C9A227", "check": "#2F6B3A", "result": "#1F4E79"}

_CELL: dict[str, Any] = {"font_name": FONT, "font_size": 12, "font_color": INK, "valign": "vcenter"}
_BOX: dict[str, Any] = {"border": 1, "border_color": LINE}
_WRAP: dict[str, Any] = {"text_wrap": True}
_CENTRE: dict[str, Any] = {"align": "center"}
_ACROSS: dict[str, Any] = {"align": "center_across"}


def _change(decimals: int) -> str:
    digits = f"{0:.{decimals}f}"
    return f'"▲ "+{digits};"▼ "-{digits};"= "{digits}'


_BASES: dict[str, dict[str, Any]] = {
    "": {},
    # administrative head and signature block
    "agency": {**_ACROSS, "bold": True},
    "nation": {**_ACROSS, "bold": True},
    "motto": {**_ACROSS, "bold": True, "font_size": 13},
    "rule": {**_ACROSS, "font_size": 8, "valign": "top"},
    "number": {**_ACROSS, "font_size": 13},
    "dateline": {**_ACROSS, "italic": True, "font_size": 13},
    "title": {**_ACROSS, "bold": True, "font_size": 14},
    "subtitle": {**_ACROSS, "italic": True, "font_size": 13},
    "signer": {**_ACROSS, "bold": True, "font_size": 13},
    "signer_note": {**_ACROSS, "italic": True},
    "recipients": {"italic": True, "bold": True},
    "recipient": {"font_size": 11},
    # furniture
    "title_left": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "font_size": 13},
    "note": {"italic": True, "font_size": 11, "font_color": "#404040"},
    "notice": {**_BOX, **_WRAP, "bold": True, "bg_color": _FILL["warn"]},
    "live": {"italic": True, "font_size": 11},
    "identity": {"font_size": 8, "font_color": "#808080"},
    "key": {"font_size": 8, "font_color": "#808080"},
    "big": {"bold": True, "font_size": 22, **_ACROSS},
    "label": {**_BOX, **_WRAP, "bold": True},
    "hint": {**_BOX, **_WRAP, "italic": True, "font_size": 11},
    "block": {"bold": True, "top": 1, "bottom": 1, "border_color": LINE, "bg_color": _FILL["group"]},
    "header": {**_BOX, **_WRAP, **_CENTRE, "bold": True, "bg_color": _FILL["header"]},
    # cells of a table
    "text": {**_BOX, **_WRAP},
    "code": {**_BOX, "num_format": "@", "align": "left", "text_wrap": True},
    "code_left": {**_BOX, "num_format": "@", "align": "left"},
    # Where a person types, a format of numbers, for a general cell would make dates of 1/2; elsewhere the general one,
    # for 0.## shows a stray decimal sign behind whole numbers.
    "score": {**_BOX, **_CENTRE, **_WRAP, "num_format": "0.##"},
    "points": {**_BOX, **_CENTRE, **_WRAP},
    **{f"points{decimals}": {**_BOX, **_CENTRE, "num_format": f"{0:.{decimals}f}"} for decimals in range(7)},
    # How much more or less than before: a sign of its own beside the colourless figure.
    "change": {**_BOX, **_CENTRE, "num_format": '"▲ "+0;"▼ "-0;"="'},
    **{f"change{decimals}": {**_BOX, **_CENTRE, "num_format": _change(decimals)} for decimals in range(7)},
    # A share in per cent; the best and the worst of a column carry a sign, so that the number stays a number.
    "percent": {**_BOX, **_CENTRE, "num_format": "0.0"},
    "trend": {**_BOX, **_CENTRE, "num_format": '"▲ +"0.0;"▼ -"0.0;"= "0.0'},
    "moved": {**_BOX, **_CENTRE, "num_format": '"▲ "0;"▼ "0;"= "0'},
    "whole": {**_BOX, **_CENTRE, "num_format": "0"},
    "whole_left": {**_BOX, "align": "left", "num_format": "0"},
    "points_left": {**_BOX, "align": "left"},
    "moment": {**_BOX, **_CENTRE, "num_format": "dd/mm/yyyy"},
    "moment_left": {**_BOX, "align": "left", "num_format": "dd/mm/yyyy hh:mm"},
    "sign": {**_BOX, "align": "left", "font_size": 11, "text_wrap": True},
    "centre": {**_BOX, **_CENTRE, **_WRAP},
    "hash": {**_BOX, "font_size": 6},
    "link": {**_BOX, **_WRAP, "font_color": "#0B5394", "underline": 1},
}
_MODIFIERS: dict[str, dict[str, Any]] = {
    "open": {"bg_color": _FILL["open"], "locked": False},
    "free": {"locked": False, "border": 0},
    "area": {"bg_color": _FILL["area"], "bold": True},
    "group": {"bg_color": _FILL["group"], "bold": True},
    "total": {"bg_color": _FILL["header"], "bold": True},
    "bad": {"bg_color": _FILL["bad"]},
    "warn": {"bg_color": _FILL["warn"]},
    "good": {"bg_color": _FILL["good"]},
    # A cell to mend: no condition changes a border, so what is typed there does not hide it.
    "wrong": {"bg_color": _FILL["bad"], "border": 2, "border_color": "#C00000"},
    "doubt": {"bg_color": _FILL["warn"], "border": 2, "border_color": "#BF8F00"},
    "bold": {"bold": True},
    "best": {"num_format": '"▲ "0.0', "bold": True},
    "worst": {"num_format": '"▼ "0.0', "bold": True},
    "invalid": {"num_format": '"✗ "General', "bold": True, "bg_color": _FILL["bad"]},
    "spare": {"border_color": "#E7E6E6"},
}
#: Styles that a condition turns on: a sign always stands beside them, so that colour never speaks alone.
CONDITIONS: dict[str, dict[str, Any]] = {
    "bad": {"bg_color": _FILL["bad"], "bold": True},
    "warn": {"bg_color": _FILL["warn"]},
    "good": {"bg_color": _FILL["good"]},
    "empty": {"bg_color": "#FFF2CC"},
    # Excel shows the whole number 4 as “4.” under the format 0.##
    "integral": {"num_format": "0"},
}
#: Of the series of a chart in their order: a dark fill, a light one, then patterns; none looks like another in grey.
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#1F4E79"}},
    {"fill": {"color": "#D9D9D9"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#595959", "bg_color": PAPER}},
    {"pattern": {"pattern": "small_grid", "fg_color": "#595959", "bg_color": PAPER}},
    {"pattern": {"pattern": "dark_horizontal", "fg_color": "#7F7F7F", "bg_color": PAPER}},
    {"fill": {"color": PAPER}},
)
#: As much for lines: colour, dashes, marker.
_STROKES = (
    ("#1F4E79", "solid", "circle"),
    ("#7F7F7F", "dash", "square"),
    ("#000000", "round_dot", "triangle"),
    ("#595959", "long_dash", "diamond"),
    ("#A6A6A6", "dash_dot", "x"),
)


def filling(number: int) -> dict[str, Any]:
    """Return how the bars of a chart's n-th series look, as xlsxwriter wants it."""
    return {**_FILLS[number % len(_FILLS)], "border": {"color": "#404040", "width": 0.75}}


def stroke(number: int) -> dict[str, Any]:
    """Return how the line of a chart's n-th series looks, as xlsxwriter wants it."""
    colour, dashes, marker = _STROKES[number % len(_STROKES)]
    point = {"type": marker, "size": 6, "fill": {"color": PAPER if number else colour}, "border": {"color": colour}}
    return {"line": {"color": colour, "width": 1.75, "dash_type": dashes}, "marker": point}


@cache
def properties(name: str) -> dict[str, Any]:
    """Return the properties of a style's name, as xlsxwriter wants them; KeyError for a name nobody knows."""
    base, *modifiers = name.split(".")
    merged = {**_CELL, **_BASES[base]}
    for modifier in modifiers:
        merged |= _MODIFIERS[modifier]
    return merged
