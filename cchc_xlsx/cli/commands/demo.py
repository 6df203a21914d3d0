"""`cchc demo`: the whole loop on made-up returns of a real criteria set."""

from __future__ import annotations

import itertools
from pathlib import Path

import click

from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Chạy thử toàn bộ quy trình trên bộ tiêu chí Hà Trung 2023: tạo đợt, phát hành, điền như người dùng, tổng hợp.

    Xã Hà Bắc có điểm tự chấm thật theo báo cáo của xã; các đơn vị khác và tài liệu nêu trong tệp là giả định.
    Thư mục DIR (mặc định là cchc-demo) được giữ lại để xem; lệnh kết thúc với mã 0 vì các lỗi
    trong đó là cố ý tạo ra.
    """,
    """Run the whole loop on the set of Hà Trung 2023: campaign, workbooks, returns as people send them, merge.

    Xã Hà Bắc has its real self scores; the other units and the documents named are made up. The folder DIR
    (cchc-demo unless named) is left for a look; the
    exit code is 0, as the errors in it are made on purpose.
    """,
)
_INTRO = Words(
    "Đợt chạy thử trong “{folder}”. Xã Hà Bắc: điểm thật theo báo cáo năm 2023; mười một đơn vị khác là GIẢ ĐỊNH.",
    "A trial campaign in “{folder}”. Xã Hà Bắc: its real scores of 2023; the eleven other units are MADE UP.",
)
_LOOK = Words(
    """Hãy xem:
  {folder}/dot-cham.xlsx            sổ đợt chấm điểm
  {folder}/phat-hanh/               các tệp phát hành cho đơn vị
  {folder}/nhan-ve/                 các tệp “nhận về”, có vài lỗi thường gặp
  {folder}/ket-qua/tong-hop.xlsx    bảng xếp hạng, theo lĩnh vực, ma trận, điều cần xem lại
Những điều cần xem lại (mỗi lỗi là một tình huống thường gặp, cố ý tạo ra):""",
    """Have a look at:
  {folder}/dot-cham.xlsx            the campaign workbook
  {folder}/phat-hanh/               what the units are sent
  {folder}/nhan-ve/                 what “came back”, with some typical mistakes
  {folder}/ket-qua/tong-hop.xlsx    ranking, areas, matrix, findings
What to look at (each is a typical mistake, made on purpose):""",
)
_DEFAULT = "cchc-demo"


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(folder: Path | None) -> int:
        from cchc_xlsx.batch.demo import demo
        from cchc_xlsx.cli.ranking_table import show_ranking
        from cchc_xlsx.cli.show import say, show_findings
        from cchc_xlsx.model.finding import Severity

        folder = folder or _free()
        summary = demo(folder, language)
        say(_INTRO, language, folder=folder)
        show_ranking(summary, language, findings=False)
        say(_LOOK, language, folder=folder)
        show_findings([f for f in summary.findings if f.severity.rank < Severity.WARNING.rank], language)
        return 0

    return click.Command(
        "demo",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(
                ["folder"],
                metavar="[DIR]",
                required=False,
                type=click.Path(path_type=Path, file_okay=False),
            )
        ],
    )


def _free() -> Path:
    """Return the first folder name that nobody has used here: cchc-demo, cchc-demo-2 …"""
    names = (Path(_DEFAULT if number == 1 else f"{_DEFAULT}-{number}") for number in itertools.count(1))
    return next(name for name in names if not name.exists())
