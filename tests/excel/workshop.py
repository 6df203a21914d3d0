"""Recipes for files as people and programs make them, and as no program would: the tests keep no binary files."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def worksheet(rows: str, around: str = "") -> str:
    """Return a worksheet part with these rows in its XML; `around` stands before them."""
    return f'<worksheet xmlns="{MAIN}">{around}<sheetData>{rows}</sheetData></worksheet>'


def relations(*targets: tuple[str, str], base: str = OFFICE) -> str:
    """Return a part of relations rId1, rId2 … from (kind, target)."""
    lines = (
        f'<Relationship Id="rId{number}" Type="{base}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'


def parts(
    rows: str = "", *, strings: str = "", styles: str = "", names: str = "", settings: str = ""
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet `Sổ`, each a piece of XML that may be replaced."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations(
            ("officeDocument", "xl/workbook.xml"),
            ("metadata/core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
            ("custom-properties", "docProps/custom.xml"),
        ),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {settings}/>'
        f'<sheets><sheet name="Sổ" sheetId="1" r:id="rId1"/></sheets><definedNames>{names}</definedNames></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        SHEET: worksheet(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="1" uniqueCount="1">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def xlsx(rows: str = "", *, strings: str = "", styles: str = "", names: str = "", settings: str = "") -> bytes:
    """Return a workbook with one sheet `Sổ` that has these rows in its XML."""
    return zipped(parts(rows, strings=strings, styles=styles, names=names, settings=settings))


def changed(rows: str = "", /, **parts_changed: str | bytes | None) -> bytes:
    """Return a workbook with parts replaced or (None) left out: sheet, strings, styles, workbook, rels, core, app …"""
    places = {
        "sheet": SHEET,
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
        "workbook": "xl/workbook.xml",
        "rels": "xl/_rels/workbook.xml.rels",
        "root": "_rels/.rels",
        "core": "docProps/core.xml",
        "app": "docProps/app.xml",
        "custom": "docProps/custom.xml",
    }
    made = parts(rows)
    for key, content in parts_changed.items():
        made.pop(places[key], None)
        if content is not None:
            made[places[key]] = content
    return zipped(made)


def ods(rows: str, *, after: str = "", meta: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument spreadsheet with one sheet `Sổ`."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    body = f'<office:spreadsheet><table:table table:name="Sổ">{rows}</table:table>{after}</office:spreadsheet>'
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f"<office:document-content {ODF}><office:body>{body}</office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest'
            f':1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>{manifest}'
            "</manifest:manifest>",
        },
        zipfile.ZIP_STORED,
    )


def xls(cells: Mapping[tuple[int, int], str | float], *, name: str = "Workbook", password: bool = False) -> bytes:
    """Return an .xls file (BIFF8 in an OLE container of 512-byte sectors) with one sheet `So`."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    begin = struct.pack("<HHHHII", 0x0600, 0, 0x0DBB, 0x07CC, 0, 6)
    sheet = record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:])
    for (row, column), value in sorted(cells.items()):
        place = struct.pack("<HHH", row, column, 0)
        if isinstance(value, str):
            sheet += record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        else:
            sheet += record(0x0203, place + struct.pack("<d", value))
    sheet += record(0x000A, b"")
    start = record(0x0809, begin[:2] + struct.pack("<H", 0x0005) + begin[4:])
    start += record(0x002F, bytes(54)) if password else b""
    start += record(0x0042, struct.pack("<H", 1200))
    size = len(start) + 4 + 8 + 2 + 4
    stream = start + record(0x0085, struct.pack("<IBBBB", size, 0, 0, 2, 0) + b"So") + record(0x000A, b"") + sheet
    return ole(name, stream)


def ole(name: str, stream: bytes, following: int | None = None) -> bytes:
    """Return an OLE container with one stream; `following` sets the sector after the directory's (else: none)."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    end, free, table = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    count = len(stream) // 512
    chains = [table, end if following is None else following, *range(3, 2 + count), end]
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0) + b"\xff" * 432

    def entry(title: str, kind: int, child: int, first: int, size: int) -> bytes:
        label = title.encode("utf-16-le") + b"\0\0"
        return (
            label.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(label), kind, 1, free, free, child)
            + bytes(36)
            + struct.pack("<IQ", first, size)
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(stream))
    directory = directory.ljust(512, b"\0")
    return header + struct.pack("<128I", *chains, *[free] * (128 - len(chains))) + directory + stream


def converted(data: bytes, suffix: str, to: str, folder: Path) -> bytes:
    """Return a file as LibreOffice saves it in another format; a test without LibreOffice is skipped."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CCHC_REQUIRE_LIBREOFFICE") == "1":
            pytest.fail("LibreOffice (soffice) is required here and not installed")
        pytest.skip("LibreOffice (soffice) is not installed")
    source = folder / f"in{suffix}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to, "--outdir", "out", source.name],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / f"in.{to}").read_bytes()
