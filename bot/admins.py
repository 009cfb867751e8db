"""Admins: told once of what only they can set right."""

from collections.abc import Callable
from datetime import datetime

from domain.notices import NoticeId, NoticeKind, Wanted
from domain.workspaces import Workspace
from storage.database import Transaction


def tell_admins_once(
    kind: NoticeKind,
    subject: str,
    *,
    work: Transaction,
    workspace: Workspace,
    at: datetime,
    new_id: Callable[[], str],
) -> None:
    """Each admin hears of this, unless they have heard of it before."""
    told = {one.place for one in work.notices.of(kind, subject)}
    wanted = [Wanted(kind=kind, subject=subject, place=one) for one in workspace.admins if one not in told]
    work.notices.want_all([(one, NoticeId(new_id())) for one in wanted], at=at)
