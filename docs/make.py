"""Make the reference pages and the index of the rules from the code: `python docs/make.py`; `--check` for freshness.

`python docs/make.py pictures` renders the pictures of the guide with LibreOffice and pdftoppm.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click

from cchc_xlsx import batch, rules
from cchc_xlsx.cli.commands import COMMANDS
from cchc_xlsx.cli.program import build, loaded
from cchc_xlsx.excel.package import Limits
from cchc_xlsx.exports.table import SCORES, UNITS
from cchc_xlsx.terms import GLOSSARY, LANGUAGES, LIMITS, Words
from cchc_xlsx.workbooks import campaign, unit
from cchc_xlsx.workbooks.campaign.settings import SETTINGS
from cchc_xlsx.workbooks.layout import Table
from cchc_xlsx.workbooks.unit import identity
from cchc_xlsx.workbooks.unit.marks import ADVICE, SIGNS

HERE = Path(__file__).parent
INDEX = HERE.parent / "cchc_xlsx" / "rules" / "_index.py"
MADE = "<!-- Made from the code by `python docs/make.py`; please do not edit. -->\n"


def commands() -> Iterator[str]:
    """Yield the lines of the command reference: the help of every command, in both languages."""
    yield "# Các lệnh / Commands"
    for language in LANGUAGES:
        yield f"\n## {'Tiếng Việt' if language == 'vi' else 'English'}"
        for name in ("", *COMMANDS):
            command = loaded(name, language) if name else build(language)
            context = click.Context(
                command, info_name=f"cchc {name}".strip(), max_content_width=100, terminal_width=100,
                help_option_names=["-h", "--help"],
            )  # fmt: skip
            yield f"\n### `{context.info_name}`\n\n```text"
            yield _in(language, lambda context=context: context.get_help())
            yield "```"


def _in(language: str, make: object) -> str:
    """Return what `make` says while click's own words are in a language."""
    from cchc_xlsx.cli.program import _speak

    _speak(language)  # type: ignore[arg-type]
    return make()  # type: ignore[operator, no-any-return]


def rules_page() -> Iterator[str]:
    """Yield the lines of the rules page."""
    yield "# Các quy tắc kiểm tra / Rules\n"
    yield "Severity: `fatal` the file cannot be used · `error` the unit cannot be ranked · `warning` a person should"
    yield "look · `note` worth knowing. `cchc rule CODE` shows the same.\n"
    yield "| code | name | severity | looks at |\n|---|---|---|---|"
    for check in rules.checks():
        rule = check.rule
        yield f"| [{rule.code}](#{rule.code.lower()}) | `{rule.name}` | {rule.severity} | {rule.scope} |"
    for check in rules.checks():
        rule = check.rule
        yield f"\n## {rule.code}\n\n**{rule.title.vi}** · {rule.title.en} (`{rule.name}`, {rule.severity})\n"
        yield f"{check.manual}\n"
        for label, words in (("Vì sao", rule.why), ("Thông báo", rule.message), ("Cách sửa", rule.fix)):
            words = rules.outline(words)
            yield f"- *{label}:* {_plain(words.vi)}\n  <br>*English:* {_plain(words.en)}"


def rules_index() -> Iterator[str]:
    """Yield the lines of the index of the rules, a module of the package."""
    yield '"""Every rule in a line, by code. Made from the rules by `python dev.py docs`; please do not edit."""\n'
    yield "# ruff: noqa: E501"
    yield "# fmt: off"
    yield "from cchc_xlsx.rules._listing import Listed\nfrom cchc_xlsx.terms import Words\n"
    yield "INDEX: tuple[Listed, ...] = ("
    for each in rules.listed_anew():
        told = (json.dumps(text, ensure_ascii=False) for text in each[:-1])
        vi, en = (json.dumps(text, ensure_ascii=False) for text in each.title)
        yield f"    Listed({', '.join(told)}, Words({vi}, {en})),"
    yield ")"


def _plain(text: str) -> str:
    return text.replace("\n", " ")


