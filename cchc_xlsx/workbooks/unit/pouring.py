"""What of a submission goes into a fresh workbook of the unit, and what does not: nothing falls between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from cchc_xlsx.model.book import cell, plain
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Criterion
from cchc_xlsx.model.identity import identity_in
from cchc_xlsx.model.place import NOWHERE
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.returned import Leftover
from cchc_xlsx.model.submission import (
    NO_SCORE,
    ROW,
    TEXTS,
    Entered,
    Entry,
    Given,
    Score,
    State,
    Submission,
    Trouble,
    Unplaced,
    Why,
)
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold
from cchc_xlsx.values import dataclass
from cchc_xlsx.workbooks.tables import score_of
from cchc_xlsx.workbooks.unit import assignment, self_score
from cchc_xlsx.workbooks.unit.marks import NOT_APPLICABLE

#: The columns of texts in a score row.
#: Excel counts in units of UTF-16; a longer text is cut into pieces that fit whatever signs they hold.
_LONGEST, _PIECE = 32_767, 16_000

UNKNOWN = Words("Mã này không có trong bộ tiêu chí của đợt.", "The campaign has no criterion of this code.")
GROUP = Words("Dòng này là dòng tổng, không nhập nội dung.", "This row is a total and takes no entries.")
NOT_ASKED = Words(
    "Tiêu chí này do cấp trên cho điểm, đơn vị không nhập.",
    "This criterion is given by the superior; the unit enters nothing.",
)
TWICE = Words(
    "Tiêu chí có nhiều dòng; tệp này lấy dòng ở {first}.",
    "The criterion has several rows; the one at {first} is taken.",
)
OTHER_NAME = Words(
    "Trong tệp, mã này là “{theirs}”; trong đợt này là “{ours}”.",
    "The file calls this code “{theirs}”; in this campaign it is “{ours}”.",
)
NO_NAME = Words(
    "Tệp của đợt khác và không có tên tiêu chí để đối chiếu.",
    "The file is of another campaign and shows no name to compare.",
)
UNPLACED = {
    Why.NO_CRITERION: Words(
        "Không xác định được nội dung này thuộc tiêu chí nào.", "It cannot be told which criterion this belongs to."
    ),
    Why.NO_COLUMN: Words(
        "Không có cột nào tương ứng với tiêu đề này.", "There is no column that this heading stands for."
    ),
    Why.NO_TABLE: Words(
        "Không nhận ra tiêu đề các cột của bảng này nên không biết chắc số nào là điểm tự chấm.",
        "The headings of this table are not known, so that it is not certain which figure is the self score.",
    ),
    Why.SEVERAL_SCORES: Words(
        "Bảng này có nhiều cột đều có thể là điểm tự chấm nên không tự chọn.",
        "Several columns of this table may be the self score; none was chosen.",
    ),
}
_ROW = Words("Cả dòng", "The whole row")
TOO_LONG = Words("Phần còn lại của nội dung quá dài so với một ô.", "The rest of a text too long for one cell.")


@dataclass(frozen=True)
class Poured:
    """What `fill_unit` is given, and what it cannot be given. `given` is None where the assignment was not readable."""

    entries: tuple[Entry, ...] = ()
    given: tuple[Given, ...] | None = None
    officers: tuple[str, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    entered: tuple[Entered, ...] = ()


#: Given a code, why its row is not to be trusted with that criterion; None where it is.
Doubt = Callable[[str], Words | None]


def pour(submission: Submission, campaign: Campaign, unit: str, doubt: Doubt = lambda _code: None) -> Poured:
    """Return what of a submission goes into a fresh workbook of `unit`.

    Scores that are understood become numbers or KAD, all else stays as it was typed. Of a criterion found twice the
    first row is taken, as it is in merging.
    """
    leftovers: list[Leftover] = []
    entries: dict[str, Entry] = {}
    for entry in submission.entries:
        why = _unfit(entry.criterion, campaign, doubt)
        first = entries.get(entry.criterion)
        if why:
            leftovers += left_over(entry, why)
        elif first:
            leftovers += left_over(entry, filled(TWICE, first=first.place), beside=first)
        else:
            entries[entry.criterion] = entry
    made = tuple(_fresh(entry, leftovers) for entry in entries.values())
    given = _given(submission, campaign, unit, doubt, leftovers)
    leftovers += [told for each in submission.unplaced for told in _told(each)]
    entered = tuple(
        replace(each, score=settled(each.score))
        for each in submission.entered
        if not each.key or not _unfit(each.criterion, campaign, doubt)
    )
    return Poured(made, given, tuple(map(quiet, submission.officers)), tuple(leftovers), entered)


def _fresh(entry: Entry, leftovers: list[Leftover]) -> Entry:
    """Return an entry as it is poured; what is too long for a cell goes on among the leftovers."""

    def text(key: str) -> str:
        fitting, *rest = pieces(entry.text(key))
        leftovers.extend(Leftover(entry.criterion, key, piece, TOO_LONG, entry.place_of(key)) for piece in rest)
        return quiet(fitting)

    evidence, number, date, explanation, remark = map(text, TEXTS)
    return Entry(entry.criterion, settled(entry.score), evidence, number, date, explanation, remark)


def doubt_of(submission: Submission, campaign: Campaign) -> Doubt:
    """Return the doubt about the rows of a file that may not be of this campaign: code and name have to agree.

    A file of this campaign is trusted. One without any identity need not show names, but must not show others.
    """
    if {identity.campaign for identity in submission.identities} == {campaign.settings.id}:
        return lambda _code: None
    return by_name(submission, campaign)


def by_name(submission: Submission, campaign: Campaign) -> Doubt:
    """Return the doubt about every row whose criterion is called otherwise in the campaign."""
    names: dict[str, str] = {}
    for printed in submission.printed:
        names.setdefault(printed.criterion, printed.name)

    def doubt(code: str) -> Words | None:
        ours, theirs = campaign.criteria.by_code[code].name, names.get(code, "")
        if not theirs:
            return NO_NAME if submission.identities else None
        return None if fold(ours) == fold(theirs) else filled(OTHER_NAME, ours=ours, theirs=theirs)

    return doubt


def settled(score: Score) -> Score:
    """Return a score as it is poured: understood ones as numbers or KAD, the rest so that it stays not understood."""
    match score.state:
        case State.EMPTY:
            return NO_SCORE
        case State.SCORED if score.value is not None:
            return Score(State.SCORED, score.value, plain(score.value))
        case State.NOT_APPLICABLE:
            known = score.typed.upper() in NOT_APPLICABLE
            return Score(State.NOT_APPLICABLE, None, score.typed if known else NOT_APPLICABLE[0])
    if score.trouble is Trouble.BOOLEAN:
        return Score(State.INVALID, None, score.typed, Trouble.BOOLEAN)
    # A formula's stored figure would count once it is typed: what was not understood must not become a score.
    attempts = (score.typed, f"={score.formula}", f"? {score.typed}")
    shown = (pieces(quiet(text))[0] for text in attempts)
    typed = next((text for text in shown if score_of(cell(text), NOWHERE).state is State.INVALID), "?")
    return Score(State.INVALID, None, typed, Trouble.NOT_A_NUMBER)


def pieces(text: str) -> list[str]:
    """Return a text in pieces that a cell can hold: mostly the text itself, alone."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= _LONGEST:
        return [text]
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]


