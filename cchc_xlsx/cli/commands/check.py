"""`cchc check`: look at returned workbooks and say what is wrong; nothing is written unless copies are asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from cchc_xlsx.cli.options import campaign_option, format_option, means_of, means_options, return_options
from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Kiểm tra các tệp nhận về (hoặc các tệp FILE được nêu); không ghi gì, trừ khi có --return.

    \b
    Ví dụ:
      cchc check                               mọi tệp trong nhan-ve
      cchc check nhan-ve/15280-xa-ha-bac.xlsx  một tệp
      cchc check --return                      thêm tệp trả lại cho đơn vị
    """,
    """Check what came back, or the FILEs named; nothing is written without --return.

    \b
    Examples:
      cchc check                               all files in nhan-ve
      cchc check nhan-ve/15280-xa-ha-bac.xlsx  one file
      cchc check --return                      and marked-up copies for the units
    """,
)
_BAR = Words("Đang kiểm tra", "Checking")
_FILE = Words("Tệp", "File")
_OUTCOME = Words("Kết quả", "Outcome")
_UNIT = Words("Đơn vị", "Unit")


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(
        files: tuple[Path, ...],
        folder: Path,
        form: str,
        jobs: int | None,
        limits: tuple[tuple[str, int], ...],
        give_back: bool,
        return_to: Path | None,
    ) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress, show_copies, show_findings
        from cchc_xlsx.cli.table import show_table

        place = batch.Folder(folder)
        with progress(_BAR, language) as bar:
            campaign, taken = batch.check(place, _meant(files), means_of(jobs, limits, bar))
        if form == "json":
            from cchc_xlsx.exports import tong_hop_json

            told = {
                "format": tong_hop_json.FORMAT,
                "files": tong_hop_json.files(taken.files, language),
                "findings": tong_hop_json.findings(taken.findings, language),
            }
            click.echo(tong_hop_json.dumped(told), nl=False)
        else:
            from cchc_xlsx.workbooks.summary.listing import OUTCOME, files_told

            heads = [words.in_(language) for words in (_FILE, _UNIT, _OUTCOME)]
            show_table(heads, [(f.path, f.unit or "–", OUTCOME[f.outcome].in_(language)) for f in taken.files])
            show_findings(taken.findings, language)
            click.echo(files_told(Counter(f.outcome for f in taken.files), taken.found, language), err=True)
        if give_back or return_to:
            show_copies(batch.return_copies(place, campaign, taken, language, to=return_to, whole=not files), language)
        return 1 if any(finding.blocking for finding in taken.findings) else 0

    return click.Command(
        "check",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(
                ["files"],
                nargs=-1,
                metavar="[FILE]...",
                type=click.Path(path_type=Path, dir_okay=False, readable=False),
            ),
            campaign_option(language),
            format_option(language),
            *return_options(language),
            *means_options(language),
        ],
    )


def _meant(files: Sequence[Path]) -> list[Path]:
    """Return the files named, a pattern such as `nhan-ve/*.xlsx` spelt out: the shells of Windows leave that to us."""
    meant: list[Path] = []
    for path in files:
        fitting = [] if path.exists() else _fitting(path)
        meant += [Path(each) for each in fitting if Path(each).is_file()] or [path]
    return meant


def _fitting(path: Path) -> list[str]:
    import glob

    return sorted(glob.glob(str(path)))  # noqa: PTH207  # a pattern has no root
