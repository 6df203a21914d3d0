"""Zips that are broken, or built to trip the one who opens them."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib

from tests.mangled.parts import AREA_1, BOOK, STRINGS, TYPES, Parts, zipped
from tests.mangled.registry import mangled

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def _at(data: bytes, header: bytes, name: str) -> int:
    """Return where the local or the central header of a part begins."""
    length = 30 if header == _LOCAL else 46
    for found in re.finditer(re.escape(header), data):
        if data.startswith(name.encode(), found.start() + length):
            return found.start()
    raise AssertionError(name)


def _set(data: bytes, at: int, form: str, value: int) -> bytes:
    return data[:at] + struct.pack(form, value) + data[at + struct.calcsize(form) :]


def unreadable(recipe):
    """Enter a recipe whose file cannot be read, and is said to be."""
    return mangled("F01", outcome="unreadable")(recipe)


@unreadable
def cut_off_after_a_hundred_bytes(parts):
    return parts.zipped()[:100]


@unreadable
def cut_off_in_the_middle(parts):
    data = parts.zipped()
    return data[: len(data) // 2]


@unreadable
def cut_off_before_the_last_byte(parts):
    return parts.zipped()[:-1]


@unreadable
def a_hole_in_the_middle(parts):
    """A failing stick: a sector of zeros within a part that is read."""
    data = parts.zipped()
    at = _at(data, _LOCAL, AREA_1) + 200
    return data[:at] + bytes(512) + data[at + 512 :]


@unreadable
def a_wrong_checksum(parts):
    data = parts.zipped()
    at = _at(data, _CENTRAL, AREA_1)
    crc = struct.unpack_from("<I", data, at + 16)[0]
    return _set(data, at + 16, "<I", crc ^ 1)


@unreadable
def a_flipped_bit_in_a_stored_part(parts):
    data = parts.zipped(zipfile.ZIP_STORED)
    at = data.index(b"<v>38.5</v>") + 3
    return _set(data, at, "<B", data[at] ^ 1)


@unreadable
def a_part_twice(parts):
    """Two truths in one file: one program shows the first, another one the last."""
    other = parts[AREA_1].replace(b"38.5", b"40")
    return zipped([*parts.items(), (AREA_1, other)])


@unreadable
def a_part_twice_in_another_case(parts):
    return zipped([*parts.items(), (AREA_1.upper(), parts[AREA_1])])


@unreadable
def a_part_twice_with_a_backslash(parts):
    return zipped([*parts.items(), (AREA_1.replace("/", "\\"), parts[AREA_1])])


@unreadable
def a_name_that_climbs_out(parts):
    parts["../../etc/cron.d/x"] = b"x"


@unreadable
def a_name_from_the_root(parts):
    parts["/etc/passwd"] = b"x"


@unreadable
def a_name_on_a_drive(parts):
    parts["C:\\Windows\\x.dll"] = b"x"


@unreadable
def a_link_among_the_parts(parts):
    """A symbolic link, which a tool that unpacks would follow."""
    data = zipped([*parts.items(), ("xl/link", b"/etc/passwd")])
    at = _at(data, _CENTRAL, "xl/link")
    return _set(_set(data, at + 5, "<B", 3), at + 38, "<I", 0o120777 << 16)


@unreadable
def twenty_thousand_parts(parts):
    return zipped([*parts.items(), *((f"xl/x{n}", b"") for n in range(20_000))], zipfile.ZIP_STORED)


@unreadable
def a_bomb_for_a_sheet(parts):
    """A few kilobytes that unpack to tens of megabytes."""
    parts[AREA_1] += b" " * 12_000_000


@unreadable
def a_bomb_for_the_texts(parts):
    parts[STRINGS] = parts[STRINGS].replace(b"</sst>", b"<si><t>" + b"0" * 12_000_000 + b"</t></si></sst>")


@unreadable
def a_bomb_for_the_properties(parts):
    """The identity is read there."""
    parts["docProps/custom.xml"] += b" " * 12_000_000


@unreadable
def a_size_that_is_said_too_small(parts):
    data = parts.zipped()
    at = _at(data, _CENTRAL, AREA_1)
    return _set(data, at + 24, "<I", 100)


@unreadable
def a_size_that_is_said_too_large(parts):
    data = parts.zipped()
    return _set(data, _at(data, _CENTRAL, AREA_1) + 24, "<I", 50_000)


@unreadable
def a_size_of_four_gigabytes(parts):
    data = parts.zipped()
    return _set(data, _at(data, _CENTRAL, AREA_1) + 24, "<I", 0xFFFFFFFE)


@unreadable
def parts_that_lie_upon_each_other(parts):
    """Many names for one packed piece: small to send, large to read."""
    data = zipped([*parts.items(), ("xl/media/a.bin", bytes(1000)), ("xl/media/b.bin", bytes(1000))])
    first = struct.unpack_from("<I", data, _at(data, _CENTRAL, AREA_1) + 42)[0]
    return _set(data, _at(data, _CENTRAL, "xl/worksheets/sheet4.xml") + 42, "<I", first)


@unreadable
def an_offset_beyond_the_file(parts):
    data = parts.zipped()
    return _set(data, _at(data, _CENTRAL, AREA_1) + 42, "<I", 0x7FFFFFFF)


@unreadable
def a_method_of_packing_nobody_uses(parts):
    data = parts.zipped()
    return _set(data, _at(data, _CENTRAL, AREA_1) + 10, "<H", 97)


@unreadable
def packed_by_bzip2(parts):
    """A zip may; a workbook never does."""
    return parts.zipped(zipfile.ZIP_BZIP2)


@unreadable
def a_list_of_parts_that_is_missing(parts):
    data = parts.zipped()
    return data[: data.index(_CENTRAL)]


@unreadable
def a_count_of_parts_that_lies(parts):
    data = parts.zipped()
    at = data.rindex(_END)
    return _set(data, at + 12, "<I", 10)


@mangled("F02", outcome="unreadable")
def parts_marked_as_encrypted(parts):
    data = parts.zipped()
    for found in re.finditer(re.escape(_CENTRAL), data):
        flags = struct.unpack_from("<H", data, found.start() + 8)[0]
        data = _set(data, found.start() + 8, "<H", flags | 1)
    return data


@mangled()
def data_after_the_zip(parts):
    """A mail gateway's line."""
    return parts.zipped() + b"\r\n"


