"""`cchc status`: who has sent, who has not, who has errors, who is late."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option, means_of, means_options
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.model.summary import Result, Summary

_HELP = Words(
    """Cho biết đơn vị nào đã gửi, chưa gửi, còn lỗi, gửi muộn; không ghi gì.""",
    """Show which units have sent, have not, have errors or are late; nothing is written.""",
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

    def run(folder: Path, source: Path | None, form: str, jobs: int | None, limits: tuple[tuple[str, int], ...]) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress
        from cchc_xlsx.model.received import VIETNAM

        with progress(_BAR, language) as bar:
            summary = batch.summarise(batch.Folder(folder), source=source, means=means_of(jobs, limits, bar))
        if form == "json":
            _json(summary, language)
        else:
            _text(summary, datetime.now(UTC).replace(tzinfo=None) + VIETNAM, language)
        return 1 if any(finding.blocking for finding in summary.findings) else 0

    return click.Command(
        "status",
        callback=run,
        help=_HELP.in_(language),
        short_help=Words("Xem đơn vị nào đã gửi, chưa gửi, còn lỗi.", "Show who has sent and who owes.").in_(language),
        params=[
            campaign_option(language),
            folder_option("--from", _FROM, language, "source"),
            format_option(language),
            *means_options(language),
        ],
    )


def _json(summary: Summary, language: Language) -> None:
    from cchc_xlsx.exports import tong_hop_json

    keys = ("code", "name", "group", "status", "late", "file")
    units = [{key: line[key] for key in keys} for line in map(tong_hop_json.unit, summary.results)]
    told = {
        "format": tong_hop_json.FORMAT,
        "units": units,
        "files": tong_hop_json.files(summary.files, language),
        "findings": tong_hop_json.findings(summary.findings, language),
    }
    click.echo(tong_hop_json.dumped(told), nl=False)


def _text(summary: Summary, now: datetime, language: Language) -> None:
    from cchc_xlsx.cli.show import counted, show_table
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
