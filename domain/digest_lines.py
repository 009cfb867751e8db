"""The digest in sentences: one for each thing it tells. None names a person, and what there is nothing of is left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.digest import Digest, Figures
from domain.digest_needs import Need, Reason
from domain.digest_words import change, counted, rounded, span, unit_of
from domain.results import RESULT_MEASURES
from domain.workspaces import Workspace

MOST_NEEDS = 3
MOST_PAUSES = 2
_START = "One offer, one question to customers or one face from a store is a start: `/social propose`."
MOST_MEASURES = 3
"""A phone's screen holds the whole digest; further needs and freezes are counted, further measures are in the workbook."""


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
        said.append(f"{now.expired:,} expired{change(now.expired - before.expired)}")
    return Line(sentence=" · ".join(one for one in said if one))


def against_line(digest: Digest) -> Line:
    """What the arrows compare with, and what the weekend before still brought."""
    week = digest.week.plus(-1).number
    whole = f"The whole week, with its weekend: ▲ and ▼ compare with week {week}."
    said = [whole if digest.whole else f"▲ and ▼ compare with the same days of week {week}."]
    late = sum(digest.closed.went_out.values()) - sum(digest.before.went_out.values())
    if late:
        said.append(f"The rest of week {week} brought {counted(late, 'more post', 'more posts')}.")
    return Line(sentence=" ".join(said))


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
    """What needs a leader, the most pressing first; what does not fit is counted in a last line."""
    if digest.present is None:
        return ()
    needs = digest.present.needs
    lines = [_need(one, workspace=workspace, at=digest.present.at) for one in needs[:MOST_NEEDS]]
    if more := len(needs) - len(lines):
        lines.append(Line(sentence=f"and {more:,} more"))
    return tuple(lines)


def results_line(digest: Digest) -> Line | None:
    """What the posts brought whose results came in; None when none did, now or then."""
    now, before = digest.now, digest.before
    if not now.measured:
        return Line(sentence=f"No results came in{change(-before.measured)}") if before.measured else None
    figures = [
        f"{one.name.lower()} {now.brought[one.key]:,.10g}"
        + (change(now.brought[one.key] - before.brought.get(one.key, 0)) if before.measured else "")
        for one in [one for one in RESULT_MEASURES if one.key in now.brought][-MOST_MEASURES:]
    ]
    came = f"{counted(now.measured, 'post', 'posts')} measured{change(now.measured - before.measured)}"
    return Line(sentence=" · ".join([came, *figures]))


def freeze_line(digest: Digest) -> Line | None:
    """What was frozen at the end, since when and why, and what was lifted; None when nothing was frozen."""
    zone = ZoneInfo(digest.timezone)
    said: list[str] = []
    parts: dict[str, str] = {}
    for number, one in enumerate(digest.pauses[:MOST_PAUSES]):
        day = (one.lifted or one.since).astimezone(zone)
        when = f"{'lifted' if one.lifted else 'since'} {day:%a} {day.day} {day:%b}"
        said.append(f"{{what{number}}} {when}: “{{reason{number}}}”")
        parts |= {f"what{number}": one.what, f"reason{number}": one.reason}
    if (more := len(digest.pauses) - MOST_PAUSES) > 0:
        said.append(f"and {more:,} more")
    return Line(sentence=" · ".join(said), parts=parts) if said else None


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
        said.append(f"most frequent: {{rule}} (overruled {times})")
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


def _waited(wait: timedelta) -> str:
    hours = wait // timedelta(hours=1)
    return f"{hours} h" if hours < 48 else f"{hours // 24:,} days"  # noqa: PLR2004  # two days
