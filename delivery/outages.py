"""Outages: a channel that cannot be written to is told to every admin once, and once more when it works again.

Whether a channel is out stands in the record, so that it outlives the process and every courier knows. Tell before
changing a notice: handlers take the record first and notices after it, and nobody may wait for the other way round.
"""

from datetime import datetime

from blocks.outages import channel_back, channel_lost
from delivery.renderings import Letter
from domain.audit import Action, Event
from domain.notices import Notice, NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, UserId
from storage.database import Transaction

WHY = "problem"
"""Detail of the record: what is wrong with the channel and what to do, as a sentence."""


def why_out(channel: str, *, work: Transaction) -> str:
    """Why the channel cannot be written to at present; empty when it can be."""
    happened = [one.event for one in work.audit.of(channel)]
    out = happened and happened[-1].action is Action.CHANNEL_LOST
    return happened[-1].detail[WHY] if out else ""


def desk_unreachable(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears about a channel that cannot be written to, or can be again."""
    channel, why = ChannelId(notice.subject), why_out(notice.subject, work=work)
    return Letter(draw=lambda _: channel_lost(channel, why) if why else channel_back(channel))


def tell_channel_lost(channel: ChannelId | UserId, *, why: str, work: Transaction, at: datetime) -> None:
    """Have every admin told that the channel cannot be written to, unless they are told already."""
    if why_out(channel, work=work):
        return
    _record(Action.CHANNEL_LOST, channel, work=work, at=at, detail={WHY: why})
    for admin in work.people.workspace().admins:
        _want(channel, admin, work=work, at=at)


def tell_channel_back(notice: Notice, *, work: Transaction, at: datetime) -> None:
    """A notice was shown: when its channel was out, have those who were told read that it works again.

    Changing a message that stands there already proves nothing: Slack may allow that where it refuses new ones.
    """
    told = work.notices.of(NoticeKind.DESK_UNREACHABLE, notice.place)
    proves = not notice.posted or notice.problem
    if told and proves and why_out(notice.place, work=work):
        _record(Action.CHANNEL_BACK, notice.place, work=work, at=at, detail={})
        for one in told:
            _want(notice.place, one.place, work=work, at=at)


def _record(action: Action, channel: str, *, work: Transaction, at: datetime, detail: dict[str, str]) -> None:
    work.audit.record(Event(action=action, by=None, at=at, subject=channel, detail=detail))


def _want(channel: str, place: ChannelId | UserId, *, work: Transaction, at: datetime) -> None:
    # The id follows from what makes the notice unique, so two couriers at once mean the same one.
    id = NoticeId(f"{NoticeKind.DESK_UNREACHABLE}-{channel}-{place}")
    work.notices.want(Wanted(kind=NoticeKind.DESK_UNREACHABLE, subject=channel, place=place), id=id, at=at)
