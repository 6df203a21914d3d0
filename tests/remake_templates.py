"""Make the templates' campaign workbooks from the texts beside them: `python tests/remake_templates.py`."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from cchc_xlsx.excel.write import written
from cchc_xlsx.model.book import Book, Cell, Kind, Position, Sheet
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.workbooks.campaign import TABLES, fill_campaign, parse_campaign
from cchc_xlsx.workbooks.layout import Table

ROOT = Path(__file__).parent.parent / "workbook_templates"


def campaign_of_texts(folder: Path) -> Campaign:
    """Return the campaign that the csv files of a folder tell, read as if they stood in a campaign workbook."""
    sheets = []
    for table in TABLES:
        cells: dict[Position, Cell] = {(0, 0): Cell(Kind.TEXT, table.marker)}
        for row, line in enumerate(_lines(folder / f"{table.name}.csv", table)):
            cells |= {(row, column): Cell(Kind.TEXT, text) for column, text in enumerate(line, 1) if text}
        sheets.append(Sheet(table.name, cells))
    return parse_campaign(Book(tuple(sheets)))


def _lines(path: Path, table: Table) -> list[list[str]]:
    """Return the lines of a table's text; an optional table that has none has only its keys."""
    if table.optional and not path.exists():
        return [list(table.keys)]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def remade() -> dict[Path, bytes]:
    """Return the bytes of every template's workbook, by path."""
    folders = sorted(path.parent for path in ROOT.glob("*/criteria.csv"))
    return {folder / "dot-cham.xlsx": written(fill_campaign(campaign_of_texts(folder), "vi")) for folder in folders}


def main() -> int:
    """Write the workbooks; return 0."""
    for path, data in remade().items():
        path.write_bytes(data)
        print(path.relative_to(ROOT.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
