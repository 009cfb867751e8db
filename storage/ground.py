"""The ground of decisions: who belongs here, what is frozen, and which posts are under way.

Whoever decides about a post shares it, whoever changes it holds it alone. A row that is not there yet cannot be locked:
without this, a post could be proposed, or come back to review, between the moment in which a freeze looks for the posts
that it touches and the one in which it is kept.
"""

from sqlmodel import Session

from domain.people import WorkspaceId
from storage.dialects import hold, share


def share_ground(session: Session, workspace: WorkspaceId) -> None:
    """Decide on this ground, together with others; nobody changes it until this transaction ends.

    Raises:
        Unavailable: somebody is changing it for too long.
    """
    share(session, _name(workspace))


def hold_ground(session: Session, workspace: WorkspaceId) -> None:
    """Change it alone, once nobody decides on it any more, until this transaction ends.

    To be called before anything of it is shared: two who share it would wait for each other.

    Raises:
        Unavailable: somebody else decides on it or changes it for too long.
    """
    hold(session, _name(workspace))


def _name(workspace: WorkspaceId) -> str:
    return f"ground {workspace}"
