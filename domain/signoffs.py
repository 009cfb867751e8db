"""Sign-offs: one approver's decision on one version."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import UserId


class Decision(StrEnum):
    """What an approver said about a version."""

    APPROVED = "approved"
    CHANGES_REQUESTED = "changes requested"
    REJECTED = "rejected"


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
    """

    department: str
    by: UserId
    at: datetime
    version: int
    hash: str
    decision: Decision
    comment: str = ""
    reason: RejectReason | None = None
