"""Changes to a workbook's bytes that know what they change: parts of the zip, elements, attributes, texts, bytes."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.mangled.parts import zipped

#: The parts of a zip in their order: name and content.
File: TypeAlias = tuple[tuple[str, bytes], ...]

#: What readers have stumbled over, and what this one looks for.
_KNOWN = r"""
0 1 -1 2 8 255 65536 99999 4294967295 4294967296 1e400 1E999999999 -0 0.30000000000000004 38,5 1.000 1_5 ² NaN INF
true TRUE #REF! #N/A A0 A1 G8 ZZZZZZ5 XFD1048576 XFE1 A1048577 A4294967296 É8 $A$1 A1:XFD1048576 G8:G9 s str b e d n
inlineStr shared array 14 22 164 hidden veryHidden rId1 rId3 rId999 KAD TC-1.1 TC-1.2 TC-9 TC- 1.1 1.10 7.1 8.4.2
key criterion self_score maximum evidence cchc/self_score/1 cchc/self_score/99 cchc/assignment/1 cchc/officers/1
cchc/- cchc/self_check/1 CCHC1|lam-mau-2024|00101|1|TDVYQSWAK6YK CCHC1|lam-mau-2024|00102|1|AAAAAAAAAAAA
CCHC1|x|y|0|A 2024-05-04 9999-12-31T23:59:59Z 0001-01-01 24:00 2024-13-45 _x0000_ _xD800_ _x005F_ ../../x
xl/workbook.xml /xl/x http://x/y UTF-16 ISO-8859-1 utf-7 idna hai 4/5 4/5,5 30/01/2024 31/02/2024 12a/BC-UBND 2½ ２，５
SUM(A1:A9) 1/0 - ((((((((((1)))))))))) 9^9^9^9 1E9*1E9*1E9 2+ [1]Sheet1!A1 cmd|'/c'!A1 General dd/mm [h]:mm 0% &#0;
&amp; ]]> <!--
"""
_WORDS = [*_KNOWN.encode().split(), b"", b" ", b"9" * 5000, b"\xff", b"\xed\xa0\x80", "\u200b\ufeff".encode()]
_PIECES = (
    b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b"<![CDATA[x]]>",
    b"<?x y?>",
    b"<!-- -->",
    b"<a>" * 250,
    b"<c/>",
    b"<row/>",
    b"<si/>",
    b"<v/>",
    b'<c r="G8"><v>1</v></c>',
    b'<row r="8">',
    b"</row>",
    b'<mergeCell ref="G8:G9"/>',
    b'<f t="shared" si="0"/>',
    b'<sheet name="x" sheetId="9" r:id="rId1"/>',
    b"<is><t>x</t></is>",
    b"<rPh><t>x</t></rPh>",
    b"<r><t>x</t></r>",
)
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TEXT = re.compile(rb">([^<>]*)<")
_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<(\w[\w:]*)\b[^<>]*?(/?)>")


def mutated(file: File, chance: random.Random, others: Sequence[File]) -> File:
    """Return the file with one to four changes; what is put in may come from the other files."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        file = _part_changed(file, chance, others) if chance.random() < 0.9 else _zip_changed(file, chance, others)
    return file


def packed(file: File, chance: random.Random) -> bytes:
    """Return the bytes of a file, its checksums right; now and then with a few bytes of the zip itself changed."""
    method = zipfile.ZIP_STORED if chance.random() < 0.8 else zipfile.ZIP_DEFLATED
    data = zipped(file, method)
    return raw(data, chance) if chance.random() < 0.1 else data


