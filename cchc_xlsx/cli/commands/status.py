"""`cchc status`: who has sent, who has not, who has errors, who is late."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option, means_of, means_options
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch import Standing
    from cchc_xlsx.model.summary import Result, Summary

_HELP = Words(
    """Cho biết đơn vị nào đã gửi, chưa gửi, còn lỗi, gửi muộn; không ghi gì.

    Với --owed: từng người của từng đơn vị còn phải chấm những tiêu chí nào, theo bảng phân công trong tệp của đơn vị.
    """,
    """Show which units have sent, have not, have errors or are late; nothing is written.

    With --owed: which criteria each officer of each unit still owes, by the assignment in the unit's own workbook.
    """,
)
_FROM = Words("Thư mục khác chứa các tệp nhận về.", "Another folder with what came back.")
_BAR = Words("Đang đọc", "Reading")
_HEADS = (
    Words("Mã đơn vị", "Code"),
    Words("Đơn vị", "Unit"),
    Words("Tình trạng", "State"),
    Words("Chưa chấm", "Not scored"),
    Words("Số lỗi", "Errors"),
    Words("Hạn gửi", "Deadline"),
    Words("Tệp", "File"),
)
_OWED = Words("Thêm bảng: ai còn phải chấm tiêu chí nào.", "Also show who still owes which criteria.")
_OWED_HEADS = (
    Words("Mã đơn vị", "Code"),
    Words("Người thực hiện", "Officer"),
    Words("Còn phải chấm", "Owed"),
    Words("Điểm", "Points"),
    Words("Tiêu chí", "Criteria"),
)
_NOBODY = Words("! Chưa giao cho ai", "! Given to nobody")
_NOTHING_OWED = Words("Không còn tiêu chí nào phải chấm.", "No criteria are owed.")
_LATE = Words("! gửi muộn", "! sent late")
_OVERDUE = Words("! quá hạn, chưa gửi", "! overdue")
_IN_TIME = Words("đúng hạn", "in time")
_COUNTS = Words(
    "Đã nhận {sent}/{all} đơn vị: {complete} đầy đủ, {incomplete} chưa chấm đủ, {errors} có lỗi; {missing} chưa có "
    "tệp; {late} gửi muộn.",
    "Sent {sent} of {all}: complete {complete}, incomplete {incomplete}, with errors {errors}; nothing received "
    "{missing}; late {late}.",
)


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        folder: Path,
        source: Path | None,
        form: str,
        owed: bool,
        jobs: int | None,
        limits: tuple[tuple[str, int], ...],
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress
        from cchc_xlsx.model.received import VIETNAM

        with progress(_BAR, language) as bar:
            standing = batch.standing(batch.Folder(folder), source=source, means=means_of(jobs, limits, bar))
        summary = standing.summary
        if form == "json":
            _json(standing, language)
        else:
            if owed:
                _owed(standing, language)
            _text(summary, datetime.now(UTC).replace(tzinfo=None) + VIETNAM, language)
        return 1 if any(finding.blocking for finding in summary.findings) else 0

    return click.Command(
        "status",
        callback=run,
        help=_HELP.in_(language),
        params=[
            campaign_option(language),
            folder_option("--from", _FROM, language, "source"),
            click.Option(["--owed"], is_flag=True, help=_OWED.in_(language)),
            format_option(language),
            *means_options(language),
        ],
    )


def _json(standing: Standing, language: Language) -> None:
    from cchc_xlsx.exports import combined_json, tong_hop_json

    keys, summary = ("code", "name", "group", "status", "late", "file"), standing.summary
    units = [
        {
            **{key: line[key] for key in keys},
            "owed": [combined_json.owing(each) for each in standing.owed[line["code"]]],
        }
        for line in map(tong_hop_json.unit, summary.results)
    ]
    told = {
        "format": tong_hop_json.FORMAT,
        "units": units,
        "files": tong_hop_json.files(summary.files, language),
        "findings": tong_hop_json.findings(summary.findings, language),
    }
    click.echo(tong_hop_json.dumped(told), nl=False)


def _owed(standing: Standing, language: Language) -> None:
    from cchc_xlsx.cli.table import show_table
    from cchc_xlsx.model.points import shown

    rows = [
        (
            code,
            each.officer or _NOBODY.in_(language),
            f"{len(each.owed)}/{len(each.criteria)}",
            shown(each.points_owed, language),
            "; ".join(criterion.code for criterion in each.owed),
        )
        for code, shares in standing.owed.items()
        for each in shares
        if each.owed
    ]
    if rows:
        show_table([words.in_(language) for words in _OWED_HEADS], rows, right=(2, 3))
    else:
        click.echo(_NOTHING_OWED.in_(language))


def _text(summary: Summary, now: datetime, language: Language) -> None:
    from cchc_xlsx.cli.show import counted
    from cchc_xlsx.cli.table import show_table
    from cchc_xlsx.model.submission import State
    from cchc_xlsx.model.summary import Status
    from cchc_xlsx.workbooks.summary.listing import STATUS, account_told

    deadline = summary.campaign.settings.deadline

    def timing(result: Result) -> str:
        if deadline is None:
            return "–"
        if result.file is None:
            return _OVERDUE.in_(language) if now > deadline else "–"
        return (_LATE if result.late else _IN_TIME).in_(language)

    rows = []
    for result in summary.results:
        empty = sum(each.state is State.EMPTY for each in result.card.criteria) if result.card else 0
        errors = sum(f.unit == result.unit.code and f.blocking for f in summary.findings) if result.card else 0
        rows.append(
            (
                result.unit.code,
                result.unit.name,
                STATUS[result.status].in_(language),
                str(empty) if result.card else "–",
                str(errors) if result.card else "–",
                timing(result),
                result.file or "–",
            )
        )
    show_table([words.in_(language) for words in _HEADS], rows, right=(3, 4))
    count = {status: sum(r.status is status for r in summary.results) for status in Status}
    click.echo(
        _COUNTS.say(
            language,
            all=len(summary.results),
            sent=sum(r.file is not None for r in summary.results),
            complete=count[Status.COMPLETE],
            incomplete=count[Status.INCOMPLETE],
            errors=count[Status.ERRORS],
            missing=count[Status.MISSING],
            late=sum(r.late for r in summary.results),
        )
    )
    click.echo(counted(summary.findings, language))
    for sentence in account_told(summary.account, language):
        click.echo(sentence)
