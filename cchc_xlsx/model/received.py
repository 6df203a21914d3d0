"""A file as it was received: its bytes' mark, what became of it, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum

from cchc_xlsx.model.campaign import FileChoice
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.values import dataclass

#: Vietnam has one time zone and no summer time; deadlines are meant in it, files keep UTC.
VIETNAM = timedelta(hours=7)


class Refusal(StrEnum):
    """Why a file could not be opened as a workbook."""

    EMPTY = "empty"  # no bytes
    LOCK_FILE = "lock_file"  # ~$x.xlsx and other leftovers of programs
    NOT_A_WORKBOOK = "not_a_workbook"  # pdf, picture, web page … whatever its name says
    ARCHIVE = "archive"  # a zip with other files in it
    PASSWORD = "password"
    OLD_FORMAT = "old_format"  # a format of spreadsheets that cannot be read safely
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    UNSAFE = "unsafe"  # built to harm: entity declarations, lying sizes, names that climb out
    LOCKED = "locked"  # the system does not let us read it: open in another program, no right
    TOO_SLOW = "too_slow"
    CRASHED = "crashed"  # it brought down the process that read it, or took all its memory


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that gave no workbook; `detail` says what was found (`pdf`, a part's name), for the message.

    `limit` is the name of the limit that it passed, where it did, and `most` what that allows.
    """

    reason: Refusal
    detail: str = ""
    limit: str = field(default="", compare=False)
    most: float = field(default=0, compare=False)


class Outcome(StrEnum):
    """What became of a file."""

    COUNTED = "counted"
    SUPERSEDED = "superseded"
    EXCLUDED = "excluded"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Received:
    """One file: path below the folder read (with `/`), SHA-256 of its bytes, its file time (UTC), and what it holds.

    `containers` are the zips and e-mails that it lies in, each by its path, the outermost first.
    """

    path: str
    sha256: str
    modified: datetime | None
    content: Submission | Refused
    containers: tuple[str, ...] = ()

    @property
    def saved(self) -> datetime | None:
        """When it was last saved, in Vietnam's time: the time inside, else the file's time."""
        inside = self.content.saved if isinstance(self.content, Submission) else None
        moment = inside or self.modified
        return moment + VIETNAM if moment else None


class Preferred(StrEnum):
    """By what one of two files of a unit was preferred."""

    SAVED = "saved"  # saved later, by the time inside
    MODIFIED = "modified"  # later file time
    NAME = "name"  # neither differs: the name that sorts last
    SAME = "same"  # the same bytes
    CHOSEN = "chosen"  # the campaign workbook says that this one counts


@dataclass(frozen=True, slots=True)
class Replaced:
    """A file that does not count because another one of the same unit does."""

    file: Received
    unit: str
    by: Received
    because: Preferred
    reason: str = ""  # of the people who chose


@dataclass(frozen=True)
class Intake:
    """What a folder of returned files came to: the file that counts for each unit, and those it replaced.

    `chosen` are those that count by a decision in the campaign workbook, `excluded` the files that it keeps out,
    `unmatched` its decisions that no file answers to.
    """

    counted: Mapping[str, Received]
    replaced: tuple[Replaced, ...] = ()
    chosen: Mapping[str, FileChoice] = field(default_factory=dict)
    excluded: tuple[tuple[Received, FileChoice], ...] = ()
    unmatched: tuple[FileChoice, ...] = ()