def raw(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, put in, cut out or the end cut off."""
    changing = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(changing) + 1)
        match chance.randrange(5):
            case 0:
                changing[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                changing[at : at + chance.choice((1, 2, 4))] = chance.choice(
                    (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x01")
                )
            case 2:
                del changing[at : at + chance.randrange(1, 64)]
            case 3:
                changing[at:at] = chance.choice(_WORDS)
            case _ if chance.random() < 0.2:
                del changing[at:]
    return bytes(changing)


def _part_changed(file: File, chance: random.Random, others: Sequence[File]) -> File:
    if not file:
        return file
    at = chance.randrange(len(file))
    name, content = file[at]
    change = chance.choice(_CHANGES)
    other = chance.choice(chance.choice(others) or file)[1]
    return (*file[:at], (name, change(content, chance, other)), *file[at + 1 :])


def _zip_changed(file: File, chance: random.Random, others: Sequence[File]) -> File:
    parts = list(file)
    at = chance.randrange(len(parts) + 1) if parts else 0
    one = parts[at % len(parts)] if parts else ("x", b"")
    match chance.randrange(7):
        case 0:
            del parts[at : at + 1]
        case 1:
            name = chance.choice((one[0], one[0].upper(), one[0].replace("/", "\\"), "../x", "xl/new.xml"))
            parts.append((name, one[1]))
        case 2:
            chance.shuffle(parts)
        case 3:
            parts[at : at + 1] = [(chance.choice(parts or [one])[0], one[1])]
        case 4:
            parts[at : at + 1] = [(one[0], chance.choice(chance.choice(others) or (one,))[1])]
        case 5:
            parts[at : at + 1] = [
                (one[0], one[1].decode("latin-1").encode(chance.choice(("utf-16", "utf-8", "utf-32"))))
            ]
        case _:
            parts[at : at + 1] = [(one[0], one[1][: chance.randrange(len(one[1]) + 1)])]
    return tuple(parts)


def _picked(pattern: re.Pattern[bytes], content: bytes, chance: random.Random) -> re.Match[bytes] | None:
    """Return a match somewhere in the content, searched from a place by chance."""
    start = chance.randrange(len(content) + 1)
    return pattern.search(content, start) or pattern.search(content)


def _attribute(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    found = _picked(_ATTRIBUTE, content, chance)
    if not found:
        return raw(content, chance)
    new = b"" if chance.random() < 0.2 else found[1] + b'="' + chance.choice(_WORDS) + b'"'
    return content[: found.start()] + new + content[found.end() :]


def _text(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    found = _picked(_TEXT, content, chance)
    if not found:
        return raw(content, chance)
    return content[: found.start(1)] + chance.choice(_WORDS) + content[found.end(1) :]


def _number(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    found = _picked(_NUMBER, content, chance)
    if not found:
        return raw(content, chance)
    number = int(found[0][:15])
    new = str(chance.choice((number + 1, number - 1, number * 2, 0, -number, 10**9))).encode()
    return content[: found.start()] + new + content[found.end() :]


def _element(content: bytes, chance: random.Random) -> tuple[int, int]:
    """Return where some element begins and ends, as far as that can be seen without reading it all."""
    found = _picked(_TAG, content, chance)
    if not found:
        return 0, 0
    if found[2]:
        return found.span()
    end = content.find(b"</" + found[1] + b">", found.end())
    return found.start(), (end + len(found[1]) + 3 if end >= 0 else found.end())


def _structure(content: bytes, chance: random.Random, other: bytes) -> bytes:
    start, end = _element(content, chance)
    piece = content[start:end]
    match chance.randrange(6):
        case 0:
            new = b""
        case 1:
            new = piece * 2
        case 2:
            new = piece + chance.choice(_PIECES)
        case 3:
            first, last = _element(other, chance)
            new = other[first:last][:20_000]
        case 4:
            new = b"<x>" + piece + b"</x>"
        case _:
            first, last = _element(content, chance)
            new = piece + content[first:last][:20_000]
    return content[:start] + new + content[end:]


def _bytes(content: bytes, chance: random.Random, _other: bytes) -> bytes:
    return raw(content, chance)


_Change: TypeAlias = Callable[[bytes, random.Random, bytes], bytes]
_CHANGES: tuple[_Change, ...] = (_attribute, _attribute, _text, _text, _number, _structure, _structure, _bytes)
