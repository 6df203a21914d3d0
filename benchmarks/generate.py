"""Times making workbooks beside the same written whole by xlsxwriter alone: `python benchmarks/generate.py [units]`.

Units, officers and assignments are made up, each unit's its own. The ways run in turn, A B C A B C; the table has the
medians of milliseconds a workbook, and the ratio of CPU to copying ready bytes and to xlsxwriter. Reading the campaign
workbook is not counted; pouring the masters is shown by itself, for it is the same for ten units and for ten thousand.
"""

from __future__ import annotations

import io
import json
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import xlsxwriter

from cchc_xlsx.assigning import understood
from cchc_xlsx.batch import Folder, campaign_of, templates
from cchc_xlsx.batch.placing import put_each
from cchc_xlsx.batch.pressing import Press, workbooks
from cchc_xlsx.model.campaign import Assignment, Campaign, Unit
from cchc_xlsx.workbooks.unit.stencil import crew_of

ROUNDS = 5
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hùng", "Lan", "Mai", "Nam", "Phúc", "Quân", "Sơn", "Thảo", "Vân")


@dataclass(frozen=True, slots=True)
class Line:
    """A way and its medians a workbook: milliseconds of CPU and by the clock, and the ratios of its CPU."""

    way: str
    cpu: float
    wall: float
    to_copy: float = 1
    to_xlsxwriter: float = 1


def campaign(units: int, seed: int = 1) -> Campaign:
    """Return the made-up large set with so many made-up units, each with 10 to 16 officers and rows of its own."""

    class Template(Folder):
        @property
        def campaign(self) -> Path:
            return self.root

    chance = random.Random(seed)
    large = campaign_of(Template(templates()["bo-lon-gia-dinh"]))
    made: list[Unit] = []
    rows: list[Assignment] = []
    for number in range(units):
        made.append(Unit(f"{10_000 + number}", f"Xã Giả Định {number}"))
        officers = [f"{chance.choice(_FAMILY)} {chance.choice(_GIVEN)} {n}" for n in range(chance.randint(10, 16))]
        given: dict[str, list[str]] = {officer: [] for officer in officers}
        for criterion in large.criteria.scored:
            for officer in chance.sample(officers, 2 if chance.random() < 0.2 else 1):
                given[officer].append(criterion.code)
        rows += (Assignment(made[-1].code, officer, "; ".join(codes)) for officer, codes in given.items())
    return understood(replace(large, units=tuple(made), assignments=tuple(rows)))


Rows = Sequence[tuple[str, str, float]]


def by_xlsxwriter(areas: Sequence[tuple[str, Rows]], name: str, officers: dict[str, list[str]]) -> bytes:
    """Return a workbook for the same work as a person would program it: xlsxwriter, one validation a column."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    box = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    head = book.add_format({"border": 1, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True})
    entry = book.add_format({"border": 1, "bg_color": "#FFF9E5", "locked": False})
    hidden = book.add_format({"font_size": 8})
    bad = book.add_format({"bg_color": "#F8CBAD"})
    people = list(dict.fromkeys(officer for given in officers.values() for officer in given))
    count = sum(len(rows) for _, rows in areas)
    sheet = book.add_worksheet("Phân công")
    sheet.write(0, 0, f"PHÂN CÔNG – {name.upper()}", head)
    sheet.set_column(0, 0, 2, None, {"hidden": True})
    sheet.set_column(2, 3, 34)
    row = 4
    for title, rows in areas:
        for code, text, maximum in rows:
            sheet.write_string(row, 0, f"TC-{code}", hidden)
            sheet.write_string(row, 1, code, box)
            sheet.write_string(row, 2, text, box)
            sheet.write_string(row, 3, "; ".join(officers.get(code, ())), entry)
            sheet.write_number(row, 4, maximum, box)
            found = f"INDEX('{title}'!$H:$H,MATCH($A{row + 1},'{title}'!$A:$A,0))"
            sheet.write_formula(row, 5, f'=IFERROR({found},"")', box, "○ Chưa chấm")
            sheet.write_formula(
                row, 6, f'=";"&SUBSTITUTE(D{row + 1},"; ",";")&";"', hidden, f";{';'.join(officers.get(code, ()))};"
            )
            row += 1
    for at, officer in enumerate(people, 4):
        own = [m for _, rows in areas for code, _, m in rows if officer in officers.get(code, ())]
        mine = f'ISNUMBER(FIND(";"&$I{at + 1}&";",$G$5:$G${4 + count}))'
        sheet.write_string(at, 8, officer, entry)
        sheet.write_formula(at, 9, f"=SUMPRODUCT(--{mine})", box, len(own))
        sheet.write_formula(at, 10, f"=SUMPRODUCT({mine}*$E$5:$E${4 + count})", box, sum(own))
    sheet.data_validation(
        4, 3, 3 + count, 3, {"validate": "list", "source": f"=$I$5:$I${4 + len(people)}", "error_type": "information"}
    )
    sheet.protect()
    for title, rows in areas:
        sheet = book.add_worksheet(title)
        sheet.write(0, 0, f"TỰ CHẤM ĐIỂM – {name.upper()}", head)
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        sheet.set_column(2, 3, 40)
        for column, text in enumerate(
            ("key", "criterion", "name", "officers", "maximum", "self_score", "evidence", "state")
        ):
            sheet.write_string(3, column, text, head)
        sheet.set_row(3, None, None, {"hidden": True})
        last = 3 + len(rows)
        for at, (code, text, maximum) in enumerate(rows, 4):
            sheet.write_string(at, 0, f"TC-{code}", hidden)
            sheet.write_string(at, 1, code, box)
            sheet.write_string(at, 2, text, box)
            found = f"INDEX('Phân công'!$D$5:$D${4 + count},MATCH($A{at + 1},'Phân công'!$A$5:$A${4 + count},0))"
            sheet.write_formula(at, 3, f'=IFERROR({found},"")', box, "; ".join(officers.get(code, ())))
            sheet.write_number(at, 4, maximum, box)
            sheet.write_blank(at, 5, None, entry)
            sheet.write_blank(at, 6, None, entry)
            score, most = f"$F{at + 1}", f"$E{at + 1}"
            judged = f'IF(ISNUMBER({score}),IF({score}>{most},"▲ Vượt điểm tối đa","✓"),"≠ Không phải số")'
            state = f'IF({score}="","○ Chưa chấm",{judged})'
            sheet.write_formula(at, 7, f"={state}", box, "○ Chưa chấm")
        limit = {"validate": "custom", "value": '=OR(AND(ISNUMBER(F5),F5>=0,F5<=E5),UPPER(TRIM(F5))="KAD")'}
        sheet.data_validation(
            4, 5, last, 5, limit | {"input_title": "Điểm tự chấm", "input_message": "Từ 0 đến điểm tối đa."}
        )
        sheet.conditional_format(
            4, 5, last, 5, {"type": "formula", "criteria": "=AND(ISNUMBER(F5),F5>E5)", "format": bad}
        )
        sheet.protect()
        sheet.set_landscape()
        sheet.set_header(f"&L{name.upper()}")
    book.set_custom_property("cchc", name)
    book.close()
    return buffer.getvalue()


def plain_of(made_up: Campaign) -> Callable[[Unit], bytes]:
    """Return what makes a unit's workbook by xlsxwriter; the campaign is turned into plain values beforehand."""
    criteria = made_up.criteria
    areas = [
        (f"LV {area.code}", [(c.code, c.name, float(c.maximum or 0)) for c in criteria.leaves_of(area.code)])
        for area in criteria.areas
    ]  # fmt: skip
    officers = {
        unit.code: {code: list(names) for code, names in made_up.officers_of(unit.code).items()}
        for unit in made_up.units
    }
    return lambda unit: by_xlsxwriter(areas, unit.name, officers[unit.code])


