"""The live mark beside each score: one table of codes from which formula, colour, guide and stored result all come."""

from __future__ import annotations

from enum import IntEnum

from cchc_xlsx.model.book import plain
from cchc_xlsx.model.criteria import Criterion, Verdict
from cchc_xlsx.model.submission import Entry, Score, State
from cchc_xlsx.terms import Language, Words


class Mark(IntEnum):
    """What the workbook itself can see of a score row; the number stands in a hidden column."""

    FINE = 0
    EMPTY = 1
    NOT_A_NUMBER = 2
    BELOW = 3
    ABOVE = 4
    OFF_GRAIN = 5
    EVIDENCE_MISSING = 6
    EXPLANATION_MISSING = 7
    NOT_APPLICABLE = 8
    ROW_LOST = 9


#: The sign and words of each mark, in the order of their codes.
SIGNS: tuple[Words, ...] = (
    Words("✓", "✓"),
    Words("○ Chưa chấm", "○ Not scored"),
    Words("≠ Không phải số", "≠ Not a number"),
    Words("▼ Dưới mức thấp nhất", "▼ Below the lowest"),
    Words("▲ Vượt điểm tối đa", "▲ Above the maximum"),
    Words("◇ Sai mức điểm", "◇ Not an allowed score"),
    Words("! Thiếu tài liệu", "! Evidence missing"),
    Words("! Thiếu giải trình", "! Explanation missing"),
    Words("– Không áp dụng", "– Not applicable"),
    Words("✗ Mất dòng", "✗ Row lost"),
)
#: What each mark asks of the person, for the guide.
ADVICE: tuple[Words, ...] = (
    Words("Dòng này đã đủ.", "This row is complete."),
    Words("Nhập điểm; nếu không được điểm thì nhập 0, nếu không phát sinh nhiệm vụ thì nhập KAD.",
          "Enter a score; 0 for no points, KAD where there is no such task."),
    Words("Ô đang chứa chữ. Hãy nhập lại điểm bằng số; tùy máy, dấu thập phân là dấu phẩy hoặc dấu chấm.",
          "The cell holds text. Enter a number; the decimal sign is a comma or a point, depending on the computer."),
    Words("Điểm thấp hơn mức thấp nhất được phép.", "The score is below the lowest allowed."),
    Words("Điểm cao hơn điểm tối đa của tiêu chí.", "The score is above the criterion's maximum."),
    Words("Điểm không thuộc các mức được phép hoặc không đúng bước điểm.",
          "The score is not one of those allowed, or off the step."),
    Words("Có điểm nhưng chưa nêu tài liệu kiểm chứng; Hội đồng có thể cho 0 điểm.",
          "Points without evidence; the council may give zero."),
    Words("Mất điểm hoặc khai KAD nhưng chưa giải trình.",
          "Points are lost, or the criterion is declared not applicable, without an explanation."),
    Words("Đã khai không áp dụng (KAD).", "Declared not applicable (KAD)."),
    Words("Dòng của tiêu chí này không còn trên trang lĩnh vực; hãy nhập lại vào tệp đã được phát hành.",
          "This criterion's row is gone from its area's sheet; please use the workbook as it was handed out."),
)  # fmt: skip

#: Marks that keep a workbook from being complete, and the style they turn on.
WRONG = (Mark.NOT_A_NUMBER, Mark.BELOW, Mark.ABOVE, Mark.OFF_GRAIN, Mark.ROW_LOST)
WANTING = (Mark.EVIDENCE_MISSING, Mark.EXPLANATION_MISSING)
STYLES: tuple[tuple[str, tuple[Mark, ...]], ...] = (
    ("bad", WRONG),
    ("empty", (Mark.EMPTY,)),
    ("warn", WANTING),
)
#: What people type for “not applicable”, as the live formula knows it; the reader knows a few more spellings.
NOT_APPLICABLE = ("KAD", "KHÔNG ÁP DỤNG", "N/A")


def mark_of(entry: Entry, criterion: Criterion) -> Mark:
    """Return the mark that the live formula shows for an entry: its twin, for the stored result."""
    score = entry.score
    if score.state is State.NOT_APPLICABLE:
        if score.typed.upper() not in NOT_APPLICABLE:
            return Mark.NOT_A_NUMBER
        return Mark.NOT_APPLICABLE if entry.explanation else Mark.EXPLANATION_MISSING
    if score.state is State.EMPTY:
        return Mark.EMPTY
    if score.value is None or not is_number(score):
        return Mark.NOT_A_NUMBER
    match criterion.verdict(score.value):
        case Verdict.BELOW:
            return Mark.BELOW
        case Verdict.ABOVE:
            return Mark.ABOVE
        case Verdict.OFF_LIST | Verdict.OFF_STEP:
            return Mark.OFF_GRAIN
        case _:
            pass
    if score.value > 0 and not (entry.evidence or entry.evidence_number or entry.evidence_date):
        return Mark.EVIDENCE_MISSING
    if score.value < criterion.highest and not entry.explanation:
        return Mark.EXPLANATION_MISSING
    return Mark.FINE


def is_number(score: Score) -> bool:
    """Tell whether a score was typed as a number: a text such as “2,5” we understand, the live formula does not."""
    return score.value is not None and score.typed == plain(score.value)


def mark_formula(
    criterion: Criterion, *, score: str, maximum: str, evidence: tuple[str, str, str], explanation: str, allowed: str
) -> str:
    """Return the live formula of a row's mark; the arguments are cell references, `allowed` a range or "".

    Only functions of Excel 2007 and constants that no locale changes.
    """
    low, high = ("0", maximum) if criterion.lowest == 0 else (f"-ABS({maximum})", "0")
    # A blank is no evidence and no explanation: the reader trims, so does the formula.
    proof, reason = f'TRIM({"&".join(evidence)})=""', f'TRIM({explanation})=""'
    wanting = (
        f"IF(AND({score}>0,{proof}),{Mark.EVIDENCE_MISSING:d},"
        f"IF(AND({score}<{high},{reason}),{Mark.EXPLANATION_MISSING:d},{Mark.FINE:d}))"
    )
    if allowed:
        wanting = f"IF(ISNA(MATCH({score},{allowed},0)),{Mark.OFF_GRAIN:d},{wanting})"
    elif criterion.step:
        step = plain(criterion.step)
        wanting = f"IF(ABS({score}/{step}-ROUND({score}/{step},0))>0.000001,{Mark.OFF_GRAIN:d},{wanting})"
    number = f"IF({score}<{low},{Mark.BELOW:d},IF({score}>{high},{Mark.ABOVE:d},{wanting}))"
    words = (
        f'IF(TRIM({score})="",{Mark.EMPTY:d},IF({says_not_applicable(score)},'
        f"IF({reason},{Mark.EXPLANATION_MISSING:d},{Mark.NOT_APPLICABLE:d}),{Mark.NOT_A_NUMBER:d}))"
    )
    return f"IFERROR(IF(ISNUMBER({score}),{number},{words}),{Mark.NOT_A_NUMBER:d})"


def says_not_applicable(cell: str) -> str:
    """Return the condition that a cell says “not applicable”; no array constant, which validations may not hold."""
    return "OR(" + ",".join(f'UPPER(TRIM({cell}))="{word}"' for word in NOT_APPLICABLE) + ")"


def sign_formula(mark: str, language: Language) -> str:
    """Return the formula that shows the sign of the mark in a cell."""
    signs = ",".join(f'"{sign.in_(language)}"' for sign in SIGNS)
    return f"CHOOSE({mark}+1,{signs})"
