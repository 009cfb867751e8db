"""How far the stages have come, in sentences: which weeks compare, and what a chart of them shows."""

from domain.digest_lines import Line
from domain.digest_words import counted
from domain.maturity_report import MaturityReport
from domain.maturity_score import Score


def compared_weeks(report: MaturityReport) -> tuple[Score, ...]:
    """The end of the trend, in which every stage that has an answer now had one in each week."""
    lacking = [
        number
        for number, week in enumerate(report.trend)
        if any(week.stages[place].percent is None for place in _answered(report))
    ]
    return report.trend[lacking[-1] + 1 if lacking else 0 :]


def trend_line(report: MaturityReport) -> Line | None:
    """How far each stage has come in the weeks that compare; None when nothing is answered."""
    if report.empty:
        return None
    weeks = compared_weeks(report)
    ends = [(one.percent, now.percent) for one, now in zip(weeks[0].stages, weeks[-1].stages, strict=True)]
    went = "" if all(before != now for before, now in ends if now is not None) else "went "
    said, parts = [], {}
    for number, (before, now) in enumerate(ends):
        if now is not None:
            parts[f"stage{number}"] = report.model.stages[number].name
            way = f"{went}from {before} to {now} %" if before != now else f"stands at {now} %"
            said.append(f"{{stage{number}}} {way}")
    return Line(sentence=f"Over {counted(len(weeks), 'week', 'weeks')}: {', '.join(said)}.", parts=parts)


def current_trend_line(report: MaturityReport) -> Line | None:
    """The same of the stage to work on alone, in a few words; None with less than two weeks that compare."""
    weeks, answered = compared_weeks(report), _answered(report)
    if len(weeks) < 2 or not answered:  # noqa: PLR2004  # from one week to another
        return None
    place = next((one for one in answered if not report.score.stages[one].held), answered[-1])
    began, now = (weeks[end].stages[place].percent for end in (0, -1))
    went = f"{began} to {now} %" if began != now else f"at {now} %"
    return Line(
        sentence=f"{{stage}} {went} in {counted(len(weeks), 'week', 'weeks')}",
        parts={"stage": report.model.stages[place].name},
    )


def _answered(report: MaturityReport) -> list[int]:
    return [number for number, one in enumerate(report.score.stages) if one.percent is not None]
