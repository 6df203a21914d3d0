"""What of the score table has to be there for any score to be read."""

from __future__ import annotations

from cchc_xlsx.model.submission import Submission

TABLE, SCORES = "self_score", "self_score.self_score"
#: Either of the two tells which criterion a row is.
KEY, CODE = "self_score.key", "self_score.criterion"


def lost(submission: Submission) -> tuple[str, ...]:
    """Return what is lacking without which no score can be read; nothing where the scores are readable."""
    lacking = submission.lacking
    if TABLE in lacking:
        return (TABLE,)
    if SCORES in lacking:
        return (SCORES,)
    return (KEY, CODE) if KEY in lacking and CODE in lacking else ()
