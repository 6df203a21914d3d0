"""The command line: parses, prints, and turns what happened into an exit code. It decides nothing."""

from __future__ import annotations

import gettext
import importlib
import os
from collections.abc import Sequence
from enum import IntEnum

import click

from cchc_xlsx.cli import __path__ as _home
from cchc_xlsx.cli.commands import COMMANDS
from cchc_xlsx.cli.options import LANGUAGE_VARIABLE, language_option
from cchc_xlsx.terms import LANGUAGES, Language, Words


class Exit(IntEnum):
    """The exit codes; programs outside rely on them."""

    DONE = 0
    FINDINGS = 1  # done, with findings at error level
    USAGE = 2  # wrong usage, or a campaign workbook that cannot be used
    UNREACHABLE = 3  # something could not be read or written
    INTERRUPTED = 130


_HELP = Words(
    """Chấm điểm Chỉ số cải cách hành chính bằng bảng tính Excel: phát hành, kiểm tra, tổng hợp.

    Từ một sổ đợt chấm điểm (dot-cham.xlsx), tạo cho mỗi đơn vị một tệp Excel; nhận các tệp đã chấm, kiểm tra và tổng
    hợp thành bảng xếp hạng.

    \b
    Bắt đầu:
      cchc demo                                  chạy thử toàn bộ quy trình
      cchc init dot-2025 --template ha-trung-2023
      cd dot-2025
      cchc spec                                  kiểm tra sổ đợt chấm điểm
      cchc generate                              tạo tệp cho các đơn vị
      cchc merge                                 tổng hợp các tệp nhận về

    \b
    Mã kết thúc: 0 xong; 1 xong, có lỗi cần sửa; 2 dùng sai lệnh hoặc sổ đợt chấm
    điểm chưa dùng được; 3 không đọc hoặc không ghi được; 130 bị ngắt.
    """,
    """Scores for the administrative reform index by workbook: hand out, check, merge.

    From one campaign workbook (dot-cham.xlsx) each unit gets an Excel workbook; what comes back is checked and merged
    into a ranking.

    \b
    To begin:
      cchc demo                                  see the whole loop
      cchc init campaign-2025 --template ha-trung-2023
      cd campaign-2025
      cchc spec                                  audit the campaign workbook
      cchc generate                              make the units' workbooks
      cchc merge                                 merge what came back

    \b
    Exit codes: 0 done; 1 done, with errors to mend; 2 wrong usage, or a campaign
    workbook that cannot be used; 3 something could not be read or written;
    130 interrupted.
    """,
)
_OPTIONS = Words("[TÙY CHỌN]", "[OPTIONS]")
_COMMAND = Words("LỆNH [THAM SỐ]...", "COMMAND [ARGS]...")
_BUG = Words(
    "Chương trình gặp lỗi nội bộ. Kết quả cũ không bị thay đổi. Xin đặt CCHC_DEBUG=1, chạy lại và gửi "
    "thông tin hiện ra cho nhóm phát triển.",
    "The program met a fault of its own. Earlier results are untouched. Please set CCHC_DEBUG=1, run again and "
    "send what is shown to the developers.",
)
_SYSTEM = Words(
    "Máy không cho đọc hoặc ghi{path}. Hãy kiểm tra đường dẫn, quyền truy cập và dung lượng đĩa rồi chạy lại.",
    "The computer refused to read or write{path}. Please check the path, your rights and the disk's space, then run it "
    "again.",
)
_INTERRUPTED = Words(
    "Đã dừng theo yêu cầu; kết quả cũ không bị thay đổi.", "Interrupted; earlier results are untouched."
)
_ERROR = Words("Lỗi: ", "Error: ")


class _Commands(click.Group):
    """A group in the order of the work, not of the alphabet, that loads a command's file when the command is run.

    What it holds is for help and completion: each command's name and what it is for.
    """

    language: Language

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(context, arguments)
        return name, loaded(name, self.language) if name and command else command, rest


def build(language: Language) -> click.Group:
    """Return the command line in one language."""
    from cchc_xlsx import __version__

    group = _Commands(
        "cchc",
        help=_HELP.in_(language),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        no_args_is_help=True,
    )
    group.language = language
    group.options_metavar, group.subcommand_metavar = _OPTIONS.in_(language), _COMMAND.in_(language)
    group.params += [language_option(language), _version_option(__version__, language)]
    for name, purpose in COMMANDS.items():
        group.add_command(click.Command(name, short_help=purpose.in_(language)))
    return group


def loaded(name: str, language: Language) -> click.Command:
    """Return a command of `COMMANDS`, whole, in one language."""
    command: click.Command = importlib.import_module(f"{__package__}.commands.{name}").command(language)
    command.short_help = COMMANDS[name].in_(language)
    command.params.append(language_option(language))
    command.options_metavar = _OPTIONS.in_(language)
    return command


def _version_option(version: str, language: Language) -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted and not context.resilient_parsing:
            click.echo(f"cchc {version}")
            context.exit()

    words = Words("In số phiên bản rồi kết thúc.", "Show the version and exit.")
    return click.Option(
        ["-V", "--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=words.in_(language)
    )


def language_of(arguments: Sequence[str]) -> Language:
    """Return the language asked for: by option wherever it stands, else by the environment, else Vietnamese."""
    wanted = os.environ.get(LANGUAGE_VARIABLE, "")
    for place, argument in enumerate(arguments):
        if argument == "--":  # what stands behind it are files, whatever they are called
            break
        if argument == "--language" and place + 1 < len(arguments):
            wanted = arguments[place + 1]
        elif argument.startswith("--language="):
            wanted = argument.partition("=")[2]
    return next((language for language in LANGUAGES if language == wanted.casefold()), "vi")


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit code; nothing is raised for a fault of a file or of usage."""
    language = language_of(arguments)
    _speak(language)
    try:
        command = build(language)
        result = command.main(args=list(arguments), prog_name="cchc", standalone_mode=False)
        return int(result) if isinstance(result, int) else Exit.DONE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return Exit.USAGE
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(_INTERRUPTED.in_(language), err=True)
        return Exit.INTERRUPTED
    except SystemExit:  # what click and rich make of a reader that has gone away: `cchc rule | head -1`
        return Exit.DONE
    except Exception as error:
        return _trouble(error, language)


def _trouble(error: Exception, language: Language) -> int:
    from cchc_xlsx.batch.trouble import Trouble, Unreachable, Unusable
    from cchc_xlsx.cli.show import show_findings

    if isinstance(error, Unusable) and error.findings:
        show_findings(error.findings, language, to_stderr=True)
    if isinstance(error, Trouble):
        click.echo(_ERROR.in_(language) + error.words.in_(language), err=True)
        return Exit.UNREACHABLE if isinstance(error, Unreachable) else Exit.USAGE
    if os.environ.get("CCHC_DEBUG"):
        raise error
    if isinstance(error, OSError):
        path = f" “{error.filename}”" if error.filename else ""
        click.echo(_ERROR.in_(language) + _SYSTEM.say(language, path=path), err=True)
    else:
        click.echo(_ERROR.in_(language) + _BUG.in_(language), err=True)
    return Exit.UNREACHABLE


def _speak(language: Language) -> None:
    """Make click's own words Vietnamese, by the way it provides: gettext's default domain."""
    gettext.bindtextdomain("messages", f"{_home[0]}/../locale")
    os.environ["LANGUAGE"] = language
