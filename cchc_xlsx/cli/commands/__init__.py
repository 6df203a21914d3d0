"""One command a file; none imports another. `COMMANDS` is their order in the help."""

from __future__ import annotations

from collections.abc import Callable

import click

from cchc_xlsx.cli.commands import (
    assign,
    check,
    combine,
    demo,
    explain,
    generate,
    init,
    merge,
    remind,
    report,
    rescue,
    rule,
    spec,
    split,
    status,
    verify,
)
from cchc_xlsx.terms import Language

COMMANDS: tuple[Callable[[Language], click.Command], ...] = (
    init.command,
    spec.command,
    assign.command,
    generate.command,
    split.command,
    combine.command,
    status.command,
    check.command,
    merge.command,
    explain.command,
    verify.command,
    report.command,
    remind.command,
    rescue.command,
    rule.command,
    demo.command,
)
