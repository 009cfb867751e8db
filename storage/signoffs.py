"""Sign-offs between value and row."""

from typing import Any

from domain.people import UserId
from domain.posts import Post
from domain.signoffs import SignOff
from storage.rows.posts import SignOffRow


def sign_off_values(sign_off: SignOff, *, of: Post, position: int) -> dict[str, Any]:
    """The columns that keep this decision, the `position`th on the post."""
    return {
        "workspace": of.workspace,
        "post": of.id,
        "position": position,
        "version": sign_off.version,
        "hash": sign_off.hash,
        "department": sign_off.department,
        "by": sign_off.by,
        "at": sign_off.at,
        "decision": sign_off.decision,
        "comment": sign_off.comment,
        "reason": sign_off.reason,
        "on_behalf_of": sign_off.on_behalf_of,
    }


def sign_off_of(row: SignOffRow) -> SignOff:
    """The decision that this row keeps."""
    return SignOff(
        department=row.department,
        by=UserId(row.by),
        at=row.at,
        version=row.version,
        hash=row.hash,
        decision=row.decision,
        comment=row.comment,
        reason=row.reason,
        on_behalf_of=None if row.on_behalf_of is None else UserId(row.on_behalf_of),
    )