def quiet(text: str) -> str:
    """Return a text that no reader takes for an identity or for the marker of a table."""
    if identity_in(text):
        text = text.replace("CCHC1|", "CCHC1 |")
    return f"“{text}”" if text.lstrip().startswith("cchc/") else text


def _unfit(code: str, campaign: Campaign, doubt: Doubt) -> Words | None:
    """Return why nothing can be entered for a code; None where a fresh workbook has open cells for it."""
    criterion: Criterion | None = campaign.criteria.by_code.get(code)
    if criterion is None:
        return UNKNOWN
    if not campaign.criteria.is_leaf(code):
        return GROUP
    return doubt(code) if criterion.scored_by_unit else NOT_ASKED


def left_over(entry: Entry, why: Words, beside: Entry | None = None) -> Iterator[Leftover]:
    """Yield what a row holds, but for what the row that was taken holds too."""
    score = entry.score
    if score.state is not State.EMPTY and not (beside and settled(beside.score) == settled(score)):
        yield Leftover(entry.criterion, "self_score", score.typed, why, score.place)
    for key in TEXTS:
        text = entry.text(key)
        if text and not (beside and beside.text(key) == text):
            yield from (Leftover(entry.criterion, key, piece, why, entry.place_of(key)) for piece in pieces(text))


def _given(
    submission: Submission, campaign: Campaign, unit: str, doubt: Doubt, leftovers: list[Leftover]
) -> tuple[Given, ...] | None:
    """Return who is named for each criterion: those of the file, and the campaign's where it has no row."""
    if not submission.given or f"{assignment.TABLE.name}.officers" in submission.lacking:
        return None
    taken: dict[str, Given] = {}
    for given in submission.given:
        first = taken.get(given.criterion)
        why = _unfit(given.criterion, campaign, doubt)
        if first and first.officers != given.officers:
            why = filled(TWICE, first=first.place)
        if not why:
            taken.setdefault(given.criterion, given)
        elif given.officers:
            text = assignment.written(given.officers)
            leftovers += [Leftover(given.criterion, "officers", piece, why, given.place) for piece in pieces(text)]
    own = campaign.officers_of(unit)
    return tuple(
        Given(code, tuple(map(quiet, taken[code].officers)) if code in taken else names) for code, names in own.items()
    )


def _told(each: Unplaced) -> Iterator[Leftover]:
    yield from (Leftover(each.code, each.key, piece, UNPLACED[each.why], each.place) for piece in pieces(each.text))


def header_of(key: str) -> Words:
    """Return what a column is called by its key; an unknown key is called by itself."""
    if key == ROW:
        return _ROW
    for table in (self_score.TABLE, assignment.TABLE, assignment.OFFICERS):
        if key in table.by_key:
            return table.column(key).header
    return Words(key, key)
