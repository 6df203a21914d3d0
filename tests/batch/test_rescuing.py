"""Rescuing: whatever can still be read of a workbook comes out in a fresh one of its unit, and the rest is said."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest

from cchc_xlsx import batch
from cchc_xlsx.assigning import understood
from cchc_xlsx.excel.read import read
from cchc_xlsx.excel.write import written
from cchc_xlsx.exports import rescued_json
from cchc_xlsx.model.book import Book, Cell, Sheet, cell
from cchc_xlsx.model.campaign import Settings
from cchc_xlsx.model.criteria import CriteriaSet
from cchc_xlsx.model.finding import Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.received import Refused
from cchc_xlsx.model.returned import Left
from cchc_xlsx.workbooks.tables import tables_in
from cchc_xlsx.workbooks.unit import fill_unit, parse_unit, self_score
from tests.builders import (
    CAMPAIGN,
    campaign,
    entries,
    file_of,
    filled,
    founded,
    merged,
    send,
    state_of,
    with_identity,
)
from tests.excel.test_salvage import spoilt, without_list
from tests.mishaps import column_deleted, moved, on
from tests.workbooks.by_hand import SCORES, lines, sheet, usual

WRONG = {"1.1": 50, "1.2": "hai", "2.1": "2,5", "2.2": None}


@pytest.fixture
def folder(tmp_path):
    return founded(tmp_path / "dot")


def scores(path):
    entries = parse_unit(read(path.read_bytes()), CAMPAIGN.criteria).entries
    return {e.criterion: e.score.value for e in entries if e.score.value is not None}


def rescued(folder, data, name="hỏng.xlsx", **more):
    return batch.rescue(folder, send(folder, name, data), **more)


def told(result):
    return [mend.message.vi for mend in result.returned.mends]


def test_a_sound_workbook_is_poured_as_the_marked_up_copy_is(folder):
    result = rescued(folder, filled("00101", WRONG))
    assert result.path == folder.returned / "00101-xa-mot-cuu.xlsx"
    assert result.unit.code == "00101"
    assert scores(result.path) == {"1.1": 50, "2.1": cell_value("2.5")}
    assert result.blocking
    assert [table.name for table in tables_in(read(result.path.read_bytes()))].count("to_mend") == 1


def cell_value(text):
    from decimal import Decimal

    return Decimal(text)


def test_a_file_without_its_list_of_parts_loses_nothing_and_says_so(folder):
    data = without_list(filled("00101", WRONG))
    result = rescued(folder, data)
    assert scores(result.path) == {"1.1": 50, "2.1": cell_value("2.5")}
    (damage,) = (m for m in result.returned.mends if not m.rule)
    assert (damage.severity, damage.left.open) == (Severity.NOTE, False)


def test_a_lost_worksheet_is_said_and_its_scores_are_asked_for(folder):
    book = read(filled("00101"))
    number = [sheet.title for sheet in book.sheets].index("LV 2") + 1
    result = rescued(folder, spoilt(filled("00101"), f"xl/worksheets/sheet{number}.xml"))
    assert scores(result.path) == {"1.1": 40, "1.2": 20}
    assert result.blocking
    assert any(f"sheet{number}.xml" in text for text in told(result))
    assert {m.criterion for m in result.returned.open if m.rule == "S01"} == {"2.1", "2.2"}


def test_nothing_to_mend_is_nothing_to_mend(folder):
    result = rescued(folder, filled("00101"))
    assert not result.blocking
    assert result.returned.open == result.returned.leftovers == ()


def test_a_file_that_names_no_unit_needs_one_and_its_name_suggests_it(folder):
    bare = with_identity(lambda _text: "")
    for name, code in (("gui 00102 lan 2.xlsx", "00102"), ("xa-hai.xlsx", "00102"), ("bài nộp.xlsx", "00101")):
        with pytest.raises(batch.Wrong) as wrong:
            rescued(folder, filled("00101", after=bare), name)
        assert f"--unit {code}" in wrong.value.words.vi
    assert not folder.returned.exists() or not list(folder.returned.iterdir())
    result = rescued(folder, filled("00101", {"1.1": 7}, after=bare), "bài nộp.xlsx", unit="00102")
    assert result.path.name == "00102-xa-hai-cuu.xlsx"
    assert scores(result.path)["1.1"] == 7


def test_where_nothing_suggests_a_unit_none_is_guessed(folder):
    with pytest.raises(batch.Wrong) as wrong:
        rescued(folder, written(Book((Sheet("a", {(0, 0): cell("Bảng điểm")}),))), "a.xlsx")
    assert "--unit" in wrong.value.words.vi
    assert "ví dụ" not in wrong.value.words.vi


def test_two_identities_need_the_unit_to_be_named(folder):
    both = with_identity(lambda t: t.replace("00101", "00102"), sheets=lambda title: title == "LV 2")
    with pytest.raises(batch.Wrong, match="00101, 00102"):
        rescued(folder, filled("00101", after=both))
    result = rescued(folder, filled("00101", after=both), unit="00101")
    assert any("00102" in text for text in told(result))


def test_a_unit_that_is_not_of_the_campaign_is_refused(folder):
    with pytest.raises(batch.Wrong, match="09999"):
        rescued(folder, filled("00101"), unit="09999")
    with pytest.raises(batch.Wrong, match="09999"):
        rescued(folder, filled("09999"))


def test_last_years_workbook_is_poured_where_code_and_name_agree_and_the_rest_is_listed(folder):
    other = CriteriaSet(
        tuple(
            replace(c, name="Tiêu chí đã đổi tên") if c.code == "1.2" else c
            for c in CAMPAIGN.criteria
        )
    )  # fmt: skip
    last_year = understood(
        replace(CAMPAIGN, settings=Settings(id="nam-ngoai", name="Đợt trước", year=2023), criteria=other)
    )
    result = rescued(folder, filled("00101", {"1.1": 33, "1.2": 11}, of=last_year))
    assert scores(result.path) == {"1.1": 33, "2.1": cell_value("22.5"), "2.2": cell_value("17.5")}
    (left,) = (each for each in result.returned.leftovers if each.key == "self_score")
    assert (left.code, left.text) == ("1.2", "11")
    assert "Tiêu chí đã đổi tên" in left.why.vi
    assert result.blocking


def test_another_layout_is_no_obstacle(folder):
    newer = with_identity(lambda text: text.replace("|1|", "|99|"))
    assert scores(rescued(folder, filled("00101", after=newer)).path)["1.1"] == 40


def test_a_workbook_whose_criteria_changed_since_is_trusted_as_in_merging(tmp_path):
    changed = CriteriaSet(tuple(replace(c, name=f"{c.name} (mới)") for c in CAMPAIGN.criteria))
    folder = founded(tmp_path / "dot", campaign(criteria=changed))
    assert scores(rescued(folder, filled("00101")).path)["1.2"] == 20


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", filled("00101")[:3000]], ids=range(4))
def test_what_holds_nothing_cannot_be_rescued_and_says_why(folder, data):
    with pytest.raises(batch.Unreachable) as trouble:
        rescued(folder, data)
    assert "hỏng.xlsx" in trouble.value.words.vi
    assert trouble.value.words.vi.endswith(".")


def test_a_file_that_is_not_there_cannot_be_rescued(folder, tmp_path):
    with pytest.raises(batch.Unreachable):
        batch.rescue(folder, tmp_path / "không có.xlsx")
    with pytest.raises(batch.Unreachable):
        batch.rescue(folder, tmp_path)


def test_what_came_back_is_never_touched(folder, tmp_path):
    send(folder, "a.xlsx", filled("00101", WRONG))
    before = state_of(folder.received)
    batch.rescue(folder, folder.received / "a.xlsx", to=tmp_path / "ra")
    assert state_of(folder.received) == before
    with pytest.raises(batch.Wrong):
        batch.rescue(folder, folder.received / "a.xlsx", to=folder.received)


def test_salvaging_is_for_rescuing_alone(folder):
    from cchc_xlsx.excel.door import open_book

    data = without_list(filled("00101"))
    assert isinstance(open_book(data), Refused)
    path = send(folder, "a.xlsx", data)
    _, taken = batch.check(folder, [path])
    assert [file.outcome.value for file in taken.files] == ["unreadable"]


def test_the_row_of_a_strange_code_is_listed_not_lost(folder):
    def strange(book):
        row = max(r for r, _ in book.sheet("LV 1").cells) + 1
        for key, value in (("key", "TC-8.8"), ("self_score", 4)):
            book = book.put("LV 1", (row, self_score.column(key)), cell(value))
        return book

    result = rescued(folder, filled("00101", after=strange))
    assert [(each.code, each.text) for each in result.returned.leftovers] == [("8.8", "4")]


def rebuilt(book):
    """Return a workbook as somebody types it anew: one sheet, our headings, no keys, no identity."""
    lines = {}
    for area in ("LV 1", "LV 2"):
        sheet = book.sheet(area)
        for (row, column), each in sheet.cells.items():
            if row >= 5 and column > 1 and not each.text.startswith("cchc/"):
                lines[(row + (0 if area == "LV 1" else 20), column)] = Cell(each.kind, each.text)
    return Book((Sheet("Bảng chấm", lines),))


def test_a_table_typed_anew_is_rescued_by_its_headings_and_codes(folder):
    made = entries(CAMPAIGN, {"1.1": Decimal("12.5")})
    book = rebuilt(fill_unit(CAMPAIGN, CAMPAIGN.by_unit["00102"], "vi", entries=made))
    result = rescued(folder, written(book), "tự kẻ lại.xlsx", unit="00102")
    assert scores(result.path) == {"1.1": Decimal("12.5"), "1.2": 20, "2.1": Decimal("22.5"), "2.2": Decimal("17.5")}
    told = merged(folder)
    assert file_of(told, "tự kẻ lại.xlsx")["outcome"] == "foreign"
    assert "cchc rescue" in next(f["fix"] for f in told["findings"] if f["file"] == "tự kẻ lại.xlsx")


# --- tables of people's own making


def by_hand(folder, rows, **more):
    return rescued(folder, written(sheet(rows)), "tự kẻ.xlsx", unit="00101", **more)


def lefts(result):
    return {(mend.rule, mend.left) for mend in result.returned.mends}


@pytest.mark.parametrize(
    "headings",
    [
        "STT | Tên tiêu chí | Điểm tối đa | Điểm tự chấm",
        "TT | Lĩnh vực, tiêu chí | Điểm chuẩn | Điểm tự chấm",
        "Mã tiêu chí | Tiêu chí | Điểm tối đa | Tự chấm",
        "Nội dung | Điểm chuẩn | Tự chấm | Tài liệu kiểm chứng/Giải trình",
        "No. | Criterion | Maximum | Self-score",
    ],
)
def test_a_table_with_headings_of_their_own_is_poured_and_is_to_be_looked_over(folder, headings):
    result = by_hand(folder, lines(headings))
    assert scores(result.path) == SCORES
    assert result.returned.leftovers == ()
    assert ("L08", Left.TO_CHECK) in lefts(result)
    assert not {rule for rule, _ in lefts(result)} & {"L01", "L02", "L03", "S01"}
    assert any("“Bảng chấm”" in text for text in told(result))


def test_names_that_tell_where_codes_are_missing_are_a_doubt_to_look_at(folder):
    result = by_hand(folder, lines("Tiêu chí | Tự chấm"))
    (doubt,) = (mend for mend in result.returned.open if mend.rule == "L10")
    assert doubt.left is Left.TO_CHECK
    assert "trống → 1.1" in doubt.message.vi


def test_where_code_and_name_disagree_the_row_is_listed(folder):
    def content(heading, criterion):
        other = heading == "Tiêu chí" and criterion.code == "1.2"
        return "Việc khác hẳn" if other else usual(heading, criterion)

    result = by_hand(folder, lines("STT | Tiêu chí | Tự chấm", content))
    assert scores(result.path) == {code: score for code, score in SCORES.items() if code != "1.2"}
    assert [(each.code, each.key, each.text) for each in result.returned.leftovers] == [("1.2", "self_score", "20")]


@pytest.mark.parametrize(
    ("headings", "why"),
    [
        ("Mã | Tên tiêu chí | Điểm tự chấm | Điểm tự đánh giá", "nhiều cột"),
        ("Mã | Tên tiêu chí | Điểm | Đạt", "tiêu đề các cột"),
    ],
)
def test_a_table_that_is_not_certain_is_said_and_every_row_of_it_listed(folder, headings, why):
    def content(heading, criterion):
        return SCORES.get(criterion.code) if heading in ("Điểm", "Đạt") else usual(heading, criterion)

    rows = lines(headings, content)
    result = by_hand(folder, rows)
    assert scores(result.path) == {}
    (lost,) = (mend for mend in result.returned.open if mend.rule == "L01")
    assert lost.left is Left.TO_CHECK
    assert "không đọc được" in lost.fix.vi
    assert [each.code for each in result.returned.leftovers] == [*SCORES]
    assert all(why in each.why.vi for each in result.returned.leftovers)
    assert "Kế hoạch | 12.5 | 12.5" in result.returned.leftovers[0].text
    listed = [
        row for table in tables_in(read(result.path.read_bytes())) if table.name == "not_placed" for row in table.rows
    ]
    assert [(row.text("code"), row.text("column")) for row in listed] == [(code, "Cả dòng") for code in SCORES]
    told = rescued_json.told(result.returned, "00101", "", "vi")["not_placed"]
    assert [(each["code"], each["column"]) for each in told] == [(code, "row") for code in SCORES]


def test_an_unknown_code_in_a_table_of_their_own_is_listed(folder):
    rows = [*lines("Mã | Tên tiêu chí | Điểm tối đa | Điểm tự chấm"), ["9.9", "Tiêu chí lạ", Decimal(5), Decimal(4)]]
    rows.append(["", "Tổng cộng", Decimal(105), Decimal(76)])
    result = by_hand(folder, rows)
    assert scores(result.path) == SCORES
    assert [(each.code, each.key, each.text) for each in result.returned.leftovers] == [("9.9", "self_score", "4")]
    assert ("L05", Left.TO_CHECK) in lefts(result)


# --- what is lost is never called mended


def beheaded(*titles, of=self_score.FIRST):
    def after(book):
        for title in titles:
            book = on(title, lambda s: moved(s, lambda r, c: (r - of, c) if r >= of else None))(book)
        return book

    return after


def test_a_sheet_without_its_first_rows_loses_nothing(folder):
    result = rescued(folder, filled("00101", WRONG, after=beheaded("LV 1")))
    assert scores(result.path) == {"1.1": 50, "2.1": Decimal("2.5")}
    assert ("L08", Left.TO_CHECK) in lefts(result)
    assert not {rule for rule, _ in lefts(result)} & {"L01", "L03"}


def test_a_sheet_whose_columns_nobody_knows_lists_its_rows_and_is_not_called_mended(folder):
    def after(book):
        for row in range(3):
            book = book.put("LV 1", (self_score.FIRST + row, self_score.column("maximum")), cell(None))
        return beheaded("LV 1")(book)

    result = rescued(folder, filled("00101", after=after))
    assert scores(result.path) == {"2.1": Decimal("22.5"), "2.2": Decimal("17.5")}
    assert [each.code for each in result.returned.leftovers] == ["1.1", "1.2"]
    assert {left for rule, left in lefts(result) if rule == "L03"} == {Left.TO_CHECK}
    assert ("S01", Left.TO_MEND) in lefts(result)
    assert result.returned.points_at_stake == 60


def test_a_lost_column_of_evidence_is_not_called_mended(folder):
    result = rescued(folder, filled("00101", after=column_deleted("LV 1", self_score.column("evidence"))))
    assert ("L02", Left.TO_CHECK) in lefts(result)
    # A column that the fresh workbook brings along itself is.
    result = rescued(folder, filled("00101", after=column_deleted("LV 1", self_score.column("maximum"))))
    assert ("L02", Left.MENDED) in lefts(result)


# --- dates without their styles


def without_styles(data):
    """Return a workbook cut off before its styles, as a download that broke leaves it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: name == "xl/styles.xml"):
            new.writestr(zipfile.ZipInfo(name), old.read(name))
    return without_list(out.getvalue())[:-40]


