"""The strict reader of .xlsx files: zip and XML with limits, every cell with its raw text, type, formula and place."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from xml.parsers import expat

from cchc_xlsx.model.book import (
    EPOCH,
    Book,
    Cell,
    Kind,
    Position,
    Sheet,
    a1,
    plain,
    serial,
)
from cchc_xlsx.model.received import Refusal, Refused


@dataclass(frozen=True, slots=True)
class Limits:
    """What a received file may weigh; a workbook of scores stays far below (of 2,400 real ones 99.9 % do)."""

    file: int = 20_000_000  # bytes as received
    parts: int = 2_000  # files in the zip
    unpacked: int = 200_000_000  # bytes of all parts: as declared, and again as read
    part: int = 60_000_000  # bytes of one part that is read
    small: int = 2_000_000  # bytes of a part that describes: workbook, relations, properties
    ratio: int = 200  # unpacked to packed bytes, of a part above 1 MiB
    sheets: int = 200
    cells: int = 200_000  # cells of all sheets that hold something
    text: int = 20_000_000  # characters in all those cells, a shared text counted wherever it stands
    depth: int = 200  # XML elements within each other
    seconds: float = 20  # for one file
    container: int = 200_000_000  # bytes of a zip or an e-mail that holds received files
    members: int = 500  # files within it
    memory: int = 1_500_000_000  # bytes of a process that reads, where the system can limit them


LIMITS = Limits()


class Unreadable(Exception):
    """No book could be made of these bytes; `refused` says why."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.refused = Refused(reason, detail)


class Element(NamedTuple):
    """An XML element: its name and its attributes' names without prefix, and the pieces of its own text."""

    name: str
    attributes: dict[str, str]
    pieces: list[str]

    @property
    def text(self) -> str:
        """The text directly inside, without that of elements within."""
        return "".join(self.pieces)


#: Called when an element ends, with the elements it stands in; it is the last one.
Visit: TypeAlias = Callable[[list[Element]], None]


def read(data: bytes, limits: Limits = LIMITS) -> Book:
    """Return the book that the bytes of an .xlsx or .xlsm file hold.

    Raises Unreadable, and nothing else, where they hold none, were built to harm, or pass a limit. Properties that
    cannot be read are left out instead: they do not cost a commune its scores.
    """
    try:
        return _book(Package(data, limits))
    except Unreadable:
        raise
    except Exception as error:  # zipfile, zlib and expat raise about twenty kinds on bytes made to trip them
        raise Unreadable(Refusal.BROKEN, type(error).__name__) from error


class Package:
    """The parts of a zip, found by name in any case. The zip is checked whole before any part is read."""

    def __init__(self, data: bytes, limits: Limits = LIMITS) -> None:
        """Raise Unreadable where the zip is broken, unsafe, encrypted or beyond the limits."""
        self.limits = limits
        if not data:
            raise Unreadable(Refusal.EMPTY)
        if len(data) > limits.file:
            raise Unreadable(Refusal.TOO_LARGE, "file")
        self._zip = open_zip(data)
        members = self._zip.infolist()
        if len(members) > limits.parts or sum(member.file_size for member in members) > limits.unpacked:
            raise Unreadable(Refusal.TOO_LARGE, "zip")
        self._left = limits.unpacked
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in members:
            name = _checked(member, limits).casefold()
            if name in self._members:
                raise Unreadable(Refusal.UNSAFE, member.orig_filename)
            self._members[name] = member

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._members

    def read(self, name: str, most: int) -> bytes:
        """Return a part whole, its checksum verified; Unreadable where it is missing, broken or above `most` bytes."""
        member = self._members.get(name.casefold())
        if member is None:
            raise Unreadable(Refusal.BROKEN, name)
        self._left -= member.file_size
        if member.file_size > most or self._left < 0:
            raise Unreadable(Refusal.TOO_LARGE, name)
        try:
            with self._zip.open(member) as file:
                data = file.read(member.file_size + 1)  # the zip module stops at the declared size, then checks
        except Exception as error:  # as in `read`
            raise Unreadable(Refusal.BROKEN, name) from error
        if len(data) != member.file_size:
            raise Unreadable(Refusal.UNSAFE, name)
        return data

    def walk(self, name: str, visit: Visit, most: int | None = None) -> None:
        """Call `visit` for each element of an XML part as it ends; Unreadable as in `read`, and where XML is unsafe."""
        stack: list[Element] = []

        def start(tag: str, attributes: dict[str, str]) -> None:
            bare = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("xmlns")}
            stack.append(Element(tag.rpartition(":")[2], bare, []))
            if len(stack) > self.limits.depth:
                raise Unreadable(Refusal.UNSAFE, name)

        def end(_: str) -> None:
            visit(stack)
            stack.pop()

        def text(piece: str) -> None:
            stack[-1].pieces.append(piece)

        parse(self.read(name, most or self.limits.small), name, start, end, text)

    def walk_optional(self, name: str, visit: Visit) -> None:
        """Do as `walk`, but pass over a part that is missing or broken; what is unsafe is still refused."""
        try:
            self.walk(name, visit)
        except Unreadable as error:
            if error.refused.reason is not Refusal.BROKEN:
                raise


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Return the bytes as a zip whose list of files can be read; Unreadable where it cannot."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # as in `read`
        raise Unreadable(Refusal.BROKEN, "zip") from error


