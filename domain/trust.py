"""Trust: in a store's use of a template; a blocked post ends it, and people who answer for the brand restore it."""

from dataclasses import dataclass
from datetime import datetime

from domain.people import UserId
from domain.posts import PostId
from domain.templates import TemplateId


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTrust:
    """That a store's posts from a template go to full review, since when and why.

    Attributes:
        store: the store's key; empty for posts made for no store.
        post: the one that was blocked.
        by: who blocked it; None for the program itself.
        at: when, in UTC.
        because: why, for people.
        restored_by: who trusts them again; None while nobody does.
        restored_at: since when, in UTC.
        restored_because: why.
    """

    template: TemplateId
    store: str
    post: PostId
    by: UserId | None
    at: datetime
    because: str
    restored_by: UserId | None = None
    restored_at: datetime | None = None
    restored_because: str = ""

    @property
    def lasts(self) -> bool:
        """Whether trust has not been restored since."""
        return self.restored_at is None