def with_dates(*values):
    """Return a change that enters values as the dates of evidence, from the first criterion on."""

    def after(book):
        for row, value in enumerate(values, self_score.FIRST + 1):
            book = book.put("LV 1", (row, self_score.column("evidence_date")), value)
        return book

    return after


def dates(path):
    entries = parse_unit(read(path.read_bytes()), CAMPAIGN.criteria).entries
    return {entry.criterion: entry.evidence_date for entry in entries}


def test_dates_that_lost_their_styles_are_dates_again_and_every_one_is_told(folder):
    data = filled("00101", after=with_dates(cell(datetime(2024, 5, 6)), cell(datetime(2023, 12, 31))))
    result = rescued(folder, without_styles(data))
    assert dates(result.path)["1.1"] == "06/05/2024"
    assert dates(result.path)["1.2"] == "31/12/2023"
    doubts = [mend for mend in result.returned.open if "45418" in mend.message.vi or "45291" in mend.message.vi]
    assert [mend.criterion for mend in doubts] == ["1.1", "1.2"]
    assert all(mend.left is Left.TO_CHECK and mend.severity is Severity.WARNING for mend in doubts)
    column = self_score.column("evidence_date")
    assert doubts[0].places == (Place("", "LV 1", self_score.FIRST + 1, column),)
    assert "06/05/2024" in read(result.path.read_bytes()).sheet("LV 1").at(self_score.FIRST + 1, column).text
    assert "E04" not in {mend.rule for mend in result.returned.mends}


@pytest.mark.parametrize(
    "value", [cell("45418"), cell(Decimal(123)), cell(Decimal(99999)), cell(Decimal("45418.5")), cell(Decimal(30000))]
)
def test_what_is_no_likely_date_stays_as_it_was_typed(folder, value):
    result = rescued(folder, without_styles(filled("00101", after=with_dates(value))))
    assert dates(result.path)["1.1"] == value.text
    assert "E04" in {mend.rule for mend in result.returned.mends}


def test_a_number_in_a_whole_file_is_what_its_sender_typed(folder):
    data = filled("00101", after=with_dates(cell(Decimal(45418))))
    assert dates(rescued(folder, data).path)["1.1"] == "45418"
    assert dates(rescued(folder, without_list(data)).path)["1.1"] == "45418"
