"""The campaign workbook lacks a sheet or a column."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._columns import named
from cchc_xlsx.terms import Words

RULE = Rule(
    code="C01",
    name="campaign_sheet_missing",
    severity=Severity.ERROR,
    scope=Scope.CAMPAIGN,
    title=Words(
        "Sổ đợt chấm điểm thiếu trang hoặc cột",
        "A sheet or column of the campaign workbook is missing",
    ),
    why=Words(
        "Sổ đợt chấm điểm là căn cứ duy nhất để phát hành và tổng hợp; mỗi trang, mỗi cột được nhận biết "
        "bằng khóa ẩn, nên xóa hàng khóa hoặc cột là mất dữ liệu của cột đó.",
        "The campaign workbook is the only source for issuing and summing up; sheets and columns are "
        "known by hidden keys, so that deleting the row of keys or a column loses its data.",
    ),
    message=Words(
        "Sổ đợt chấm điểm không còn {which}.",
        "The campaign workbook has lost {which}.",
    ),
    fix=Words(
        "Hãy khôi phục phần này từ bản sao lưu, hoặc tạo một sổ trống bằng “cchc init” ở thư mục khác rồi"
        " chép dữ liệu sang.",
        "Please restore it from a backup, or make an empty workbook with “cchc init” in another folder "
        "and copy the data into it.",
    ),
)


def check(campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each sheet or column that the campaign workbook should have and has not."""
    for part in campaign.missing:
        yield RULE.found(which=named(part))
