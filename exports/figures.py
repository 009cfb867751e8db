"""Figures: what a report says in numbers. Each one can be found again by filtering a sheet of the workbook."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from domain.findings import Finding, Level
from domain.people import UserId
from domain.posts import Post, State
from domain.signoffs import Decision, SignOff
from domain.versions import Version
from exports.report import Report
from exports.waiting import AUTHORS, ON_HOLD, waits

_SETTLED_WELL = frozenset({State.APPROVED, State.PUBLISHED, State.MEASURED})
STEPS = (("within 4 h", 4.0), ("4 to 24 h", 24.0), ("1 to 3 days", 72.0), ("longer", float("inf")))
"""How times to approval are grouped: a label, and the hours up to which it reaches."""


def hours_between(start: datetime, end: datetime) -> float:
    """Hours from one moment to another by the clock on the wall, nights and weekends included, to 36 seconds."""
    return round((end - start) / timedelta(hours=1), 2)


def approved_at(post: Post) -> datetime | None:
    """When the last seat signed, in UTC; None unless the post is approved or went on from there."""
    if post.state not in _SETTLED_WELL:
        return None
    moments = [one.at for one in post.current_sign_offs if one.decision is Decision.APPROVED]
    return max(moments, default=None)


def hours_to_approval(post: Post) -> float | None:
    """Hours from the proposal to the last seat's signature; None unless approved."""
    at = approved_at(post)
    return None if at is None else hours_between(post.proposed_at, at)


def decisions(report: Report) -> Iterator[tuple[Post, SignOff]]:
    """Every decision taken in the period, by post."""
    return ((post, one) for post in report.posts for one in post.sign_offs if report.holds(one.at))


def remarks(report: Report) -> Iterator[tuple[Post, Version, Finding]]:
    """Every finding about a version submitted in the period, by post."""
    return (
        (post, version, finding)
        for post in report.posts
        for version in post.versions
        if report.holds(version.at)
        for finding in version.findings
    )


def hours_to_answer(post: Post, sign_off: SignOff) -> float:
    """Hours from the submission of the version to the decision about it."""
    version = next(one for one in post.versions if one.number == sign_off.version)
    return hours_between(version.at, sign_off.at)


def departments(report: Report) -> tuple[str, ...]:
    """Keys of the workspace's departments in its order, then those that only old posts still know."""
    keys = dict.fromkeys(one.key for one in report.workspace.departments)
    keys.update(dict.fromkeys(post.department for post in report.posts))
    return tuple(keys)


def posts_by_state(report: Report) -> dict[State, Counter[str]]:
    """How many posts each department has in each state that occurs, in the order of a post's life."""
    counted = Counter((post.state, post.department) for post in report.posts)
    found: dict[State, Counter[str]] = {}
    for state in State:
        row = Counter({key: counted[state, key] for key in departments(report) if counted[state, key]})
        if row:
            found[state] = row
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalTimes:
    """How long posts took from proposal to approval.

    Attributes:
        steps: how many fall into each of `STEPS`.
        median: hours; None without any approval.
    """

    steps: tuple[int, ...]
    median: float | None

    @property
    def count(self) -> int:
        """How many posts were approved."""
        return sum(self.steps)


def approval_times(report: Report) -> dict[str | None, ApprovalTimes]:
    """Times to approval of posts approved in the period, by proposing department and for all (None)."""
    hours: dict[str | None, list[float]] = defaultdict(list)
    for post in report.posts:
        taken = hours_to_approval(post)
        if taken is not None and report.holds(approved_at(post)):
            hours[post.department].append(taken)
            hours[None].append(taken)
    return {key: _times(hours[key]) for key in (*departments(report), None)}


def _times(hours: list[float]) -> ApprovalTimes:
    counted = Counter(next(label for label, limit in STEPS if one <= limit) for one in hours)
    return ApprovalTimes(steps=tuple(counted[label] for label, _ in STEPS), median=_median(hours))


def _median(numbers: Iterable[float]) -> float | None:
    listed = list(numbers)
    return median(listed) if listed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a department's approvers decided in the period.

    Attributes:
        median: hours from a version's submission to the decision; None without decisions.
    """

    counts: Counter[Decision]
    median: float | None


def answers(report: Report) -> dict[str, Answers]:
    """Decisions of the period by the department whose seat they fill; departments without any left out."""
    taken: dict[str, list[tuple[Decision, float]]] = defaultdict(list)
    for post, one in decisions(report):
        taken[one.department].append((one.decision, hours_to_answer(post, one)))
    order = [*departments(report), *taken]
    return {
        key: Answers(
            counts=Counter(decision for decision, _ in taken[key]),
            median=_median(hours for _, hours in taken[key]),
        )
        for key in dict.fromkeys(order)
        if taken[key]
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits for one party at the time of the report.

    Attributes:
        longest: hours the oldest of them has waited.
        since: when that one began to wait, in UTC.
        people: who can act on any of them; nobody when every seat is vacant.
    """

    posts: int
    longest: float
    since: datetime
    people: tuple[UserId, ...]


def queues(report: Report) -> dict[str, Queue]:
    """Whom open posts wait for, by department name, `AUTHORS` or `ON_HOLD`; the longest wait first."""
    found = defaultdict(list)
    for post in report.posts:
        for wait in waits(post, workspace=report.workspace, at=report.made_at):
            found[wait.party].append(wait)
    lines = {}
    for party, every in found.items():
        since = min(wait.since for wait in every)
        lines[party] = Queue(
            posts=len(every),
            longest=max(0.0, hours_between(since, report.made_at)),
            since=since,
            people=tuple(dict.fromkeys(user for wait in every for user in wait.people)),
        )
    return dict(sorted(lines.items(), key=lambda line: (line[0] in {AUTHORS, ON_HOLD}, line[1].since)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequent:
    """A rule and how often it had something to say.

    Attributes:
        message: what it said the first time.
        times: findings about versions of the period; posts: how many posts these were in.
    """

    rule: str
    level: Level
    message: str
    times: int
    posts: int


def most_frequent(report: Report) -> tuple[Frequent, ...]:
    """Every rule with findings in the period, most findings first, then by name."""
    first: dict[str, Finding] = {}
    times: Counter[str] = Counter()
    posts: dict[str, set[str]] = defaultdict(set)
    for post, _, finding in remarks(report):
        first.setdefault(finding.rule, finding)
        times[finding.rule] += 1
        posts[finding.rule].add(post.id)
    return tuple(
        Frequent(
            rule=rule,
            level=first[rule].level,
            message=first[rule].message,
            times=count,
            posts=len(posts[rule]),
        )
        for rule, count in sorted(times.items(), key=lambda line: (-line[1], line[0]))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of a report, each found as its function above says."""

    states: dict[State, Counter[str]]
    times: dict[str | None, ApprovalTimes]
    answers: dict[str, Answers]
    queues: dict[str, Queue]
    findings: tuple[Frequent, ...]


def figures_of(report: Report) -> Figures:
    """Count once what several places of the Summary show."""
    return Figures(
        states=posts_by_state(report),
        times=approval_times(report),
        answers=answers(report),
        queues=queues(report),
        findings=most_frequent(report),
    )
