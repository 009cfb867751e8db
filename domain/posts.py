"""Posts: one proposed social post from its proposal to its end."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.exemptions import Exemption, Plea
from domain.findings import Finding
from domain.people import UserId, WorkspaceId
from domain.signoffs import SignOff
from domain.versions import Version

PostId = NewType("PostId", str)


class UnreadablePostError(Exception):
    """A stored post that is none any more: somebody wrote into it what no post can be."""

    def __init__(self, id: PostId) -> None:
        super().__init__(f"post {id} cannot be read")
        self.id = id


class State(StrEnum):
    """Where a post stands. `TRANSITIONS` says which state may follow which."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    CHANGES_REQUESTED = "changes requested"
    ON_HOLD = "on hold"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    APPROVED = "approved"
    PUBLISHED = "published"
    MEASURED = "measured"

    @property
    def open(self) -> bool:
        """Whether approvers may still decide."""
        return self in {State.IN_REVIEW, State.CHANGES_REQUESTED}


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.IN_REVIEW}),
    State.IN_REVIEW: frozenset(
        {
            State.CHANGES_REQUESTED,
            State.ON_HOLD,
            State.REJECTED,
            State.WITHDRAWN,
            State.EXPIRED,
            State.APPROVED,
        }
    ),
    State.CHANGES_REQUESTED: frozenset({State.IN_REVIEW, State.REJECTED, State.WITHDRAWN, State.EXPIRED}),
    State.ON_HOLD: frozenset({State.IN_REVIEW}),
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.EXPIRED: frozenset({State.IN_REVIEW}),
    State.APPROVED: frozenset({State.IN_REVIEW, State.WITHDRAWN, State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.MEASURED}),
    State.MEASURED: frozenset(),
}
"""The life cycle of PRODUCT.md section 3; the README draws the same arrows and a test compares them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One proposed social post.

    Attributes:
        department: key of the department that proposes it.
        publish_at: when it shall go out, in UTC; None when nobody said.
        stores: keys of the stores it touches.
        shows_people: whether people are shown or named, who have agreed to it.
        state_by: who brought it into its present state.
        state_at: when that was, in UTC.
        versions: every version, the present one last; never empty.
        sign_offs: every decision on any version, oldest first.
        exemptions: the exceptions granted for this post, and the dated ones of rules.
        plea: the author's latest request for exceptions, if any.
    """

    id: PostId
    workspace: WorkspaceId
    author: UserId
    proposed_at: datetime
    title: str
    department: str
    publish_at: datetime | None = None
    stores: tuple[str, ...] = ()
    shows_people: bool = False
    state: State
    state_by: UserId
    state_at: datetime
    versions: tuple[Version, ...]
    sign_offs: tuple[SignOff, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    plea: Plea | None = None

    @property
    def version(self) -> Version:
        """The present version."""
        return self.versions[-1]

    @property
    def writers(self) -> frozenset[UserId]:
        """Everybody who wrote a version; none of them may sign the post."""
        return frozenset({self.author, *(version.by for version in self.versions)})

    @property
    def current_sign_offs(self) -> tuple[SignOff, ...]:
        """The decisions on the present version: the latest of each seat counts."""
        latest = {one.department: one for one in self.sign_offs if one.version == self.version.number}
        return tuple(latest.values())

    def blocking(self, *, at: datetime) -> tuple[Finding, ...]:
        """The findings that forbid approving the present version at this moment."""
        return tuple(
            finding
            for finding in self.version.findings
            if finding.blocks and not any(one.covers(finding, at=at) for one in self.exemptions)
        )

    def moved(self, state: State, *, by: UserId, at: datetime) -> "Post":
        """The post in its next state.

        Raises:
            ValueError: the life cycle has no such arrow; a fault of the program, never of a person.
        """
        if state is not self.state and state not in TRANSITIONS[self.state]:
            raise ValueError(f"a post that is {self.state} cannot become {state}")
        return replace(self, state=state, state_by=by, state_at=at)