def parse(
    xml: bytes,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Run through an XML part. Unreadable where it is broken, or declares a document type: no spreadsheet does."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unreadable(Refusal.UNSAFE, part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: encodings nobody knows
        raise Unreadable(Refusal.BROKEN, part) from error


def moment(text: str) -> datetime | None:
    """Return an ISO time as UTC without zone; None where it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError):
        return None


def _checked(member: zipfile.ZipInfo, limits: Limits) -> str:
    """Return a member's name with `/`, or raise Unreadable."""
    name = member.orig_filename.replace("\\", "/")
    linked = member.create_system == 3 and stat.S_ISLNK(member.external_attr >> 16)
    climbs = name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name
    bomb = member.file_size > 1 << 20 and member.file_size > limits.ratio * member.compress_size
    if linked or climbs or bomb:
        raise Unreadable(Refusal.UNSAFE, name)
    if member.flag_bits & 1:
        raise Unreadable(Refusal.PASSWORD, name)
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(Refusal.BROKEN, name)
    return name


def _book(package: Package) -> Book:
    limits = package.limits
    root = relations(package, "")
    path = _workbook_part(package)
    outline = _Outline()
    package.walk(path, outline.visit)
    if len(outline.sheets) > limits.sheets:
        raise Unreadable(Refusal.TOO_LARGE, "sheets")
    if not outline.sheets or len({title.casefold() for title, _, _ in outline.sheets}) < len(outline.sheets):
        raise Unreadable(Refusal.BROKEN, path)
    related = relations(package, path)
    parts = dict(related.values())
    strings = _strings(package, parts["sharedstrings"]) if "sharedstrings" in parts else []
    dates = _dates(package, parts["styles"]) if "styles" in parts else frozenset()
    sources = _Sources(strings, dates, outline.from_1904, _Room(limits.cells, limits.text))
    sheets = []
    for title, relation, hidden in outline.sheets:
        kind, target = related.get(relation, ("worksheet", relation))
        if kind == "worksheet":  # charts, dialogs and macros of Excel 4 have no cells that count
            sheets.append(Sheet(title, _cells(package, target, sources), hidden))
    about = _About()
    for kind, target in root.values():
        if kind in ("coreproperties", "extendedproperties", "customproperties"):
            package.walk_optional(target, about.visit)
    return Book(tuple(sheets), outline.names, about.properties, about.saved, about.program)


def _workbook_part(package: Package) -> str:
    found = relations(package, "").values()
    return next((target for kind, target in found if kind == "officedocument"), "xl/workbook.xml")


def sheet_parts(package: Package) -> tuple[str, dict[str, str]]:
    """Return the part that describes the workbook, and the part of each worksheet by its title, in their order."""
    path = _workbook_part(package)
    outline = _Outline()
    package.walk(path, outline.visit)
    related = relations(package, path)
    return path, {title: related[relation][1] for title, relation, _ in outline.sheets if relation in related}


def relations(package: Package, source: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to: id → (kind, part). Kinds in small letters, no hyphens: one for both standards."""
    folder, base = posixpath.split(source)
    found: dict[str, tuple[str, str]] = {}

    def visit(stack: list[Element]) -> None:
        element = stack[-1].attributes
        if stack[-1].name == "Relationship" and element.get("TargetMode") != "External":
            kind = element.get("Type", "").rpartition("/")[2].replace("-", "").lower()
            target = posixpath.join("/", folder, element.get("Target", "").replace("\\", "/"))
            found.setdefault(element.get("Id", ""), (kind, posixpath.normpath(target).lstrip("/")))

    name = posixpath.join(folder, "_rels", base + ".rels")
    if name in package:
        package.walk(name, visit)
    return found


class _Outline:
    """What the workbook part says: its sheets (title, relation, hidden), its names, its calendar."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.names: dict[str, str] = {}
        self.from_1904 = False

    def visit(self, stack: list[Element]) -> None:
        element = stack[-1]
        attributes = element.attributes
        parent = stack[-2].name if len(stack) > 1 else ""
        if element.name == "sheet" and parent == "sheets":
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), attributes.get("id", ""), hidden))
        elif element.name == "definedName" and parent == "definedNames" and "localSheetId" not in attributes:
            name = attributes.get("name", "")
            if name and not name.lower().startswith("_xlnm."):
                self.names.setdefault(name, element.text)
        elif element.name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")