@mangled()
def a_remark_of_the_zip(parts):
    data = parts.zipped()
    return _set(data, len(data) - 2, "<H", 7) + b"ghi chu"


@mangled()
def sizes_told_after_the_data(parts):
    """Written as a stream: the local headers know no sizes."""

    class Stream:
        def __init__(self):
            self.data = b""

        def write(self, piece):
            self.data += bytes(piece)
            return len(piece)

        def flush(self):
            pass

    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.data


@mangled()
def a_large_zips_form_for_a_small_one(parts):
    """Zip64 where none is needed."""
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as file:
                file.write(content)
    return buffer.getvalue()


@mangled("F03", outcome="foreign")
def data_before_the_zip(parts):
    """What begins with something else is something else: a program that unpacks itself, a page with a zip behind it."""
    return b"<html>\n" + parts.zipped()


@unreadable
def a_packed_part_with_a_second_one_behind_it(parts):
    """Bytes behind the end of the packed data, within the declared size: a place to hide things."""
    packed = zlib.compress(parts[AREA_1])[2:-4]
    data = parts.zipped()
    at = _at(data, _CENTRAL, AREA_1)
    size = struct.unpack_from("<I", data, at + 20)[0]
    assert packed
    return _set(data, at + 20, "<I", size - 10)


@unreadable
def no_workbook_within(parts):
    del parts[BOOK]


@unreadable
def no_types_and_no_workbook(_parts):
    return zipped([(TYPES, b"<Types/>")])


@unreadable
def a_sheet_that_is_missing(parts):
    del parts[AREA_1]


@unreadable
def texts_that_are_missing(parts):
    del parts[STRINGS]


@unreadable
def two_sheets_of_one_title(parts):
    parts.change(BOOK, 'name="LV 2"', 'name="lv 1"')


@unreadable
def a_workbook_within_itself(parts):
    """The sheet's relation points at the workbook part: read again as a sheet, it has no cells."""
    return Parts({BOOK: parts[BOOK]}).zipped()[:-30]
