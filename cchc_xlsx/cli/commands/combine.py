"""`cchc combine`: put the parts that came back into their unit's workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, format_option, means_of, means_options
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch import Joined

_HELP = Words(
    """Ghép các phần việc đã nhận vào tệp tự chấm điểm của đơn vị.

    FILE là tệp của đơn vị, PART là các phần việc: tệp, thư mục, tệp nén hoặc thư điện tử đã lưu. Kết quả là một tệp
    mới bên cạnh FILE; không tệp nào bị sửa. Điểm mà hai người nhập khác nhau được nêu để đơn vị chốt, không bao giờ
    lấy giá trị đến sau. Có thêm phần việc thì chạy lại với tệp đã ghép.

    \b
    Ví dụ:
      cchc combine 05596-xa-boc-nhieu.xlsx phan-viec-nhan-ve
      cchc combine 05596-xa-boc-nhieu-ghep.xlsx 07-cong-chuc-07.xlsx
    """,
    """Put the parts that came back into their unit's workbook.

    FILE is the unit's workbook, PART the parts: files, folders, zips or saved e-mails. The result is a new workbook
    beside FILE; none is modified. A score that two have entered differently is told for the unit to decide, the later
    one never wins. Where more parts come, run again with the combined workbook.

    \b
    Examples:
      cchc combine 05596-xa-boc-nhieu.xlsx parts-received
      cchc combine 05596-xa-boc-nhieu-ghep.xlsx 07-cong-chuc-07.xlsx
    """,
)
_TO = Words("Tên khác cho tệp kết quả.", "Another name for the result.")
_BAR = Words("Đang đọc", "Reading")
_HEADS = (
    Words("Người thực hiện", "Officer"),
    Words("Phần việc", "Part"),
    Words("Đã chấm", "Scored"),
    Words("Còn lại", "Owed"),
    Words("Điểm còn lại", "Points owed"),
)
_MISSING = Words("○ chưa gửi", "○ not received")
_NOBODY = Words("! Chưa giao cho ai", "! Given to nobody")
_DONE = Words(
    "Đã ghép {parts} phần việc của {name} (mã {code}) vào {path}: {received}/{all} người đã gửi; còn {owed} tiêu chí "
    "chưa xong, trong đó {disputes} tiêu chí chờ chốt điểm.",
    "Put {parts} {parts:part|parts} of {name} (code {code}) into {path}: {received} of {all} have sent; criteria still "
    "open: {owed}, of which in dispute: {disputes}.",
)


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        file: Path,
        parts: tuple[Path, ...],
        folder: Path,
        to: Path | None,
        form: str,
        jobs: int | None,
        limits: tuple[tuple[str, int], ...],
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress
        from cchc_xlsx.exports import combined_json, tong_hop_json

        with progress(_BAR, language) as bar:
            means = means_of(jobs, limits, bar)
            joined = batch.combine(batch.Folder(folder), file, parts, language, to=to, means=means)
        if form == "json":
            told = combined_json.combined(
                joined.returned, joined.unit.code, joined.path.as_posix(), language,
                files=joined.files, shares=joined.shares, disputes=joined.disputes,
            )  # fmt: skip
            click.echo(tong_hop_json.dumped(told), nl=False)
        _show(joined, language, text=form == "text")
        return 1 if joined.blocking else 0

    return click.Command(
        "combine",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["file"], metavar="FILE", type=click.Path(path_type=Path, readable=False)),
            click.Argument(
                ["parts"],
                metavar="PART...",
                nargs=-1,
                required=True,
                type=click.Path(path_type=Path, readable=False),
            ),
            campaign_option(language),
            click.Option(
                ["--to"],
                type=click.Path(path_type=Path, dir_okay=False, readable=False),
                metavar="FILE",
                help=_TO.in_(language),
            ),
            format_option(language),
            *means_options(language),
        ],
    )


def _show(joined: Joined, language: Language, *, text: bool) -> None:
    from cchc_xlsx.cli.show import say, show_returned
    from cchc_xlsx.cli.table import show_table
    from cchc_xlsx.model.points import shown

    people = [share for share in joined.shares if share.owing.officer]
    rows = [
        (
            share.owing.officer or _NOBODY.in_(language),
            share.file or (_MISSING.in_(language) if share.owing.officer else "–"),
            f"{len(share.owing.criteria) - len(share.owing.owed)}/{len(share.owing.criteria)}",
            str(len(share.owing.owed)),
            shown(share.owing.points_owed, language),
        )
        for share in joined.shares
    ]
    if text:
        show_table([words.in_(language) for words in _HEADS], rows, right=(2, 3, 4))
        show_returned(joined, language)
    owed = {criterion.code for share in joined.shares for criterion in share.owing.owed}
    say(
        _DONE,
        language,
        parts=joined.returned.parts,
        name=joined.unit.name,
        code=joined.unit.code,
        path=joined.path,
        received=sum(bool(share.file) for share in people),
        all=len(people),
        disputes=len(joined.disputes),
        owed=len(owed | {dispute.criterion for dispute in joined.disputes}),
    )
