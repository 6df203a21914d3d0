"""Evidence is said to be scanned, photographed or unsigned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._evidence import resting_on_evidence
from cchc_xlsx.terms import Words
from cchc_xlsx.text import fold, letters, pattern

RULE = Rule(
    code="E05",
    name="evidence_scanned_or_unsigned",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words(
        "Tài liệu kiểm chứng là bản quét hoặc chưa ký số",
        "Evidence that is scanned or unsigned",
    ),
    why=Words(
        "Tài liệu kiểm chứng phải được ký số; văn bản ký tay rồi quét (scan) có thể bị Hội đồng thẩm định"
        " cho 0 điểm, trừ cơ quan chưa có chữ ký số. Chương trình không tự trừ điểm.",
        "Evidence has to be signed digitally; for a paper signed by hand and scanned the appraisal "
        "council may give zero, unless the body has no digital signature. Nothing is deducted here.",
    ),
    message=Words(
        "{place}: tài liệu kiểm chứng của tiêu chí {code} có ghi “{words}”; Hội đồng thẩm định có thể cho 0 điểm.",
        "{place}: the evidence of criterion {code} is said to be “{words}”; the council may give zero.",
    ),
    fix=Words(
        "Hãy thay bằng văn bản ký số, hoặc giải trình nếu cơ quan ban hành chưa có chữ ký số.",
        "Please give the digitally signed document instead, or explain that the issuing body has no digital signature.",
    ),
)
#: What is looked for, folded, and how it is quoted; “chưa kỷ luật” and “chưa kỹ” fold alike and are something else.
WORDS = {
    "ban scan": "bản scan",
    "quet": "quét",
    "ban chup": "bản chụp",
    "chua ky": "chưa ký",
    "chua ki": "chưa ký",
    "chua ky so": "chưa ký số",
    "chua ki so": "chưa ký số",
    "khong ky so": "không ký số",
    "khong ki so": "không ký số",
}
SAID = pattern(
    r"\b(?:(?:ban )?scan|scanned|(?:ban )?photo|photocopy|sao chup|anh chup|"
    r"quet(?! don| rac| ma| voi)|ban chup|(?:chua|khong) k[yi] so|"
    r"chua k[yi](?! luat| cang| nang| niem))\b"
)
#: What `SAID` cannot do without one of, wherever a word begins or ends and however blanks are made.
_MAY = ("scan", "photo", "quet", "chup")
_NOT, _SIGNED = ("chua", "khong"), ("ky", "ki")
_TEXTS = ("evidence", "evidence_number", "remark", "explanation")
#: Words met before that say nothing of the kind, whatever stands beside them, and how many of them are kept.
_silent: set[str] = set()
_ROOM, _LONG = 20_000, 100


def _may_say_so(words: Sequence[str]) -> bool:
    """Tell whether texts made of these words may say so, each text’s in their order; False only where none does."""
    unknown = list(set(words) - _silent)
    told = letters("\n".join(unknown))
    if any(may in told for may in _MAY) or any(f"{no}{signed}" in told for no in _NOT for signed in _SIGNED):
        return True
    before = {word for word, plain in zip(unknown, told.split("\n"), strict=False) if plain.endswith(_NOT)}
    if len(_silent) > _ROOM:
        _silent.clear()
    _silent.update(word for word in unknown if len(word) <= _LONG and word not in before)
    return any(letters(after).startswith(_SIGNED) for word in before for after in _behind(word, words))


def _behind(word: str, words: Sequence[str]) -> Iterator[str]:
    """Yield what stands behind each place of a word."""
    at = -1
    for _ in range(words.count(word)):
        at = words.index(word, at + 1)
        yield from words[at + 1 : at + 2]


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each row that says so of its evidence; at stake is the score."""
    if not _may_say_so(submission.words):
        return
    for entry, criterion, points in resting_on_evidence(submission, campaign):
        for key in _TEXTS:
            if found := SAID.search(fold(entry.text(key))):
                yield RULE.found(
                    entry.place_of(key),
                    criterion=criterion.code,
                    points_at_stake=points,
                    code=criterion.code,
                    words=WORDS.get(found[0], found[0]),
                )
                break
