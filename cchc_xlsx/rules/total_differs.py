"""A total in the file is not the sum of the scores below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal

from cchc_xlsx.model.book import serial
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO, difference, filled, percentage
from cchc_xlsx.model.submission import Entry, Submission, Total, Trouble
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._evidence import dates_in
from cchc_xlsx.rules._sums import Sums, sums_of
from cchc_xlsx.rules._words import called, listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="T01",
    name="total_differs",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Tổng trong tệp khác tổng các điểm",
        "A total differs from the sum of the scores",
    ),
    why=Words(
        "Tổng luôn được cộng lại từ các ô điểm; ô tổng trong tệp chỉ để đối chiếu. Lệch tổng là bản in, "
        "bản ký của đơn vị có con số khác.",
        "Totals are always summed anew from the scores; those in the file are only held against them. "
        "Where they differ, what the unit printed and signed shows another figure.",
    ),
    message=Words(
        "{place}: tổng ghi trong tệp của {which} là {total}, nhưng cộng các điểm tự chấm được {reckoned},"
        " chênh lệch {difference}, {cause}.",
        "{place}: the file's total of {which} is {total}, but the self scores add up to {reckoned}, a "
        "difference of {difference}; {cause}.",
    ),
    fix=Words(
        "Kết quả tổng hợp dùng số {reckoned}. Hãy sửa ô nêu trên, để công thức tính lại rồi gửi lại nếu cần.",
        "The summary uses {reckoned}. Please mend the cell named, let the formulas reckon again, and send"
        " it again if need be.",
    ),
)
BY_HAND = Words("vì ô tổng đã được nhập bằng tay thay cho công thức", "the total was typed over its formula")
AS_TEXT = Words(
    "vì điểm {scores} tại {cells} được nhập dưới dạng chữ nên công thức không cộng",
    "the score {scores} at {cells} was entered as text, which the formula leaves out",
)
AS_DATE = Words(
    "vì ô {cells} đã bị đổi thành ngày tháng nên công thức cộng nhầm",
    "a date stands at {cells}, which the formula adds as a number",
)
AS_PERCENT = Words(
    "vì ô {cells} hiển thị phần trăm nên chưa được tính là điểm, còn công thức vẫn cộng",
    "the percentage at {cells} does not count as a score, while the formula adds it",
)
TOO_MANY = Words(
    "vì công thức cộng cả dòng không được tính tại {cells}",
    "the formula also adds a row that does not count, at {cells}",
)
LEFT_OUT = Words("có lẽ vì điểm tại {cells} chưa được cộng", "perhaps the score at {cells} was left out")
ONE_OF = Words(
    "có lẽ vì điểm tại một trong các ô {cells} chưa được cộng", "perhaps the score at one of {cells} was left out"
)
STALE = Words("vì công thức chưa được tính lại", "the formula has not been reckoned again")
UNKNOWN = Words(
    "có lẽ vì công thức đã bị sửa hoặc chưa được tính lại", "perhaps the formula was changed or not reckoned again"
)


def _cause(sums: Sums, total: Total, off: Decimal) -> Words:
    """Return why a total differs, as far as it can be seen: the cell whose score makes the difference."""
    rows = sums.rows(total.criterion)
    texts = [row for row in rows if row.score.value is not None and row.score.as_text]
    if texts and sum((row.score.value or ZERO for row in texts), ZERO) == -off:
        return filled(AS_TEXT, scores=listed([short(row.score.typed, 20) for row in texts]), cells=_cells(texts))
    dates = [row for row in rows if row.score.trouble is Trouble.DATE]
    if dates and sum((_serial(row) for row in dates), ZERO) == off:
        return filled(AS_DATE, cells=_cells(dates))
    shares = [row for row in rows if row.score.trouble is Trouble.PERCENT]
    if shares and sum((percentage(row.score.typed) or ZERO for row in shares), ZERO) / 100 == off:
        return filled(AS_PERCENT, cells=_cells(shares))
    if total.formula is False:
        return BY_HAND
    if extra := [row for row in sums.extra if row.score.value == off]:
        return filled(TOO_MANY, cells=_cells(extra))
    if not total.value:
        return STALE
    if left := [row for row in rows if row.score.value == -off]:
        return filled(LEFT_OUT if len(left) == 1 else ONE_OF, cells=_cells(left))
    return UNKNOWN


def _cells(rows: Sequence[Entry]) -> Words:
    return listed([row.score.place for row in rows])


def _serial(row: Entry) -> Decimal:
    return sum((Decimal(serial(datetime.combine(day, time()))) for day in dates_in(row.score.typed)), ZERO)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each total that differs, the lowest that explains it; at stake is the difference.

    A total above that is wrong only because a total below it is, is not told again, nor the same figure twice.
    """
    book = sums_of(submission, campaign)
    told: set[tuple[str, Decimal]] = set()
    for total in sorted(submission.totals, key=lambda total: total.formula is not False):
        reckoned = book.reckoned(total.criterion)
        if total.value is None or not book.knows(total.criterion) or (total.criterion, total.value) in told:
            continue
        off = difference(total.value, reckoned)
        if off and off not in book.below(total.criterion):
            told.add((total.criterion, total.value))
            yield RULE.found(
                total.place,
                criterion=total.criterion,
                points_at_stake=abs(off),
                which=called(total.criterion),
                total=total.value,
                reckoned=reckoned,
                difference=abs(off),
                cause=_cause(book, total, off),
            )
