"""Plain arithmetic: the result of a formula that is made of figures only, exactly as decimals give it."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from functools import lru_cache
from typing import TypeVar

from cchc_xlsx.model.points import settled

#: A formula of figures that a person types is far shorter, and never so deep.
_LONGEST, _DEEPEST = 500, 20
_TOKEN = re.compile(
    r"\s*(?:(\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})|([A-Z]+)(?=\()|([-+*/%(),;]))", re.ASCII | re.IGNORECASE
)
_T = TypeVar("_T")


class _NotPlain(Exception):
    """The formula is not made of figures only, or has no result."""


def result(formula: str) -> Decimal | None:
    """Return what a formula of bare figures gives: `2+0.5`, `-(1+2)*50%`, `SUM(1,2.5)`, `ROUND(10/3,2)`.

    None where it refers to anything, divides by zero, or knows an operator or a function other than these. The
    notation is that of the file: decimal point; arguments apart by `,` or (OpenDocument) `;`.
    """
    return _result(formula) if len(formula) <= _LONGEST else None


@lru_cache(maxsize=1024)
def _result(formula: str) -> Decimal | None:
    try:
        value = _Parser(formula).whole()
        return settled(value) if abs(value) <= 10**9 else None
    except (_NotPlain, DecimalException):
        return None


class _Parser:
    """Reads a formula from left to right; each method takes what it can and returns its value."""

    def __init__(self, formula: str) -> None:
        self.tokens = _tokens(formula)
        self.at = 0
        self.depth = 0

    def whole(self) -> Decimal:
        value = self._sum()
        if self.at < len(self.tokens):
            raise _NotPlain
        return value

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _take(self, wanted: str) -> str:
        """Return the next token and pass it, where it is one of the characters wanted; else ""."""
        token = self._next()
        if token and token in wanted:
            self.at += 1
            return token
        return ""

    def _sum(self) -> Decimal:
        value = self._product()
        while sign := self._take("+-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while sign := self._take("*/"):
            other = self._signed()
            value = value * other if sign == "*" else value / other
        return value

    def _signed(self) -> Decimal:
        negative = False
        while sign := self._take("+-"):
            negative ^= sign == "-"
        value = self._figure()
        while self._take("%"):
            value /= 100
        return -value if negative else value

    def _figure(self) -> Decimal:
        token = self._next()
        self.at += 1
        if token == "(":
            return self._inside(self._sum)
        if token[:1].isdigit() or token[:1] == ".":
            return Decimal(token)
        if token in _FUNCTIONS and self._take("("):
            return _FUNCTIONS[token](self._inside(self._arguments))
        raise _NotPlain

    def _inside(self, read: Callable[[], _T]) -> _T:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise _NotPlain
        value = read()
        if not self._take(")"):
            raise _NotPlain
        self.depth -= 1
        return value

    def _arguments(self) -> list[Decimal]:
        values = [self._sum()]
        while self._take(",;"):
            values.append(self._sum())
        return values


def _tokens(formula: str) -> list[str]:
    text = formula.strip().removeprefix("=")
    if len(text) > _LONGEST:
        raise _NotPlain
    tokens, at = [], 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise _NotPlain
        tokens.append(found.group().strip().upper())
        at = found.end()
    return tokens


def _rounded(values: list[Decimal]) -> Decimal:
    if len(values) != 2 or values[1] != int(values[1]) or abs(values[1]) > 15:
        raise _NotPlain
    return values[0].quantize(Decimal(1).scaleb(-int(values[1])), rounding=ROUND_HALF_UP)


_FUNCTIONS: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda values: sum(values, Decimal(0)),
    "ROUND": _rounded,
}