def measured(units: int = 200, whole: int = 20, rounds: int = ROUNDS) -> list[Line]:
    """Return the lines of the table; so many units are stamped, and `whole` of them written by xlsxwriter."""
    made_up = campaign(units)
    plain = plain_of(made_up)
    ready = next(data for _, data in workbooks(made_up, made_up.units[:1], "vi"))
    one_a_master = list({crew_of(made_up, unit).room: unit for unit in made_up.units}.values())
    warm = Press(made_up, "vi")
    for unit in one_a_master:
        warm.workbook(unit)
    with tempfile.TemporaryDirectory() as place:
        target = Path(place)

        def copies() -> int:
            for unit in made_up.units:
                (target / f"{unit.code}.xlsx").write_bytes(ready)
            return units

        def generated(press: Press) -> int:
            return sum(1 for _ in put_each((target / unit.file_name, press.workbook(unit)) for unit in made_up.units))

        def in_memory() -> int:
            return sum(1 for unit in made_up.units if warm.workbook(unit))

        def first() -> int:
            fresh = Press(made_up, "vi")
            for unit in one_a_master:
                fresh.workbook(unit)
            return 1

        def by_library() -> int:
            for unit in made_up.units[:whole]:
                (target / f"{unit.code}.xlsx").write_bytes(plain(unit))
            return min(whole, units)

        ways: dict[str, Callable[[], int]] = {
            "copy of ready bytes": copies,
            "cchc generate": lambda: generated(Press(made_up, "vi")),
            "cchc generate, the masters poured": lambda: generated(warm),
            "cchc generate, the masters poured, no files": in_memory,
            f"pouring the {len(one_a_master)} masters (once)": first,
            "xlsxwriter, whole": by_library,
        }
        times: dict[str, list[tuple[float, float]]] = {way: [] for way in ways}
        for _ in range(rounds):
            for way, run in ways.items():
                for old in target.iterdir():
                    old.unlink()
                cpu, wall = time.process_time(), time.perf_counter()
                count = run()
                times[way].append(
                    ((time.process_time() - cpu) / count * 1e3, (time.perf_counter() - wall) / count * 1e3)
                )
    medians = {way: [statistics.median(column) for column in zip(*each, strict=True)] for way, each in times.items()}
    copy, library = medians["copy of ready bytes"][0], medians["xlsxwriter, whole"][0]
    return [Line(way, cpu, wall, cpu / copy, cpu / library) for way, (cpu, wall) in medians.items()]


def main(units: int, as_json: bool = False) -> int:
    """Print the table; return 0."""
    lines = measured(units)
    if as_json:
        print(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))
        return 0
    print(
        f"{units} units; {platform.machine()}, Python {platform.python_version()}, "
        f"xlsxwriter {xlsxwriter.__version__}\n"
    )
    print("| way | ms cpu | ms wall | × copy | × xlsxwriter |\n|---|---|---|---|---|")
    for line in lines:
        print(
            f"| {line.way} | {line.cpu:.2f} | {line.wall:.2f} | {line.to_copy:.1f} | 1/{1 / line.to_xlsxwriter:.0f} |"
        )
    return 0


if __name__ == "__main__":
    numbers = [each for each in sys.argv[1:] if each.isdecimal()]
    sys.exit(main(int(numbers[0]) if numbers else 200, "--json" in sys.argv))
