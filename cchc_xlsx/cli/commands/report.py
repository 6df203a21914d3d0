"""`cchc report`: reports as Word documents, the superior's and the units'."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option, means_of, means_options
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch import Reports

_HELP = Words(
    """Lập báo cáo Word: báo cáo kết quả của cơ quan tổng hợp, hoặc báo cáo tự chấm điểm của từng đơn vị.

    Không nêu đơn vị: ghi ket-qua/bao-cao.docx. Nêu mã đơn vị (UNIT) hoặc --all: mỗi đơn vị có tệp được tính một báo cáo
    trong ket-qua/bao-cao. Số, ngày và phần đề xuất để trống. Báo cáo đã có người sửa không bị ghi đè: bản đó được giữ
    lại bên cạnh, kèm ngày giờ.

    \b
    Ví dụ:
      cchc report                                  báo cáo kết quả
      cchc report 15280                            báo cáo của một đơn vị
      cchc report --own 15280-xa-ha-bac.xlsx       đơn vị tự lập từ tệp của mình
      cchc report --all --write-template mau.docx  lấy mẫu báo cáo đơn vị để sửa trong Word
      cchc report --all --template mau.docx        lập báo cáo theo mẫu đã sửa
    """,
    """Write reports in Word: the superior's report of results, or the report of each unit on its self scores.

    Without a unit: ket-qua/bao-cao.docx. With codes (UNIT) or --all: a report in ket-qua/bao-cao for each unit with a
    file that counts. Number, date and proposals are left blank. A report that somebody has written in is not lost: it
    is kept beside the new one, under date and time.

    \b
    Examples:
      cchc report                                  the report of results
      cchc report 15280                            the report of one unit
      cchc report --own 15280-xa-ha-bac.xlsx       a unit's own, from its workbook
      cchc report --all --write-template form.docx the template of the units' report, to be changed in Word
      cchc report --all --template form.docx       reports on the template changed
    """,
)
_SUMMARY = Words(
    "Lập báo cáo kết quả từ tệp tong-hop.json của các đợt khác, gộp lại; nêu được nhiều lần.",
    "Report on the tong-hop.json of other campaigns, put together; may be given again.",
)
_ALL = Words("Lập báo cáo của mọi đơn vị có tệp được tính.", "The reports of all units with a file that counts.")
_OWN = Words(
    "Lập báo cáo của một đơn vị từ chính tệp tự chấm này; không cần sổ đợt chấm điểm.",
    "The report of a unit from this workbook of its own; the campaign workbook is not needed.",
)
_TEMPLATE = Words("Mẫu Word dùng thay mẫu có sẵn.", "A Word template in place of the one that comes with the tool.")
_WRITE = Words(
    "Ghi mẫu có sẵn vào tệp này để sửa, rồi dừng.", "Write the template that comes with the tool, to be changed."
)
_FROM = Words("Thư mục khác chứa các tệp nhận về.", "Another folder with what came back.")
_TO = Words("Thư mục khác để ghi báo cáo.", "Another folder for the reports.")
_BAR = Words("Đang lập báo cáo", "Reporting")
_ONE_OF = Words(
    "Hãy chỉ nêu một trong ba: mã đơn vị, --all, --own.", "Please give only one of these: codes of units, --all, --own."
)
_DONE = Words("Đã ghi {path}.", "Written: {path}.")
_COUNT = Words("Đã ghi {count} báo cáo vào {folder}.", "Reports written: {count}, in {folder}.")
_NONE = Words("Chưa có báo cáo nào được ghi.", "No report was written.")
_SKIPPED = Words(
    "! {count} đơn vị chưa có tệp được tính nên chưa có báo cáo: {names}.",
    "! Without a report, since no file of theirs counts: {count} ({names}).",
)
_STALE = Words(
    "! Còn {count} báo cáo của lần trước không còn đúng nữa, xin đừng gửi nhầm: {names}",
    "! {count} {count:report|reports} of an earlier run there {count:does|do} not hold any more, please "
    "do not send them: {names}",
)
_KEPT = Words(
    "Lưu ý: “{path}” đã có người sửa; bản đó được giữ lại ở “{kept}”.",
    "Note: somebody had written in “{path}”; that is kept as “{kept}”.",
)
_FEW = 6


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        units: tuple[str, ...],
        folder: Path,
        everybody: bool,
        own: Path | None,
        template: Path | None,
        write: Path | None,
        source: Path | None,
        to: Path | None,
        form: str,
        jobs: int | None,
        limits: tuple[tuple[str, int], ...],
        summaries: tuple[Path, ...],
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress, say

        if sum((bool(units), everybody, own is not None, bool(summaries))) > 1:
            raise click.UsageError(_ONE_OF.in_(language))
        by_unit = bool(units) or everybody or own is not None
        if write:
            kind = batch.Kind.UNIT if by_unit else batch.Kind.SUMMARY
            say(_DONE, language, path=batch.write_template(kind, write, language))
            return 0
        place = batch.Folder(folder)
        with progress(_BAR, language) as bar:
            means, now = means_of(jobs, limits, bar), datetime.now()
            if own:
                done = batch.report_own(own, place, language, to=to, template=template, means=means, now=now)
            elif by_unit:
                done = batch.report_units(
                    place, units, language, source=source, to=to, template=template, means=means, now=now
                )
            else:
                done = batch.report(
                    place,
                    language,
                    source=source,
                    to=to,
                    template=template,
                    means=means,
                    now=now,
                    summaries=summaries,
                )
        _show(done, form, language)
        return 1 if done.errors else 0

    return click.Command(
        "report",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["units"], metavar="[UNIT]...", nargs=-1),
            campaign_option(language),
            click.Option(["--all", "everybody"], is_flag=True, help=_ALL.in_(language)),
            _file_option("--own", "own", _OWN, language),
            click.Option(
                ["--summary", "summaries"],
                multiple=True,
                type=click.Path(path_type=Path, dir_okay=False),
                metavar="FILE",
                help=_SUMMARY.in_(language),
            ),
            _file_option("--template", "template", _TEMPLATE, language),
            _file_option("--write-template", "write", _WRITE, language),
            folder_option("--from", _FROM, language, "source"),
            folder_option("--to", _TO, language),
            format_option(language),
            *means_options(language),
        ],
    )


def _file_option(name: str, parameter: str, words: Words, language: Language) -> click.Option:
    path = click.Path(path_type=Path, readable=False)
    return click.Option([name, parameter], type=path, metavar="FILE", help=words.in_(language))


def _show(done: Reports, form: str, language: Language) -> None:
    from cchc_xlsx.cli.show import say
    from cchc_xlsx.exports import tong_hop_json

    if form == "json":
        told = {
            "format": tong_hop_json.FORMAT,
            "reports": [{"unit": code or None, "path": str(path)} for code, path in done.written],
            "skipped": [{"code": unit.code, "name": unit.name} for unit in done.skipped],
            "kept": [{"path": str(path), "kept": str(kept)} for path, kept in done.kept.items()],
        }
        click.echo(tong_hop_json.dumped(told), nl=False)
    else:
        for _, path in done.written:
            click.echo(path)
    if len(done.written) == 1:
        say(_DONE, language, path=done.written[0][1])
    elif done.written:
        say(_COUNT, language, count=len(done.written), folder=done.written[0][1].parent)
    else:
        say(_NONE, language)
    for path, kept in done.kept.items():
        say(_KEPT, language, path=path.name, kept=kept.name)
    if done.skipped:
        say(_SKIPPED, language, count=len(done.skipped), names=_few([unit.name for unit in done.skipped]))
    if done.stale:
        say(_STALE, language, count=len(done.stale), names=_few([path.name for path in done.stale]))


def _few(names: list[str]) -> str:
    return ", ".join(names[:_FEW]) + ("…" if len(names) > _FEW else "")
