"""Who reads the digest: the leadership channel, and leaders by direct message as each of them wants it."""

from collections.abc import Mapping

from domain.people import ChannelId, Role, UserId
from domain.refusals import Refusal
from domain.workspaces import Workspace


def readers(workspace: Workspace, *, wishes: Mapping[UserId, bool]) -> tuple[ChannelId | UserId, ...]:
    """Where a digest goes: the leadership channel first, then leaders one by one; nowhere when there is neither.

    Somebody who is no leader any more, or whose account is gone, gets none, whatever they wished for.
    """
    channel = (workspace.leadership,) if workspace.leadership else ()
    return *channel, *(
        one for one in _leaders(workspace) if wants_it(one, workspace=workspace, wishes=wishes)
    )


def wants_it(user: UserId, *, workspace: Workspace, wishes: Mapping[UserId, bool]) -> bool:
    """Whether a leader gets it as a direct message; until they say so, only while there is no leadership channel."""
    return user in _leaders(workspace) and wishes.get(user, workspace.leadership is None)


def nobody_reads(workspace: Workspace) -> bool:
    """Whether there is neither a channel nor a leader, which an admin can change."""
    return workspace.leadership is None and not _leaders(workspace)


def refuse_non_leader(user: UserId, *, workspace: Workspace) -> None:
    """Only leaders choose whether it comes to them.

    Raises:
        Refusal: they are none.
    """
    if Role.LEADER not in workspace.roles_of(user):
        raise Refusal(
            "Only leaders get the digest as a direct message. An admin can name you as one in /social setup; "
            "/social digest shows it to you any time."
        )


def _leaders(workspace: Workspace) -> list[UserId]:
    return [one for one in workspace.leaders if one not in workspace.deactivated]
