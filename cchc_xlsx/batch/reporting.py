"""Reports as Word documents: the superior's, the units', and a unit's own from its workbook alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, fields
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cchc_xlsx import scoring
from cchc_xlsx.batch.alone import workbook_alone
from cchc_xlsx.batch.folder import Folder, put, received
from cchc_xlsx.batch.gathering import NEEDLESS, gather, summary_of_summaries
from cchc_xlsx.batch.intake import Taken, take_in
from cchc_xlsx.batch.means import MEANS, Means
from cchc_xlsx.batch.naming import chosen, file_names, spare
from cchc_xlsx.batch.opening import usable
from cchc_xlsx.batch.own import own_workbook
from cchc_xlsx.batch.summing import summary_of
from cchc_xlsx.batch.trouble import Wrong, cannot_read
from cchc_xlsx.model.campaign import Campaign, Unit
from cchc_xlsx.model.points import filled
from cchc_xlsx.model.report import SummaryReport, UnitReport
from cchc_xlsx.model.submission import Submission
from cchc_xlsx.model.summary import Summary
from cchc_xlsx.terms import Language, Words
from cchc_xlsx.values import dataclass

NAME = "bao-cao.docx"
FOLDER = "bao-cao"
_TAIL = "-bao-cao.docx"  # how the name of a report ends that lies beside a unit's workbook
_ALONE = Words(
    "Số liệu lấy từ tệp tự chấm điểm của đơn vị; mã, tên và điểm tối đa trong tệp đúng như khi phát hành.",
    "Figures are those of the unit's own workbook; its codes, names and maxima are as they were handed out.",
)
_UNPROVED = Words(
    "Số liệu, kể cả điểm tối đa, lấy từ tệp tự chấm điểm của đơn vị và chưa đối chiếu được với bộ tiêu chí khi phát "
    "hành; đề nghị kiểm tra lại trước khi ký.",
    "All figures, the maxima too, are those of the unit's own workbook and could not be held against the criteria that "
    "were handed out; please check them before signing.",
)
_NOT_A_DOCUMENT = Words(
    "Không dùng được “{path}” làm mẫu báo cáo: đây không phải tệp Word (.docx) còn nguyên vẹn. Hãy tạo lại mẫu bằng "
    "“cchc report --write-template”.",
    "“{path}” cannot be used as a template: it is not a sound Word document (.docx). Please make one anew with “cchc "
    "report --write-template”.",
)
_OUTSIDE = Words(
    "Không dùng “{path}” làm mẫu báo cáo, vì mẫu lấy nội dung từ nơi khác ngoài tệp (ảnh, mẫu hoặc tệp liên kết). Hãy "
    "nhúng nội dung đó vào mẫu rồi chạy lại.",
    "“{path}” is not used as a template, because it fetches content from outside (a linked picture, template or file). "
    "Please embed that content and run this again.",
)
_FLAWED = Words(
    "Mẫu báo cáo “{path}” có chỗ cần sửa{where}: {what}. Hãy sửa mẫu trong Word rồi chạy lại; mẫu gốc tạo bằng “cchc "
    "report --write-template”.",
    "The template “{path}” needs mending{where}: {what}. Please mend it in Word and run this again; the one that comes "
    "with the tool is made by “cchc report --write-template”.",
)
_WHERE = Words(" ở đoạn “{paragraph}”", " in the paragraph “{paragraph}”")
_WHATS = {
    "syntax": Words("dấu {{{{ }}}} hoặc {{% %}} viết chưa đúng hoặc chưa đóng ({detail})",
                    "a tag {{{{ }}}} or {{% %}} is not written right or not closed ({detail})"),
    "unknown": Words("báo cáo này không có trường “{detail}”{other}", "this report has no field “{detail}”{other}"),
    "forbidden": Words("mẫu dùng phép tính hoặc lời gọi không được phép", "it uses what templates may not do"),
    "failed": Words("có biểu thức không tính được ({detail})", "an expression cannot be worked out ({detail})"),
}  # fmt: skip
_OTHER = Words(
    "; trường đó thuộc mẫu của loại báo cáo kia (báo cáo kết quả và báo cáo của đơn vị dùng hai mẫu khác nhau)",
    "; it belongs to the other kind of report (the report of results and those of units have a template each)",
)
_THERE_ALREADY = Words(
    "“{path}” đã có sẵn; không ghi đè. Hãy chọn tên khác.",
    "“{path}” is there already and is left alone. Please choose another name.",
)
_NOT_DOCX = Words(
    "Tên tệp mẫu “{path}” cần kết thúc bằng .docx.", "The name of the template, “{path}”, has to end in .docx."
)
_TOUCHED = Words(
    "“{path}” đã được sửa sau khi lập; không ghi đè. Hãy đổi tên tệp đó rồi chạy lại.",
    "“{path}” has been written in since it was made and is left alone. Please rename it and run this again.",
)


class Kind(StrEnum):
    """Which of the two templates."""

    SUMMARY = "summary"
    UNIT = "unit"


@dataclass(frozen=True)
class Reports:
    """Which reports were written: the unit's code ("": the superior's) and where each went, in order.

    `skipped` are the units of which no file counts, `stale` their reports of an earlier run. `kept` tells of reports
    that somebody had written in where they are now. `errors`: something of what was reported has errors.
    """

    written: tuple[tuple[str, Path], ...]
    skipped: tuple[Unit, ...] = ()
    stale: tuple[Path, ...] = ()
    kept: Mapping[Path, Path] = field(default_factory=dict)
    errors: bool = False


def report(
    folder: Folder,
    language: Language = "vi",
    *,
    source: Path | None = None,
    to: Path | None = None,
    template: Path | None = None,
    means: Means = MEANS,
    now: datetime | None = None,
    summaries: Sequence[Path] = (),
) -> Reports:
    """Write the superior's report, `bao-cao.docx`; with `summaries`, on those of other campaign folders together.

    A report that somebody has written in is kept beside the new one, under the date of `now`; without `now` that is
    Wrong. Raises Wrong for a template that cannot be used or a place among what came back, Unusable and Unreachable as
    `merge` does.
    """
    from cchc_xlsx.exports.reports.superior import summary_report

    target = to or folder.results
    if summaries:
        spare(folder.received, target)
        summary, _ = summary_of_summaries(gather(summaries), usable(folder, NEEDLESS))
    else:
        _, _, summary = _summed(folder, source, target, means)
    form = _template(Kind.SUMMARY, template, language)
    data = _rendered(form, template, summary_report(summary, language))
    return _put({target / NAME: data}, {target / NAME: ""}, now, errors=_errors(summary))


def report_units(
    folder: Folder,
    units: Sequence[str] = (),
    language: Language = "vi",
    *,
    source: Path | None = None,
    to: Path | None = None,
    template: Path | None = None,
    means: Means = MEANS,
    now: datetime | None = None,
) -> Reports:
    """Write the reports of units (without codes, of all) of which a file counts, all of them or none.

    They go into `bao-cao` within the results, or right into `to`. Raises as `report`, and Wrong for an unknown unit.
    """
    from cchc_xlsx.exports.reports.unit import unit_report

    target = to or folder.results / FOLDER
    campaign, taken, summary = _summed(folder, source, target, means, units)
    form = _template(Kind.UNIT, template, language)
    names = file_names(campaign)
    wanted = {unit.code: target / Path(names[unit.code]).with_suffix(".docx") for unit in chosen(campaign, units)}
    files: dict[Path, bytes] = {}
    skipped: list[Unit] = []
    for result in summary.results:
        if result.unit.code not in wanted:
            continue
        content = taken.intake.counted[result.unit.code].content if result.card else None
        if result.card and isinstance(content, Submission):
            told = unit_report(campaign, result.unit, content, result.card, language)
            files[wanted[result.unit.code]] = _rendered(form, template, told)
        else:
            skipped.append(result.unit)
    owners = {path: code for code, path in wanted.items()}
    stale = tuple(wanted[unit.code] for unit in skipped if wanted[unit.code].is_file())
    return _put(files, owners, now, skipped, stale, errors=_errors(summary))


def report_own(
    file: Path,
    folder: Folder,
    language: Language = "vi",
    *,
    to: Path | None = None,
    template: Path | None = None,
    means: Means = MEANS,
    now: datetime | None = None,
) -> Reports:
    """Write the report of a unit from its own workbook, beside it or into `to`.

    Where the folder has a campaign workbook, that says what holds; else the workbook itself does, and the report says
    so. Raises as `report`, and Wrong for a file that is no unit's workbook.
    """
    from cchc_xlsx.exports.reports.unit import unit_report

    notes: tuple[str, ...] = ()
    if folder.campaign.is_file():
        campaign = usable(folder)
        own = own_workbook(file, campaign, means)
        unit, submission = own.unit, own.submission
    else:
        alone = workbook_alone(file)
        campaign, unit, submission = alone.campaign, alone.unit, alone.submission
        notes = ((_ALONE if alone.proved else _UNPROVED).in_(language),)
    path = (to or file.parent) / f"{file.stem}{_TAIL}"
    spare(folder.received, path)
    card = scoring.score(submission, campaign, unit.code)
    form = _template(Kind.UNIT, template, language)
    data = _rendered(form, template, unit_report(campaign, unit, submission, card, language, notes))
    return _put({path: data}, {path: unit.code}, now)


def write_template(kind: Kind, path: Path, language: Language = "vi") -> Path:
    """Write the template that comes with the tool, to be changed in Word. Raises Wrong where the file is there."""
    if path.suffix.casefold() != ".docx":
        raise Wrong(filled(_NOT_DOCX, path=path))
    if path.exists():
        raise Wrong(filled(_THERE_ALREADY, path=path))
    put({path: _template(kind, None, language)})
    return path


def _summed(
    folder: Folder, source: Path | None, target: Path, means: Means, units: Sequence[str] = ()
) -> tuple[Campaign, Taken, Summary]:
    for kept in (folder.received, source or folder.received):
        spare(kept, target)
    campaign = usable(folder)
    chosen(campaign, units)  # a wrong code is told before anything is read
    taken = take_in(received(folder, source), campaign, means, scored=True)
    return campaign, taken, summary_of(campaign, taken)


def _errors(summary: Summary) -> bool:
    return any(finding.blocking for finding in summary.findings)


def _template(kind: Kind, path: Path | None, language: Language) -> bytes:
    """Return the template at a path, or the one that comes with the tool."""
    from cchc_xlsx.exports.reports.summary_form import summary_template
    from cchc_xlsx.exports.reports.unit_form import unit_template

    if path is None:
        return (summary_template if kind is Kind.SUMMARY else unit_template)(language)
    try:
        return path.read_bytes()
    except OSError as error:
        raise cannot_read(path) from error


def _rendered(template: bytes, path: Path | None, told: UnitReport | SummaryReport) -> bytes:
    from cchc_xlsx.word.render import Wrongness, rendered

    made = rendered(template, told)
    if isinstance(made, bytes):
        return made
    if path is None:  # a fault of ours
        raise RuntimeError(f"our own template: {made}")
    if made.wrong is Wrongness.NOT_A_DOCUMENT:
        raise Wrong(filled(_NOT_A_DOCUMENT, path=path))
    if made.wrong is Wrongness.POINTS_OUTSIDE:
        raise Wrong(filled(_OUTSIDE, path=path))
    where = filled(_WHERE, paragraph=made.paragraph) if made.paragraph else ""
    others = {each.name for kind in (UnitReport, SummaryReport) for each in fields(kind)}
    other = _OTHER if made.detail in others else ""
    what = filled(_WHATS[made.wrong], detail=made.detail, other=other)
    raise Wrong(filled(_FLAWED, path=path, where=where, what=what))


def _put(
    files: Mapping[Path, bytes],
    owners: Mapping[Path, str],
    now: datetime | None,
    skipped: Iterable[Unit] = (),
    stale: tuple[Path, ...] = (),
    *,
    errors: bool = False,
) -> Reports:
    kept, old = _kept(files, now)
    went = put({**old, **files}, now)
    written = tuple((owners[path], went[path]) for path in files)
    return Reports(written, tuple(skipped), stale, kept, errors)


def _kept(files: Mapping[Path, bytes], now: datetime | None) -> tuple[dict[Path, Path], dict[Path, bytes]]:
    """Return, of reports there already that somebody has written in, where they are to be kept, and their bytes."""
    from cchc_xlsx.word.render import touched

    kept: dict[Path, Path] = {}
    old: dict[Path, bytes] = {}
    for path, data in files.items():
        try:
            there = path.read_bytes() if path.is_file() else data
        except OSError as error:
            raise cannot_read(path) from error
        if there != data and touched(there):
            if now is None:
                raise Wrong(filled(_TOUCHED, path=path))
            kept[path] = path.with_name(f"{path.stem} ({now:%Y-%m-%d %H.%M.%S}){path.suffix}")
            old[kept[path]] = there
    return kept, old
