"""Doubts: when a reply was lost, how long to wait before looking, and what to do where nobody can look."""

from datetime import datetime, timedelta
from enum import StrEnum

from domain.notices import Notice, NoticeKind

GRACE = timedelta(seconds=2)
"""How long until a message whose reply was lost is sure to appear in the history."""
FILE_GRACE = timedelta(seconds=10)
"""The same for a file: Slack shares it some time after it has answered."""

FILES = frozenset({NoticeKind.EXPORT, NoticeKind.DIGEST_WORKBOOK})
"""What is uploaded."""


class WhenUnsure(StrEnum):
    """What to do when a reply was lost and the history cannot be read."""

    RESEND = "send it again: seeing it twice does no harm"
    PARK = "leave it to a person: two of them would confuse everybody"


WHEN_UNSURE = {
    NoticeKind.CARD: WhenUnsure.PARK,
    NoticeKind.CARD_AGAIN: WhenUnsure.RESEND,
    NoticeKind.DECISION: WhenUnsure.RESEND,
    NoticeKind.AUTHOR: WhenUnsure.RESEND,
    NoticeKind.ACCESS_REQUEST: WhenUnsure.RESEND,
    NoticeKind.WELCOME: WhenUnsure.RESEND,
    NoticeKind.EXPORT: WhenUnsure.RESEND,
    NoticeKind.VACANT_SEAT: WhenUnsure.RESEND,
    NoticeKind.REMINDER: WhenUnsure.RESEND,
    NoticeKind.PUBLISH: WhenUnsure.RESEND,
    NoticeKind.RESULTS: WhenUnsure.RESEND,
    NoticeKind.STAND_IN: WhenUnsure.RESEND,
    NoticeKind.GROUP_EMPTY: WhenUnsure.RESEND,
    NoticeKind.DESK_UNREACHABLE: WhenUnsure.RESEND,
    NoticeKind.FREEZE: WhenUnsure.RESEND,
    NoticeKind.BRIEF: WhenUnsure.RESEND,
    NoticeKind.CHARTER: WhenUnsure.RESEND,
    NoticeKind.CHARTER_CHANGED: WhenUnsure.RESEND,
    NoticeKind.EXCEPTION_REQUEST: WhenUnsure.RESEND,
    NoticeKind.OFFER: WhenUnsure.RESEND,
    NoticeKind.HINT: WhenUnsure.RESEND,
    NoticeKind.RULES_REFUSED: WhenUnsure.RESEND,
    NoticeKind.POLICY_REFUSED: WhenUnsure.RESEND,
    NoticeKind.DIGEST: WhenUnsure.PARK,
    NoticeKind.DIGEST_WORKBOOK: WhenUnsure.RESEND,
    NoticeKind.DIGEST_UNREAD: WhenUnsure.RESEND,
    NoticeKind.MATURITY_REFUSED: WhenUnsure.RESEND,
    NoticeKind.CHECK_IN: WhenUnsure.RESEND,
    NoticeKind.CHECK_IN_REMINDER: WhenUnsure.RESEND,
    NoticeKind.CHECK_IN_UNASKED: WhenUnsure.RESEND,
}
"""The declared policy of each kind."""


class Parked(Exception):  # noqa: N818  # an answer, not a fault
    """It may be in Slack already and nobody can know; the sentence tells an admin what to do."""


def grace_of(notice: Notice) -> timedelta:
    """How long after a lost reply to wait before looking."""
    return FILE_GRACE if notice.kind in FILES else GRACE


def grace_left(notice: Notice, *, at: datetime) -> timedelta:
    """How much longer to wait now.

    After a failure the notice has waited long enough already, and after a crash much longer. Only when it was
    wanted anew meanwhile, which makes it due at once, can its last try be more recent.
    """
    if notice.problem:
        return timedelta()
    grace = grace_of(notice)
    return max(timedelta(), min(grace, grace - (at - notice.next_try)))
