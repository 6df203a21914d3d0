"""`cchc split`: a workbook of their own for each officer of a unit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch import Split

_HELP = Words(
    """Chia việc của một đơn vị: mỗi người, mỗi cơ quan được giao một tệp riêng, chỉ có tiêu chí của mình.

    FILE là tệp tự chấm điểm của đơn vị; những gì đã nhập và đã phân công trong tệp được giữ. Không nêu FILE thì chia
    thẳng từ sổ đợt chấm điểm. Kèm theo mỗi tệp là một lời nhắn (.txt), và danh sách giao việc danh-sach.xlsx.

    \b
    Ví dụ:
      cchc split 05596-xa-boc-nhieu.xlsx     từ tệp của đơn vị, vào thư mục bên cạnh
      cchc split --unit 05596                từ sổ đợt chấm điểm, vào phat-hanh
    """,
    """Split a unit's work: each person or body gets a workbook of their own, with nothing but their criteria.

    FILE is the unit's workbook; what it holds, and its assignment, are kept. Without FILE the parts are made straight
    from the campaign workbook. With each goes a message (.txt), and with all a list, danh-sach.xlsx.

    \b
    Examples:
      cchc split 05596-xa-boc-nhieu.xlsx     from the unit's workbook, into a folder beside it
      cchc split --unit 05596                from the campaign workbook, into phat-hanh
    """,
)
_UNIT = Words("Chỉ chia cho đơn vị có mã này; có thể lặp lại.", "Only for the unit of this code; may be repeated.")
_TO = Words("Thư mục khác để ghi vào.", "Another folder to write to.")
_BAR = Words("Đang chia việc", "Splitting")
_HEADS = (
    Words("Người thực hiện", "Officer"),
    Words("Số tiêu chí", "Criteria"),
    Words("Điểm tối đa", "Points"),
    Words("Tệp", "File"),
)
_NOBODY = Words("! Chưa giao cho ai", "! Given to nobody")
_UNGIVEN = Words(
    "! {count} tiêu chí của {unit} chưa giao cho ai: {codes}.",
    "! {count} {count:criterion|criteria} of {unit} {count:is|are} nobody's: {codes}.",
)
_STALE = Words(
    "! Còn {count} tệp của lần chia trước không còn đúng nữa, xin đừng gửi nhầm: {names}",
    "! {count} {count:file|files} of an earlier run there {count:does|do} not hold any more, please do not send "
    "{count:it|them}: {names}",
)
_NONE = Words(
    "! {unit} chưa có phân công nên chưa có phần việc nào; hãy điền trang Phân công rồi chạy lại.",
    "! {unit} has no assignment, hence no parts; please fill in the assignment sheet and run again.",
)
_DONE = Words(
    "Đã tạo {count} phần việc của {unit}, mỗi phần kèm một lời nhắn (.txt), và {list} trong {folder}.",
    "Made {count} {count:part|parts} of {unit}, each with a message (.txt), and {list} in {folder}.",
)


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(file: Path | None, folder: Path, units: tuple[str, ...], to: Path | None, form: str) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress
        from cchc_xlsx.exports import combined_json, tong_hop_json

        with progress(_BAR, language) as bar:
            done = batch.split(batch.Folder(folder), file, language, units=units, to=to, progress=bar)
        if form == "json":
            told = [combined_json.handed(each.unit.code, each.folder.as_posix(), each.handed) for each in done]
            click.echo(tong_hop_json.dumped({"format": combined_json.FORMAT, "units": told}), nl=False)
        for each in done:
            _show(each, language, text=form == "text")
        return 0

    return click.Command(
        "split",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["file"], metavar="[FILE]", required=False, type=click.Path(path_type=Path, readable=False)),
            campaign_option(language),
            click.Option(["--unit", "units"], multiple=True, metavar="CODE", help=_UNIT.in_(language)),
            folder_option("--to", _TO, language),
            format_option(language),
        ],
    )


def _show(split: Split, language: Language, *, text: bool) -> None:
    from cchc_xlsx.batch.splitting import LIST
    from cchc_xlsx.cli.show import say
    from cchc_xlsx.cli.table import show_table
    from cchc_xlsx.model.points import shown

    rows = [
        (
            each.owing.officer or _NOBODY.in_(language),
            str(len(each.owing.criteria)),
            shown(each.owing.points, language),
            each.file or "–",
        )
        for each in split.handed
    ]
    if text:
        show_table([words.in_(language) for words in _HEADS], rows, right=(1, 2))
    for each in split.handed:
        if not each.owing.officer:
            count = len(each.owing.criteria)
            say(_UNGIVEN, language, count=count, unit=split.unit.name, codes=each.codes)
    if old := split.stale:
        names = ", ".join(path.name for path in old[:6]) + ("…" if len(old) > 6 else "")
        say(_STALE, language, count=len(old), names=names)
    count = sum(bool(each.file) for each in split.handed)
    if not count:
        say(_NONE, language, unit=split.unit.name)
    say(_DONE, language, count=count, unit=split.unit.name, list=LIST, folder=split.folder)
