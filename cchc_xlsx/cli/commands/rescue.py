"""`cchc rescue`: pour what can be read of a damaged, old or hand-rebuilt workbook into a fresh one."""

from __future__ import annotations

from pathlib import Path

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option, limit_option, means_of
from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Cứu một tệp hỏng, tệp theo mẫu cũ hoặc tự kẻ lại: điền những gì đọc được vào một tệp mới của đơn vị.

    Tệp FILE không bị sửa. Tệp mới nằm trong tra-lai, trang đầu nêu những điều cần sửa, cần kiểm tra và những gì chưa
    đặt được.

    \b
    Ví dụ:
      cchc rescue nhan-ve/hong.xlsx
      cchc rescue nhan-ve/tu-ke-lai.xlsx --unit 15280
    """,
    """Rescue a damaged, old or hand-rebuilt workbook: what can be read of it is put into a fresh one of the unit.

    FILE is never modified. The fresh workbook is written to tra-lai; its first sheet lists what to mend, what to check
    and what found no place.

    \b
    Examples:
      cchc rescue nhan-ve/broken.xlsx
      cchc rescue nhan-ve/rebuilt.xlsx --unit 15280
    """,
)
_UNIT = Words("Mã đơn vị, khi tệp không tự cho biết.", "The unit's code, where the file does not tell.")
_TO = Words("Thư mục khác để ghi tệp mới.", "Another folder for the fresh workbook.")
_DONE = Words("Đã ghi {path} cho {name} (mã {code}).", "Written {path} for {name} (code {code}).")


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        file: Path, folder: Path, unit: str, to: Path | None, limits: tuple[tuple[str, int], ...], form: str
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import say, show_returned
        from cchc_xlsx.exports import rescued_json, tong_hop_json

        means = means_of(None, limits, None)
        rescued = batch.rescue(batch.Folder(folder), file, language, unit=unit, to=to, limits=means.limits)
        if form == "json":
            told = rescued_json.told(rescued.returned, rescued.unit.code, rescued.path.as_posix(), language)
            click.echo(tong_hop_json.dumped(told), nl=False)
        else:
            show_returned(rescued, language)
        say(_DONE, language, path=rescued.path, name=rescued.unit.name, code=rescued.unit.code)
        return 1 if rescued.blocking else 0

    return click.Command(
        "rescue",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["file"], metavar="FILE", type=click.Path(path_type=Path, readable=False)),
            campaign_option(language),
            click.Option(["--unit"], default="", metavar="CODE", help=_UNIT.in_(language)),
            folder_option("--to", _TO, language),
            limit_option(language),
            format_option(language),
        ],
    )
