"""The digest in sentences: one for each thing it tells. None names a person, and what there is nothing of is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.digest import Digest, Figures
from domain.digest_freezes import Pause
from domain.digest_needs import Need, Reason
from domain.digest_words import change, counted, rounded, span, unit_of
from domain.results import RESULT_MEASURES
from domain.workspaces import Workspace

REVENUE = "revenue"
"""Key of the measure that leaders ask for first."""
_START = "One offer, one question to customers or one face from a store is a start: `/social propose`."


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A `str.format` template and its parts: people's own words, which whoever shows them has to make harmless."""

    sentence: str
    parts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sentence.format(**self.parts)


def in_room(lines: Iterable[Line], *, room: int) -> tuple[Line, ...]:
    """The first line, and of the others in their order those that find room beside it, which is in characters."""
    taken: list[Line] = []
    for line in lines:
        if not taken or len(str(line)) <= room:
            taken.append(line)
            room -= len(str(line))
    return tuple(taken)


def week_line(digest: Digest) -> Line:
    """The week in one line, each figure against the same part of the week before."""
    now, before = digest.now, digest.before
    said = [_went_out(now, before), _approvals(now, before)]
    if now.expired or before.expired:
        said.append(f"{now.expired:,} expired{change(now.expired - before.expired)}")
    return Line(sentence=" · ".join(one for one in said if one))


def against_line(digest: Digest) -> Line:
    """What the signs behind the figures compare with."""
    days = "all" if digest.whole else "these days"
    return Line(sentence=f"against {days} of week {digest.week.plus(-1).number}")


def rest_line(digest: Digest) -> Line | None:
    """What the days of the week before still brought with which nothing is compared, such as its weekend."""
    late = digest.closed_out - sum(digest.before.went_out.values())
    if not late:
        return None
    more = counted(late, "more post", "more posts")
    return Line(sentence=f"The rest of week {digest.week.plus(-1).number} brought {more}.")


def quiet_line(digest: Digest) -> Line | None:
    """What could be done about a week in which nothing happened; None after any other week."""
    if not digest.now.quiet:
        return None
    waiting = sum(digest.waiting.values())
    if digest.whole:
        nothing = f"Nothing was proposed, decided or published in week {digest.week.number}"
        waited = counted(waiting, "post", "posts")
        then = f"; at its end {waited} waited for a decision" if waiting else ""
        return Line(sentence=f"{nothing}{then}. {_START}")
    if waiting:
        which = "it is" if waiting == 1 else "they are"
        waits = counted(waiting, "post waits", "posts wait")
        sentence = f"Nothing moved this week, and {waits} for a decision now: {which} in `/social queue`."
        return Line(sentence=sentence)
    planned = len(digest.present.this_week) + len(digest.present.next_week) if digest.present else 0
    if planned:
        planned_posts = counted(planned, "post is", "posts are")
        return Line(sentence=f"Nothing new this week; {planned_posts} planned up to the end of next week.")
    return Line(sentence=f"A quiet week, and nothing is planned for the next one. {_START}")


def unrecorded_line(digest: Digest) -> Line | None:
    """Where the record begins, for a week before that; None for any other."""
    if digest.begins is None or not digest.unrecorded:
        return None
    year = "" if digest.begins.year == digest.week.year else f" of {digest.begins.year}"
    return Line(
        sentence=f"The desk's record begins in week {digest.begins.number}{year}, so there is nothing to tell of this one."
    )


def needs_lines(digest: Digest, *, workspace: Workspace) -> tuple[Line, ...]:
    """Everything that needs a leader, the most pressing first."""
    if digest.present is None:
        return ()
    return tuple(_need(one, workspace=workspace, at=digest.present.at) for one in digest.present.needs)


def results_lines(digest: Digest) -> tuple[Line, ...]:
    """What the posts brought whose results came in, what leaders ask for first, and how many these were."""
    now, before = digest.now, digest.before
    if not now.measured:
        none = Line(sentence=f"No results came in{change(-before.measured)}")
        return (none,) if before.measured else ()
    figures = [
        f"{one.name.lower()} {now.brought[one.key]:,.10g}"
        + (change(now.brought[one.key] - before.brought.get(one.key, 0)) if before.measured else "")
        for one in sorted(RESULT_MEASURES, key=lambda one: one.key != REVENUE)
        if one.key in now.brought
    ]
    came = f"{counted(now.measured, 'post', 'posts')} measured{change(now.measured - before.measured)}"
    return tuple(Line(sentence=one) for one in (*figures, came))


