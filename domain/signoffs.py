"""Sign-offs: one approver's decision on one version."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import UserId


class Decision(StrEnum):
    """What an approver said about a version."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes requested"
    REJECTED = "rejected"
    WAIVED = "waived"
    """The seat need not be signed on this version; the comment says why."""


class RejectReason(StrEnum):
    """Why a post was rejected; the label people choose and later count."""

    OFF_BRAND = "Not our brand voice"
    WRONG_FACTS = "Facts or offer are wrong"
    BAD_TIMING = "Wrong moment"
    LEGAL = "Legal or compliance risk"
    DUPLICATE = "Said already elsewhere"
    OTHER = "Something else"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One decision for one seat, bound to the hash of the version it was taken on.

    Attributes:
        department: key of the department whose seat this fills.
        version: the version's number.
        hash: the version's hash, so that the record proves what was read.
        at: when, in UTC.
        comment: the approver's words; empty for a plain approval.
        reason: set when the decision is a rejection.
        on_behalf_of: the approver who is away and whose delegate this person is; None when they decide
            as themselves.
    """

    department: str
    by: UserId
    at: datetime
    version: int
    hash: str
    decision: Decision
    comment: str = ""
    reason: RejectReason | None = None
    on_behalf_of: UserId | None = None

    @property
    def stands_for(self) -> UserId:
        """Whose place this fills: the approver's own, or that of the one they sign for."""
        return self.on_behalf_of or self.by


def standing(sign_offs: Iterable[SignOff]) -> tuple[SignOff, ...]:
    """The decisions on one version that still stand, oldest first.

    Within a seat a person's later decision replaces their earlier one, and the decision of a delegate
    replaces the one of the person they stand for, or the other way round. Nobody's is replaced by a colleague's.
    """
    every = tuple(sign_offs)
    if len(every) < 2:  # noqa: PLR2004  # nothing to replace; the most frequent case by far
        return every
    kept: list[SignOff] = []
    for one in reversed(every):
        if not any(_replaces(later, one) for later in kept):
            kept.append(one)
    return tuple(reversed(kept))


def _replaces(later: SignOff, earlier: SignOff) -> bool:
    same_place = later.by == earlier.by or later.stands_for == earlier.stands_for
    return later.department == earlier.department and same_place
