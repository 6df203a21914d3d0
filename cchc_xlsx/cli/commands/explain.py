"""`cchc explain`: where a figure of the summary comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option, means_of, means_options
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.model.explanation import Explanation

_HELP = Words(
    """Giải thích một con số: lấy từ tệp nào, ô nào, đã nhập gì, quy tắc nào nêu vấn đề, cộng và xếp hạng ra sao.

    UNIT là mã hoặc tên đơn vị. CRITERION là mã tiêu chí hoặc lĩnh vực; không nêu thì giải thích cả đơn vị. Lệnh chỉ
    đọc, không ghi gì.

    \b
    Ví dụ:
      cchc explain 15280             cả đơn vị: điểm, chỉ số, hạng, xếp loại
      cchc explain 15280 3           một lĩnh vực
      cchc explain 15280 3.2.6       một tiêu chí, đến tận ô
    """,
    """Explain a figure: from which file and cell, what was typed, which rules spoke, how it was summed and ranked.

    UNIT is a unit's code or name, CRITERION the code of a criterion or an area; without it the whole unit is explained.
    Nothing is written.

    \b
    Examples:
      cchc explain 15280             the unit: points, index, rank, grade
      cchc explain 15280 3           an area
      cchc explain 15280 3.2.6       a criterion, down to its cell
    """,
)
_FROM = Words("Thư mục khác chứa các tệp nhận về.", "Another folder with what came back.")
_BAR = Words("Đang đọc", "Reading")
_HEADS = {
    "status": Words("Tình trạng", "State"),
    "file": Words("Tệp được tính", "The file that counts"),
    "cell": Words("Ô điểm", "The cell"),
    "maximum": Words("Điểm tối đa", "The maximum"),
    "rules": Words("Quy tắc kiểm tra", "The rules"),
    "criteria": Words("Cộng theo tiêu chí", "The sum of criteria"),
    "area": Words("Lĩnh vực", "The area"),
    "source": Words("Nguồn điểm", "The sources"),
    "total": Words("Tổng điểm và chỉ số", "Points and index"),
    "rank": Words("Xếp hạng", "The rank"),
    "grade": Words("Xếp loại", "The grade"),
}
_UNIT = Words("{name} (mã {code})", "{name} (code {code})")
_ASKED = Words("{unit} – {code} “{name}”", "{unit} – {code} “{name}”")


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        folder: Path,
        unit: str,
        criterion: str | None,
        source: Path | None,
        form: str,
        jobs: int | None,
        limits: tuple[tuple[str, int], ...],
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress
        from cchc_xlsx.exports import explained_json
        from cchc_xlsx.exports.tong_hop_json import dumped

        with progress(_BAR, language) as bar:
            means = means_of(jobs, limits, bar)
            found = batch.explain(batch.Folder(folder), unit, criterion or "", source=source, means=means)
        if form == "json":
            click.echo(dumped(explained_json.told(found, language)), nl=False)
        else:
            _text(found, language)
        return 1 if any(finding.blocking for finding in found.findings) else 0

    return click.Command(
        "explain",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["unit"], metavar="UNIT"),
            click.Argument(["criterion"], metavar="[CRITERION]", required=False),
            campaign_option(language),
            folder_option("--from", _FROM, language, "source"),
            format_option(language),
            *means_options(language),
        ],
    )


def _text(found: Explanation, language: Language) -> None:
    unit = found.result.unit
    told = _UNIT.say(language, name=unit.name, code=unit.code)
    if found.code:
        name = found.summary.campaign.criteria.by_code[found.code].name
        told = _ASKED.say(language, unit=told, code=found.code, name=name)
    click.secho(told, bold=True)
    step = None
    for reason in found.reasons:
        if reason.step is not step:
            step = reason.step
            click.echo()
            click.secho(_HEADS[step].in_(language), bold=True)
        click.echo(f"  {reason.words.in_(language)}")