class _About:
    """What the three parts of properties say."""

    def __init__(self) -> None:
        self.properties: dict[str, str] = {}
        self.saved: datetime | None = None
        self.program = ""

    def visit(self, stack: list[Element]) -> None:
        element = stack[-1]
        parent = stack[-2] if len(stack) > 1 else element
        if parent.name == "property" and "name" in parent.attributes:
            self.properties.setdefault(parent.attributes["name"], element.text)
        elif element.name == "modified":
            self.saved = moment(element.text)
        elif element.name == "Application" and parent.name == "Properties":
            self.program = element.text.strip()


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """Return text with `_x0041_` and its like decoded once; halves of surrogate pairs stay as written."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda m: m[0] if 0xD800 <= int(m[1], 16) < 0xE000 else chr(int(m[1], 16)), text)


def _strings(package: Package, part: str) -> list[str]:
    """Return the shared texts in order, the runs of rich text glued, without readings (`rPh`)."""
    found: list[str] = []
    pieces: list[str] = []
    depth = 0
    heard = spoken = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal depth, heard, spoken
        depth += 1
        if depth > package.limits.depth:
            raise Unreadable(Refusal.UNSAFE, part)
        match tag.rpartition(":")[2]:
            case "si":
                pieces.clear()
            case "rPh":
                spoken = True
            case "t":
                heard = not spoken

    def end(tag: str) -> None:
        nonlocal depth, heard, spoken
        depth -= 1
        match tag.rpartition(":")[2]:
            case "si":
                found.append(_unescaped("".join(pieces)))
            case "rPh":
                spoken = False
            case "t":
                heard = False

    def text(piece: str) -> None:
        if heard:
            pieces.append(piece)

    parse(package.read(part, package.limits.part), part, start, end, text)
    return found


#: Number formats that every program knows by number and that show a date or a time.
_BUILT_IN_DATES = frozenset(str(number) for number in [*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_LITERAL = re.compile(r'"[^"]*"?|[\\_*].|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1024)
def _shows_date(code: str) -> bool:
    """Say whether a number format has day, month, year, hour or second outside quotes, brackets and escapes."""
    return re.search(r"[dmyhs]", _LITERAL.sub("", code[:255]), re.IGNORECASE) is not None


def _dates(package: Package, part: str) -> frozenset[str]:
    """Return the numbers of the cell styles that show a number as a date."""
    codes: dict[str, str] = {}
    formats: list[str] = []

    def visit(stack: list[Element]) -> None:
        element = stack[-1]
        parent = stack[-2].name if len(stack) > 1 else ""
        if element.name == "numFmt" and parent == "numFmts":
            codes[element.attributes.get("numFmtId", "")] = element.attributes.get("formatCode", "")
        elif element.name == "xf" and parent == "cellXfs":
            formats.append(element.attributes.get("numFmtId", "0"))

    package.walk(part, visit, package.limits.part)
    shown = {key for key, code in codes.items() if _shows_date(code)} | (_BUILT_IN_DATES - set(codes))
    return frozenset(str(index) for index, key in enumerate(formats) if key in shown)


_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})").fullmatch
_INDEX = re.compile(r"\s*[0-9]{1,9}\s*").fullmatch
_ROW = re.compile(r"[1-9][0-9]{0,6}").fullmatch
_ROWS, _COLUMNS = 1_048_576, 16_384


@lru_cache(maxsize=8192)
def _position(reference: str) -> Position | None:
    """Return where a reference such as `D7` points; None where no sheet has such a place."""
    match = _REFERENCE(reference)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row - 1, column - 1) if row <= _ROWS and column <= _COLUMNS else None


class _Room:
    """What is left of the limits that all sheets share."""

    def __init__(self, cells: int, text: int) -> None:
        self.cells = cells
        self.text = text

    def take(self, characters: int, part: str) -> None:
        self.cells -= 1
        self.text -= characters
        if self.cells < 0 or self.text < 0:
            raise Unreadable(Refusal.TOO_LARGE, part)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a worksheet's cells refer to."""

    strings: list[str]
    dates: frozenset[str]  # the styles that show a date, by number
    from_1904: bool
    room: _Room


