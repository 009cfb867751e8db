"""The maturity report in sentences. None blames a person; names of people's own making are parts, as in the digest."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from domain.digest_lines import Line
from domain.digest_words import counted
from domain.maturity import Anchor
from domain.maturity_gaps import Disagreement, EvidenceGap
from domain.maturity_report import MaturityReport
from domain.maturity_score import ENOUGH, StageScore, percentage
from domain.maturity_went import compared_weeks
from domain.wording import listed
from domain.workspaces import Workspace

HELD_FROM = percentage(Fraction(Anchor.USUALLY, Anchor.ALWAYS))
"""The percentage from which on a stage is held."""
MOST = 3
"""Things of one kind that are told; the others are counted."""


def finding_line(report: MaturityReport) -> Line:
    """The finding in one sentence: which stage is held, which comes next, and what moved."""
    if report.empty:
        return Line(sentence="Nobody has answered a check-in that counts in this week.")
    names = {one.key: one.name for one in report.model.stages}
    score = report.score
    parts = {"reached": names[score.reached or score.stages[0].stage]}
    if score.current is None:
        held = "Every stage is held, up to {reached}"
    else:
        parts["current"] = names[score.current]
        held = "{reached} is held" if score.reached else "No stage is held yet"
        current = next(one for one in score.stages if one.stage == score.current)
        held += f"; {{current}} comes {'next' if score.reached else 'first'}, {_next(report, current)}"
    lost = [names[one.stage] for one in report.changes if one.lost]
    won = [names[one.stage] for one in report.changes if one.won]
    if lost:
        parts["lost"] = listed(lost)
        held += ". Not held any more since last week: {lost}"
    if won:
        parts["won"] = listed(won)
        held += ". New since last week: {won}"
    return Line(sentence=f"{held}.", parts=parts)


def standing_line(report: MaturityReport) -> Line:
    """Each stage in a few words: whether it is held, how it stands to the week before, and where the trend began."""
    stages = report.model.stages
    numbers = {one.key: number for number, one in enumerate(stages)}
    said = [_briefly(report, one, numbers=numbers) for one in report.score.stages]
    parts = {f"stage{number}": one.name for number, one in enumerate(stages)}
    weeks = compared_weeks(report)
    began = [str(one.percent) for one in weeks[0].stages if one.percent is not None]
    if len(weeks) > 2 and began:  # noqa: PLR2004  # the week before is told already
        said[-1] += f"; in week {weeks[0].week.number} they were at {listed(began)} %"
    return Line(sentence=" · ".join(said), parts=parts)


def current_line(report: MaturityReport) -> Line:
    """The last stage that is held and how the one to work on stands; all of them stand in `standing_line`."""
    score = report.score
    numbers = {one.key: number for number, one in enumerate(report.model.stages)}
    parts = {f"stage{number}": one.name for number, one in enumerate(report.model.stages)}
    said = []
    if score.current and score.reached:
        won = any(one.won for one in report.changes if one.stage == score.reached)
        said.append(f"{{stage{numbers[score.reached]}}} {'newly ' if won else ''}held")
    told = next(one for one in score.stages if one.stage == (score.current or score.reached))
    return Line(sentence=", ".join([*said, _briefly(report, told, numbers=numbers)]), parts=parts)


def stage_lines(report: MaturityReport) -> tuple[tuple[str, Line], ...]:
    """Each stage's name, and how it stands."""
    names = {one.key: one.name for one in report.model.stages}
    return tuple(
        (
            names[one.stage],
            Line(sentence=_stage(report, one), parts={"before": names[one.pulled_back_by or one.stage]}),
        )
        for one in report.score.stages
    )


def step_lines(report: MaturityReport, *, workspace: Workspace) -> Iterator[Line]:
    """The answers that changed since the week before."""
    for one in report.steps[:MOST]:
        yield Line(
            sentence=f"{{capability}}: {{department}} went from “{_word(one.was)}” to “{_word(one.now)}”",
            parts={
                "capability": capability_name(report, one.capability),
                "department": workspace.department_name(one.department),
            },
        )
    yield from _more(len(report.steps))


def gap_line(report: MaturityReport) -> Line | None:
    """The biggest gap and where it has to come; None when there is none, or nothing is answered."""
    gap = report.gap
    if gap is None:
        return None
    stage = next(one.name for one in report.model.stages if one.key == gap.capability.stage)
    aim = f"“{_word(gap.target)}” is {percentage(Fraction(gap.target, Anchor.ALWAYS))} %"
    return Line(
        sentence=f"{{capability}} ({{stage}}) stands at {percentage(gap.level / Anchor.ALWAYS)} %; {aim}",
        parts={"capability": gap.capability.name, "stage": stage},
    )


def disagreement_lines(report: MaturityReport, *, workspace: Workspace) -> Iterator[Line]:
    """Where departments see the same thing very differently, the widest first."""
    for one in report.disagreements[:MOST]:
        yield Line(
            sentence=_disagreement(one),
            parts={
                "capability": capability_name(report, one.capability),
                "high": _names(one.high, workspace),
                "low": _names(one.low, workspace),
            },
        )
    yield from _more(len(report.disagreements))


