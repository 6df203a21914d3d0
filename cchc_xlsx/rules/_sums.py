"""The scores of a submission summed anew, beside the totals that its file shows."""

from __future__ import annotations

from decimal import Decimal

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.points import ZERO, difference
from cchc_xlsx.model.submission import Entry, Submission


def sums_of(submission: Submission, campaign: Campaign) -> Sums:
    """Return the sums of a submission, summed once for all rules that ask."""
    return submission.once("sums", campaign.criteria, lambda: Sums(submission, campaign))


class Sums:
    """The scores of one submission, as they are summed anew, beside the totals that its file shows."""

    def __init__(self, submission: Submission, campaign: Campaign) -> None:
        """Sum up; `extra` are the rows that do not count, `shown` by how much each total differs."""
        self.criteria = campaign.criteria
        self.entries = {criterion.code: entry for entry, criterion in submission.matched(self.criteria)}
        self.extra = [entry for entry in submission.entries if entry is not self.entries.get(entry.criterion)]
        self.shown: dict[str, list[Decimal]] = {}
        self._reckoned: dict[str, Decimal] = {}
        for total in submission.totals:
            if total.value is not None and self.knows(total.criterion):
                off = difference(total.value, self.reckoned(total.criterion))
                self.shown.setdefault(total.criterion, []).append(off)

    def knows(self, code: str) -> bool:
        """Tell whether a total's code is one of the campaign, or ("") the whole."""
        return not code or code in self.criteria.by_code

    def rows(self, code: str) -> list[Entry]:
        """Return the rows that count below a criterion, or ("") all."""
        leaves = self.criteria.leaves_of(code) if code else self.criteria.leaves
        return [self.entries[leaf.code] for leaf in leaves if leaf.code in self.entries]

    def reckoned(self, code: str) -> Decimal:
        """Return the sum of the scores below a criterion, or ("") of all."""
        known = self._reckoned.get(code)
        if known is None:
            if below := self.criteria.children(code):
                known = sum([self.reckoned(each.code) for each in below], ZERO)
            else:
                entry = self.entries.get(code)
                known = (entry.score.value if entry else None) or ZERO
            self._reckoned[code] = known
        return known

    def below(self, code: str) -> tuple[Decimal, Decimal]:
        """Return by how much the totals right below differ together; twice, as a total may stand on two sheets."""
        first = last = ZERO
        for child in self.criteria.children(code):
            differences = self.shown.get(child.code)
            one, other = (differences[0], differences[-1]) if differences else self.below(child.code)
            first, last = first + one, last + other
        return first, last
