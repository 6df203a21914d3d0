"""What a person perhaps meant by a number that cannot be right. It is only ever said, and never counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from cchc_xlsx.model.book import EPOCH
from cchc_xlsx.model.criteria import Criterion, Verdict
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words
from cchc_xlsx.text import pattern

_OUT_OF = Words("{points} trên {maximum}", "{points} out of {maximum}")
_OR = Words(" hoặc ", " or ")
_SHOWN = pattern(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d):(\d\d))?")


def either(items: Sequence[Decimal | Words]) -> Words:
    """Return the items with “or” between them; of none, nothing."""
    each = [filled(Words("{item}", "{item}"), item=item) for item in items]
    return Words(_OR.vi.join(item.vi for item in each), _OR.en.join(item.en for item in each))


def shown_date(text: str) -> datetime | None:
    """Return the moment of a date cell as it is shown: 04/05/2026, perhaps with a time; None where it is none."""
    found = _SHOWN.fullmatch(text)
    if not found:
        return None
    day, month, year, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def meant_by_date(moment: datetime, criterion: Criterion) -> Words:
    """Return what was perhaps typed where a spreadsheet made this date of it; nothing where no reading is a score.

    2.5 becomes 2 May, or 5 February where the month comes first; 2.25 the first day of February 2025; 4/5 the fourth
    of May, and meant 4 out of 5. In a cell that had become a date before, 2,5 is noon of a day of January 1900.
    """
    if moment.year <= 1900:
        numbers, pairs = _without_year(moment), []
    else:
        pairs = [(moment.day, moment.month), (moment.month, moment.day)]
        numbers = [Decimal(f"{first}.{second}") for first, second in pairs]
        if moment.day == 1:
            pairs.append((moment.month, moment.year % 100))
            numbers.append(Decimal(f"{moment.month}.{moment.year % 100:02}"))
    out_of = [
        filled(_OUT_OF, points=Decimal(first), maximum=Decimal(second))
        for first, second in pairs
        if second == criterion.highest and fits(Decimal(first), criterion)
    ]
    return either([*dict.fromkeys(number for number in numbers if fits(number, criterion)), *dict.fromkeys(out_of)])


def _without_year(moment: datetime) -> list[Decimal]:
    """Return what was perhaps typed where a date is of 1900: a number in a cell that shows dates, or 2:30 for 2.30."""
    gone = moment - EPOCH
    exact = Decimal(gone.days) + Decimal(gone.seconds) / 86400
    plain = round(exact, 2)
    numbers = [plain] if abs(exact - plain) * 1440 <= 1 else []  # it is shown to the minute
    return numbers if gone.days else [*numbers, Decimal(f"{moment.hour}.{moment.minute:02}")]


def without_comma(score: Decimal, criterion: Criterion) -> tuple[Decimal, ...]:
    """Return the scores that a whole number may be whose decimal sign was left out: 25 may be 2.5."""
    digits = str(abs(int(score)))
    if score != int(score) or len(digits) > 4:
        return ()
    sign = "-" if score < 0 else ""
    found = [Decimal(f"{sign}{digits[:at]}.{digits[at:]}") for at in range(1, len(digits))]
    return tuple(number for number in reversed(found) if fits(number, criterion))


def of_other_sign(score: Decimal, criterion: Criterion) -> tuple[Decimal, ...]:
    """Return the score with the other sign, where that is one: a penalty typed as 2, a score typed as - 2."""
    return (-score,) if fits(-score, criterion) else ()


def fits(number: Decimal, criterion: Criterion) -> bool:
    """Tell whether a number would be a score that nothing is wrong with."""
    return criterion.verdict(number) is Verdict.FINE
