"""What people read on a terminal: tables, findings, progress. Data to stdout, talk to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.severity import COLOUR, SEVERITY
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.batch.combining import Joined
    from cchc_xlsx.batch.means import Progress
    from cchc_xlsx.batch.rescuing import Rescued
    from cchc_xlsx.batch.returning import Copies

_MOST = 100  # groups of findings shown; the rest are counted
_ALIKE = 3  # findings of one rule on one file shown in full
_PLACES = 12  # places named of the others
_COUNT = {
    Severity.FATAL: Words("{n} tệp không dùng được", "{n} fatal"),
    Severity.ERROR: Words("{n} lỗi", "{n} {n:error|errors}"),
    Severity.WARNING: Words("{n} cảnh báo", "{n} {n:warning|warnings}"),
    Severity.NOTE: Words("{n} ghi chú", "{n} {n:note|notes}"),
}
_MORE = Words(
    "… và {n} phát hiện nữa cùng mức độ hoặc nhẹ hơn; xem đầy đủ ở trang “Cần xem lại” của tong-hop.xlsx "
    "hoặc thêm --format json.",
    "… and {n} more of this kind or lighter; all stand on the sheet “Findings” of tong-hop.xlsx and in --format json.",
)
_MORE_ALIKE = Words("… và {n} chỗ tương tự ({rule}): {places}", "… and {n} more alike ({rule}): {places}")
_COPIES = Words(
    "Đã ghi {count} tệp trả lại, mỗi tệp kèm một lời nhắn (.txt), vào {folder}.",
    "Marked-up copies written: {count}, each with a message (.txt), in {folder}.",
)
_NO_COPIES = Words("Không đơn vị nào cần tệp trả lại.", "No unit needs a marked-up copy.")
_OLD_COPIES = Words(
    "! Còn {count} tệp trả lại của lần trước không còn đúng nữa, xin đừng gửi nhầm: {names}",
    "! {count} {count:file|files} of an earlier run there {count:does|do} not hold any more, please do not send "
    "{count:it|them}: {names}",
)
_LEFT_OVER = Words("? CHƯA ĐẶT ĐƯỢC", "? NOT PLACED")
_TEXT = 80  # characters of an entry shown
_NONE = Words("Không có lỗi hay cảnh báo.", "No errors, no warnings.")


def say(words: Words, language: Language, **facts: object) -> None:
    """Say something to the person: on stderr."""
    click.echo(words.say(language, **facts), err=True)


def show_findings(findings: Sequence[Finding], language: Language, *, to_stderr: bool = False) -> None:
    """Print findings worst first: what and where, then how to mend it, then how many there are.

    Many findings of one rule on one file are gathered: the first ones in full, of the others the places.
    """
    if not findings:
        click.echo(_NONE.in_(language), err=to_stderr)
        return
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        alike = finding.place.file or finding.message.vi  # the flaws of a campaign workbook are told one by one
        groups.setdefault((finding.rule, finding.unit, alike), []).append(finding)
    shown = list(groups.values())[:_MOST]
    for group in shown:
        full = group if len(group) <= _ALIKE + 1 else group[:_ALIKE]
        for finding in full:
            _show(finding, language, to_stderr)
        if rest := group[len(full) :]:
            places = ", ".join(_spot(finding) for finding in rest[:_PLACES])
            places += "…" if len(rest) > _PLACES else ""
            more = _MORE_ALIKE.say(language, n=len(rest), rule=rest[0].rule, places=places)
            click.echo(f"      {more}", err=to_stderr)
    left = len(findings) - sum(len(group) for group in shown)
    if left:
        click.echo(_MORE.say(language, n=left), err=to_stderr)
    click.echo(counted(findings, language), err=to_stderr)


def show_copies(copies: Copies, language: Language) -> None:
    """Say on stderr what went back to the senders, and which earlier copies do not hold any more."""
    say(_COPIES if copies.written else _NO_COPIES, language, count=len(copies.written), folder=copies.folder)
    if old := copies.stale:
        names = ", ".join(path.name for path in old[:6]) + ("…" if len(old) > 6 else "")
        say(_OLD_COPIES, language, count=len(old), names=names)


def show_returned(rescued: Rescued | Joined, language: Language) -> None:
    """Print what a workbook says that was made of others: line by line what to do, then what found no place."""
    from cchc_xlsx.workbooks.unit.pouring import header_of
    from cchc_xlsx.workbooks.unit.to_mend import LEFT

    for line in rescued.lines:
        first = line.first
        badge = click.style(LEFT[first.left].in_(language), fg=COLOUR[first.severity] if first.left.open else "green")
        spot = f" {line.place}:" if line.place.cell else ""
        click.echo(f"{badge} {SEVERITY[first.severity].in_(language)} {first.rule}{spot} {line.message.in_(language)}")
        click.echo(f"      → {line.fix.in_(language)}")
    for each in rescued.returned.leftovers[:_MOST]:
        spot = f"{each.place}: " if each.place.sheet else ""
        column = header_of(each.key).in_(language)
        text = " ".join(each.text.split())
        text = text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"
        click.echo(f"{_LEFT_OVER.in_(language)} {spot}{each.code} – {column}: “{text}”. {each.why.in_(language)}")
    if not rescued.lines and not rescued.returned.leftovers:
        click.echo(_NONE.in_(language))


def _spot(finding: Finding) -> str:
    """Return what tells a finding from others alike: its cell, or the criterion where it has none."""
    return str(finding.place) if finding.place.cell else finding.criterion or str(finding.place)


def _show(finding: Finding, language: Language, to_stderr: bool) -> None:
    badge = click.style(SEVERITY[finding.severity].in_(language), fg=COLOUR[finding.severity], bold=True)
    owner = f" [{finding.unit}]" if finding.unit else ""
    click.echo(f"{badge} {finding.rule}{owner} {finding.message.in_(language)}", err=to_stderr)
    if finding.place.file:
        click.echo(f"      {finding.place.file}", err=to_stderr)
    click.echo(f"      → {finding.fix.in_(language)}", err=to_stderr)


def counted(findings: Sequence[Finding], language: Language) -> str:
    """Return how many findings there are of each severity."""
    counts = {severity: sum(f.severity is severity for f in findings) for severity in Severity}
    parts = [_COUNT[severity].say(language, n=n) for severity, n in counts.items() if n]
    return (", ".join(parts) or _NONE.in_(language).rstrip(".")) + "."


@contextmanager
def progress(words: Words, language: Language) -> Iterator[Progress | None]:
    """Show a bar on stderr while something long goes on; nothing where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    # Without a thread that draws: a process with threads cannot be copied safely, and workers are copies.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(words.in_(language), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total, refresh=True)
