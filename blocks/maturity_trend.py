"""The trend of maturity: a native line chart with its sentence, and every figure of it in words."""

from slack_sdk.models.blocks import Block

from blocks.charts import Chart
from blocks.elements import context
from blocks.lines import told
from blocks.text import escape, inline
from blocks.waiting import packed
from domain.maturity_report import MaturityReport
from domain.maturity_went import compared_weeks, current_trend_line, trend_line

LABEL = 20
"""Weight of a chart's label."""


def trend_chart(report: MaturityReport) -> list[Block]:
    """The weeks that compare, and what they show in a sentence."""
    chart = _lines(report, title="Each stage; 100 % is “always” everywhere")
    return [chart, *_trend_said(report)] if chart else trend_words(report)


def told_chart(report: MaturityReport) -> Chart | None:
    """The chart alone, with what it shows as its title; None with less than two weeks that compare."""
    line = current_trend_line(report)
    if line is None:
        return None
    names = {key: inline(name, limit=LABEL) for key, name in line.parts.items()}
    return _lines(report, title=line.sentence.format(**names))


def _lines(report: MaturityReport, *, title: str) -> Chart | None:
    now = [place for place, one in enumerate(report.score.stages) if one.percent is not None]
    weeks = compared_weeks(report)
    if len(weeks) < 2:  # noqa: PLR2004  # a line needs two points
        return None
    return Chart(
        "line",
        title,
        categories=[f"W{one.week.number}" for one in weeks],
        series={
            _stage_label(report, place): [one.stages[place].percent or 0 for one in weeks] for place in now
        },
        block_id=f"maturity_trend:{report.week}",
    )


def _stage_label(report: MaturityReport, place: int) -> str:
    """A stage's name, with its number where others look alike: the labels of a chart have to differ."""
    labels = [inline(one.name, limit=LABEL) for one in report.model.stages]
    alike = labels.count(labels[place]) > 1
    return f"{place + 1} {inline(labels[place], limit=LABEL - 2)}" if alike else labels[place]


def _trend_said(report: MaturityReport) -> list[Block]:
    line = trend_line(report)
    return [context(told(line))] if line else []


def trend_words(report: MaturityReport) -> list[Block]:
    """Every figure of the chart."""
    head, figures = trend_figures(report)
    return [*packed([f"*{head}*", *(f"• {one}" for one in figures)]), *_trend_said(report)]


def trend_figures(report: MaturityReport) -> tuple[str, list[str]]:
    """What the chart's figures are, and each stage's, as mrkdwn."""
    first, last = report.trend[0].week.number, report.trend[-1].week.number
    figures = [
        f"{escape(stage.name)}: {', '.join(_percent(one.stages[place].percent) for one in report.trend)}"
        for place, stage in enumerate(report.model.stages)
    ]
    return f"Week {first} to {last}, in %; 100 % is “always” everywhere", figures


def _percent(percent: int | None) -> str:
    return "–" if percent is None else str(percent)
