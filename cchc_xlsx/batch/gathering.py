"""A summary of summaries: those of several campaign folders with the same criteria, ranked together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cchc_xlsx import rules, scoring
from cchc_xlsx.batch.folder import told
from cchc_xlsx.batch.intake import Taken
from cchc_xlsx.batch.summing import summed
from cchc_xlsx.batch.trouble import cannot_read
from cchc_xlsx.exports.tong_hop_read import part_of
from cchc_xlsx.model.campaign import Campaign, SurveyScore
from cchc_xlsx.model.criteria import Source
from cchc_xlsx.model.finding import Finding, Severity
from cchc_xlsx.model.gathered import Gathered, Part, PartUnit
from cchc_xlsx.model.received import Intake, Outcome, Received
from cchc_xlsx.model.submission import NO_SCORE, Score, State, Submission
from cchc_xlsx.model.summary import Earlier, FileOutcome, Result, Status, Summary

#: What a campaign that only gathers need not have: its units come with the summaries, nobody is assigned anything.
NEEDLESS = frozenset(("units_absent", "criterion_unassigned", "assignments_absent"))


#: Rules on units and ranks, by name, that hold for all units together, whatever they found in a part.
_ANEW = frozenset(("unit_missing", "unit_excluded", "survey_missing", "index_near_bound"))


def gather(paths: Sequence[Path]) -> Gathered:
    """Return the summaries that files hold, each file once; raises Unreachable where one cannot be read."""
    parts = []
    for path in dict.fromkeys(path.resolve() for path in paths):
        try:
            data = path.read_bytes()
        except OSError as error:
            raise cannot_read(path) from error
        parts.append((path, data))
    names = _names([path for path, _ in parts])
    return Gathered(tuple(part_of(data, names[path], hashlib.sha256(data).hexdigest()) for path, data in parts))


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Return what each file is called: as much of its path's end as tells it from the others."""
    for depth in range(1, 40):
        names = {path: told(Path(*path.parts[-depth:])) for path in paths}
        if len(set(names.values())) == len(paths) and (depth > 2 or len(paths) < 2):
            return names
    return {path: told(path) for path in paths}


def summary_of_summaries(
    gathered: Gathered, campaign: Campaign, earlier: Earlier | None = None
) -> tuple[Summary, Taken]:
    """Return the summary of all units that the summaries tell of, and what became of each of those files.

    Points are summed anew from the single scores, by this campaign's settings; whether a unit is complete or has
    errors is what its own summary says. Of a unit in two of them the first holds, and it is not ranked.
    """
    usable = [part for part in gathered.parts if not part.faulty and part.criteria == _criteria(campaign)]
    foreign = {part.path for part in gathered.parts} - {part.path for part in usable}
    gathered = Gathered(tuple(replace(p, units=(), findings=()) if p.path in foreign else p for p in gathered.parts))
    units = {each.unit.code: (part, each) for part in reversed(usable) for each in part.units}
    campaign = _with_units(campaign, units)
    campaign = _with_survey(campaign, [each for _, each in units.values()])
    about = rules.survey_gathered(gathered, campaign)
    files = _files(gathered.parts, about)
    counted = {file.path for file in files if file.outcome is Outcome.COUNTED}
    carried = (f for part in usable if part.path in counted for f in part.findings if _kept(f, part, units))
    findings = (*about, *carried, *rules.survey_intake(_intake(units), campaign))
    disputed = {finding.unit for finding in about if finding.severity is Severity.ERROR}
    results = []
    for unit in campaign.sorted_units:
        part, each = units.get(unit.code, (None, None))
        if part is None or each is None:
            results.append(Result(unit, Status.EXCLUDED if unit.excluded else Status.MISSING))
            continue
        results.append(_result(replace(each, unit=unit), part, campaign, unit.code in disputed))
    taken = Taken(Intake({}), files, rules.sorted_findings(findings), found=len(files))
    return summed(campaign, results, taken, earlier), taken


def _criteria(campaign: Campaign) -> dict[str, tuple[str, object, Source]]:
    return {each.code: (each.name, each.maximum, each.source) for each in campaign.criteria}


def _kept(finding: Finding, part: Part, units: dict[str, tuple[Part, PartUnit]]) -> bool:
    """Tell whether a finding of a part is of use here: not what is found anew, nor on units of another part."""
    holder, _ = units.get(finding.unit, (part, None))
    return holder is part and finding.name not in _ANEW


def _with_units(campaign: Campaign, units: Mapping[str, tuple[Part, PartUnit]]) -> Campaign:
    """Return the campaign with the units of the summaries where it lists none, and with those that they keep out."""
    listed = campaign.units or tuple(each.unit for _, each in units.values())
    kept_out = {code: each.unit.excluded for code, (_, each) in units.items()}
    return replace(campaign, units=tuple(replace(u, excluded=u.excluded or kept_out.get(u.code, "")) for u in listed))


def _intake(units: Mapping[str, tuple[Part, PartUnit]]) -> Intake:
    """Return an intake in which each unit that has scores counts by the summary it stands in."""
    return Intake(
        {
            code: Received(part.path, part.sha256, None, Submission({}))
            for code, (part, each) in units.items()
            if each.scores is not None
        }
    )


def _with_survey(campaign: Campaign, units: Sequence[PartUnit]) -> Campaign:
    """Return the campaign with the survey's points that the summaries hold, where it has none of its own."""
    leaves = {leaf.code for leaf in campaign.criteria.leaves if leaf.source is Source.SURVEY}
    if campaign.survey or not leaves:
        return campaign
    found = tuple(
        SurveyScore(each.unit.code, score.code, Score(score.state, score.score, score.typed))
        for each in units
        for score in each.scores or ()
        if score.code in leaves
    )
    return replace(campaign, survey=found)


def _result(each: PartUnit, part: Part, campaign: Campaign, disputed: bool) -> Result:
    status = Status.EXCLUDED if each.unit.excluded else Status.ERRORS if disputed else each.status
    if each.scores is None:
        return Result(each.unit, status, late=each.late)
    given = {score.code: Score(score.state, score.score, score.typed) for score in each.scores}
    given |= {code: own.score for code, own in campaign.survey_scores.get(each.unit.code, {}).items()}
    scores = [scoring.judged(leaf, given.get(leaf.code, NO_SCORE)) for leaf in campaign.counted]
    if status in (Status.COMPLETE, Status.INCOMPLETE):  # what was wanting there may have come with the survey here
        lacking = any(score.state is State.EMPTY for score in scores)
        status = Status.INCOMPLETE if lacking else Status.COMPLETE
    return Result(each.unit, status, scoring.scorecard(scores, campaign), file=part.path, late=each.late)


def _files(parts: Sequence[Part], findings: Sequence[Finding]) -> tuple[FileOutcome, ...]:
    files = []
    for part in parts:
        about = [f for f in findings if f.place.file == part.path and rules.rules_by_code()[f.rule].outcome]
        reason = about[0] if about else None
        outcome = rules.rules_by_code()[reason.rule].outcome if reason else Outcome.COUNTED
        files.append(FileOutcome(part.path, part.sha256, outcome or Outcome.COUNTED, None, reason))
    return tuple(sorted(files, key=lambda each: each.path))
