"""Texts are in an encoding of before Unicode, or were misread on their way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from cchc_xlsx.legacy import Legacy, legacy_of, may_be_legacy
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.submission import TEXTS, Said, Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="E07",
    name="text_in_old_encoding",
    severity=Severity.WARNING,
    scope=Scope.CONTENT,
    title=Words("Chữ gõ bằng bảng mã cũ", "Text in an old encoding"),
    why=Words(
        "Văn bản điện tử dùng bộ mã Unicode theo TCVN 6909:2001. Chữ gõ bằng TCVN3 (ABC), VNI hoặc bị đọc sai mã không "
        "đọc được trong bản tổng hợp; chương trình không tự chuyển mã vì chuyển sai là mất chữ, và "
        "không tự trừ điểm.",
        "Electronic documents use Unicode (TCVN 6909:2001). What is typed in TCVN3 (ABC) or VNI, or was misread, "
        "cannot be read in the summary; it is not converted here, since a wrong conversion would lose letters. "
        "Nothing is deducted.",
    ),
    message=Words(
        "{place}: {count} ô ở cột “{column}” có chữ theo bảng mã cũ hoặc bị đọc sai mã ({encoding}), ví dụ "
        "“{example}”.",
        "{place}: {count} {count:cell|cells} of the column “{column}” {count:is|are} in an old encoding or "
        "{count:was|were} misread ({encoding}), for "
        "instance “{example}”.",
    ),
    fix=Words(
        "Hãy chuyển các ô này sang Unicode (ví dụ bằng công cụ chuyển mã của UniKey) hoặc gõ lại; điểm không bị ảnh "
        "hưởng.",
        "Please convert these cells to Unicode (UniKey has a tool for it) or type them again; no score is affected.",
    ),
)


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield one finding for the cells of a column of a sheet that are in one old encoding, at the first of them."""
    officers = dict.fromkeys(chain.from_iterable(row.officers for row in submission.given))
    if not may_be_legacy([*submission.words, *" ".join(officers).split()]):
        return
    groups: dict[tuple[str, str, Legacy], list[Said]] = {}
    for entry, _ in submission.matched(campaign.criteria):
        for key in TEXTS:
            if encoding := legacy_of(entry.text(key)):
                said = Said(entry.text(key), entry.place_of(key))
                groups.setdefault((said.place.sheet, f"self_score.{key}", encoding), []).append(said)
    for row in submission.given:
        if encoding := legacy_of("; ".join(row.officers)):
            said = Said("; ".join(row.officers), row.place)
            groups.setdefault((row.place.sheet, "assignment.officers", encoding), []).append(said)
    for (_, key, encoding), cells in groups.items():
        yield RULE.found(
            cells[0].place,
            also=tuple(said.place for said in cells[1:]),
            count=len(cells),
            column=column(key),
            encoding=encoding.value,
            example=short(cells[0].text),
        )
