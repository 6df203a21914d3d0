"""Charts like one made before: xlsxwriter writes the first of a kind; others are its XML with their own figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from io import StringIO
from typing import NamedTuple, TypeAlias

from xlsxwriter.chart import Chart as Drawn
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from cchc_xlsx.excel.content import escaped
from cchc_xlsx.model.book import Area, Chart

_IDS = 5001  # xlsxwriter's number of the first chart in those of the axes
_AXIS = r'(<c:(?:axId|crossAx) val=")%d(?=\d{4}")'


class Reference(NamedTuple):
    """Cells that a chart shows: what it takes them for, their name, of what type they are, and what they hold."""

    kind: str  # "num" or "str", as the XML has it
    formula: str
    type: str  # of xlsxwriter: "none" besides
    data: tuple[str | None, ...]


#: The charts of a workbook that others may be like, by all that makes one like another.
Models: TypeAlias = "dict[tuple[object, ...], Model]"


class Model:
    """A chart of xlsxwriter that shows such cells; while its XML is written, it is noted where that tells of them."""

    def __init__(self, chart: Drawn, references: Sequence[Reference]) -> None:
        self.chart = chart
        self._formulas = {each.formula for each in references}  # a title may be taken for one more
        self._spans: list[tuple[int, int]] = []
        self._pieces: list[str] = []
        self._assemble = chart._assemble_xml_file
        chart._assemble_xml_file = self._assembled
        for write in (Drawn._write_num_ref, Drawn._write_str_ref):
            setattr(chart, write.__name__, partial(self._noted, write))

    def _noted(self, write: Callable[..., None], formula: str, *told: object) -> None:
        start = self.chart.fh.tell()
        write(self.chart, formula, *told)
        if formula in self._formulas:
            self._spans.append((start, self.chart.fh.tell()))

    def _assembled(self) -> None:
        self._assemble()
        xml, behind = self.chart.fh.getvalue(), 0
        for start, end in (*self._spans, (len(xml), 0)):
            self._pieces.append(re.sub(_AXIS % (_IDS + self.chart.id), "\\1\0", xml[behind:start]))
            behind = end

    def write(self, file: StringIO, number: int, references: Sequence[Reference]) -> None:
        """Write the XML of a chart that is like this one, which has been written."""
        told = [*(_xml(*each) for each in references), ""]
        xml = "".join([part for pair in zip(self._pieces, told, strict=True) for part in pair])
        file.write(xml.replace("\0", str(_IDS + number)))


class Alike:
    """A chart like another, as a workbook of xlsxwriter deals with its charts."""

    already_inserted, combined, chart_name = False, None, ""
    x_scale, y_scale, x_offset, y_offset = 1, 1, 0, 0
    id = 0

    def __init__(self, model: Model, references: Sequence[Reference]) -> None:
        self._model, self._references = model, references
        self.series = model.chart.series
        self.formula_ids: dict[str, int] = {}  # its data are known
        self.width = self.height = 0

    def set_size(self, size: dict[str, int]) -> None:
        """Set width and height, in pixels."""
        self.width, self.height = size["width"], size["height"]

    def _set_xml_writer(self, file: StringIO) -> None:
        self._file = file

    def _assemble_xml_file(self) -> None:
        self._model.write(self._file, self.id, self._references)


def references(worksheet: Worksheet, chart: Chart, title: str) -> list[Reference]:
    """Return what a chart shows of the cells of its own sheet, in the order in which xlsxwriter tells of it."""
    sheet, found = quote_sheetname(title), []

    def add(kind: str, area: Area, told: str = "") -> None:
        data = worksheet._get_range_data(*area)
        told = told or Drawn._get_data_type(None, data)
        texts = tuple(None if each is None else str(each) for each in data)
        found.append(
            Reference(kind or ("str" if told == "str" else "num"), f"{sheet}!{xl_range_abs(*area)}", told, texts)
        )

    for series in chart.series:
        if not isinstance(series.name, str):
            add("str", (*series.name, *series.name), "str")
        add("", series.categories)
        add("num", series.values, "num")
    return found


def _xml(kind: str, formula: str, told: str, data: tuple[str | None, ...]) -> str:
    return f"<c:{kind}Ref><c:f>{escaped(formula)}</c:f>{_cache(told, data)}</c:{kind}Ref>"


@lru_cache(maxsize=256)
def _cache(told: str, data: tuple[str | None, ...]) -> str:
    """Return what a chart keeps of cells: most show the same headings, the same names, the same means."""
    drawn, file = Drawn.__new__(Drawn), StringIO()
    drawn._set_filehandle(file)
    if told != "none":
        getattr(drawn, f"_write_{told}_cache")(data)
    return file.getvalue()
