"""States: where a post stands and who has to act, so that a stranger sees it in two seconds."""

from collections.abc import Sequence
from datetime import datetime

from blocks.blocked import blocked_lines
from blocks.freeze_banners import freeze_lines
from blocks.moments import planned, until, when
from blocks.readiness_words import waiting_words
from blocks.seats import department_name, signer
from blocks.text import escape, inline, listed, mention
from domain.approvals import Seat, SeatState, seats
from domain.countdown import time_left
from domain.freezes import frozen
from domain.people import UserId
from domain.posts import Post, State
from domain.readiness import readiness_of
from domain.seats import Cause
from domain.settling import filled, signed_by_all
from domain.signoffs import Decision
from domain.workspaces import Workspace

ASKED_SHOWN = 5
"""People who asked for changes; each seat names its own."""
BECAUSE_SHOWN = 300
"""Weight of the reason for a hold; "Details" has all of it."""


def state_lines(
    post: Post, *, workspace: Workspace, at: datetime, countdown: bool = False, when_out: bool = True
) -> list[str]:
    """The state in one line of mrkdwn, and one more for each thing that keeps the post from moving; a freeze first.

    Args:
        countdown: whether to say how long it still is until the post goes out. Only for what is drawn
            anew as time passes; anywhere else "in 21 h" would soon be wrong.
        when_out: whether to say when the post goes out at all.
    """
    every = seats(post, workspace=workspace, at=at)
    banners = freeze_lines(post, workspace=workspace, at=at)
    cold = frozen(post, workspace=workspace, at=at) is not None
    out = _goes_out(post, at=at, countdown=countdown and not cold) if when_out else ""
    said = _said(post, every, workspace=workspace, at=at, out=out)
    return [*banners, *said] if cold else [*said, *banners]


def _said(post: Post, every: Sequence[Seat], *, workspace: Workspace, at: datetime, out: str) -> list[str]:
    """The same, whether it is frozen or not."""
    match post.state:
        case State.IN_REVIEW:
            return _in_review(post, every, workspace=workspace, at=at, out=out)
        case State.CHANGES_REQUESTED:
            asked = dict.fromkeys(signer(one) for one in post.change_requests)
            by = listed(list(asked) or [mention(user) for user in _whoever(post)], limit=ASKED_SHOWN)
            first = f"🔵 Changes requested by {by} · waiting for {_author(post, workspace=workspace)} to edit"
            return [first + out, *_obstacles(post, every, workspace=workspace, at=at)]
        case State.APPROVED:
            return [f"🟢 Approved{_approvers(post, every)} · {when(post.state_at)}{out}"]
        case State.REJECTED:
            reason = next(
                (one.reason for one in reversed(post.sign_offs) if one.decision is Decision.REJECTED), None
            )
            because = f" ({escape(reason)})" if reason else ""
            return [f"🔴 Rejected{_by(post)}{because} · {when(post.state_at)}"]
        case State.ON_HOLD | State.EXPIRED:
            return [_paused(post, workspace=workspace, at=at, out=out)]
        case _:
            because = (
                f": {escape(inline(post.state_because, limit=BECAUSE_SHOWN))}" if post.state_because else ""
            )
            return [f"{_OTHER[post.state]}{_by(post)}{because} · {when(post.state_at)}"]


def _overdue(post: Post, *, workspace: Workspace) -> str:
    """Whom a post waits for that came overdue out of a freeze."""
    passed = f"{planned(post.publish_at)}, " if post.publish_at else ""
    who = _author(post, workspace=workspace)
    return f"🟠 Its publish time, {passed}came while it was frozen · waiting for {who} to reschedule"


def _author(post: Post, *, workspace: Workspace) -> str:
    """The author, or who acts for one who has no role any more."""
    if workspace.knows(post.author):
        return mention(post.author)
    return f"an admin, as {mention(post.author)} has no role here any more,"


def _paused(post: Post, *, workspace: Workspace, at: datetime, out: str) -> str:
    """Why nobody can decide now, and who can change that."""
    if post.state is State.EXPIRED:
        passed = f": {when(post.publish_at)}" if post.publish_at else ""
        expired = f"⚪ Expired, as its publish time came first{passed}"
        return f"{expired} · waiting for {_author(post, workspace=workspace)} to reschedule"
    because = escape(inline(post.state_because, limit=BECAUSE_SHOWN))
    who = _releaser(post.state_by, workspace=workspace, at=at)
    return f"⏸️ On hold: {because} · waiting for {who} to release it · since {when(post.state_at)}{out}"


def _releaser(holder: UserId | None, *, workspace: Workspace, at: datetime) -> str:
    """Whoever put it on hold; somebody else who may release it while they are not there."""
    if holder and holder not in workspace.deactivated and not workspace.absence_of(holder, at=at):
        return mention(holder)
    return f"an approver or admin, as {mention(holder)} is not there," if holder else "an approver or admin"


def _whoever(post: Post) -> list[UserId]:
    """Who brought the post into its state; nobody when the program did."""
    return [] if post.state_by is None else [post.state_by]


