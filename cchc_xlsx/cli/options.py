"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from cchc_xlsx.terms import LANGUAGES, Language, Words

LANGUAGE_VARIABLE = "CCHC_LANGUAGE"


def language_option(language: Language) -> click.Option:
    """Return the option for the language; it is looked up before anything is parsed, so its value is not passed on."""
    words = Words("Ngôn ngữ: vi (tiếng Việt) hoặc en (tiếng Anh).", "Language: vi (Vietnamese) or en (English).")
    return click.Option(
        ["--language"],
        type=click.Choice(LANGUAGES, case_sensitive=False),
        envvar=LANGUAGE_VARIABLE,
        show_envvar=True,
        expose_value=False,
        help=words.in_(language),
    )


def campaign_option(language: Language) -> click.Option:
    """Return the option for the campaign folder."""
    words = Words("Thư mục đợt chấm điểm.", "The campaign folder.")
    return click.Option(
        ["-C", "--campaign", "folder"],
        type=click.Path(path_type=Path, file_okay=False, readable=False),
        default=Path(),
        show_default=Words("thư mục hiện tại", "this folder").in_(language),
        metavar="DIR",
        help=words.in_(language),
    )


def format_option(language: Language) -> click.Option:
    """Return the option for the format of what is reported."""
    words = Words("Dạng kết quả in ra: text (cho người đọc) hoặc json (cho chương trình).",
                  "What is printed: text for people or json for programs.")  # fmt: skip
    return click.Option(
        ["--format", "form"], type=click.Choice(["text", "json"]), default="text", show_default=True,
        help=words.in_(language),
    )  # fmt: skip


def folder_option(name: str, words: Words, language: Language, parameter: str = "") -> click.Option:
    """Return an option that names another folder than the campaign's own."""
    return click.Option(
        [name, *([parameter] if parameter else [])],
        type=click.Path(path_type=Path, file_okay=False, readable=False),
        metavar="DIR",
        help=words.in_(language),
    )


def return_options(language: Language) -> list[click.Option]:
    """Return the options that send marked-up copies back: whether, and where to."""
    whether = Words(
        "Ghi thêm vào tra-lai, cho từng đơn vị có điều cần sửa, một tệp đã đánh dấu chỗ cần sửa và một lời nhắn.",
        "Also write to tra-lai, for each unit with something to mend, a marked-up copy and a short message.",
    )
    where = Words(
        "Thư mục khác để ghi tệp trả lại (không cần thêm --return).",
        "Another folder for the copies (--return goes without saying).",
    )
    return [
        click.Option(["--return", "give_back"], is_flag=True, help=whether.in_(language)),
        folder_option("--return-to", where, language),
    ]