def _cells(package: Package, part: str, sources: _Sources) -> dict[Position, Cell]:
    """Return the cells of a worksheet that hold something, wherever in the sheet they stand."""
    found: dict[Position, Cell] = {}
    shared: dict[str, str] = {}
    depth, deepest = 0, package.limits.depth
    row = column = -1
    inside = spoken = False  # within a cell; within the reading of a text
    attributes: dict[str, str] = {}
    function: dict[str, str] | None = None  # attributes of the cell's formula
    formula = ""
    value: str | None = None
    inline: list[str] = []
    pieces: list[str] | None = None

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal depth, row, column, inside, spoken, attributes, function, formula, value, pieces
        depth += 1
        if depth > deepest:
            raise Unreadable(Refusal.UNSAFE, part)
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            inside, attributes = True, given
            value, formula, function = None, "", None
            inline.clear()
            reference = given.get("r")
            position = (row, column + 1) if reference is None else _position(reference)
            if position is None or not (0 <= position[0] < _ROWS and position[1] < _COLUMNS):
                raise Unreadable(Refusal.BROKEN, f"{part} {(reference or '')[:20]}".strip())
            row, column = position
        elif inside:
            if tag == "f":
                pieces, function = [], given
            elif tag in ("v", "t"):
                pieces = []
            elif tag == "rPh":
                spoken = True
        elif tag == "row":
            number = given.get("r")
            if number is not None and not _ROW(number):
                raise Unreadable(Refusal.BROKEN, f"{part} {number[:20]}")
            row, column = row + 1 if number is None else int(number) - 1, -1

    def text(piece: str) -> None:
        if pieces is not None:
            pieces.append(piece)

    def end(tag: str) -> None:
        nonlocal depth, inside, spoken, formula, value, pieces
        depth -= 1
        if not inside:
            return
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            inside = False
            if value is not None or formula or inline:
                keep()
        elif tag == "v":
            value, pieces = "".join(pieces or ()), None
        elif tag == "f":
            formula, pieces = "".join(pieces or ()).removeprefix("="), None
            if function and function.get("t"):  # a formula told once for many cells stands in the first of them
                key = function.get("si", "")
                formula = formula or shared.get(key, "?")
                shared.setdefault(key, formula)
        elif tag == "t":
            if not spoken:
                inline.append("".join(pieces or ()))
            pieces = None
        elif tag == "rPh":
            spoken = False

    def keep() -> None:
        cell = _cell(attributes, value, inline, formula, sources)
        if cell is None:
            raise Unreadable(Refusal.BROKEN, f"{part} {a1(row, column)}")
        if cell.text or cell.formula or cell.kind is Kind.ERROR:
            if (row, column) in found:  # two contents of one cell: programs differ in which they show
                raise Unreadable(Refusal.BROKEN, f"{part} {a1(row, column)}")
            sources.room.take(len(cell.text) + len(formula), part)
            found[row, column] = cell

    parse(package.read(part, package.limits.part), part, start, end, text)
    return found


def _cell(
    attributes: dict[str, str], value: str | None, inline: list[str], formula: str, sources: _Sources
) -> Cell | None:
    """Return a cell by the words of its XML; None where it refers to a shared text that there is not."""
    kind = attributes.get("t", "n")
    if kind == "s" and value:
        index = int(value) if _INDEX(value) else -1
        return Cell(Kind.TEXT, sources.strings[index], formula) if 0 <= index < len(sources.strings) else None
    if kind == "inlineStr" or (value is None and inline):
        return Cell(Kind.TEXT, _unescaped("".join(inline) or value or ""), formula)
    if value is None or (kind != "str" and not value.strip()):
        return Cell(Kind.EMPTY, "", formula)
    bare = value.strip()
    if kind == "n":
        dated = attributes.get("s") in sources.dates
        return Cell(Kind.NUMBER, _from_1904(bare) if dated and sources.from_1904 else bare, formula, dated)
    if kind == "b" and bare in ("0", "1", "false", "true"):
        return Cell(Kind.BOOLEAN, "TRUE" if bare in ("1", "true") else "FALSE", formula)
    if kind == "e":
        # A writer that has no error values writes `=#REF!`: that is no more than the error itself.
        return Cell(Kind.ERROR, bare, "" if formula == bare else formula)
    if kind == "d" and (number := _iso(bare)):
        return Cell(Kind.NUMBER, number, formula, date=True)
    return Cell(Kind.TEXT, _unescaped(value), formula)


def _from_1904(text: str) -> str:
    """Return a date's number counted from 1900, where the file counts from 1904; the text itself if it is no date."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return plain(number + 1462) if number.is_finite() and abs(number) < 10_000_000 else text


def _iso(text: str) -> str:
    """Return Excel's number of a date, or of a time of day, in ISO form; "" where it is neither."""
    try:
        found = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        try:
            found = datetime.combine(EPOCH, time.fromisoformat(text).replace(tzinfo=None))
        except ValueError:
            return ""
    return serial(found)
