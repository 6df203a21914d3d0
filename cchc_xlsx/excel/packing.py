"""Packing a workbook: each part goes into the archive as xlsxwriter makes it, and none is held longer than that."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, Any, TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.packager import Packager
from xlsxwriter.relationships import DOCUMENT_SCHEMA, Relationships
from xlsxwriter.workbook import Workbook

#: A text is a text, whatever it looks like.
_AS_TYPED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_CHUNK = 1 << 16
T = TypeVar("T")
_USUAL = 6


@contextmanager
def packed(target: IO[bytes], *, level: int = _USUAL) -> Iterator[Workbook]:
    """Give an empty workbook of xlsxwriter; once it has been filled, put it into `target` as an .xlsx file.

    `level` says how hard parts are compressed, from 1 (quick) to 9 (small).
    """
    archive = ZipFile(target, "w", ZIP_DEFLATED, compresslevel=level)
    workbook = _Workbook(archive)
    try:
        yield workbook
        workbook.close()
    except FileCreateError as error:
        raise error.args[0] from None  # the OSError that it was
    finally:
        try:
            workbook.packager.end()
        finally:
            archive.close()
            for worksheet in workbook.worksheets():
                worksheet.let_go()
            workbook.__dict__.clear()  # it and its worksheets hold each other, and with them every cell


class _Workbook(Workbook):  # type: ignore[misc]
    def __init__(self, archive: ZipFile) -> None:
        super().__init__(io.BytesIO(), {"in_memory": True, **_AS_TYPED})  # its own archive stays empty
        self.packager = _Packager(archive)

    def _get_packager(self) -> _Packager:
        return self.packager


class _Packager(Packager):  # type: ignore[misc]
    """A packager that begins a part only when it has ended the one before."""

    def __init__(self, archive: ZipFile) -> None:
        super().__init__()
        self._archive = archive
        self._part: Part | None = None

    def _filename(self, xml_filename: str) -> Part:
        self.end()
        self._part = Part(self._archive.open(xml_filename, "w"))
        return self._part

    def _create_package(self) -> list[Any]:
        super()._create_package()
        if self.filenames:
            raise NotImplementedError("pictures and macros")
        return []

    def _write_drawing_files(self) -> None:
        """Write where charts stand; it is written once for all sheets on which they stand at the same place."""
        known: dict[str, str] = {}
        for number, drawing in enumerate(self.workbook.drawings, 1):
            part = self._filename(f"xl/drawings/drawing{number}.xml")
            key = repr([vars(each) for each in drawing.drawings])
            if key in known:
                part.write(known[key])
            else:
                drawing._set_xml_writer(part)
                drawing._assemble_xml_file()
                known[key] = part.getvalue()

    def _write_worksheet_rels_files(self) -> None:
        # As xlsxwriter does, but for this: it makes three objects for each of what may be thousands of links.
        for number, sheet in enumerate(self.workbook.worksheets(), 1):
            links = itertools.chain(
                sheet.external_hyper_links, sheet.external_drawing_links, sheet.external_vml_links,
                sheet.external_background_links, sheet.external_table_links, sheet.external_comment_links,
            )  # fmt: skip
            if first := next(links, None):
                part = self._filename(f"xl/worksheets/_rels/sheet{number}.xml.rels")
                relations = Relationships()
                relations._set_xml_writer(part)
                relations.relationships = part.drained(map(_relation, itertools.chain([first], links)))
                relations._assemble_xml_file()

    def end(self) -> None:
        """End the part that has been begun."""
        if self._part is not None:
            part, self._part = self._part, None
            part.end()


def _relation(link: Sequence[str]) -> tuple[str, str, str | None]:
    kind, target, *mode = link
    return DOCUMENT_SCHEMA + kind, target, mode[0] if mode else None


class Part(io.StringIO):
    """What xlsxwriter takes for a text in memory: whoever writes much into it drains it from time to time."""

    def __init__(self, into: IO[bytes]) -> None:
        super().__init__()
        self._into = into

    def drain(self, beyond: int = _CHUNK) -> None:
        """Put what is held into the archive, where it is more than so many characters."""
        if self.tell() > beyond:
            self._into.write(self.getvalue().encode())
            self.seek(0)
            self.truncate()

    def drained(self, told: Iterable[T]) -> Iterator[T]:
        """Yield what is to be written into it bit by bit, and drain it after each."""
        for each in told:
            yield each
            self.drain()

    def end(self) -> None:
        """Put the rest into the archive."""
        try:
            self.drain(0)
        finally:
            self._into.close()
