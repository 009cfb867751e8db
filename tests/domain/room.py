"""A post with everything around it that can change, and one step of somebody's in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from domain.findings import Finding, Level
from domain.freeze import Scope
from domain.people import UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post
from domain.workspaces import Workspace
from tests.domain.crowd import (
    CROWDED,
    KEYS,
    SCOPES,
)
from tests.domain.stories import MONDAY


@dataclass(frozen=True, slots=True)
class Step:
    """Who does what; `other` is a second person, and `arg` any number that chooses the rest."""

    verb: str
    who: UserId
    other: UserId
    arg: int

    @property
    def key(self) -> str:
        """A department's."""
        return KEYS[self.arg % 4]


@dataclass(slots=True)
class Room:
    """A post with everything around it that can change."""

    post: Post
    workspace: Workspace = CROWDED
    policy: Policy = SHIPPED_POLICY
    at: datetime = MONDAY
    frozen: dict[str, tuple[datetime, Scope]] = field(default_factory=dict)
    """What was frozen since when, and never thawed nor kept running, written down beside the domain's own book."""
    leave: list[tuple[str, str | None, datetime | None, UserId]] = field(default_factory=list)
    """The rules, words, ends and granters of the exceptions, written down in the same way."""
    members: dict[str, tuple[UserId, ...]] = field(default_factory=dict)
    """Who is in which user group, written down in the same way."""

    def holds(self, id: str) -> bool:
        """Whether this freeze is in force and touches the post."""
        since, scope = self.frozen[id]
        return since <= self.at and SCOPES[scope](self.post)

    def foresees(self, id: str) -> bool:
        """Whether this freeze is planned, and will touch the post when it goes out."""
        since, scope = self.frozen[id]
        due = self.post.publish_at
        return due is not None and self.at < since <= due and SCOPES[scope](self.post)

    def may_stay(self, found: Finding, *, now: bool) -> bool:
        """Whether somebody who wrote none of it granted an exception; with `now`, one that has not run out."""
        wrote = {self.post.author, *(one.by for one in self.post.versions)}
        return any(
            by not in wrote
            and rule == found.rule
            and words in {None, found.match}
            and not (now and until and until <= self.at)
            for rule, words, until, by in self.leave
        )

    def forbidden(self, *, now: bool = True) -> list[Finding]:
        """The findings that block the present version and have no exception."""
        blocking = [one for one in self.post.version.findings if one.level is Level.ERROR]
        return [one for one in blocking if not self.may_stay(one, now=now)]

    @property
    def delegates(self) -> Iterable[UserId]:
        """Whoever stands in for somebody."""
        return (one.delegate for one in self.workspace.absences if one.delegate)

    def mostly(self, whom: Iterable[UserId], step: Step) -> UserId:
        """One of those who may do this, more often than anybody."""
        able = sorted(whom)
        return able[step.arg % len(able)] if able and step.arg % 4 != 3 else step.who

    @property
    def granters(self) -> Iterable[UserId]:
        """The approvers of the department that keeps the brand voice."""
        marketing = self.workspace.department("marketing")
        return marketing.approvers if marketing else ()
