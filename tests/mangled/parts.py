"""A workbook as the parts of its zip, and the handles by which recipes change them: cells, rows, relations."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from decimal import Decimal
from xml.sax.saxutils import escape

from cchc_xlsx.model.book import Position, a1

GUIDE, ASSIGNMENT, AREA_1, AREA_2, CHECK, HIDDEN = (f"xl/worksheets/sheet{number}.xml" for number in range(1, 7))
SHEETS = (GUIDE, ASSIGNMENT, AREA_1, AREA_2, CHECK, HIDDEN)
BOOK, BOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES, TYPES, ROOT = "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels"
CUSTOM, CORE, APP = "docProps/custom.xml", "docProps/core.xml", "docProps/app.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
#: The score cell of criterion 1.1 on its sheet; the row of 1.2 is the next one.
SCORE = "G8"
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ROW = re.compile(rb"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_NAME = re.compile(rb'\br="([A-Z]+)(\d+)"')

#: Given where a cell stands, from zero: where it shall stand; None takes it out.
Move = Callable[[int, int], Position | None]


class Parts(dict[str, bytes]):
    """The parts of a workbook by name, in their order."""

    @classmethod
    def of(cls, data: bytes) -> Parts:
        """Return the parts of a zip."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return cls((name, archive.read(name)) for name in archive.namelist())

    def zipped(self, method: int = zipfile.ZIP_DEFLATED) -> bytes:
        """Return the parts as a zip: the same bytes whenever."""
        return zipped(self.items(), method)

    def change(self, part: str, old: str, new: str, count: int = 0) -> None:
        """Put another text for every match of a pattern; it has to match."""
        self[part], found = re.subn(
            old.encode(), lambda m: m.expand(new.encode()), self[part], count=count, flags=re.DOTALL
        )
        assert found, f"{part} has no {old}"

    def cell(self, part: str, ref: str, inside: str, attributes: str = "") -> None:
        """Put another content into a cell; its style stays unless the attributes tell one."""
        old = re.search(rf'<c r="{ref}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'.encode(), self[part], re.DOTALL)
        assert old, f"{part} has no {ref}"
        style = "" if re.search(r"\bs=", attributes) else (old[1] or b"").decode()
        new = f'<c r="{ref}"{style} {attributes}>{inside}</c>'.replace(" >", ">")
        self[part] = self[part].replace(old[0], new.encode())

    def write(self, part: str, ref: str, text: str) -> None:
        """Write a text into a cell."""
        self.cell(part, ref, f'<is><t xml:space="preserve">{escape(text)}</t></is>', 't="inlineStr"')

    def score(self, inside: str, attributes: str = "", *, sum_: str = "0") -> None:
        """Put another content into the score cell of criterion 1.1, and into the totals what a program then sums."""
        self.cell(AREA_1, SCORE, inside, attributes)
        self.total(sum_)

    def score_text(self, text: str) -> None:
        """Write a text into the score cell of criterion 1.1; no program sums it."""
        self.write(AREA_1, SCORE, text)
        self.total("0")

    def total(self, sum_: str) -> None:
        """Let the totals over criterion 1.1 be what a spreadsheet makes of this sum; an error spreads."""
        error = sum_.startswith("#")
        kind = ' t="e"' if error else ""
        for part in (AREA_1, CHECK):
            for old, new in (("38.5", sum_), ("56", sum_ if error else str(Decimal(sum_) + Decimal("17.5")))):
                if f"</f><v>{old}</v>".encode() in self[part]:
                    self.change(part, rf"<c ([^>]*)>(<f>[^<]*</f>)<v>{re.escape(old)}</v>",
                                rf'<c \1{kind}>\2<v>{new}</v>')  # fmt: skip

    def text_at(self, part: str, ref: str) -> str:
        """Return the shared text that a cell shows, as it is escaped in XML."""
        found = re.search(rf'<c r="{ref}"[^>]* t="s"><v>(\d+)</v>'.encode(), self[part])
        assert found, f"{part} has no text at {ref}"
        texts = re.findall(rb"<si><t[^>]*>(.*?)</t></si>", self[STRINGS], re.DOTALL)
        return str(texts[int(found[1])].decode())

    def move(self, part: str, move: Move) -> None:
        """Move the cells of a sheet, as rows and columns put in, cut out or sorted do; rows keep what they are."""
        rows: dict[int, list[tuple[int, bytes]]] = {}
        looks: dict[int, bytes] = {}
        for row in _ROW.finditer(self[part]):
            number = re.search(rb'\br="(\d+)"', row[1])
            assert number
            for cell in _CELL.finditer(row[2] or b""):
                name = _NAME.search(cell[1])
                assert name
                goal = move(int(name[2]) - 1, _column(name[1]))
                if goal is None:
                    continue
                attributes = _NAME.sub(f'r="{a1(*goal)}"'.encode(), cell[1])
                inside = b"/>" if cell[2] is None else b">" + cell[2] + b"</c>"
                rows.setdefault(goal[0], []).append((goal[1], b"<c" + attributes + inside))
                looks.setdefault(goal[0], re.sub(rb' (?:r|spans)="[^"]*"', b"", row[1]))
        made = b"".join(
            f'<row r="{row + 1}"'.encode() + looks[row] + b">" + b"".join(c for _, c in sorted(cells)) + b"</row>"
            for row, cells in sorted(rows.items())
        )
        self.change(part, "<sheetData>.*</sheetData>", "<sheetData></sheetData>")
        self[part] = self[part].replace(b"<sheetData></sheetData>", b"<sheetData>" + made + b"</sheetData>")

    def add(self, part: str, content: str | bytes, type_: str = "") -> None:
        """Put in a part, with its type among the types."""
        self[part] = content.encode() if isinstance(content, str) else content
        if type_:
            self.change(TYPES, "</Types>", f'<Override PartName="/{part}" ContentType="{type_}"/></Types>')

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """Let a part refer to another; return the relation's id."""
        folder, _, base = source.rpartition("/")
        name = f"{folder}/_rels/{base}.rels"
        if name not in self:
            empty = (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
            )
            self[name] = empty.encode()
        id_ = f"rIdNew{self[name].count(b'<Relationship ')}"
        mode = ' TargetMode="External"' if external else ""
        kind = kind if kind.startswith("http") else f"{OFFICE}/{kind}"
        line = f'<Relationship Id="{id_}" Type="{kind}" Target="{target}"{mode}/>'
        self.change(name, "</Relationships>", f"{line}</Relationships>")
        return id_

    def new_sheet(self, title: str, content: str | bytes, state: str = "") -> str:
        """Put in a sheet after the others; return its part."""
        number = len([name for name in self if name.startswith("xl/worksheets/sheet")]) + 1
        part = f"xl/worksheets/sheet{number}.xml"
        self.add(part, content, "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml")
        id_ = self.relate(BOOK, "worksheet", f"worksheets/sheet{number}.xml")
        line = f'<sheet name="{title}" sheetId="{number}" {state} r:id="{id_}"/>'
        self.change(BOOK, "</sheets>", f"{line}</sheets>")
        return part

    def drop(self, *names: str) -> None:
        """Take parts out, with what refers to them."""
        for name in names:
            del self[name]
            base = re.escape(name.rpartition("/")[2])
            self.change(TYPES, f'<Override PartName="/{re.escape(name)}"[^>]*/>', "")
            for part in (ROOT, BOOK_RELATIONS):
                self[part] = re.sub(rb'<Relationship [^>]*Target="[^"]*' + base.encode() + rb'"/>', b"", self[part])


def zipped(parts: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as a zip, the same bytes whenever; a name may come twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts:
            if name in archive.NameToInfo:
                del archive.NameToInfo[name]  # the zip module warns of what is done here on purpose
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def sheet_of(rows: str, after: str = "") -> str:
    """Return a worksheet with these rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}" xmlns:r="{OFFICE}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column - 1
