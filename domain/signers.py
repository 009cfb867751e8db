"""Signers: who may sign a department's seat, for themselves or for somebody who is away."""

from dataclasses import dataclass
from datetime import datetime

from domain.people import UserId
from domain.posts import Post
from domain.signoffs import Decision, SignOff
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Somebody who may sign, and for whom when not for themselves."""

    user: UserId
    on_behalf_of: UserId | None = None

    @property
    def stands_for(self) -> UserId:
        """Whose place they fill."""
        return self.on_behalf_of or self.user


def elsewhere(post: Post, key: str) -> frozenset[UserId]:
    """Everybody who has decided for another department on this version, or been stood for there.

    One person fills one seat of a version, also as a delegate, and also when the policy has meanwhile
    ceased to ask for that other seat: it may ask again.
    """
    return frozenset(
        user for one in post.current_sign_offs if one.department != key for user in (one.by, one.stands_for)
    )


def counting(post: Post, key: str, *, workspace: Workspace) -> tuple[SignOff, ...]:
    """The approvals of this department's seat that count, oldest first.

    While the post is undecided, an approval counts only as long as the approver whose place it fills is
    one: whoever is removed or deactivated before the post is approved takes their approval with them,
    though the record keeps it. Once it is approved, what was signed stays signed.
    """
    department = workspace.department(key)
    approvers = frozenset(department.approvers if department else ()) - workspace.deactivated - post.writers
    return tuple(
        one
        for one in post.current_sign_offs
        if one.department == key
        and one.decision is Decision.APPROVED
        and (
            post.state.decided
            or (one.stands_for in approvers and one.by not in workspace.deactivated | post.writers)
        )
    )


def signers(post: Post, key: str, *, workspace: Workspace, at: datetime | None) -> tuple[Signer, ...]:
    """Who can be asked to sign this seat now: approvers who are there, then delegates of those who are away.

    Each person once, and nobody who has signed it already.
    """
    signed = {user for one in counting(post, key, workspace=workspace) for user in (one.by, one.stands_for)}
    able = [
        one for one in _able(post, key, workspace=workspace, at=at) if not {one.user, one.stands_for} & signed
    ]
    found: dict[UserId, Signer] = {}
    for one in sorted(able, key=lambda one: one.on_behalf_of is not None):
        found.setdefault(one.user, one)
    return tuple(found.values())


def signer_of(
    user: UserId, post: Post, key: str, *, workspace: Workspace, at: datetime | None
) -> Signer | None:
    """This person as one who may decide for this seat, or None.

    An approver who is away is not asked; when they decide all the same, they are there.
    """
    department = workspace.department(key)
    barred = post.writers | elsewhere(post, key) | workspace.deactivated
    if department is None or user in barred:
        return None
    if user in department.approvers:
        return Signer(user=user)
    signed = {one.stands_for for one in counting(post, key, workspace=workspace)}
    able = [one for one in _able(post, key, workspace=workspace, at=at) if one.user == user]
    return min(able, key=lambda one: one.stands_for in signed, default=None)


def _able(post: Post, key: str, *, workspace: Workspace, at: datetime | None) -> list[Signer]:
    department = workspace.department(key)
    barred = post.writers | elsewhere(post, key) | workspace.deactivated
    found = []
    for approver in dict.fromkeys(department.approvers if department else ()):
        absence = workspace.absence_of(approver, at=at)
        if approver in barred:
            continue
        if absence is None:
            found.append(Signer(user=approver))
        elif absence.delegate and _may_stand_in(absence.delegate, barred, workspace=workspace, at=at):
            found.append(Signer(user=absence.delegate, on_behalf_of=approver))
    return found


def _may_stand_in(
    delegate: UserId, barred: frozenset[UserId], *, workspace: Workspace, at: datetime | None
) -> bool:
    free = delegate not in barred and workspace.absence_of(delegate, at=at) is None
    return free and workspace.is_staff(delegate)
