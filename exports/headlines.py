"""Headlines: the period in one sentence and six figures."""

from collections import Counter
from dataclasses import dataclass

from domain.posts import State
from domain.signoffs import Decision
from exports.figures import Figures, remarks
from exports.report import Report

DAY = 24.0
"""Hours."""
MINUTES = 60
"""Of an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A figure with its name and one line that puts it into proportion.

    Attributes:
        value: None when there is nothing to take it from.
        unit: "h" or "min" for a time span; empty for a count.
    """

    label: str
    value: int | float | None
    note: str
    unit: str = ""


def cards(report: Report, figures: Figures) -> tuple[Card, ...]:
    """The six figures, in the order in which a post meets them."""
    proposed = [post for post in report.posts if report.holds(post.proposed_at)]
    teams = len({post.department for post in proposed})
    times = figures.times[None]
    soon = sum(times.steps[:2])
    waiting = [post for post in report.posts if post.state.open or post.state is State.ON_HOLD]
    longest = max((queue.longest for queue in figures.queues.values()), default=None)
    taken = sum((one.counts for one in figures.answers.values()), Counter[Decision]())
    asked, rejected = taken[Decision.CHANGES_REQUESTED], taken[Decision.REJECTED]
    concerned = {post.id for post, _, _ in remarks(report)}
    return (
        Card(
            label="Proposed", value=len(proposed), note=f"by {_counted(teams, 'department')}" if teams else ""
        ),
        Card(
            label="Approved",
            value=times.count,
            note=f"of {_counted(len(report.posts), 'post')} in this workbook",
        ),
        _time_card(times.median, count=times.count, soon=soon),
        Card(
            label="Waiting now",
            value=len(waiting),
            note="nothing" if longest is None else f"longest: {in_words(longest)}",
        ),
        Card(label="Sent back", value=asked + rejected, note=f"{asked:,} to change, {rejected:,} rejected"),
        Card(
            label="Rulebook findings",
            value=sum(one.times for one in figures.findings),
            note=f"on {_counted(len(concerned), 'post')}",
        ),
    )


def _time_card(median: float | None, *, count: int, soon: int) -> Card:
    """The time to approval: minutes below an hour, so that a quick one is not rounded to nothing."""
    if count == 1:
        note = "the only one, within a day" if soon else "the only one, after more than a day"
    else:
        note = f"{soon:,} of {count:,} within a day" if count else "nothing was approved"
    quick = median is not None and median < 1
    value = max(1, round(median * MINUTES)) if median is not None and quick else median
    return Card(label="Median time to approval", value=value, note=note, unit="min" if quick else "h")


def headline(report: Report, figures: Figures) -> str:
    """What a reader in a hurry should know."""
    if not report.posts:
        return f"Nothing was proposed, decided or due to go out from {report.days}, and nothing is waiting."
    proposed = sum(report.holds(post.proposed_at) for post in report.posts)
    times = figures.times[None]
    sentences = [f"{_counted(proposed, 'post')} proposed, {times.count:,} approved."]
    if times.median is not None and times.count == 1:
        sentences.append(f"That took {in_words(times.median)}.")
    elif times.median is not None:
        sentences.append(f"Half of the approvals took {in_words(times.median)} or less.")
    waiting = figures.queues
    if waiting:
        party, queue = max(waiting.items(), key=lambda line: line[1].longest)
        sentences.append(f"The longest wait is {in_words(queue.longest)}, for {party}.")
    else:
        sentences.append("Nothing is waiting.")
    return " ".join(sentences)


def states_in_words(report: Report, figures: Figures) -> str:
    """What the chart of posts by department and state shows."""
    counted = sum(figures.states.values(), Counter[str]())
    most = max(counted.values())
    names = [report.workspace.department_name(key) for key, number in counted.items() if number == most]
    if len(report.posts) == 1:
        return f"{names[0]} has the only post"
    if len(names) == 1:
        return f"{names[0]} has most posts: {most:,} of {len(report.posts):,}"
    if len(names) == len(counted):
        return f"Every department with posts has as many: {most:,} of {len(report.posts):,}"
    return f"{', '.join(names[:-1])} and {names[-1]} have most posts: {most:,} each of {len(report.posts):,}"


def times_in_words(report: Report, figures: Figures) -> str:
    """What the chart of times to approval shows."""
    medians = {key: times.median for key, times in figures.times.items() if key and times.median is not None}
    if not medians:
        return "Nothing was approved in these days"
    key, hours = max(medians.items(), key=lambda line: line[1])
    name = report.workspace.department_name(key)
    if len(medians) == 1:
        return f"{name} had to wait {in_words(hours)} for approval"
    return f"{name} waits longest for approval: {in_words(hours)} (median)"


def how_it_counts(report: Report) -> str:
    """When the report was made, whose clock it uses and which posts are in it."""
    made = report.made_at.astimezone(report.zone)
    return (
        f"As of {made.day} {made:%B %Y, %H:%M}. All times in {report.period.timezone}. Posts proposed, revised, "
        "decided or due to go out in these days, and those that still wait."
    )


def in_words(hours: float) -> str:
    """A time span as people say it: "25 min", "6.5 h", "3 days"."""
    if hours < 1:
        return f"{round(hours * MINUTES)} min" if hours * MINUTES >= 1 else "less than a minute"
    if hours < 2 * DAY:
        return f"{hours:.1f} h".replace(".0 h", " h")
    return f"{round(hours / DAY):,} days"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
