"""`cchc remind`: a text ready to be sent to each unit that has sent nothing, late, or something to be mended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option, means_of, means_options
from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Soạn lời nhắc cho từng đơn vị chưa gửi, gửi muộn, chưa chấm đủ hoặc có lỗi.

    Mỗi đơn vị một đoạn văn để chép vào Zalo hoặc thư điện tử; tất cả cũng được ghi vào ket-qua/nhac-viec.xlsx cùng đầu
    mối và thư điện tử trong sổ đợt chấm điểm. Không gửi gì đi.
    """,
    """Word a reminder for each unit that has sent nothing, late, incomplete scores or errors.

    A text for each unit, to be pasted into a message or an e-mail; all of them stand in ket-qua/nhac-viec.xlsx too,
    with contact and e-mail as in the campaign workbook. Nothing is sent.
    """,
)
_FROM = Words("Thư mục khác chứa các tệp nhận về.", "Another folder with what came back.")
_TO = Words("Thư mục khác để ghi bảng nhắc việc.", "Another folder for the sheet.")
_BAR = Words("Đang đọc", "Reading")
_NOBODY = Words("Không đơn vị nào cần nhắc.", "No unit has to be reminded.")
_DONE = Words("Đã soạn {count} lời nhắc và ghi vào {path}.", "Reminders: {count}, all of them in {path}.")
_NO_COPIES = Words(
    "! Lời nhắc nêu {count} tệp trả lại chưa có trong {folder}; hãy chạy “cchc merge --return” để tạo, rồi gửi kèm.",
    "! The texts name {count} marked-up copies that are not in {folder} yet; “cchc merge --return” makes them.",
)


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        folder: Path,
        source: Path | None,
        to: Path | None,
        form: str,
        jobs: int | None,
        limits: tuple[tuple[str, int], ...],
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress, say
        from cchc_xlsx.exports import tong_hop_json
        from cchc_xlsx.model.received import VIETNAM
        from cchc_xlsx.workbooks.reminder import why_told

        place = batch.Folder(folder)
        now = datetime.now(UTC).replace(tzinfo=None) + VIETNAM
        with progress(_BAR, language) as bar:
            done = batch.remind(place, now, language, source=source, to=to, means=means_of(jobs, limits, bar))
        if form == "json":
            told = {"format": tong_hop_json.FORMAT, "reminders": [tong_hop_json.reminder(r) for r in done.reminders]}
            click.echo(tong_hop_json.dumped(told), nl=False)
        else:
            for each in done.reminders:
                unit = each.due.unit
                click.echo(f"── {unit.code} {unit.name}: {why_told(each.due, language)} ──\n")
                click.echo(each.text)
        if not done.reminders:
            say(_NOBODY, language)
        say(_DONE, language, count=len(done.reminders), path=done.written)
        if done.lacking:
            say(_NO_COPIES, language, count=len(done.lacking), folder=place.returned)
        return 1 if done.errors else 0

    return click.Command(
        "remind",
        callback=run,
        help=_HELP.in_(language),
        params=[
            campaign_option(language),
            folder_option("--from", _FROM, language, "source"),
            folder_option("--to", _TO, language),
            format_option(language),
            *means_options(language),
        ],
    )
