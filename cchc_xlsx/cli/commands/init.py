"""`cchc init`: make a campaign folder from a template."""

from __future__ import annotations

from pathlib import Path

import click

from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Tạo thư mục đợt chấm điểm DIR với sổ dot-cham.xlsx.

    \b
    Ví dụ:
      cchc init dot-2025
      cchc init dot-2023 --template ha-trung-2023
    """,
    """Make a campaign folder DIR with the workbook dot-cham.xlsx.

    \b
    Examples:
      cchc init campaign-2025
      cchc init campaign-2023 --template ha-trung-2023
    """,
)
_TEMPLATE = Words(
    "Mẫu để bắt đầu; không có thì tạo sổ trống với một dòng ví dụ. --list để xem các mẫu.",
    "The template to begin with; without it an empty workbook with an example row. --list shows them.",
)
_LIST = Words("Liệt kê các mẫu rồi kết thúc.", "List the templates and exit.")
_DONE = Words(
    "Đã tạo {path}. Hãy điền sổ này, rồi chạy “cchc spec” trong thư mục đó để kiểm tra.",
    "Made {path}. Please fill it in, then run “cchc spec” in that folder to audit it.",
)


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(folder: Path | None, template: str | None, listed: bool) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import say

        if listed:
            for name in batch.templates():
                click.echo(name)
            return 0
        if folder is None:
            raise click.MissingParameter(param_hint="DIR", param_type="argument")
        path = batch.init(batch.Folder(folder), template or batch.EMPTY_TEMPLATE, language)
        say(_DONE, language, path=path)
        return 0

    return click.Command(
        "init",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["folder"], metavar="DIR", required=False, type=click.Path(path_type=Path, file_okay=False)),
            click.Option(["--template"], metavar="NAME", help=_TEMPLATE.in_(language)),
            click.Option(["--list", "listed"], is_flag=True, help=_LIST.in_(language)),
        ],
    )
