"""`cchc merge`: merge what came back into the ranked summary."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from cchc_xlsx.cli.options import (
    campaign_option,
    folder_option,
    format_option,
    means_of,
    means_options,
    return_options,
)
from cchc_xlsx.exports import TABLES
from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Tổng hợp các tệp trong nhan-ve thành ket-qua/tong-hop.xlsx và tong-hop.json.

    Tệp nhận về không bao giờ bị sửa. Đơn vị có lỗi được nêu điểm nhưng chưa xếp hạng.

    Khi nêu các tệp tong-hop.json của nhiều đợt chấm điểm có cùng bộ tiêu chí, kết quả của các đợt đó được gộp lại và
    xếp hạng chung, theo cài đặt và mức xếp loại của đợt này.

    Với --export: thêm bảng điểm bang-diem, mỗi dòng một đơn vị và một tiêu chí, cho người phân tích và cho chương
    trình khác. Mở bằng Excel thì nên chọn xlsx: mã như 7.10 hay 05596 giữ nguyên.
    """,
    """Merge the files in nhan-ve into ket-qua/tong-hop.xlsx and tong-hop.json.

    What came back is never modified. Units with errors are shown, not ranked.

    With the tong-hop.json of several campaigns of the same criteria, their results are put together and ranked, by
    the settings and grades of this campaign.

    With --export: also the table bang-diem, a row a unit and criterion, for analysts and other programs. For Excel
    choose xlsx: codes such as 7.10 or 05596 stay as they are.
    """,
)
_FROM = Words("Thư mục khác chứa các tệp nhận về.", "Another folder with what came back.")
_TO = Words("Thư mục khác để ghi kết quả.", "Another folder for the results.")
_EARLIER = Words(
    "Tệp tong-hop.json của năm trước, để so sánh.", "The tong-hop.json of an earlier year, to compare with."
)
_EXPORT = Words(
    "Ghi thêm bảng điểm bang-diem ở dạng này; có thể nêu nhiều lần.",
    "Also write the table bang-diem in this format; may be given again.",
)
_BAR = Words("Đang tổng hợp", "Merging")
_BESIDE = Words(
    "Lưu ý: “{meant}” đang được mở trong chương trình khác nên kết quả mới được ghi vào “{went}”; “{meant}” vẫn là "
    "kết quả cũ.",
    "Note: “{meant}” is open in another program, so that the new result is “{went}”; “{meant}” is still the old one.",
)
_NOBODY = Words(
    "Khi gộp nhiều kết quả thì không trả lại tệp được (--return): các tệp nằm ở từng đợt.",
    "Nothing can be sent back (--return) when summaries are put together: the files lie with each campaign.",
)
_NOT_EARLIER = Words(
    "Lưu ý: kết quả để so sánh là của năm {then}, không trước năm {now} của đợt này.",
    "Note: the summary to compare with is of {then}, which is not before this campaign's {now}.",
)
_LEFT = Words(
    "Lưu ý: {names} là của lần tổng hợp trước, không thuộc kết quả này; hãy xóa hoặc chạy lại với --export.",
    "Note: {names} is of an earlier run and does not belong to these results; delete it or run again with --export.",
)
_DONE = Words("Đã ghi {folder}: {names}.", "Written to {folder}: {names}.")


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        folder: Path,
        source: Path | None,
        to: Path | None,
        form: str,
        tables: tuple[str, ...],
        jobs: int | None,
        limits: tuple[tuple[str, int], ...],
        give_back: bool,
        return_to: Path | None,
        earlier: Path | None,
        summaries: tuple[Path, ...],
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.ranking_table import show_ranking
        from cchc_xlsx.cli.show import progress, say, show_copies
        from cchc_xlsx.exports import tong_hop_json
        from cchc_xlsx.exports.bang_diem import STEM
        from cchc_xlsx.workbooks.summary.listing import account_told

        if summaries and (give_back or return_to):
            raise click.UsageError(_NOBODY.in_(language))
        place = batch.Folder(folder)
        with progress(_BAR, language) as bar:
            means = means_of(jobs, limits, bar)
            merged = batch.merge(
                place,
                language,
                source=source,
                to=to,
                means=means,
                now=datetime.now(),
                earlier=earlier,
                tables=tables,
                summaries=summaries,
            )
        summary = merged.summary
        if form == "json":
            click.echo(tong_hop_json.export(summary, language).decode(), nl=False)
        else:
            show_ranking(summary, language)
        for sentence in account_told(summary.account, language):
            click.echo(sentence, err=True)
        names = ", ".join(path.name for path in merged.written.values())
        say(_DONE, language, folder=to or place.results, names=names)
        for meant, went in merged.written.items():
            if meant != went:
                say(_BESIDE, language, meant=meant.name, went=went.name)
        if earlier and (then := summary.earlier) and then.year >= summary.campaign.settings.year:
            say(_NOT_EARLIER, language, then=then.year, now=summary.campaign.settings.year)
        left: list[str] = []
        with suppress(OSError):  # the results are there, whatever ails the folder now
            left = sorted(path.name for path in (to or place.results).glob(f"{STEM}.*") if path not in merged.written)
        if left:
            say(_LEFT, language, names=", ".join(left))
        if give_back or return_to:
            copies = batch.return_copies(place, summary.campaign, merged.taken, language, source=source, to=return_to)
            show_copies(copies, language)
        return 1 if any(finding.blocking for finding in summary.findings) else 0

    return click.Command(
        "merge",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(
                ["summaries"], nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="[TONG-HOP.JSON]..."
            ),
            campaign_option(language),
            folder_option("--from", _FROM, language, "source"),
            folder_option("--to", _TO, language),
            click.Option(
                ["--earlier"],
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help=_EARLIER.in_(language),
            ),
            format_option(language),
            click.Option(["--export", "tables"], type=click.Choice(TABLES), multiple=True, help=_EXPORT.in_(language)),
            *return_options(language),
            *means_options(language),
        ],
    )
