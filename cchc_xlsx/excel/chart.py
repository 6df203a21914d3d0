"""Charts as xlsxwriter makes them: native, in greys and patterns, over the cells that they are to cover."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from cchc_xlsx.excel import style
from cchc_xlsx.excel.alike import Alike, Model, Models, references
from cchc_xlsx.model.book import Area, Chart, ChartKind, Series, plain

_TYPES = {
    ChartKind.BAR: {"type": "bar"},
    ChartKind.STACKED: {"type": "bar", "subtype": "stacked"},
    ChartKind.COLUMN: {"type": "column"},
    ChartKind.LINE: {"type": "line"},
    ChartKind.RADAR: {"type": "radar", "subtype": "with_markers"},
}
_LYING = (ChartKind.BAR, ChartKind.STACKED)
_OF_LINES = (ChartKind.LINE, ChartKind.RADAR)
#: From this many bars on, the gaps between them shrink so that the bars stay wide enough to be told apart.
_MANY = 12
_WITH_ITS_CELLS = 1  # moved and sized with the cells below it, so that it covers the same ones in every program

#: Pixels between its frame and its cells, above and to the left. On the other sides it ends where the next cells begin:
#: a distance within a wide column would move where a program reckons widths otherwise.
_INSET = 4


def insert(
    workbook: Workbook, worksheet: Worksheet, chart: Chart, title: str, models: Models | None = None
) -> None:  # fmt: skip
    """Put a chart on a sheet of that title; the sheets its series name have to be in the workbook when it is closed.

    With `models`, the rows of the sheet have been laid down, and a chart of them that is like another is made from it.
    """
    if models is None or any(series.sheet for series in chart.series):
        made = _made(workbook, chart, title)
    else:
        shown = references(worksheet, chart, title)
        key = (
            replace(chart, series=(), area=(0, 0, 0, 0), about=""),
            *map(_likeness, chart.series),
            *(r.type for r in shown),
        )
        if key in models:
            made = Alike(models[key], shown)
            workbook.charts.append(made)
        else:
            made = _made(workbook, chart, title)
            models[key] = Model(made, shown)
    first_row, first, last_row, last = chart.area
    made.set_size(
        {
            "width": sum(worksheet._size_col(column) for column in range(first, last + 1)) - _INSET,
            "height": sum(worksheet._size_row(row) for row in range(first_row, last_row + 1)) - _INSET,
        }
    )
    told = {"object_position": _WITH_ITS_CELLS, "description": chart.about or chart.title}
    told |= {"x_offset": _INSET, "y_offset": _INSET}
    worksheet.insert_chart(first_row, first, made, told)


def _made(workbook: Workbook, chart: Chart, title: str) -> Any:
    made = workbook.add_chart(dict(_TYPES[chart.kind]))
    for number, series in enumerate(chart.series):
        made.add_series(_series(chart, series, number, title))
    made.set_title(_name(chart.title, 12) if chart.title else {"none": True})
    many = len(chart.series) > 1
    made.set_legend({"position": "bottom", "font": _font(9)} if many else {"none": True})
    # Of lying bars the categories stand along y.
    across, up = (_values, _categories) if chart.kind in _LYING else (_categories, _values)
    made.set_x_axis(across(chart))
    made.set_y_axis(up(chart))
    made.set_chartarea({"border": {"color": style.LINE}, "fill": {"color": style.PAPER}})
    made.show_blanks_as("gap")
    return made


def _likeness(series: Series) -> tuple[object, ...]:
    """Return what of a series does not stand in cells, and how many cells there are."""
    name = series.name if isinstance(series.name, str) else None
    return name, *(_size(area) for area in (series.categories, series.values))


def _series(chart: Chart, series: Series, number: int, title: str) -> dict[str, Any]:
    sheet = series.sheet or title
    name = _plain(series.name) if isinstance(series.name, str) else [sheet, *series.name]
    options: dict[str, Any] = {
        "name": name,
        "categories": _reference(sheet, series.categories),
        "values": _reference(sheet, series.values),
    }
    if chart.kind in _OF_LINES:
        options |= style.stroke(number)
    else:
        options |= style.filling(number)
        options["gap"] = 30 if _size(series.values) > _MANY else 60
        if chart.kind is ChartKind.STACKED:
            options["overlap"] = 100
    if chart.labels:
        options["data_labels"] = {"value": True, "num_format": f"{0:.{chart.decimals}f}", "font": _font(8)}
        if chart.kind in _OF_LINES:
            options["data_labels"]["position"] = "above" if chart.kind is ChartKind.LINE else "center"
        if chart.kind is ChartKind.STACKED:  # within the bars, of which the first is dark
            options["data_labels"]["font"] |= {"color": style.INK if number else style.PAPER}
    return options


def _categories(chart: Chart) -> dict[str, Any]:
    axis: dict[str, Any] = {"num_font": _font(8), "line": {"color": style.LINE}, "major_gridlines": {"visible": False}}
    if chart.kind is ChartKind.RADAR:
        return axis
    axis["label_position"] = "low"
    if chart.category_title:
        axis |= _name(chart.category_title, 9)
    if chart.kind in _LYING:
        axis |= {"reverse": True, "interval_unit": 1}  # every name, the first on top
    return axis


def _values(chart: Chart) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": _font(8),
        "num_format": "General",
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
    }
    if chart.value_title and chart.kind is not ChartKind.RADAR:
        axis |= _name(chart.value_title, 9)
    if chart.lowest is not None:
        axis["min"] = plain(chart.lowest)
    if chart.highest is not None:
        axis["max"] = plain(chart.highest)
    if chart.step is not None:
        axis["major_unit"] = plain(chart.step)
    if chart.kind in _LYING:
        axis["label_position"] = "high"  # below the bars: the categories run from the top
    return axis


def _size(area: Area) -> int:
    return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)


def _reference(sheet: str, area: Area) -> list[str | int]:
    return [sheet, *area]


def _name(text: str, size: int) -> dict[str, Any]:
    return {"name": _plain(text), "name_font": {**_font(size), "bold": True}}


def _plain(text: str) -> str:
    """Return a text that nobody takes for a formula."""
    return f"\u200b{text}" if text.startswith("=") else text


def _font(size: int) -> dict[str, Any]:
    return {"name": style.FONT, "size": size, "bold": False, "color": style.INK}
