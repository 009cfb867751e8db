"""Exceptions from rules: asked for by authors, granted by approvers of the department that keeps the brand voice."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.approvals import refuse_late
from domain.comments import required_words
from domain.exemptions import Exemption, Plea
from domain.findings import Level, Verdict
from domain.people import UserId
from domain.posts import Post, State
from domain.refusals import InvalidForm, Refusal
from domain.settling import settled
from domain.stated_rules import StatedRule
from domain.workspaces import Workspace

BRAND = "marketing"
"""Key of the department that keeps the brand voice (PRODUCT.md, section 7)."""
LONGEST = timedelta(days=366)
"""What has to hold for longer is a change of the rule, not an exception."""


def excusing(
    verdict: Verdict,
    *,
    exemptions: Iterable[Exemption],
    writers: AbstractSet[UserId],
    asked: bool,
    at: datetime,
) -> Verdict:
    """The verdict with the blocking findings marked that do not stop the form.

    Args:
        exemptions: what has been granted already.
        writers: whose words these are; what they granted themselves lets nothing of theirs pass.
        asked: whether the author asks for exceptions: the post then goes to review and waits for them there.
    """
    granted = tuple(exemptions)
    return replace(
        verdict,
        excused=tuple(
            finding
            for finding in verdict.findings
            if finding.blocks
            and (
                (asked and finding.excusable)
                or any(one.covers(finding, at=at, writers=writers) for one in granted)
            )
        ),
    )


def request(post: Post, *, because: str, by: UserId, at: datetime) -> Post:
    """The post with its author's request for exceptions; as it was when nothing blocks it, or nothing is new.

    Raises:
        InvalidForm: no reason, or one that is too long.
    """
    unchanged = post.plea and (post.plea.version, post.plea.because) == (post.version.number, because.strip())
    if unchanged or not post.blocking(at=at):
        return post
    ask = "Say why the words have to stay, so that somebody can decide."
    because = required_words(because, field="because", ask=ask)
    return replace(post, plea=Plea(version=post.version.number, by=by, at=at, because=because))


def grant(post: Post, *, version: int, because: str, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """The post with leave to keep the words that block it; approved when nothing else was missing.

    Raises:
        Refusal: this person cannot grant it, or there is nothing to grant.
        InvalidForm: no reason, or one that is too long.
    """
    refuse_grant(post, version=version, by=by, at=at, workspace=workspace)
    because = required_words(because, field="because", ask="Say why it may stay: the record keeps it.")
    forbidden = dict.fromkeys((one.rule, one.match) for one in post.blocking(at=at) if one.excusable)
    granted = tuple(
        Exemption(rule=rule, words=words, by=by, at=at, because=because) for rule, words in forbidden
    )
    excused = replace(post, exemptions=(*post.exemptions, *granted))
    return settled(excused, by=by, at=at, workspace=workspace)


def refuse_grant(post: Post, *, version: int, by: UserId, at: datetime, workspace: Workspace) -> None:
    """Say no to a grant before a form is opened for it.

    Raises:
        Refusal: with the reason.
    """
    refuse_late(post, version=version)
    refuse_granter(by, workspace=workspace)
    if by in post.writers:
        wrote = "You wrote this post, so somebody else has to grant the exception."
        if others := other_granters(post, workspace=workspace):
            raise Refusal(f"{wrote} Ask {{who}}.", who=others)
        raise Refusal(f"{wrote} Nobody else can, so ask an admin to name another approver.")
    if not any(one.excusable for one in post.blocking(at=at)):
        raise Refusal("Nothing is left here that an exception could be granted from.")


def refuse_granter(by: UserId, *, workspace: Workspace) -> None:
    """Say no to somebody who may not grant exceptions.

    Raises:
        Refusal: they are no approver of the department that keeps the brand voice.
    """
    if by not in granters(workspace):
        name = workspace.department_name(BRAND)
        raise Refusal("Only approvers of {department} grant exceptions.", department=name)


def granters(workspace: Workspace) -> tuple[UserId, ...]:
    """Who may grant exceptions: nobody whose Slack account is deactivated."""
    brand = workspace.department(BRAND)
    return tuple(one for one in brand.approvers if one not in workspace.deactivated) if brand else ()


def other_granters(post: Post, *, workspace: Workspace) -> tuple[UserId, ...]:
    """Those of them who did not write this post: only they can grant it one."""
    return tuple(one for one in granters(workspace) if one not in post.writers)


def grantable(post: Post, *, at: datetime) -> bool:
    """Whether an exception is what the post waits for: its author asks for one, and nothing else in it is forbidden."""
    blocking = post.blocking(at=at)
    return post.plea is not None and bool(blocking) and all(one.excusable for one in blocking)


def granted_to_themselves(post: Post, *, at: datetime) -> tuple[UserId, ...]:
    """Writers of the post whose own exceptions would let pass what blocks it, each once."""
    blocking = post.blocking(at=at)
    own = (
        one.by for one in post.exemptions if any(one.covers(each, at=at, writers=set()) for each in blocking)
    )
    return tuple(dict.fromkeys(own))


def exempt(
    rule: StatedRule, *, until: date | None, because: str, by: UserId, at: datetime, workspace: Workspace
) -> Exemption:
    """Leave for everybody but its granter to keep what a rule forbids, up to the end of a day.

    Args:
        until: the last day, in the workspace's own zone.

    Raises:
        Refusal: this person may not grant it, or the rule blocks nobody.
        InvalidForm: no reason, or a day that has passed or is more than a year away.
    """
    refuse_granter(by, workspace=workspace)
    if rule.level is not Level.ERROR:
        raise Refusal(
            "{rule} only makes remarks: it blocks nobody, so it needs no exception.", rule=rule.name
        )
    today = at.astimezone(ZoneInfo(workspace.timezone)).date()
    if until is None or until < today:
        raise InvalidForm({"until": "Choose the last day on which it holds: today or later."})
    if until - today > LONGEST:
        raise InvalidForm({"until": "A year is the most. For longer, change the rule: /social rules edit"})
    ask = "Say why: the record keeps it, and the rule's owner reads it."
    because = required_words(because, field="because", ask=ask)
    end = datetime.combine(until + timedelta(days=1), time(), ZoneInfo(workspace.timezone))
    return Exemption(rule=rule.name, words=None, by=by, at=at, because=because, until=end)


def run_out(post: Post, *, since: datetime, at: datetime) -> tuple[Exemption, ...]:
    """The dated exceptions that have run out since then, and without which the post's words are forbidden again.

    Only a post that can still be changed, or is approved, has any; of one written when they had run out already they
    are no news.
    """
    if not (post.state.open or post.state is State.APPROVED):
        return ()
    forbidden = {one.rule for one in post.blocking(at=at)}
    others = [one for one in post.exemptions if one.by not in post.writers]
    seen = max(since, post.version.at)
    return tuple(one for one in others if one.until and seen < one.until <= at and one.rule in forbidden)


def without_exceptions(post: Post, *, at: datetime) -> Post:
    """The post when exceptions have run out: an approved one whose words are forbidden again is back in review."""
    if post.state is not State.APPROVED or not post.blocking(at=at):
        return post
    return post.moved(State.IN_REVIEW, by=None, at=at, because="an exception has run out")
