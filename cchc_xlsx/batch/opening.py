"""Opening a campaign folder: its workbook, as it is or fit for use."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from pathlib import Path

from cchc_xlsx import rules
from cchc_xlsx.assigning import understood
from cchc_xlsx.batch.folder import Folder
from cchc_xlsx.batch.trouble import Unusable, cannot_read
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.excel.quick import forget
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.campaign import Campaign, SurveyScore
from cchc_xlsx.model.finding import Finding
from cchc_xlsx.model.points import filled
from cchc_xlsx.terms import Words
from cchc_xlsx.workbooks.campaign import parse_campaign, survey
from cchc_xlsx.workbooks.campaign.survey import parse_survey

_CANNOT_USE = Words(
    "Chưa dùng được sổ đợt chấm điểm “{path}”: có {count} lỗi cần sửa (chạy “cchc spec” để xem).",
    "The campaign workbook “{path}” cannot be used yet: {count} {count:error|errors} to mend (see “cchc spec”).",
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
_NO_SURVEY = Words(
    "Không tìm thấy bảng điểm điều tra trong “{path}”. Bảng cần có cột “{unit}” và cột “{score}”; hãy kiểm tra dòng "
    "tiêu đề của bảng, hoặc chuyển tệp này đi nơi khác nếu chưa dùng.",
    "There is no table of the survey's points in “{path}”. It needs a column “{unit}” and a column “{score}”; please "
    "look at its row of headings, or move the file away where it is not meant.",
)


def inputs(folder: Folder) -> tuple[Path, ...]:
    """Return the files that say what the campaign is: its workbook, and the survey's files that are there."""
    return (folder.campaign, *(path for path in folder.survey if path.is_file()))


def campaign_of(folder: Folder) -> Campaign:
    """Return what the campaign workbook and a survey file beside it say, right or wrong.

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
    campaign = parse_campaign(opened)
    forget()
    found = tuple(each for path in inputs(folder)[1:] for each in _survey_in(path, campaign))
    return understood(replace(campaign, survey=(*campaign.survey, *found)))


def _survey_in(path: Path, campaign: Campaign) -> tuple[SurveyScore, ...]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise cannot_read(path) from error
    if path.suffix == ".csv":
        from cchc_xlsx.excel.separated import read_csv  # here: seldom is there such a file

        opened = read_csv(data, path.name)
    else:
        opened = open_book(data, path.name)
    found = parse_survey(opened, path.name, campaign.criteria) if isinstance(opened, Book) else None
    if found is None:
        headers = {key: survey.TABLE.column(key).header for key in ("unit", "score")}
        raise Unusable(filled(_NO_SURVEY, path=path, **headers))
    return found


def audit(folder: Folder) -> tuple[Campaign, tuple[Finding, ...]]:
    """Return the campaign and what is wrong with its workbook, worst first."""
    campaign = campaign_of(folder)
    return campaign, rules.audit(campaign)


def usable(folder: Folder, without: Container[str] = ()) -> Campaign:
    """Return a campaign without errors; raises Unusable with the findings where there are any.

    Errors of the rules `without`, by name, do not matter for what is to be done.
    """
    campaign = campaign_of(folder)
    fit(campaign, folder, without)
    return campaign


def fit(campaign: Campaign, folder: Folder, without: Container[str] = ()) -> None:
    """Raise Unusable, as `usable` does, where a campaign has errors."""
    findings = rules.audit(campaign)
    errors = tuple(finding for finding in findings if finding.blocking and finding.name not in without)
    if errors:
        raise Unusable(filled(_CANNOT_USE, path=folder.campaign, count=len(errors)), findings)
