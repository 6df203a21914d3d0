"""An appendix as a table on paper: finding its columns by their headings, and its rows, in whatever file it came.

The form that communes publish is `TT | Cơ quan, đơn vị, cán bộ, công chức thực hiện | Tiêu chí | Ghi chú`. The headings
are recognised without regard to marks, capitals and order, and may be repeated where a table goes on. A cell merged
over several rows holds for each of them. A row without number and assignee goes on with the row above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from cchc_xlsx.assigning.people import one_line
from cchc_xlsx.assigning.writing import written
from cchc_xlsx.model.book import Area, Book, Cell, Kind, Sheet
from cchc_xlsx.model.campaign import Assignment, Campaign, Misread
from cchc_xlsx.model.place import Place
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold
from cchc_xlsx.values import dataclass

#: Written where nobody is assigned, so that a person sees it; read as nobody.
NOBODY = Words("(chưa phân công)", "(not assigned)")

#: What a heading says, folded, and which column it heads; the first that fits decides.
_HEADINGS: tuple[tuple[str, str], ...] = (
    ("number", r"(?:tt|stt|so tt|so thu tu|no\.?|#)"),
    ("unit", r"(?:ma (?:don vi|xa).*|unit(?: code)?)"),
    ("remark", r"(?:ghi chu|remarks?|notes?)\b.*"),
    ("code", r"(?:ma|ma so|ma tieu chi|codes?)"),
    ("criteria", r"(?:cac )?tieu chi\b.*|criteri(?:a|on)\b.*|noi dung tieu chi\b.*"),
    ("helpers", r".*\bphoi hop\b.*|.*\bsupport.*"),
    (
        "assignee",
        r".*\b(?:thuc hien|phu trach|phan cong|chu tri|co quan|don vi|can bo|cong chuc|bo phan)\b.*"
        r"|(?:assignees?|officers?)\b.*",
    ),
)
_LONGEST_HEADING = 120
_WIDEST = 100  # columns of one merged cell that are looked at
_MOST = 200_000  # cells that belong to merged ones; no appendix has as many
_CODE = re.compile(r"\d+\.\d+")
_SINGLE = re.compile(r"[\w.]+")
_TOTAL = re.compile(r"(?:tong(?: cong| so)?|cong|total)\W*")


@dataclass(frozen=True)
class Appendix:
    """The rows of an appendix, not yet understood, in their order; `unit` is "" where the table has no such column.

    `tables` counts the headings found: none, and it was no appendix. `by_criterion`: its rows are criteria, and name
    their assignees. `numeric` are lists of codes that a program took for numbers.
    """

    rows: tuple[Assignment, ...]
    tables: int
    by_criterion: bool = False
    numeric: tuple[Misread, ...] = ()


def rows_in(book: Book, text_of: Callable[[Cell], str], file: str = "", *, flowing: bool = False) -> Appendix:
    """Return the appendix that a file's tables hold.

    `text_of` tells what people see in a cell. `flowing`: a table without headings goes on with the one above it, as
    in a document that somebody has cut into pages.
    """
    reader = _Reader(text_of, file, flowing)
    for sheet in book.sheets:
        reader.sheet(sheet)
    single = sum(bool(_SINGLE.fullmatch(row.criteria)) for row in reader.rows)
    by_criterion = reader.criteria_first and 2 * single > len(reader.rows)
    return Appendix(tuple(reader.rows), reader.tables, by_criterion, tuple(reader.numeric))


class _Reader:
    """Reads sheet after sheet; a heading holds until the next one, over sheets only where the file flows."""

    def __init__(self, text_of: Callable[[Cell], str], file: str, flowing: bool) -> None:
        self.text_of, self.file, self.flowing = text_of, file, flowing
        self.rows: list[Assignment] = []
        self.numeric: list[Misread] = []
        self.tables = 0
        self.criteria_first = False
        self.columns: Mapping[str, int] = {}
        self.said: set[str] = set()  # by the headings: where they come again they say the same
        self.width = 0

    def sheet(self, sheet: Sheet) -> None:
        width = max((column for _, column in sheet.cells), default=-1) + 1
        if not (self.flowing and width == self.width):
            self.columns = {}
        self.width = width
        lines: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            lines.setdefault(row, {})[column] = cell
        owner = _owners(sheet, max(lines, default=-1))
        last = min(lines, default=0) - 1  # the row above
        fresh = False  # nothing has come below the heading yet
        begun = False  # the headings of this sheet, or a row of the table, have come
        ended = False  # a blank row has ended it
        holder: Area | None = None  # the merged cell of the assignee above
        below = -1
        for row in sorted({*lines, *(row for row, _ in owner)}):
            cells = lines.get(row, {})
            texts = {column: self.text_of(cell) for column, cell in cells.items()}
            ended = ended or row > max(last, below) + 1
            found = headings(texts)
            said = {fold(texts[column]) for column in found.values()}
            if found and (ended or not begun or said == self.said):
                self.columns, self.said = found, said
                self.tables += 1
                criteria = found.get("code", found.get("criteria", 0))
                self.criteria_first = criteria < found["assignee"]
                below = max((area[2] for (r, _), area in owner.items() if r == row), default=row)
                begun, fresh, ended, holder, last = True, True, False, None, row
                continue
            if not self.columns or row <= below:
                continue
            last, begun = row, True
            shown = [text for text in texts.values() if text]
            if fresh and len(shown) > 1 and _numbers([fold(text).strip("()") for text in shown]):
                continue
            fresh = False
            holder = self.row(sheet, row, texts, owner, holder, ended=ended)

    def row(
        self,
        sheet: Sheet,
        row: int,
        texts: Mapping[int, str],
        owner: Mapping[tuple[int, int], Area],
        holder: Area | None,
        *,
        ended: bool,
    ) -> Area | None:
        """Take in one row; return the merged cell that its assignee stands in, if it does."""
        where = {key: (row, column) for key, column in self.columns.items()}
        where["criteria"] = where.get("code", where.get("criteria", (row, 0)))

        def text(key: str) -> str:
            place = where.get(key)
            if place is None:
                return ""
            area = owner.get(place)
            return self.text_of(sheet.at(*area[:2])) if area else texts.get(place[1], "")

        area = owner.get(where["assignee"])
        if area and area[1] <= where["criteria"][1] <= area[3]:
            return None  # a line across the table that heads those below it
        assignee, criteria, remark = one_line(text("assignee")), text("criteria"), text("remark")
        helpers = one_line(text("helpers"))
        if helpers:
            assignee = "; ".join((assignee, *(f"{name.strip()} (phối hợp)" for name in helpers.split(";"))))
        total = not text("number") and bool(_TOTAL.fullmatch(fold(assignee)))
        if fold(assignee) in map(fold, NOBODY) or total or not (assignee or criteria):
            if remark and not (assignee or criteria) and self.rows and not ended:
                self.more(criteria="", remark=remark)
            return None
        if ended and not criteria:
            return None  # who signs, and who is sent it, stand below the table
        shared = area is not None and area == holder
        goes_on = not assignee and "number" in where and not text("number") and bool(self.rows)
        if shared or goes_on:
            remark_area = owner.get(where.get("remark", (-1, -1)))
            repeated = remark_area is not None and remark_area[0] < row
            self.more(criteria=criteria, remark="" if repeated else remark)
            return area
        place = Place(self.file, sheet.title, *where["criteria"])
        if sheet.at(*where["criteria"]).kind is Kind.NUMBER and "." in criteria:
            self.numeric.append(Misread("assignments.criteria", criteria, place))
        self.rows.append(Assignment(text("unit"), assignee, criteria, remark, place=place))
        return area

    def more(self, criteria: str, remark: str) -> None:
        """Add to the last row what stands below it."""
        last = self.rows[-1]
        self.rows[-1] = replace(
            last,
            criteria="\n".join(part for part in (last.criteria, criteria) if part),
            remark="\n".join(part for part in (last.remark, remark) if part),
        )


def _numbers(texts: Sequence[str]) -> bool:
    """Tell whether a row only numbers the columns: 1, 2, 3, 4, or A, B, 1, 2."""
    letters = [text for text in texts if text.isalpha()]
    numbers = [text for text in texts if not text.isalpha()]
    in_order = letters == list("abcdefgh")[: len(letters)] and numbers == [str(n + 1) for n in range(len(numbers))]
    return in_order and [*letters, *numbers] == list(texts)


def _owners(sheet: Sheet, last: int) -> dict[tuple[int, int], Area]:
    """Return the merged area that each cell belongs to, down to the last row with something in it."""
    found = {}
    for top, left, bottom, right in sheet.merged:
        for row in range(top, min(bottom, last) + 1):
            for column in range(left, min(right, left + _WIDEST) + 1):
                found[row, column] = (top, left, bottom, right)
            if len(found) > _MOST:
                return found
    return found


def headings(texts: Mapping[int, str]) -> Mapping[str, int]:
    """Return which column of a row of headings holds what; nothing where the row heads no appendix."""
    found: dict[str, int] = {}
    for column, text in sorted(texts.items()):
        folded = fold(text)
        if not folded or len(folded) > _LONGEST_HEADING or _CODE.search(folded):
            continue
        key = next((key for key, pattern in _HEADINGS if re.fullmatch(pattern, folded)), "")
        if key:
            found.setdefault(key, column)
    complete = "assignee" in found and ("criteria" in found or "code" in found)
    return found if complete else {}


def turned(rows: Iterable[Assignment], campaign: Campaign) -> tuple[Assignment, ...]:
    """Return rows that are criteria as rows that are assignees, each criterion with the same officers as before.

    The rows are understood ones. Who leads is marked only where the order of the rows cannot tell it. A group stays
    one assignee, and what gives no criterion stays with those it was written for.
    """
    codes: dict[str, dict[str, None]] = {}
    about: dict[str, Assignment] = {}
    lost: dict[str, list[str]] = {}
    order: dict[str, dict[str, None]] = {}  # officer → those who come before somewhere
    rows = tuple(rows)
    for row in rows:
        for place, officer in enumerate(row.named):
            about.setdefault(officer, row)
            codes.setdefault(officer, {}).update(dict.fromkeys(row.codes))
            lost.setdefault(officer, []).extend(row.unknown)
            order.setdefault(officer, {}).update(dict.fromkeys(row.named[:place]))
    try:
        officers = tuple(TopologicalSorter(order).static_order())
    except CycleError:
        officers = tuple(order)
    leaders = {code: row.named[0] for row in rows for code in row.codes if row.named}
    turned_rows = []
    for place, officer in enumerate(officers):
        earlier = {code for other in officers[:place] for code in codes[other]}
        leads = [code for code in codes[officer] if leaders[code] == officer and code in earlier]
        rest = [code for code in codes[officer] if code not in leads]
        first = about[officer]
        parts = [written(rest, campaign.criteria), *lost[officer]]
        parts += [f"chủ trì: {written(leads, campaign.criteria)}"] if leads else []
        told = "; ".join(part for part in parts if part)
        remark = first.remark if first.group else ""
        turned_rows.append(Assignment(first.unit, officer, told, remark, place=first.place))
    return tuple(turned_rows)


def of_unit(rows: Sequence[Assignment], unit: str) -> Iterator[Assignment]:
    """Yield the rows of one unit as its own: those that name it, or where none does those that name no unit."""
    own = unit if any(row.unit == unit for row in rows) else ""
    for row in rows:
        if row.unit == own:
            yield replace(row, unit=unit)
