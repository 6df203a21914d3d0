"""A cell of the campaign workbook does not hold what its column asks for."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import column
from cchc_xlsx.rules._words import short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C02",
    name="campaign_value_unreadable",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Ô trong sổ đợt chấm điểm không đọc được",
        "A cell of the campaign workbook cannot be understood",
    ),
    why=Words(
        "Giá trị không hiểu được thì không được đoán: một điểm tối đa hay một hạn gửi đoán sai sẽ làm sai"
        " kết quả của mọi đơn vị.",
        "What cannot be understood is never guessed: a maximum or a deadline guessed wrongly would spoil "
        "the results of every unit.",
    ),
    message=Words(
        "{place}: không hiểu được nội dung “{typed}” của mục “{which}”.",
        "{place}: the content “{typed}” of “{which}” cannot be understood.",
    ),
    fix=Words(
        "Hãy nhập lại {expected}.",
        "Please enter {expected}.",
    ),
)
A_NUMBER = Words("một số, ví dụ 2,5", "a number, such as 2.5")
ONE_OF_THE_LIST = Words("một giá trị trong danh sách của ô", "one of the values in the cell's list")
#: What each column asks for.
EXPECTED = {
    "settings.year": Words("năm bằng bốn chữ số, ví dụ 2024", "the year in four digits, such as 2024"),
    "settings.deadline": Words(
        "ngày/tháng/năm giờ:phút, ví dụ 30/11/2024 17:00", "day/month/year hour:minute, such as 30/11/2024 17:00"
    ),
    "settings.decimals": Words("một số nguyên từ 0 đến 6", "a whole number from 0 to 6"),
    "settings.level": ONE_OF_THE_LIST,
    "settings.ranking": ONE_OF_THE_LIST,
    "settings.not_applicable": ONE_OF_THE_LIST,
    "criteria.source": ONE_OF_THE_LIST,
    "choices.decision": ONE_OF_THE_LIST,
    "criteria.allowed": Words(
        "các mức điểm cách nhau bằng dấu chấm phẩy, ví dụ 0; 0,5; 1",
        "the scores apart by semicolons, such as 0; 0.5; 1",
    ),
}


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each cell that could not be understood."""
    for wrong in campaign.misread:
        expected = EXPECTED.get(wrong.column, A_NUMBER)
        yield RULE.found(wrong.place, typed=short(wrong.typed), which=column(wrong.column), expected=expected)
