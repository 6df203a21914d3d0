"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from cchc_xlsx.terms import LANGUAGES, LIMITS, Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch import Means
    from cchc_xlsx.batch.means import Progress

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
    from pathlib import Path  # not above: the help of all commands would wait for it

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
    from pathlib import Path

    return click.Option(
        [name, *([parameter] if parameter else [])],
        type=click.Path(path_type=Path, file_okay=False, readable=False),
        metavar="DIR",
        help=words.in_(language),
    )


#: The least and the most that each limit can be; with less not even an empty workbook could be read.
BOUNDS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(LIMITS, (1, 10**12)),
    **dict.fromkeys(("file", "unpacked", "part", "small", "container"), (1_000, 10**12)),
    "seconds": (1, 86_400),
    "memory": (100_000_000, 10**12),
}
_NOT_A_LIMIT = Words(
    "“{typed}” chưa đúng dạng TÊN=SỐ. Các tên: {names}.", "“{typed}” is not NAME=NUMBER. The names are: {names}."
)


_OUT_OF_BOUNDS = Words(
    "Giới hạn {name} ({what}) nhận số nguyên từ {least} đến {most}; không dùng được “{typed}”.",
    "The limit {name} ({what}) is a whole number from {least} to {most}, and cannot be “{typed}”.",
)


class _Limit(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.2 on
    """`NAME=NUMBER`, the name that of a limit."""

    name = "limit"

    def __init__(self, language: Language) -> None:
        self.language = language

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """Return name and number; click's own error where it is neither."""
        name, _, number = (part.strip() for part in str(value).partition("="))
        if name not in LIMITS or not number:
            self.fail(_NOT_A_LIMIT.say(self.language, typed=value, names=", ".join(LIMITS)), param, ctx)
        least, most = BOUNDS[name]
        if not re.fullmatch("[0-9]{1,15}", number) or not least <= int(number) <= most:
            what = LIMITS[name].in_(self.language)
            told = _OUT_OF_BOUNDS.say(self.language, name=name, what=what, least=least, most=most, typed=number)
            self.fail(told, param, ctx)
        return name, int(number)


def limit_option(language: Language) -> click.Option:
    """Return the option that changes limits on received files for one run."""
    limit = Words("Đổi một giới hạn đối với tệp nhận về, ví dụ seconds=60; có thể nêu nhiều lần.",
                  "Change a limit on received files, such as seconds=60; may be given again.")  # fmt: skip
    return click.Option(
        ["--limit", "limits"], type=_Limit(language), multiple=True, metavar="NAME=N", help=limit.in_(language)
    )


def means_options(language: Language) -> list[click.Option]:
    """Return the options for how files are read: processes at a time, and limits."""
    jobs = Words("Số tệp đọc cùng lúc; mặc định bằng số nhân của máy.", "Files read at a time; the machine's cores.")
    return [
        click.Option(["--jobs"], type=click.IntRange(1, 64), metavar="N", help=jobs.in_(language)),
        limit_option(language),
    ]


def means_of(jobs: int | None, limits: Iterable[tuple[str, int]], progress: Progress | None) -> Means:
    """Return how files are read, by what the person asked for."""
    from dataclasses import replace

    from cchc_xlsx.batch import Means

    usual = Means(jobs=jobs or 0, progress=progress)
    return replace(usual, limits=replace(usual.limits, **dict(limits)))


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
