"""What is wrong with the writing of a criterion's code."""

from __future__ import annotations

from cchc_xlsx.terms import Words

_EMPTY = Words("dòng này chưa có mã", "the row has no code")
_PARTS = Words("có dấu chấm thừa", "it has a dot too many")
_SIGNS = Words(
    "mã chỉ được gồm chữ, số và dấu chấm, không có dấu cách", "it may hold letters, digits and dots only, no spaces"
)


def flaw(code: str) -> Words | None:
    """Return what is wrong with a code, as the end of a sentence; None where it is well written."""
    if not code:
        return _EMPTY
    parts = code.split(".")
    if not all(parts):
        return _PARTS
    return None if all(part.isalnum() for part in parts) else _SIGNS
