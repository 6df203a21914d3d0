"""`cchc spec`: audit the campaign workbook before anything is made of it."""

from __future__ import annotations

from pathlib import Path

import click

from cchc_xlsx.cli.options import campaign_option, format_option
from cchc_xlsx.terms import Language, Words

_HELP = Words(
    """Kiểm tra sổ đợt chấm điểm dot-cham.xlsx.

    Lỗi phải sửa trước khi phát hành; cảnh báo không ngăn phát hành nhưng nên xem.
    """,
    """Audit the campaign workbook dot-cham.xlsx.

    Errors stop `generate`; warnings do not, but are worth a look.
    """,
)
_SUMMARY = Words(
    "“{name}”: {areas} lĩnh vực, {leaves} tiêu chí chấm điểm, tổng điểm tối đa {maximum}; {units} đơn vị.",
    "“{name}”: {areas} {areas:area|areas}, {leaves} {leaves:criterion|criteria} to score, maximum {maximum}; {units} "
    "{units:unit|units}.",
)


def command(language: Language) -> click.Command:
    """Return the command."""

    def run(folder: Path, form: str) -> int:
        from cchc_xlsx import batch
        from cchc_xlsx.cli.show import show_findings
        from cchc_xlsx.exports.tong_hop_json import dumped, findings
        from cchc_xlsx.model.points import shown

        campaign, found = batch.audit(batch.Folder(folder))
        if form == "json":
            click.echo(dumped({"format": 1, "findings": findings(found, language)}), nl=False)
        else:
            criteria = campaign.criteria
            click.echo(
                _SUMMARY.say(
                    language,
                    name=campaign.settings.name,
                    areas=len(criteria.areas),
                    leaves=len(criteria.leaves),
                    maximum=shown(criteria.maximum, language),
                    units=len(campaign.by_unit),
                )
            )
            show_findings(found, language)
        return 1 if any(finding.blocking for finding in found) else 0

    return click.Command(
        "spec",
        callback=run,
        help=_HELP.in_(language),
        params=[campaign_option(language), format_option(language)],
    )
