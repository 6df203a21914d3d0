"""A unit has no survey score although others have theirs."""

from __future__ import annotations

from collections.abc import Iterator

from cchc_xlsx.model.campaign import Campaign
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.points import ZERO
from cchc_xlsx.model.received import Intake
from cchc_xlsx.model.submission import State
from cchc_xlsx.rules import Rule, Scope
from cchc_xlsx.rules._words import at_stake, listed, short
from cchc_xlsx.terms import Words

RULE = Rule(
    code="U10",
    name="survey_missing",
    severity=Severity.ERROR,
    scope=Scope.INTAKE,
    title=Words(
        "Đơn vị chưa có điểm điều tra xã hội học",
        "A unit without its survey score",
    ),
    why=Words(
        "Khi điểm điều tra đã được tính cho các đơn vị khác, đơn vị chưa có điểm không thể xếp hạng chung: thiếu "
        "không phải là 0 điểm.",
        "Once the survey counts for the others, a unit without its score cannot be ranked among them: missing is not "
        "zero.",
    ),
    message=Words(
        "Chưa có điểm điều tra xã hội học của {name} (mã {code}) ở tiêu chí {which}.",
        "There is no survey score yet of {name} (code {code}) under {which}.",
    ),
    fix=Words(
        "Hãy nhập điểm vào trang “Điều tra XHH” của sổ đợt chấm điểm, hoặc tệp điều tra đặt cạnh sổ đó.",
        "Please enter it on the sheet “Survey” of the campaign workbook, or in the survey file beside it.",
    ),
    wanting=True,
    superior=True,
)


def check(intake: Intake, campaign: Campaign) -> Iterator[Finding]:
    """Yield a finding for each unit that counts and lacks a score of the survey, once the survey has come."""
    if not campaign.surveyed:
        return
    leaves = [leaf for leaf in campaign.criteria.leaves if leaf.source is Source.SURVEY]
    for unit in campaign.sorted_units:
        given = campaign.survey_scores.get(unit.code, {})
        lacking = [leaf for leaf in leaves if leaf.code not in given or given[leaf.code].score.state is State.EMPTY]
        if lacking and unit.code in intake.counted and not unit.excluded:
            stake = sum((at_stake(leaf) for leaf in lacking), ZERO)
            codes = listed([leaf.code for leaf in lacking])
            yield RULE.found(unit=unit.code, points_at_stake=stake, name=short(unit.name), code=unit.code, which=codes)
