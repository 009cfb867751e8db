"""The digest in sentences: one for each thing it tells. None names a person, and what there is nothing of is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.digest import Digest, Figures, Need, Reason
from domain.people import Workspace

MOST_NEEDS = 3
"""A phone's screen holds the whole digest; further needs are counted."""
_MINUTE, _HOUR, _DAY = 1, 60, 1_440


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A `str.format` template and its parts: people's own words, which whoever shows them has to make harmless."""

    sentence: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence.format(**self.parts)


def week_line(digest: Digest) -> Line:
    """The week in one line, each figure against the same part of the week before."""
    now, before = digest.now, digest.before
    said = [_went_out(now, before), _approvals(now, before)]
    if now.expired or before.expired:
        said.append(f"{now.expired:,} expired{_change(now.expired - before.expired)}")
    return Line(sentence=" · ".join(one for one in said if one))


def unmarked_line(digest: Digest) -> Line | None:
    """What may have gone out without anybody saying so; None when there is nothing such."""
    count = digest.present.unmarked if digest.present else 0
    if not count:
        return None
    past = "post is past its" if count == 1 else "posts are past their"
    return Line(sentence=f"{count:,} approved {past} time and not marked as published")


def against_line(digest: Digest) -> Line:
    """What the arrows compare with, and what the weekend before still brought."""
    week = digest.week.plus(-1).number
    over = "" if digest.whole else " up to the same moment"
    said = [f"Arrows: against week {week}{over}."]
    late = sum(digest.closed.went_out.values()) - sum(digest.before.went_out.values())
    if late:
        said.append(f"After that, week {week} brought {_counted(late, 'more post', 'more posts')}.")
    return Line(sentence=" ".join(said))


def quiet_line(digest: Digest) -> Line | None:
    """What could be done about a week in which nothing happened; None after any other week."""
    if not digest.now.quiet:
        return None
    if digest.present is None:
        return Line(sentence=f"Nothing was proposed, decided or published in week {digest.week.number}.")
    when = f"in week {digest.week.number}" if digest.whole else "this week"
    waiting = sum(digest.present.waiting.values())
    planned = len(digest.present.this_week) + len(digest.present.next_week)
    if waiting:
        which = "it is" if waiting == 1 else "they are"
        waits = _counted(waiting, "post waits", "posts wait")
        sentence = f"Nothing moved {when}, and {waits} for a decision now: {which} in `/social queue`."
        return Line(sentence=sentence)
    if planned:
        planned_posts = _counted(planned, "post is", "posts are")
        until = "this" if digest.whole else "next"
        return Line(sentence=f"Nothing new {when}; {planned_posts} planned up to the end of {until} week.")
    return Line(
        sentence="A quiet week, and nothing is planned for the next one. One offer, one question to customers or one "
        "face from a store is a start: `/social propose`."
    )


def needs_lines(digest: Digest, *, workspace: Workspace) -> tuple[Line, ...]:
    """What needs a leader, the most pressing first; what does not fit is counted in a last line."""
    if digest.present is None:
        return ()
    needs = digest.present.needs
    lines = [_need(one, workspace=workspace, at=digest.present.at) for one in needs[:MOST_NEEDS]]
    if more := len(needs) - len(lines):
        lines.append(Line(sentence=f"and {more:,} more"))
    return tuple(lines)


def voice_line(digest: Digest) -> Line | None:
    """How many departments saw what went out; None when nothing did."""
    out = sum(digest.now.went_out.values())
    if not out:
        return None
    verb = "was" if digest.now.seen_widely == 1 else "were"
    posts = "post" if out == 1 else "posts"
    return Line(
        sentence=f"{digest.now.seen_widely:,} of {out:,} {posts} {verb} seen by three or more departments"
    )


def rulebook_line(digest: Digest, *, titles: Mapping[str, str]) -> Line | None:
    """What the rulebook caught, and which rule most often; None when it had nothing to say.

    Args:
        titles: rules' full names to what they are about in plain words; a rule without goes by its name.
    """
    now = digest.now
    said, parts = [], {}
    if now.stopped:
        said.append(f"{now.stopped:,} blocked before {'it' if now.stopped == 1 else 'they'} went out")
    if now.top_rule:
        times = _counted(now.top_rule.overruled, "time", "times")
        said.append(f"most frequent: {{rule}} (overruled {times})")
        parts["rule"] = titles.get(now.top_rule.rule, now.top_rule.rule)
    return Line(sentence=" · ".join(said), parts=parts) if said else None


def _went_out(now: Figures, before: Figures) -> str:
    out, then = sum(now.went_out.values()), sum(before.went_out.values())
    if not out:
        return f"No post went out{_change(-then)}"
    return f"{_counted(out, 'post', 'posts')} went out{_change(out - then)}"


def _approvals(now: Figures, before: Figures) -> str:
    if now.median_minutes is None:
        return f"none was approved{_change(-before.approved)}" if before.approved else ""
    unit = _unit(now.median_minutes)
    change = ""
    if before.median_minutes is not None:
        unit = max(unit, _unit(before.median_minutes))
        more = _rounded(now.median_minutes, unit) - _rounded(before.median_minutes, unit)
        change = _change(more, unit=unit)
    within = _span(_rounded(now.median_minutes, unit), unit)
    if now.approved == 1:
        return f"1 was approved, within {within}{change}"
    return f"half were approved within {within}{change}"


def _need(need: Need, *, workspace: Workspace, at: datetime) -> Line:
    parts = {"department": workspace.department_name(need.department)}
    if need.post is None or need.since is None:
        return Line(sentence="{department} has no approver", parts=parts)
    parts["title"] = need.post[1]
    title = "“{title}”" + (f" and {_counted(need.more, 'more post', 'more posts')}" if need.more else "")
    waited = _waited(at - need.since)
    wait = "waits" if not need.more else "wait"
    said = {
        Reason.NOBODY_CAN_SIGN: f"Nobody is left in {{department}} to sign {title}",
        Reason.NOT_ANSWERED: f"{{department}} has not answered on {title} for {waited}",
        Reason.NOT_REVISED: f"{title} by {{department}} {wait} for a new version, for {waited}",
    }
    return Line(sentence=said[need.reason], parts=parts)


def _waited(span: timedelta) -> str:
    hours = span // timedelta(hours=1)
    return f"{hours} h" if hours < 48 else f"{hours // 24:,} days"  # noqa: PLR2004  # two days


def _change(more: int, *, unit: int = 0) -> str:
    """How a figure stands to the one before, in brackets."""
    if not more:
        return " (the same)"
    amount = _span(abs(more), unit) if unit else f"{abs(more):,}"
    return f" ({'▲' if more > 0 else '▼'} {amount})"


def _unit(minutes: int) -> int:
    """The unit in which people say a span: minutes below two hours, hours below two days, then days."""
    if minutes < 2 * _HOUR:
        return _MINUTE
    return _HOUR if minutes < 2 * _DAY else _DAY


def _rounded(minutes: int, unit: int) -> int:
    """Whole units, rounded up: "within" must stay true."""
    return max(1, -(-minutes // unit))


def _span(amount: int, unit: int) -> str:
    if unit == _DAY:
        return _counted(amount, "day", "days")
    return f"{amount:,} {'h' if unit == _HOUR else 'min'}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
