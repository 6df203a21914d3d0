"""A new campaign folder: from a template, its campaign workbook in the language that was asked for."""

from __future__ import annotations

from pathlib import Path

from cchc_xlsx.batch.folder import Folder, put
from cchc_xlsx.batch.trouble import Wrong, cannot_write
from cchc_xlsx.excel.door import open_book
from cchc_xlsx.model.book import Book
from cchc_xlsx.model.points import filled
from cchc_xlsx.stock import templates_folder
from cchc_xlsx.terms import Language, Words

EMPTY_TEMPLATE = "trong"
_THERE_ALREADY = Words(
    "“{path}” đã có sẵn; không ghi đè. Hãy chọn thư mục khác.",
    "“{path}” is there already and is left alone. Please choose another folder.",
)
_NO_TEMPLATE = Words(
    "Không có mẫu “{name}”. Các mẫu hiện có: {known}.", "There is no template “{name}”. There are: {known}."
)


def templates() -> dict[str, Path]:
    """Return the campaign workbooks people may start from, by name."""
    return {path.parent.name: path for path in sorted(templates_folder().glob("*/dot-cham.xlsx"))}


def init(folder: Folder, template: str = EMPTY_TEMPLATE, language: Language = "vi") -> Path:
    """Make a campaign folder from a template; return its campaign workbook, its headings in `language`.

    Raises Wrong for an unknown template or a campaign that is there already, Unreachable where nothing can be written.
    """
    known = templates()
    if template not in known:
        raise Wrong(filled(_NO_TEMPLATE, name=template, known=", ".join(known)))
    if folder.campaign.exists():
        raise Wrong(filled(_THERE_ALREADY, path=folder.campaign))
    path = folder.root
    try:
        data = known[template].read_bytes()
        for path in (folder.issued, folder.received, folder.returned, folder.results):
            path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path) from error
    if language != "vi":
        data = _in_language(data, language)
    put({folder.campaign: data})
    return folder.campaign


def _in_language(data: bytes, language: Language) -> bytes:
    """Return a campaign workbook with the headings and prompts of another language."""
    from cchc_xlsx.excel.write import written
    from cchc_xlsx.workbooks.campaign import fill_campaign, parse_campaign

    opened = open_book(data)
    return written(fill_campaign(parse_campaign(opened), language)) if isinstance(opened, Book) else data