def _approvers(post: Post, every: Sequence[Seat]) -> str:
    """Who signed, or that the policy asked nobody; and who waived a seat."""
    signed = dict.fromkeys(
        signer(one) for seat in every if seat.state is SeatState.SIGNED for one in seat.sign_offs
    )
    waived = dict.fromkeys(
        seat.sign_off.by for seat in every if seat.state is SeatState.WAIVED and seat.sign_off
    )
    trusted = any(seat.state is SeatState.BY_POLICY for seat in every)
    by = listed(list(signed) or (["policy"] if trusted else [mention(user) for user in _whoever(post)]))
    also = f" · a seat waived by {listed([mention(user) for user in waived])}" if waived else ""
    return (f" by {by}" if by else "") + also


def _by(post: Post) -> str:
    return "".join(f" by {mention(user)}" for user in _whoever(post))


_OTHER = {
    State.DRAFT: "📝 Draft",
    State.WITHDRAWN: "⚪ Withdrawn",
    State.PUBLISHED: "📣 Published",
    State.MEASURED: "📣 Published · results recorded",
}


def _in_review(
    post: Post, every: Sequence[Seat], *, workspace: Workspace, at: datetime, out: str
) -> list[str]:
    waiting = [one for one in every if one.state is SeatState.WAITING]
    obstacles = _obstacles(post, every, workspace=workspace, at=at)
    if post.overdue:
        return [_overdue(post, workspace=workspace), *obstacles]
    stores = readiness_of(post, workspace=workspace)
    unready = stores if stores and not stores.complete else None
    if unready and not obstacles and signed_by_all(every):
        return [f"🟡 Waiting for {waiting_words(unready, workspace=workspace)}{out}"]
    if not waiting and not obstacles and filled(post, workspace=workspace, at=at):
        return [f"🟡 Everybody has signed{out}"]
    if not waiting:
        return [obstacles[0] + out, *obstacles[1:]] if obstacles else ["🟡 In review"]
    later = [one for one in every if one.state is SeatState.NOT_YET]
    now, after = (
        [department_name(one.department, workspace=workspace) for one in some] for some in (waiting, later)
    )
    told = unready is None or any(one.department in unready.departments for one in [*waiting, *later])
    names = listed(now if told or unready is None else [*now, unready.waits_for])
    then = listed(after)
    return [f"🟡 Waiting for {names}{f', then {then}' if then else ''}{out}", *obstacles]


def _goes_out(post: Post, *, at: datetime, countdown: bool) -> str:
    if post.publish_at is None:
        return ""
    if post.publish_at <= at:
        return f" · its publish time, {planned(post.publish_at)}, has passed"
    return f" · goes out {_left(post.publish_at, at=at) if countdown else planned(post.publish_at)}"


def _left(publish_at: datetime, *, at: datetime) -> str:
    """How long it still is in the last day, in the steps of `domain.countdown`; before that the day and time."""
    left = time_left(publish_at, at=at)
    if left is None:
        return planned(publish_at)
    return until(at + left, at=at) if left else "in less than 15 min"


def _obstacles(post: Post, every: Sequence[Seat], *, workspace: Workspace, at: datetime) -> list[str]:
    """What only an admin or an edit can clear, a line for each kind."""
    away = [one for one in every if one.vacancy and one.vacancy.cause is Cause.AWAY]
    vacant = [one.department for one in every if one.state is SeatState.VACANT and one not in away]
    gone = [key for key in vacant if workspace.department(key) is None]
    used_up = [one.key for one in workspace.departments if one.key in vacant and one.approvers]
    empty = [key for key in vacant if key not in {*gone, *used_up}]
    found = [
        f"🟠 {listed([department_name(key, workspace=workspace) for key in keys])} {one if len(keys) == 1 else many}"
        for keys, one, many in (
            (empty, *_EMPTY),
            (used_up, *_USED_UP),
            (gone, *_GONE),
        )
        if keys
    ]
    found += [
        f"🟠 {department_name(one.department, workspace=workspace)}: nobody who may sign this is there "
        f"until {when(one.vacancy.until)}; an admin can name somebody or waive the seat"
        for one in away
        if one.vacancy and one.vacancy.until
    ]
    if all(one.state is SeatState.NOT_NEEDED for one in every):
        found.append("🟠 The policy asks nobody to sign this: an admin must look at it")
    elif all(one.state in {SeatState.NOT_NEEDED, SeatState.WAIVED} for one in every):
        found.append("🟠 Every seat is waived: one department at least must sign")
    return [*found, *blocked_lines(post, workspace=workspace, at=at)]


_EMPTY = (
    "has no approver: an admin must name one",
    "have no approver: an admin must name one for each",
)
_USED_UP = (
    "has no approver left who may sign this: an admin must name another",
    "have no approver left who may sign this: an admin must name another for each",
)
_GONE = (
    "is no longer a department: an admin must look at it",
    "are no longer departments: an admin must look at it",
)
