"""Opening a campaign folder: its workbook, as it is or fit for use, and the files that came back."""

from __future__ import annotations

from pathlib import Path

from cchc_xlsx import rules
from cchc_xlsx.assigning import understood
from cchc_xlsx.batch.folder import Folder, files_below
from cchc_xlsx.batch.trouble import Unreachable, Unusable, cannot_read
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.campaign import parse_campaign

_CANNOT_USE = Words(
    "Chưa dùng được sổ đợt chấm điểm “{path}”: có {count} lỗi cần sửa (chạy “cchc spec” để xem).",
    "The campaign workbook “{path}” cannot be used yet: {count} errors to mend (see “cchc spec”).",
)
_NOT_A_WORKBOOK = Words(
    "Không mở được “{path}” như một tệp Excel. Hãy mở bằng Excel và lưu lại ở định dạng .xlsx, hoặc tạo mới bằng "
    "“cchc init”.",
    "“{path}” cannot be opened as an Excel workbook. Please save it again as .xlsx, or begin anew with “cchc init”.",
)
_NO_CAMPAIGN = Words(
    "Không tìm thấy “{path}”. Hãy chạy lệnh trong thư mục đợt chấm điểm, hoặc tạo thư mục mới bằng “cchc init”.",
    "“{path}” is not there. Please run this inside a campaign folder, or make one with “cchc init”.",
)
_NO_FOLDER = Words(
    "Không tìm thấy thư mục “{path}”. Hãy chép các tệp nhận về vào đó rồi chạy lại.",
    "There is no folder “{path}”. Please put what came back into it and run again.",
)


def campaign_of(folder: Folder) -> Campaign:
    """Return what the campaign workbook says, right or wrong.

    Raises Unusable where there is none or it is no workbook, Unreachable where it cannot be read.
    """
    try:
        data = folder.campaign.read_bytes()
    except FileNotFoundError as error:
        raise Unusable(filled(_NO_CAMPAIGN, path=folder.campaign)) from error
    except OSError as error:
        raise cannot_read(folder.campaign) from error
    opened = open_book(data, folder.campaign.name)
    if not isinstance(opened, Book):
        raise Unusable(filled(_NOT_A_WORKBOOK, path=folder.campaign))
    return understood(parse_campaign(opened))


def audit(folder: Folder) -> tuple[Campaign, tuple[Finding, ...]]:
    """Return the campaign and what is wrong with its workbook, worst first."""
    campaign = campaign_of(folder)
    return campaign, rules.audit(campaign)


def usable(folder: Folder) -> Campaign:
    """Return a campaign without errors; raises Unusable with the findings where there are any."""
    campaign, findings = audit(folder)
    errors = tuple(finding for finding in findings if finding.blocking)
    if errors:
        raise Unusable(filled(_CANNOT_USE, path=folder.campaign, count=len(errors)), findings)
    return campaign


def received(folder: Folder, source: Path | None = None) -> list[tuple[Path, str]]:
    """Return each file that came back with the name it goes by; raises Unreachable where the folder does not open."""
    root = source or folder.received
    if not root.is_dir():
        raise Unreachable(filled(_NO_FOLDER, path=root))
    try:
        return list(files_below(root))
    except OSError as error:
        raise cannot_read(root) from error