def layout() -> Iterator[str]:
    """Yield the lines of the layout page."""
    yield "# Bố cục các sổ tính / Layout of the workbooks\n"
    yield "Cells are found by hidden keys. A table has a hidden row with the marker `cchc/<table>/<version>` in its"
    yield "first cell and a key per column to the right of it; the marker's column is hidden too. Rows whose cell in"
    yield "that column says `cchc/skip` are furniture. Keys marked **must** have to be there for the table to be read."
    yield "Where the hidden keys are gone, or the table is somebody's own, a column is known by its heading or one of"
    yield "those after “=”; case, marks and what stands in brackets make no difference."
    yield "\n## The campaign workbook `dot-cham.xlsx`"
    for table in campaign.TABLES:
        yield from _table(table)
    yield "\n### The settings\n\n| setting | Vietnamese | English | choices |\n|---|---|---|---|"
    for setting in SETTINGS:
        choices = ", ".join(f"`{value}` ({words.vi})" for value, words in setting.choices)
        must = " **must**" if setting.required else ""
        yield f"| `{setting.key}`{must} | {setting.header.vi}: {setting.about.vi} | {setting.about.en} | {choices} |"
    yield "\n## A unit's workbook"
    for table in unit.TABLES:
        yield from _table(table)
    yield "\n### Signs\n\n| sign | asks for |\n|---|---|"
    for sign, advice in zip(SIGNS, ADVICE, strict=True):
        yield f"| {sign.vi} · {sign.en} | {advice.vi}<br>{advice.en} |"
    yield "\n### Identity\n"
    yield "`CCHC1|<campaign>|<unit>|<layout version>|<fingerprint of the criteria>`, in four carriers: a locked cell of"
    yield f"every sheet (`cell`), cell A1 of the hidden sheet (`hidden`), the defined name `{identity.NAME}` that"
    yield f"points at it (`name`), the custom property `{identity.PROPERTY}` (`property`). An officer's part of it"
    yield "carries one field more, `P-<name>-<hash>`, and is never taken for the whole."
    yield "\n## Thuật ngữ / Glossary\n\n| term | Vietnamese | English | meaning | source |\n|---|---|---|---|---|"
    for key, term in GLOSSARY.items():
        yield f"| `{key}` | {term.words.vi} | {term.words.en} | {term.meaning.vi} {term.meaning.en} | {term.source} |"


def limits() -> Iterator[str]:
    """Yield the lines of the page on limits."""
    yield "# Giới hạn đối với tệp nhận về / Limits on received files\n"
    yield "Mỗi tệp được đọc trong một tiến trình riêng; tệp vượt giới hạn thì chỉ tệp đó không đọc được, có nêu rõ."
    yield "Đổi cho một lần chạy: `cchc check --limit seconds=60 --limit file=50000000`."
    yield "Each file is read in a process apart; one that passes a limit is unreadable by itself, and that is said.\n"
    yield "| name | value | Tiếng Việt | English |\n|---|---|---|---|"
    for each in fields(Limits):
        words, value = LIMITS[each.name], f"{getattr(Limits(), each.name):,}".replace(",", " ")
        yield f"| `{each.name}` | {value} | {words.vi} | {words.en} |"


def table() -> Iterator[str]:
    """Yield the lines of the page on the tidy tables."""
    yield "# Bảng dữ liệu cho phân tích / Tidy tables\n"
    yield "`cchc merge --export csv|json|parquet|xlsx` ghi `ket-qua/bang-diem.<đuôi>`: bảng điểm dưới đây. Trong mã,"
    yield "`cchc_xlsx.scores_frame(summary)` và `cchc_xlsx.units_frame(summary)` cho hai bảng này dưới dạng DataFrame."
    yield "`cchc merge --export …` writes the table of scores below; in Python, both tables are DataFrames. Columns may"
    yield "be added, none is renamed. What is not there is null (empty in CSV and Excel), and never zero.\n"
    yield "| dạng / format | số điểm / points | chữ và mã / texts and codes |\n|---|---|---|"
    yield (
        "| `csv` | dấu chấm thập phân, không làm tròn; decimal point, all digits | UTF-8 có BOM, phân cách bằng dấu "
        "phẩy; commas. Chữ mà chương trình bảng tính có thể coi là công thức (`=`, `+`, `-`, `@` ở đầu ô, sau dấu `;` "
        "hoặc sau chỗ xuống dòng) có thêm dấu `'` phía trước; a text that could act as a formula is guarded by `'`, "
        "and so is one that begins with `'`. |"
    )
    yield "| `json` | chữ, như trong `tong-hop.json`; strings | danh sách đối tượng, mỗi dòng một; a list of objects |"
    yield "| `parquet` | `decimal128`: 6 chữ số thập phân, `index` 28 | `string`; cần / needs `cchc_xlsx[parquet]` |"
    yield "| `xlsx` | số, đúng 15 chữ số; numbers of fifteen digits | luôn là chữ / text always: 05596, 7.10 |\n"
    yield "Mở bằng Excel, hãy chọn `xlsx`: khi bấm đúp vào tệp CSV, Excel đổi 05596 thành 5596, 7.10 thành 7.1, và nơi"
    yield "dùng dấu phẩy thập phân thì không hiểu 2.5 là số. For Excel choose `xlsx`: on a double click, Excel makes"
    yield "5596 of 05596 and 7.1 of 7.10 in a CSV file, and takes 2.5 for no number where the decimal sign is a comma."
    for each in (SCORES, UNITS):
        yield f"\n## {each.title.vi} / {each.title.en}\n\n{each.about.vi}\n{each.about.en}\n"
        yield "| column | type | what it is | values |\n|---|---|---|---|"
        for column in each.columns:
            values = "<br>".join(f"`{value}` {words.vi} · {words.en}" for value, words in column.choices)
            yield f"| `{column.key}` | {column.holds} | {column.about.vi}<br>{column.about.en} | {values} |"


