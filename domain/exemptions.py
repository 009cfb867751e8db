"""Exemptions: what the product calls exceptions (Python has taken that word), as values."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from domain.findings import Finding
from domain.people import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Leave to keep what a rule forbids.

    Attributes:
        rule: the rule's full name.
        words: the words it was granted for, so that others under the same rule need leave of their own; None for a
            dated one, which holds for whatever the rule finds.
        by: the approver who granted it.
        at: when, in UTC.
        because: the approver's reason.
        until: the first moment at which it no longer holds, in UTC; None for one of a single post, which stays.
    """

    rule: str
    words: str | None
    by: UserId
    at: datetime
    because: str
    until: datetime | None = None

    def holds(self, *, at: datetime) -> bool:
        """Whether it has not run out at this moment."""
        return self.until is None or at < self.until

    def covers(self, finding: Finding, *, at: datetime, writers: AbstractSet[UserId]) -> bool:
        """Whether it lets this finding pass at this moment, in words that these people wrote.

        Nobody lets their own words pass, whichever came first: the words, or the leave to keep them.
        """
        granted = self.rule == finding.rule and self.words in {None, finding.match}
        return granted and self.by not in writers and self.holds(at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plea:
    """An author's request for exceptions on a post.

    Attributes:
        version: number of the version it was made with.
        because: why the words have to stay.
    """

    version: int
    by: UserId
    at: datetime
    because: str
