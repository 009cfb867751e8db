"""What was frozen in a week, as a digest tells it: what, since when and why, and that it was lifted; never by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.audit import Event
from domain.freeze import Freeze
from domain.freezes import REASON, SCOPE, SINCE
from domain.scopes import described
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A freeze that a week has felt.

    Attributes:
        what: what it stopped, in words, with people's own in it.
        since: its first moment, in UTC.
        lifted: when it ended, in UTC; None while it was in force at the end of what the digest tells.
    """

    what: str
    reason: str
    since: datetime
    lifted: datetime | None = None


def pauses(
    ended: Iterable[tuple[Event, Event]], *, workspace: Workspace, start: datetime, until: datetime
) -> tuple[Pause, ...]:
    """The freezes that were in force at `until` or ended from `start` on, the earliest first.

    Args:
        ended: of each that ended since `start`, what the record says of its beginning and of its end.
    """
    found = [_standing(one, workspace=workspace) for one in workspace.freezes if one.begun]
    found += [_ended(began, end, until=until) for began, end in ended if end.at >= start]
    felt = [one for one in found if one.since < (one.lifted or until)]
    return tuple(sorted(felt, key=lambda one: (one.since, one.what)))


def _standing(freeze: Freeze, *, workspace: Workspace) -> Pause:
    return Pause(what=described(freeze.scope, workspace=workspace), reason=freeze.reason, since=freeze.since)


def _ended(began: Event, end: Event, *, until: datetime) -> Pause:
    return Pause(
        what=began.detail[SCOPE],
        reason=began.detail[REASON],
        since=datetime.fromisoformat(began.detail[SINCE]),
        lifted=end.at if end.at < until else None,
    )