def _table(table: Table) -> Iterator[str]:
    may = " (optional)" if table.optional else ""
    yield f"\n### `{table.marker}` – {table.title.vi} / {table.title.en}{may}\n\n{table.about.vi}\n{table.about.en}\n"
    yield "| key | heading | what it is | holds | to fill in |\n|---|---|---|---|---|"
    for column in table.columns:
        must = " **must**" if column.required else ""
        words = Words(column.header.vi, column.header.en)
        also = f"<br>= {'; '.join(column.synonyms)}" if column.synonyms else ""
        yield (
            f"| `{column.key}`{must} | {words.vi} · {words.en}{also} | {column.about.vi}<br>{column.about.en} "
            f"| {column.holds} | {'yes' if column.open else ''} |"
        )


PAGES = {"commands.md": commands, "rules.md": rules_page, "layout.md": layout, "limits.md": limits, "table.md": table}


def made() -> dict[Path, str]:
    """Return everything that is generated, by its path."""
    pages = {HERE / "reference" / name: MADE + "\n" + "\n".join(page()) + "\n" for name, page in PAGES.items()}
    return {**pages, INDEX: "\n".join(rules_index()) + "\n"}


#: Pictures of the guide: file name, workbook below the demo's folder, words by which the page is known.
PICTURES = (
    ("so-dot-cham", "dot-cham.xlsx", "3683/HD-UBND"),
    ("bo-tieu-chi", "dot-cham.xlsx", "Xây dựng Kế hoạch CCHC"),
    ("phan-cong-chung", "dot-cham.xlsx", "Công chức Tài chính"),
    ("huong-dan", "phat-hanh/15280-xa-ha-bac.xlsx", "HƯỚNG DẪN TỰ CHẤM ĐIỂM"),
    ("phan-cong", "phat-hanh/15280-xa-ha-bac.xlsx", "PHÂN CÔNG THỰC HIỆN"),
    ("tu-cham-trong", "phat-hanh/15280-xa-ha-bac.xlsx", "Lĩnh vực 2."),
    ("tu-cham", "nhan-ve/90002-xa-binh-minh-gia-dinh.xlsx", "Lĩnh vực 1."),
    ("chua-du", "nhan-ve/90004-xa-dong-tam-gia-dinh.xlsx", "BẢNG TỔNG HỢP"),
    ("tong-hop-don-vi", "nhan-ve/15280-xa-ha-bac.xlsx", "BẢNG TỔNG HỢP"),
    ("tong-quan", "ket-qua/tong-hop.xlsx", "TỔNG QUAN KẾT QUẢ"),
    ("xep-hang", "ket-qua/tong-hop.xlsx", "BẢNG XẾP HẠNG"),
    ("theo-linh-vuc", "ket-qua/tong-hop.xlsx", "THEO LĨNH VỰC"),
    ("ma-tran", "ket-qua/tong-hop.xlsx", "MA TRẬN ĐIỂM"),
    ("tinh-trang", "ket-qua/tong-hop.xlsx", "TÌNH TRẠNG"),
    ("don-vi", "ket-qua/tong-hop.xlsx", "Xã Bình Minh (giả định) (mã 90002)"),
    ("bao-cao", "ket-qua/bao-cao/15280-xa-ha-bac.docx", "BÁO CÁO"),
    ("can-xem-lai", "ket-qua/tong-hop.xlsx", "CẦN XEM LẠI"),
    ("tep-nhan-ve", "ket-qua/tong-hop.xlsx", "TỆP NHẬN VỀ"),
    ("can-sua", "tra-lai/90003-xa-cam-son-gia-dinh.xlsx", "NHỮNG ĐIỀU CẦN SỬA"),
)
_SHARP, _COARSE = 100, 50  # dots per inch: of the pictures, and of the look for their edges
#: LibreOffice with Vietnamese numbers: a decimal comma, as its readers see it.
_LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi</value></prop></item></oor:items>
"""


def pictures() -> None:
    """Render the pictures of the guide from the sheets of a fresh trial campaign."""
    from cchc_xlsx.batch.demo import demo

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "demo"
        demo(folder)
        campaign, taken = batch.check(batch.Folder(folder))
        batch.return_copies(batch.Folder(folder), campaign, taken)
        batch.report_units(batch.Folder(folder), ["15280"])
        pages: dict[str, list[str]] = {}
        for name, workbook, words in PICTURES:
            pdf = Path(temporary, Path(workbook).name).with_suffix(".pdf")
            if workbook not in pages:
                # Two workbooks may share a name (handed out, come back): each is rendered when it is first asked for.
                pages = {key: value for key, value in pages.items() if Path(key).name != Path(workbook).name}
                _render(folder / workbook, Path(temporary))
                pages[workbook] = _run("pdftotext", "-layout", pdf, "-").decode().split("\f")
            number = next((n for n, text in enumerate(pages[workbook], 1) if words in text), None)
            if number is None:
                raise SystemExit(f"{workbook}: no page says “{words}”")
            target = HERE / "pictures" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            page = ["-f", str(number), "-l", str(number)]
            left, top, width, height = _edges(_run("pdftoppm", "-r", str(_COARSE), "-gray", *page, pdf))
            cut = [str(side * _SHARP // _COARSE) for side in (left, top, width, height)]
            window = [part for pair in zip(("-x", "-y", "-W", "-H"), cut, strict=True) for part in pair]
            _run("pdftoppm", "-r", str(_SHARP), "-png", "-singlefile", *page, *window, pdf, target)
            print(target.with_suffix(".png").relative_to(HERE.parent))


def _run(*command: str | Path) -> bytes:
    return subprocess.run([str(part) for part in command], check=True, capture_output=True).stdout


def _render(workbook: Path, temporary: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    profile = temporary / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_LOCALE, encoding="utf-8")
    place = f"-env:UserInstallation={profile.as_uri()}"
    _run(office, place, "--headless", "--convert-to", "pdf", "--outdir", temporary, workbook)


def _edges(grey: bytes) -> tuple[int, int, int, int]:
    """Return left, top, width and height of what is printed on a page (a .pgm), its page number left out."""
    _, width_, height_, _, pixels = grey.split(maxsplit=4)
    width, height = int(width_), int(height_)
    lines = [pixels[row * width : (row + 1) * width] for row in range(height)]
    inked = [row for row, line in enumerate(lines) if min(line) < 200]
    foot = height - height // 8  # the footer stands below this line, after a gap
    body = [row for row in inked if row < foot] or inked
    if inked[-1] > foot and body[-1] > foot - 4:
        body = [row for row in inked if row < height - height // 14]
    columns = [min(column) for column in zip(*(lines[row] for row in body), strict=True)]
    dark = [place for place, value in enumerate(columns) if value < 200]
    edge = 6
    left, top = max(dark[0] - edge, 0), max(body[0] - edge, 0)
    return left, top, min(dark[-1] + edge, width) - left, min(body[-1] + edge, height) - top


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; return 1 where one is stale."""
    if "pictures" in arguments:
        pictures()
        return 0
    stale = 0
    for path, text in made().items():
        if "--check" in arguments:
            fresh = path.is_file() and path.read_text(encoding="utf-8") == text
            stale += not fresh
            if not fresh:
                print(f"stale: {path.relative_to(HERE.parent)}; please run: python docs/make.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(HERE.parent))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
