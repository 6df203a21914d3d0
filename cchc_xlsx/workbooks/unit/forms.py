"""The form of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I): head and signature block."""

from __future__ import annotations

from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.workbooks.draft import Draft

COMMITTEE = Words("ỦY BAN NHÂN DÂN", "PEOPLE'S COMMITTEE")
NATION = Words("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIETNAM")
MOTTO = Words("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")
_NUMBER = Words("Số:        /BC-UBND", "No.:        /BC-UBND")
_DATE = Words("……………, ngày …… tháng …… năm ………", "……………, date …… month …… year ………")
_RECIPIENTS = Words("Nơi nhận:", "Recipients:")
_RECIPIENT = (Words("- {superior};", "- {superior};"), Words("- Lưu: VT.", "- Filed: VT."))
_COMPILER = Words("NGƯỜI LẬP BIỂU", "COMPILED BY")
_SIGN = Words("(Ký, ghi rõ họ tên)", "(Signature and full name)")
_SEAL = Words("(Ký, đóng dấu, ghi rõ họ tên)", "(Signature, seal and full name)")
DEFAULT_SIGN_OFF = "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH"


def head(draft: Draft, row: int, unit: Unit, *, left: tuple[int, int], right: tuple[int, int]) -> int:
    """Put the head of a document at `row` over two blocks of columns; return the first row below it."""
    language = draft.language
    draft.across(row, *left, COMMITTEE, "agency")
    draft.across(row, *right, NATION, "nation")
    draft.across(row + 1, *left, unit.name.upper(), "agency")
    draft.across(row + 1, *right, MOTTO, "motto")
    draft.across(row + 2, *left, "─────────", "rule")
    draft.across(row + 2, *right, "───────────────────────", "rule")
    draft.across(row + 3, *left, _NUMBER, "number")
    draft.across(row + 3, *right, _DATE.in_(language), "dateline")
    return row + 5


def signature(draft: Draft, row: int, campaign: Campaign, *, left: tuple[int, int], right: tuple[int, int]) -> int:
    """Put the block with recipients and signer at `row`; return the last row of it."""
    superior = campaign.settings.superior or "…"
    draft.put(row, left[0], _RECIPIENTS, "recipients")
    for below, words in enumerate(_RECIPIENT, 1):
        draft.put(row + below, left[0], words.say(draft.language, superior=superior), "recipient")
    return _signer(draft, row, campaign, right)


def table_signature(
    draft: Draft, row: int, campaign: Campaign, *, left: tuple[int, int], right: tuple[int, int]
) -> int:
    """Put the block below a table: who compiled it and who signs for the unit; return the last row of it."""
    draft.across(row, *left, _COMPILER, "signer")
    draft.across(row + 1, *left, _SIGN, "signer_note")
    return _signer(draft, row, campaign, right)


def _signer(draft: Draft, row: int, campaign: Campaign, right: tuple[int, int]) -> int:
    lines = (campaign.settings.sign_off or DEFAULT_SIGN_OFF).split("|")
    for below, line in enumerate(lines):
        draft.across(row + below, *right, line.strip(), "signer")
    end = row + len(lines)
    draft.across(end, *right, _SEAL, "signer_note")
    return end + 4


def margins(unit: Unit, language: Language) -> tuple[str, str]:
    """Return what stands in the margin above every printed page of a table: agency left, nation right."""
    return (
        f"{COMMITTEE.in_(language)}\n{unit.name.upper()}",
        f"{NATION.in_(language)}\n{MOTTO.in_(language)}",
    )
