"""A workbook has lost some of the places that carry its identity."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.place import Place
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import listed
from cchc_xlsx.terms import Words

RULE = Rule(
    code="I07",
    name="identity_carrier_lost",
    severity=Severity.NOTE,
    scope=Scope.IDENTITY,
    title=Words(
        "Tệp đã được lưu lại bằng chương trình khác",
        "The file was saved again by another program",
    ),
    why=Words(
        "Mã nhận biết được ghi ở bốn chỗ vì mỗi chương trình bỏ mất một vài chỗ khi lưu; còn một chỗ là đủ.",
        "The identity stands in four places, since every program drops some of them on saving; one that "
        "is left is enough.",
    ),
    message=Words(
        "{place}: sau khi lưu lại, tệp không còn mã nhận biết ở: {carriers}; điểm vẫn được tính bình thường.",
        "{place}: saved again, the file no longer carries its identity in: {carriers}; its scores count all the same.",
    ),
    fix=Words(
        "Không cần làm gì.",
        "Nothing has to be done.",
    ),
)
CARRIERS = {
    "cell": Words("ô ở đầu các trang", "the cell at the head of the sheets"),
    "hidden": Words("trang ẩn", "the hidden sheet"),
    "name": Words("tên vùng", "the defined name"),
    "property": Words("thuộc tính của tệp", "the file's properties"),
}


def check(submission: Submission, campaign: Campaign) -> Iterator[Finding]:
    """Yield a note that names the carriers lost, for a workbook of this campaign."""
    identity = submission.identity
    if identity and identity.campaign == campaign.settings.id:
        lost = [words for carrier, words in CARRIERS.items() if carrier not in submission.identities[identity]]
        if lost:
            yield RULE.found(Place(file=submission.file), carriers=listed(lost))
