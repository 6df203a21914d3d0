"""`cchc generate`: make a workbook for every unit."""

from __future__ import annotations

from pathlib import Path

import click

from cchc_xlsx.cli.options import campaign_option, folder_option
from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Tạo tệp tự chấm điểm cho từng đơn vị vào thư mục phat-hanh.

    \b
    Ví dụ:
      cchc generate                     mọi đơn vị
      cchc generate --unit 15280        chỉ một đơn vị
    """,
    """Make a workbook for every unit in the folder phat-hanh.

    \b
    Examples:
      cchc generate                     all units
      cchc generate --unit 15280        one unit only
    """,
)
_UNIT = Words("Chỉ tạo cho đơn vị có mã này; có thể lặp lại.", "Only for the unit of this code; may be repeated.")
_TO = Words("Thư mục khác để ghi vào.", "Another folder to write to.")
_OVERWRITE = Words(
    "Thay cả những tệp ở đó đã có người nhập số liệu.", "Replace even workbooks there that somebody has filled in."
)
_KEPT = Words(
    "! Giữ nguyên “{path}”, vì trong tệp đã có nội dung nhập hoặc tệp không đọc được. Nếu là tệp đơn vị gửi về, hãy "
    "chuyển vào nhan-ve; nếu không cần nữa, hãy xóa hoặc chạy lại với --overwrite.",
    "! “{path}” is left as it is: somebody has filled it in, or it cannot be read. If it came back from the unit, "
    "please move it to nhan-ve; if it is not needed, delete it or run again with --overwrite.",
)
_BAR = Words("Đang tạo tệp", "Making workbooks")
_STALE = Words(
    "! Còn {count} tệp không thuộc danh sách đơn vị hiện nay, xin đừng gửi nhầm: {names}",
    "! {count} {count:workbook|workbooks} there {count:belongs|belong} to no unit of the campaign, please do not "
    "send {count:it|them}: {names}",
)
_DONE = Words("Đã tạo {count} tệp trong {folder}.", "Made {count} {count:workbook|workbooks} in {folder}.")


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(folder: Path, units: tuple[str, ...], to: Path | None, overwrite: bool) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress, say

        place = batch.Folder(folder)
        kept: list[Path] = []
        campaign = batch.usable(place)
        with progress(_BAR, language) as bar:
            paths = batch.generate(
                place,
                language,
                to=to,
                units=units,
                progress=bar,
                overwrite=overwrite,
                kept=kept.append,
                campaign=campaign,
            )
        for path in paths:
            click.echo(path)
        for path in kept:
            say(_KEPT, language, path=path)
        if old := batch.stale(place, to, campaign):
            say(_STALE, language, count=len(old), names=", ".join(path.name for path in old[:5]))
        say(_DONE, language, count=len(paths), folder=to or place.issued)
        return 1 if kept else 0

    return click.Command(
        "generate",
        callback=run,
        help=_HELP.in_(language),
        params=[
            campaign_option(language),
            click.Option(["--unit", "units"], multiple=True, metavar="CODE", help=_UNIT.in_(language)),
            folder_option("--to", _TO, language),
            click.Option(["--overwrite"], is_flag=True, help=_OVERWRITE.in_(language)),
        ],
    )