def freeze_lines(digest: Digest) -> tuple[Line, ...]:
    """Each freeze that the week has felt: what was frozen since when and why, or that it was lifted."""
    zone = ZoneInfo(digest.timezone)
    return tuple(_pause(one, zone=zone) for one in digest.pauses)


def rulebook_line(digest: Digest, *, titles: Mapping[str, str]) -> Line | None:
    """What the rulebook caught, and which rule most often; None when it had nothing to say.

    Args:
        titles: rules' full names to what they are about in plain words; a rule without goes by its name.
    """
    now = digest.now
    said, parts = [], {}
    if now.stopped:
        blocked = f"{now.stopped:,} blocked before {'it' if now.stopped == 1 else 'they'} went out"
        said.append(blocked + change(now.stopped - digest.before.stopped))
    if now.top_rule:
        times = counted(now.top_rule.overruled, "time", "times")
        overruled = f" (overruled {times})" if now.top_rule.overruled or now.stopped else ""
        said.append(f"most frequent: {{rule}}{overruled}")
        parts["rule"] = titles.get(now.top_rule.rule, now.top_rule.rule)
    return Line(sentence=" · ".join(said), parts=parts) if said else None


def _went_out(now: Figures, before: Figures) -> str:
    out, then = sum(now.went_out.values()), sum(before.went_out.values())
    if not out:
        return f"No post went out{change(-then)}"
    return f"{counted(out, 'post', 'posts')} went out{change(out - then)}"


def _approvals(now: Figures, before: Figures) -> str:
    if now.median_minutes is None:
        return f"none was approved{change(-before.approved)}" if before.approved else ""
    unit = unit_of(now.median_minutes)
    against = ""
    if before.median_minutes is not None:
        unit = max(unit, unit_of(before.median_minutes))
        more = rounded(now.median_minutes, unit) - rounded(before.median_minutes, unit)
        against = change(more, unit=unit)
    within = span(rounded(now.median_minutes, unit), unit)
    if now.approved == 1:
        return f"1 was approved, within {within}{against}"
    return f"half were approved within {within}{against}"


def _need(need: Need, *, workspace: Workspace, at: datetime) -> Line:
    parts = {"department": workspace.department_name(need.department)}
    if need.post is None or need.since is None:
        return Line(sentence="{department} has no approver", parts=parts)
    parts["title"] = need.post[1]
    title = "“{title}”" + (f" and {need.more:,} more" if need.more else "")
    waited = _waited(at - need.since)
    long = f"for {waited}" if not need.more else f"the oldest for {waited}"
    wait, are, their = ("wait", "are", "their") if need.more else ("waits", "is", "its")
    asked = f", {long}" if need.more else f" {long}"
    said = {
        Reason.NOBODY_CAN_SIGN: f"Nobody is left in {{department}} to sign {title}",
        Reason.NOT_ANSWERED: f"{{department}} has not answered on {title}{asked}",
        Reason.STORES_NOT_READY: f"{{department}} has stores that are not ready for {title}{asked}",
        Reason.NOT_REVISED: f"{title} by {{department}} {wait} for a new version, {long}",
        Reason.NOT_MARKED: f"{title} {are} approved and past {their} time, not marked as published",
        Reason.EXPIRED: f"{title} expired before {'they were' if need.more else 'it was'} approved",
    }
    return Line(sentence=said[need.reason], parts=parts)


def _pause(pause: Pause, *, zone: ZoneInfo) -> Line:
    day = (pause.lifted or pause.since).astimezone(zone)
    when = f"{'lifted' if pause.lifted else 'since'} {day:%a} {day.day} {day:%b}"
    return Line(sentence=f"{{what}} {when}: “{{reason}}”", parts={"what": pause.what, "reason": pause.reason})


def _waited(wait: timedelta) -> str:
    hours = wait // timedelta(hours=1)
    return f"{hours} h" if hours < 48 else f"{hours // 24:,} days"  # noqa: PLR2004  # two days
