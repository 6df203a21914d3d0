"""The strict reader of .xlsx files: from the bytes of a zip, checked and with limits, to a book."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from datetime import datetime
from zipfile import ZipFile

from cchc_xlsx.excel import quick, quick_texts
from cchc_xlsx.excel.package import (
    LIMITS,
    Element,
    Limits,
    Package,
    Unreadable,
    broken,
    moment,
    open_zip,
    parse,
    remembered,
    walk,
)
from cchc_xlsx.excel.quick_texts import Texts
from cchc_xlsx.excel.shared import Styles, strings_of, styles_of
from cchc_xlsx.excel.worksheet import Content, Room, Sources, content_of
from cchc_xlsx.model.book import Book, Extra, Sheet
from cchc_xlsx.model.received import Refusal

__all__ = ["LIMITS", "Element", "Limits", "Package", "Unreadable", "moment", "open_zip", "parse", "read"]


def read(data: bytes, limits: Limits = LIMITS, *, only: str = "", opened: ZipFile | None = None) -> Book:
    """Return the book that the bytes of an .xlsx or .xlsm file hold; `only` the sheet of that title where one is named.

    `opened` are the same bytes as a zip, where somebody has opened them before.

    Raises Unreadable, and nothing else, where they hold none, were built to harm, or pass a limit. Properties that
    cannot be read are left out instead: they do not cost a commune its scores.
    """
    try:
        return _book(Package(data, limits, opened), only)
    except Unreadable:
        raise
    except Exception as error:  # zipfile, zlib and expat raise about twenty kinds on bytes made to trip them
        raise broken(error, type(error).__name__) from error


def _book(package: Package, only: str) -> Book:
    limits = package.limits
    root = relations(package, "")
    path = _workbook_part(package)
    outline = package.told(path, _outline)
    if len(outline.sheets) > limits.sheets:
        raise Unreadable(Refusal.TOO_LARGE, "sheets", "sheets")
    if not outline.sheets or len({title.casefold() for title, _, _ in outline.sheets}) < len(outline.sheets):
        raise Unreadable(Refusal.BROKEN, path)
    related = relations(package, path)
    parts = dict(related.values())
    texts = texts_of(package, parts["sharedstrings"]) if "sharedstrings" in parts else Texts.of()
    styles = package.told(parts["styles"], styles_of, "part") if "styles" in parts else Styles()
    sources = Sources(texts, styles, outline.from_1904, Room(limits.cells, limits.text))
    sheets = []
    for title, relation, hidden in outline.sheets:
        kind, target = related.get(relation, ("worksheet", relation))
        # Charts, dialogs and macros of Excel 4 have no cells that count.
        if kind == "worksheet" and only in ("", title):
            data = package.read(target, "part")
            ordinary = quick.cells_in(data, sources, texts, limits.depth)
            cells, merged = ordinary or _strictly(data, target, sources, limits.depth)
            sheets.append(Sheet(title, cells, hidden, merged=merged))
    about = _About()
    for kind, target in root.values():
        if kind in ("coreproperties", "extendedproperties", "customproperties"):
            about.take(package.told_optional(target, _said_about, ()))
    extras = _extras(package, {kind for kind, _ in related.values()})
    return Book(tuple(sheets), outline.names, about.properties, about.saved, about.program, extras)


def _strictly(data: bytes, part: str, sources: Sources, deepest: int) -> Content:
    sources.room.settle()
    return content_of(data, part, sources, deepest)


def texts_of(package: Package, part: str) -> Texts:
    """Return the texts of a part that cells share."""
    data = package.read(part, "part")
    ordinary = quick_texts.texts_in(data)
    return Texts.of(strings_of(data, part, package.limits.depth)) if ordinary is None else ordinary


def _extras(package: Package, kinds: set[str]) -> frozenset[Extra]:
    """Return what the file carries beside its cells, told by the names of its parts; none of it is opened."""
    try:
        declared = package.told("[Content_Types].xml", _declares_macros)
    except Unreadable as error:
        if error.refused.reason is not Refusal.BROKEN:
            raise
        declared = False
    code = any(name.endswith("vbaproject.bin") for name in package) or bool(kinds & _CODE)
    linked = any(name.startswith("xl/externallinks/") for name in package) or bool(kinds & _LINKS)
    found = {Extra.MACROS: code or declared, Extra.LINKS: linked}
    return frozenset(extra for extra, there in found.items() if there)


@remembered
def _declares_macros(data: bytes, part: str, deepest: int) -> bool:
    declared: list[bool] = []

    def visit(stack: list[Element]) -> None:
        if stack[-1].name == "Override":  # some writers declare kinds of parts that they never use, by default
            declared.append("macroenabled" in stack[-1].attributes.get("ContentType", "").casefold())

    walk(data, part, deepest, visit)
    return any(declared)


#: Kinds of parts that are programs (of VBA, of Excel 4), and that point to other files, programs or servers.
_CODE = frozenset(("vbaproject", "xlmacrosheet", "xlintlmacrosheet"))
_LINKS = frozenset(("externallink", "connections"))


def _workbook_part(package: Package) -> str:
    found = relations(package, "").values()
    return next((target for kind, target in found if kind == "officedocument"), "xl/workbook.xml")


def sheet_parts(package: Package) -> tuple[str, dict[str, str]]:
    """Return the part that describes the workbook, and the part of each worksheet by its title, in their order."""
    path = _workbook_part(package)
    outline = package.told(path, _outline)
    related = relations(package, path)
    return path, {title: related[relation][1] for title, relation, _ in outline.sheets if relation in related}


def relations(package: Package, source: str) -> Mapping[str, tuple[str, str]]:
    """Return what a part refers to: id → (kind, part). Kinds in small letters, no hyphens: one for both standards."""
    folder, base = posixpath.split(source)
    name = posixpath.join(folder, "_rels", base + ".rels")
    return package.told(name, _relations) if name in package else {}


@remembered
def _relations(data: bytes, part: str, deepest: int) -> Mapping[str, tuple[str, str]]:
    folder = posixpath.dirname(posixpath.dirname(part))
    found: dict[str, tuple[str, str]] = {}

    def visit(stack: list[Element]) -> None:
        element = stack[-1].attributes
        if stack[-1].name == "Relationship" and element.get("TargetMode") != "External":
            kind = element.get("Type", "").rpartition("/")[2].replace("-", "").lower()
            target = posixpath.join("/", folder, element.get("Target", "").replace("\\", "/"))
            found.setdefault(element.get("Id", ""), (kind, posixpath.normpath(target).lstrip("/")))

    walk(data, part, deepest, visit)
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


@remembered
def _outline(data: bytes, part: str, deepest: int) -> _Outline:
    outline = _Outline()
    walk(data, part, deepest, outline.visit)
    return outline


class _About:
    """What the three parts of properties say."""

    def __init__(self) -> None:
        self.properties: dict[str, str] = {}
        self.saved: datetime | None = None
        self.program = ""

    def take(self, told: Sequence[tuple[str, str, str]]) -> None:
        """Take in what a part says: of each kind of it, name and text."""
        for kind, name, text in told:
            if kind == "property":
                self.properties.setdefault(name, text)
            elif kind == "modified":
                self.saved = moment(text)
            else:
                self.program = text.strip()


@remembered
def _said_about(data: bytes, part: str, deepest: int) -> Sequence[tuple[str, str, str]]:
    told: list[tuple[str, str, str]] = []

    def visit(stack: list[Element]) -> None:
        element = stack[-1]
        parent = stack[-2] if len(stack) > 1 else element
        if parent.name == "property" and "name" in parent.attributes:
            told.append(("property", parent.attributes["name"], element.text))
        elif element.name == "modified":
            told.append(("modified", "", element.text))
        elif element.name == "Application" and parent.name == "Properties":
            told.append(("program", "", element.text))

    walk(data, part, deepest, visit)
    return told