def evidence_lines(report: MaturityReport, *, workspace: Workspace) -> Iterator[Line]:
    """Where answers and the desk's record differ, a capability each, the widest first."""
    by_capability: dict[str, list[EvidenceGap]] = {}
    for one in report.evidence_gaps:
        by_capability.setdefault(one.capability, []).append(one)
    for capability, gaps in list(by_capability.items())[:MOST]:
        parts = {"capability": capability_name(report, capability), "record": gaps[0].evidence.line}
        said = []
        for level, some in groupby(sorted(gaps, key=lambda one: -one.answered), key=lambda one: one.answered):
            parts[level.name] = _names([one.department for one in some], workspace)
            said.append(f"{{{level.name}}} “{_word(level)}”")
        yield Line(
            sentence=f"{{capability}}: answered {', '.join(said)}; the record looks like "
            f"“{_word(gaps[0].suggested)}” ({{record}})",
            parts=parts,
        )
    yield from _more(len(by_capability))


def answered_line(report: MaturityReport) -> Line:
    """How many departments have answered this week, and what nobody has said anything about."""
    said = (
        f"{len(report.answered):,} of {counted(len(report.asked), 'department', 'departments')} answered this week"
        if report.asked
        else "No check-in was sent this week"
    )
    if not report.unanswered:
        return Line(sentence=f"{said}.")
    names = [capability_name(report, one) for one in report.unanswered]
    more = len(names) - MOST
    told = [*names[:MOST], f"{more:,} more"] if more > 0 else names
    return Line(
        sentence=f"{said}. No answer yet, or none for 12 weeks: {{unanswered}}.",
        parts={"unanswered": listed(told)},
    )


def late_lines(report: MaturityReport, *, workspace: Workspace) -> Iterator[Line]:
    """Whose answers came when the check-in, or the whole week, was over."""
    if report.late:
        sentence = "{departments} answered after the check-in had closed, and that counts here"
        yield Line(sentence=sentence, parts={"departments": _names(report.late, workspace)})
    if report.after:
        sentence = (
            f"{{departments}} answered when week {report.week.number} was over, and that counts from then on"
        )
        yield Line(sentence=sentence, parts={"departments": _names(report.after, workspace)})


def capability_name(report: MaturityReport, key: str) -> str:
    """What a capability of the model is called in tables."""
    return next(one.name for one in report.model.capabilities if one.key == key)


def stage_change(report: MaturityReport, stage: str) -> str:
    """How a stage stands to the week before, in brackets; empty where there is nothing to compare."""
    points = next(one.points for one in report.changes if one.stage == stage)
    if points is None:
        return ""
    return f" ({'▲' if points > 0 else '▼'} {abs(points)})" if points else " (=)"


def _next(report: MaturityReport, stage: StageScore) -> str:
    if stage.percent is None:
        return "and nobody has answered about it yet"
    at = f"at {stage.percent} %{stage_change(report, stage.stage)}"
    if stage.level is not None and stage.level >= Anchor.USUALLY:
        return f"{at}, as soon as enough fresh answers say so"
    return f"{at}, and is held from {HELD_FROM} %"


def _briefly(report: MaturityReport, stage: StageScore, *, numbers: Mapping[str, int]) -> str:
    name = f"{{stage{numbers[stage.stage]}}}"
    if stage.percent is None:
        return f"{name} not answered yet"
    went = next(one for one in report.changes if one.stage == stage.stage)
    state = "newly held" if went.won else "held" if stage.held else "no longer held" if went.lost else ""
    before = f"waits for {{stage{numbers[stage.pulled_back_by]}}}" if stage.pulled_back_by else ""
    states = ", ".join(one for one in (state, before) if one)
    percent = f"{stage.percent} %{stage_change(report, stage.stage)}"
    return f"{name} {states}, {percent}" if states else f"{name} {percent}"


def _stage(report: MaturityReport, stage: StageScore) -> str:
    if stage.percent is None:
        return "no answer yet"
    state = "held" if stage.held else "waits for {before}" if stage.pulled_back_by else "not held yet"
    old = ""
    if stage.confidence < ENOUGH:
        old = " · most answers are missing or old"
    elif stage.confidence < 1:
        old = " · some answers are missing or old"
    return f"{state} · {stage.percent} %{stage_change(report, stage.stage)}{old}"


def _disagreement(one: Disagreement) -> str:
    return f"{{capability}}: “{_word(one.highest)}” for {{high}}, “{_word(one.lowest)}” for {{low}}"


def _more(found: int) -> Iterator[Line]:
    if found > MOST:
        yield Line(sentence=f"and {found - MOST:,} more")


def _names(departments: Sequence[str], workspace: Workspace) -> str:
    return listed([workspace.department_name(one) for one in departments])


def _word(level: Anchor) -> str:
    return level.label.lower()
