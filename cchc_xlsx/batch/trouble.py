"""What stops a command, as a value of its own kind: the terminal turns it into a sentence and an exit code."""

from __future__ import annotations

from pathlib import Path

from cchc_xlsx.model.finding import Finding
from cchc_xlsx.terms import Words


class Trouble(Exception):
    """A command cannot go on; `words` say why and what to do, in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Unusable(Trouble):
    """The campaign workbook cannot be used; `findings` say why."""

    def __init__(self, words: Words, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(words)
        self.findings = findings


class Wrong(Trouble):
    """The command was given something it cannot work with."""


class Unreachable(Trouble):
    """Something could not be read or written."""


def cannot_read(path: Path) -> Unreachable:
    """Return the trouble of a file that is not there or may not be read."""
    return Unreachable(
        Words(
            f"Không đọc được “{path}”. Hãy kiểm tra đường dẫn, quyền đọc, và đóng tệp nếu đang mở.",
            f"“{path}” cannot be read. Please check the path and your rights, and close the file if it is open.",
        )
    )


def cannot_write(path: Path) -> Unreachable:
    """Return the trouble of a file that cannot be written."""
    return Unreachable(
        Words(
            f"Không ghi được “{path}”. Hãy đóng tệp nếu đang mở trong Excel, kiểm tra quyền ghi và dung lượng đĩa còn "
            "trống, rồi chạy lại; kết quả cũ vẫn nguyên vẹn.",
            f"“{path}” cannot be written. Please close it if it is open in Excel, check your rights and the disk's "
            "space, and run again; what was there before is untouched.",
        )
    )
