"""Taking a cell of e-mail addresses apart."""

from __future__ import annotations

import re


def addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of a cell; semicolons or line breaks stand between them."""
    return tuple(part.strip() for part in re.split(r"[;\n]", text) if part.strip())
