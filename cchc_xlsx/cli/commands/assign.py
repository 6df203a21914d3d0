"""`cchc assign`: take an appendix of assignments into the campaign workbook, or give it out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, format_option
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch import Assigned

_HELP = Words(
    """Nhập phụ lục phân công của một đơn vị vào sổ đợt chấm điểm, hoặc xuất lại phụ lục.

    FILE là phụ lục dạng Word (.docx), Excel (.xlsx) hoặc CSV, có cột “Cơ quan, đơn vị, cán bộ, công chức thực hiện” và
    cột “Tiêu chí”. Viết được: 1.7; 7.1 · 4.1.1 đến 4.1.4 · 3.2 (trừ 3.2.6; 3.2.7) · cả lĩnh vực 7 · 3.2.6 (chủ trì).
    Các dòng cũ của đơn vị được thay; phần còn lại của sổ giữ nguyên. Có lỗi thì không ghi gì, trừ khi thêm --force.
    Không nêu FILE: xem phân công đang có trong sổ.

    \b
    Ví dụ:
      cchc assign phu-luc.docx --unit 05596
      cchc assign --unit 05596                             xem, kiểm tra
      cchc assign --export --unit 05596                    xuất phụ lục Word
      cchc assign --export --by criterion --to bang.xlsx   theo từng tiêu chí
    """,
    """Take a unit's appendix of assignments into the campaign workbook, or give the appendix out again.

    FILE is the appendix as a Word (.docx), Excel (.xlsx) or CSV file, with a column “Assignee” and a column “Criteria”.
    Understood: 1.7; 7.1 · 4.1.1 đến 4.1.4 · 3.2 (trừ 3.2.6; 3.2.7) · cả lĩnh vực 7 · 3.2.6 (chủ trì).
    The unit's rows are replaced; the rest of the workbook stays as it is. With errors nothing is written, unless asked
    by --force. Without FILE: see what the workbook assigns now.

    \b
    Examples:
      cchc assign appendix.docx --unit 05596
      cchc assign --unit 05596                              see and audit
      cchc assign --export --unit 05596                     the appendix in Word
      cchc assign --export --by criterion --to table.xlsx   criterion by criterion
    """,
)
_UNIT = Words(
    "Mã đơn vị; không cần nêu nếu đợt chấm điểm chỉ có một đơn vị.",
    "The unit's code; needless where there is only one.",
)
_FORCE = Words("Vẫn ghi vào sổ dù phụ lục còn lỗi.", "Write it although the appendix has errors.")
_DRY = Words("Chỉ xem kết quả đọc được, không ghi gì.", "Only show what was understood; write nothing.")
_EXPORT = Words("Xuất phụ lục thay vì nhập.", "Give the appendix out instead of taking it in.")
_BY = Words(
    "Xuất theo người thực hiện (assignee) hoặc theo tiêu chí (criterion).", "Row by row an assignee, or a criterion."
)
_TO = Words(
    "Tệp để xuất ra: .docx, .xlsx hoặc .csv; mặc định là tệp Word trong thư mục ket-qua.",
    "The file to write: .docx, .xlsx or .csv; else a Word file in the folder ket-qua.",
)
_ONE_OR_OTHER = Words(
    "--export không dùng cùng FILE, --force hoặc --dry-run.", "--export goes with no FILE, --force or --dry-run."
)
_ONLY_EXPORT = Words("--by và --to chỉ dùng cùng --export.", "--by and --to go with --export only.")
_PUBLISHED = Words("Đã xuất phụ lục ra {path}.", "The appendix was written to {path}.")
_HEADS = (
    Words("TT", "No."),
    Words("Người, cơ quan thực hiện", "Assignee"),
    Words("Số tiêu chí", "Criteria"),
    Words("Điểm tối đa", "Points"),
    Words("Tiêu chí", "Which"),
)
_GROUP = Words("{name} (nhóm: {members}{more})", "{name} (group: {members}{more})")
_SUMMARY = Words(
    "{unit} (mã {code}): {count} người, cơ quan thực hiện; {given}/{all} tiêu chí đã có người thực hiện, {shared} tiêu "
    "chí giao cho nhiều người.",
    "{unit} (code {code}): {count} {count:assignee|assignees}; of {all} {all:criterion|criteria}, with one: {given}, "
    "with several: {shared}.",
)
_WRITTEN = Words("Đã ghi phân công vào {path}.", "The assignment was written into {path}.")
_KEPT = Words("Sổ trước khi ghi được giữ ở {path}.", "The workbook as it was is kept as {path}.")
_STOPS = Words(
    "! Phần phân công vừa ghi còn lỗi (quy tắc {rules}): các lệnh khác như generate, check, merge sẽ dừng lại cho đến "
    "khi lỗi được sửa ở trang “Phân công” của sổ. Chạy “cchc spec” để xem từng lỗi.",
    "! What was written has errors (rules {rules}): other commands, such as generate, check and merge, will stop until "
    "they are mended on the sheet “Assignments” of the workbook. “cchc spec” tells each of them.",
)
_SAME = Words("Sổ đợt chấm điểm đã đúng như vậy, không cần ghi.", "The campaign workbook says so already.")
_HELD = Words(
    "Chưa ghi gì vì phụ lục còn lỗi. Hãy sửa rồi chạy lại, hoặc thêm --force để vẫn ghi và sửa sau trong sổ.",
    "Nothing was written, for the appendix has errors. Please mend them and run this again, or add --force to write it "
    "all the same and mend it in the workbook.",
)
_DRY_DONE = Words("Chỉ xem, chưa ghi gì vào sổ.", "Only shown; nothing was written.")


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        folder: Path,
        file: Path | None,
        unit: str | None,
        force: bool,
        dry: bool,
        export: bool,
        by: str | None,
        to: Path | None,
        form: str,
    ) -> int:
        from datetime import datetime

        from cchc_xlsx import batch
        from cchc_xlsx.assigning.publishing import Direction
        from cchc_xlsx.cli.show import say

        if export and (file or force or dry):
            raise click.UsageError(_ONE_OR_OTHER.in_(language))
        if (by or to) and not export:
            raise click.UsageError(_ONLY_EXPORT.in_(language))
        place = batch.Folder(folder)
        campaign = batch.campaign_of(place)
        code = batch.unit_of(campaign, unit)
        if export:
            path = batch.publish(place, campaign, code, Direction(by or Direction.ASSIGNEE), to, language)
            click.echo(path)
            say(_PUBLISHED, language, path=path)
            return 0
        assigned = batch.assign(campaign, code, file, language)
        if file and assigned.changed and not dry and (force or not assigned.errors):
            assigned = batch.enter(place, assigned, datetime.now())
        (_json if form == "json" else _text)(assigned, language)
        if file:
            _outcome(assigned, language, dry=dry)
        return 1 if assigned.errors else 0

    return click.Command(
        "assign",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["file"], metavar="FILE", required=False, type=click.Path(path_type=Path, dir_okay=False)),
            campaign_option(language),
            click.Option(["--unit"], metavar="CODE", help=_UNIT.in_(language)),
            click.Option(["--force"], is_flag=True, help=_FORCE.in_(language)),
            click.Option(["--dry-run", "dry"], is_flag=True, help=_DRY.in_(language)),
            click.Option(["--export"], is_flag=True, help=_EXPORT.in_(language)),
            click.Option(["--by"], type=click.Choice(["assignee", "criterion"]), help=_BY.in_(language)),
            click.Option(
                ["--to"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help=_TO.in_(language),
            ),
            format_option(language),
        ],
    )


def _text(assigned: Assigned, language: Language) -> None:
    from cchc_xlsx.assigning import written
    from cchc_xlsx.cli.show import show_findings
    from cchc_xlsx.cli.table import show_table
    from cchc_xlsx.model.points import shown

    rows = []
    for number, load in enumerate(assigned.loads, 1):
        row = load.row
        name = row.assignee or "–"
        if row.group and row.members:
            more = "…" if row.open_ended else ""
            name = _GROUP.say(language, name=row.officers[0], members=", ".join(row.members), more=more)
        points = shown(load.points, language) + (" + ?" if load.points is not None and load.unknown_maxima else "")
        codes = written(load.codes, assigned.campaign.criteria)
        rows.append((str(number), name, str(len(load.codes)), points, codes or "–"))
    show_table([words.in_(language) for words in _HEADS], rows, right=(0, 2, 3))
    officers = assigned.campaign.officers_of(assigned.unit)
    click.echo(
        _SUMMARY.say(
            language,
            unit=assigned.campaign.by_unit[assigned.unit].name,
            code=assigned.unit,
            count=len({load.row.assignee for load in assigned.loads}),
            given=sum(bool(named) for named in officers.values()),
            all=len(officers),
            shared=sum(len(named) > 1 for named in officers.values()),
        )
    )
    show_findings(assigned.findings, language)


def _outcome(assigned: Assigned, language: Language, *, dry: bool) -> None:
    from cchc_xlsx.cli.show import say

    if assigned.written:
        say(_WRITTEN, language, path=assigned.written[0])
        for path in assigned.written[1:]:
            say(_KEPT, language, path=path)
        if rules := sorted({finding.rule for finding in assigned.findings if finding.blocking}):
            say(_STOPS, language, rules=", ".join(rules))
    elif not assigned.changed:
        say(_SAME, language)
    else:
        say(_DRY_DONE if dry else _HELD, language)


def _json(assigned: Assigned, language: Language) -> None:
    from cchc_xlsx.assigning import written
    from cchc_xlsx.exports.tong_hop_json import FORMAT, dumped, findings
    from cchc_xlsx.model.book import plain

    assignees = [
        {
            "assignee": load.row.assignee,
            "officers": list(load.row.officers),
            "group": load.row.group,
            "members": list(load.row.members),
            "open_ended": load.row.open_ended,
            "criteria": list(load.codes),
            "notation": written(load.codes, assigned.campaign.criteria),
            "unknown": list(load.row.unknown),
            "points": None if load.points is None else plain(load.points),
            "unknown_maxima": load.unknown_maxima,
        }
        for load in assigned.loads
    ]
    told = {
        "format": FORMAT,
        "unit": assigned.unit,
        "written": bool(assigned.written),
        "assignees": assignees,
        "criteria": [
            {"code": code, "officers": list(named)}
            for code, named in assigned.campaign.officers_of(assigned.unit).items()
        ],
        "findings": findings(assigned.findings, language),
    }
    click.echo(dumped(told), nl=False)
