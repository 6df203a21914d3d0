"""`cchc verify`: make the sealed ranking again, and say that it stands or what has changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc_xlsx.cli.options import campaign_option, folder_option, format_option, means_of, means_options
from cchc_xlsx.terms import Language, Words

if TYPE_CHECKING:
    from cchc_xlsx.model.seal import Ranked, Verified

_HELP = Words(
    """Đối chiếu kết quả với niêm phong ket-qua/tong-hop.lock.json mà “cchc merge” đã lập.

    Xếp hạng được lập lại trong bộ nhớ từ các tệp hiện có; không ghi gì. Cho biết kết quả có đứng vững không, nếu không
    thì tệp nào đã đổi, thêm, mất, kết quả nào bị sửa tay, và điểm, hạng của đơn vị nào khác đi.

    LOCK là niêm phong ở nơi khác, nếu kết quả được ghi ở thư mục khác.

    \b
    Mã kết thúc: 0 đứng vững; 1 có khác biệt; 2 không có niêm phong dùng được.
    """,
    """Hold the results against the seal ket-qua/tong-hop.lock.json that “cchc merge” has set.

    The ranking is made again in memory from what lies there; nothing is written. Says whether the results stand, and
    if not, which file has changed, is new or gone, which result was altered, and whose points and ranks differ.

    LOCK is a seal elsewhere, where the results were written to another folder.

    \b
    Exit codes: 0 they stand; 1 something differs; 2 there is no seal to be used.
    """,
)
_FROM = Words("Thư mục khác chứa các tệp nhận về.", "Another folder with what came back.")
_BAR = Words("Đang lập lại", "Making it again")
_SEALED = Words(
    "Niêm phong của đợt “{campaign}” (cchc {version}): {inputs} tệp đầu vào, {files} tệp nhận về, {results} tệp kết "
    "quả, {units} đơn vị.",
    "The seal of campaign “{campaign}” (cchc {version}): inputs {inputs}, files received {files}, results {results}, "
    "units {units}.",
)
_VERSION = Words(
    "i Niêm phong do cchc {sealed} lập, nay đối chiếu bằng cchc {now}.",
    "i The seal was set by cchc {sealed}; this is cchc {now}.",
)
_KINDS = {
    "inputs": Words("tệp đầu vào", "input"),
    "files": Words("tệp nhận về", "file received"),
    "results": Words("tệp kết quả", "result"),
}
_CHANGES = {
    "changed": Words("đã thay đổi", "has changed"),
    "new": Words("mới có thêm sau khi niêm phong", "is new since the seal was set"),
    "gone": Words("không còn", "is gone"),
}
_RESULTS = {
    "changed": Words(
        "không còn đúng như khi niêm phong: đã bị sửa, hoặc là bản của lần chạy khác",
        "is not as it was sealed: it was altered, or is of another run",
    ),
    "new": Words(
        "không thuộc lần chạy đã niêm phong; hãy xóa tệp này, hoặc lập lại bằng “cchc merge --export”",
        "is not of the run that was sealed; please delete it, or make it again with “cchc merge --export”",
    ),
    "gone": Words("không còn", "is gone"),
}
_CHANGED = Words("✗ {kind} “{path}” {change}.", "✗ {kind} “{path}” {change}.")
_HEADS = (
    Words("Mã đơn vị", "Code"),
    Words("Đơn vị", "Unit"),
    Words("Tình trạng", "State"),
    Words("Điểm", "Points"),
    Words("Chỉ số (%)", "Index (%)"),
    Words("Hạng", "Rank"),
    Words("Xếp loại", "Grade"),
)
_MOVED = Words(
    "✗ {count} đơn vị có kết quả khác khi lập lại (khi niêm phong → bây giờ):",
    "✗ Made again, {count} {count:unit comes|units come} out differently (as sealed → now):",
)
_SAME = Words("✓ Lập lại: điểm, chỉ số, hạng và xếp loại của mọi đơn vị đều đúng như khi niêm phong.",
              "✓ Made again: points, index, rank and grade of every unit are as they were sealed.")  # fmt: skip
_NOT_REMADE = Words(
    "✗ Không lập lại được xếp hạng vì sổ đợt chấm điểm nay có lỗi; hãy xem bằng “cchc spec”.",
    "✗ The ranking cannot be made again, for the campaign workbook has errors now; please see “cchc spec”.",
)
_OTHER_BYTES = Words(
    "i Lập lại thì {names} khác về cách ghi tệp (do phiên bản chương trình hoặc thư viện), không khác về kết quả.",
    "i Made again, {names} is written otherwise (by another version of the program or a library); the results agree.",
)
_STANDS = Words("✓ Kết quả đứng vững.", "✓ The results stand.")
_FALLS = Words(
    "✗ Kết quả không còn khớp với niêm phong. Nếu các thay đổi trên là đúng, hãy chạy “cchc merge” để lập lại kết quả.",
    "✗ The results do not agree with the seal any more. Where the changes above are right, please run “cchc merge”.",
)


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(folder: Path, lock: Path | None, source: Path | None, form: str, jobs: int | None) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import progress
        from cchc_xlsx.exports import lock_json
        from cchc_xlsx.exports.tong_hop_json import dumped

        with progress(_BAR, language) as bar:
            found = batch.verify(batch.Folder(folder), lock=lock, source=source, means=means_of(jobs, (), bar))
        if form == "json":
            click.echo(dumped(lock_json.verified(found)), nl=False)
        else:
            _text(found, language)
        return 0 if found.stands else 1

    return click.Command(
        "verify",
        callback=run,
        help=_HELP.in_(language),
        params=[
            click.Argument(["lock"], metavar="[LOCK]", required=False, type=click.Path(path_type=Path, dir_okay=False)),
            campaign_option(language),
            folder_option("--from", _FROM, language, "source"),
            format_option(language),
            means_options(language)[0],
        ],
    )


def _text(found: Verified, language: Language) -> None:
    seal = found.seal
    click.echo(
        _SEALED.say(
            language,
            campaign=seal.campaign,
            version=seal.version,
            inputs=len(seal.inputs),
            files=sum(not mark.container for mark in seal.files),
            results=len(seal.results),
            units=len(seal.ranking),
        )
    )
    if seal.version != found.version:
        click.echo(_VERSION.say(language, sealed=seal.version, now=found.version))
    for kind, words in (("inputs", _CHANGES), ("files", _CHANGES), ("results", _RESULTS)):
        for each in getattr(found, kind):
            told = _KINDS[kind].in_(language)
            click.echo(
                _CHANGED.say(
                    language, kind=told[0].upper() + told[1:], path=each.path, change=words[each.change].in_(language)
                )
            )
    if not found.remade:
        click.echo(_NOT_REMADE.in_(language))
    elif found.units:
        click.echo(_MOVED.say(language, count=len(found.units)))
        _units(found, language)
    else:
        click.echo(_SAME.in_(language))
    if found.otherwise and not found.units:
        click.echo(_OTHER_BYTES.say(language, names=", ".join(found.otherwise)))
    click.echo((_STANDS if found.stands else _FALLS).in_(language))


def _units(found: Verified, language: Language) -> None:
    from cchc_xlsx.cli.table import show_table
    from cchc_xlsx.model.points import shown
    from cchc_xlsx.workbooks.summary.listing import STATUS

    def told(unit: Ranked | None) -> tuple[str, ...]:
        if unit is None:
            return ("–",) * 5
        known = {status.value: words.in_(language) for status, words in STATUS.items()}
        rank = "–" if unit.rank is None else str(unit.rank)
        state = known.get(unit.status, unit.status)
        return state, shown(unit.points, language), shown(unit.index, language), rank, unit.grade or "–"

    rows = []
    for old, new in found.units:
        unit = new or old
        if unit:
            pairs = zip(told(old), told(new), strict=True)
            rows.append((unit.unit, unit.name, *(a if a == b else f"{a} → {b}" for a, b in pairs)))
    show_table([words.in_(language) for words in _HEADS], rows, right=(3, 4, 5))
