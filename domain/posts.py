"""Posts: one proposed social post from its proposal to its end."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.aims import NO_AIM, Aim
from domain.exemptions import Exemption, Plea
from domain.findings import Finding
from domain.marks import Mark
from domain.people import UserId, WorkspaceId
from domain.policy import Need
from domain.signoffs import Decision, SignOff, standing
from domain.template_use import TemplateUse
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

    @property
    def decided(self) -> bool:
        """Whether what was signed is history: later changes among the approvers no longer touch it."""
        return self in _DECIDED


_DECIDED = frozenset({State.REJECTED, State.WITHDRAWN, State.APPROVED, State.PUBLISHED, State.MEASURED})

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
    State.ON_HOLD: frozenset({State.IN_REVIEW, State.WITHDRAWN}),
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.EXPIRED: frozenset({State.IN_REVIEW}),
    State.APPROVED: frozenset({State.IN_REVIEW, State.WITHDRAWN, State.PUBLISHED}),
    State.PUBLISHED: frozenset({State.MEASURED, State.APPROVED}),
    State.MEASURED: frozenset(),
}
"""The life cycle of PRODUCT.md section 3; the README draws the same arrows and a test compares them.

A post on hold does not expire: it would come back from there without the one who holds it. A post that was marked
as published by mistake is approved again.
"""


OVERDUE = "its publish time came while it was frozen"
"""Why a post is in review that waits for its author to choose a new time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One proposed social post.

    Attributes:
        department: key of the department that proposes it.
        publish_at: when it shall go out, in UTC; None when nobody said.
        stores: keys of the stores it touches.
        shows_people: whether people are shown or named, who have agreed to it.
        state_by: who brought it into its present state; None for the program itself.
        state_at: when that was, in UTC.
        versions: every version, the present one last; never empty.
        sign_offs: every decision on any version, oldest first.
        exemptions: the exceptions granted for this post, and the dated ones of rules.
        plea: the author's latest request for exceptions, if any.
        state_because: the words that were given for its present state, such as why it is on hold.
        tags: labels for the policy.
        campaign: the campaign's key; empty without one.
        budget: in whole units of the company's currency; None when nobody said.
        aim: what it is for besides its campaign, as the desk's own note.
        renewed_needs: what the policy asks since it changed after the present version was made; None
            while that is what the version says itself. Versions never change, so it stands here.
        use: how it was made from a template; None for a post of its own.
        marks: what was said about stores' readiness, oldest first; `readiness.readiness_of` reads it.
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
    state_by: UserId | None
    state_at: datetime
    versions: tuple[Version, ...]
    sign_offs: tuple[SignOff, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    plea: Plea | None = None
    state_because: str = ""
    tags: tuple[str, ...] = ()
    campaign: str = ""
    budget: int | None = None
    aim: Aim = NO_AIM
    renewed_needs: tuple[Need, ...] | None = None
    use: TemplateUse | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def version(self) -> Version:
        """The present version."""
        return self.versions[-1]

    @property
    def overdue(self) -> bool:
        """Whether its publish time came while it was frozen, so that its author has to choose a new one."""
        return self.state is State.IN_REVIEW and self.state_because == OVERDUE

    @property
    def needs(self) -> tuple[Need, ...]:
        """The seats that must sign the present version, as the policy in force asks."""
        return self.version.needs if self.renewed_needs is None else self.renewed_needs

    def version_of(self, number: int) -> Version | None:
        """The version with this number, or None."""
        return next((one for one in self.versions if one.number == number), None)

    @property
    def writers(self) -> frozenset[UserId]:
        """Everybody who wrote a version; none of them may sign the post, or grant it an exception."""
        return frozenset({self.author, *(version.by for version in self.versions)})

    @property
    def current_sign_offs(self) -> tuple[SignOff, ...]:
        """The decisions on the present version that still stand, oldest first."""
        version = self.version
        return standing(
            one for one in self.sign_offs if (one.version, one.hash) == (version.number, version.hash)
        )

    def blocking(self, *, at: datetime) -> tuple[Finding, ...]:
        """The findings that forbid approving the present version at this moment."""
        return tuple(
            finding
            for finding in self.version.findings
            if finding.blocks and self.exemption_from(finding, at=at) is None
        )

    def exemption_from(self, finding: Finding, *, at: datetime) -> Exemption | None:
        """The exception that lets a finding pass at this moment; never one that a writer of the post granted."""
        return next(
            (one for one in self.exemptions if one.covers(finding, at=at, writers=self.writers)), None
        )

    @property
    def change_requests(self) -> tuple[SignOff, ...]:
        """Those of them that ask for changes, whether the policy still asks for their seat or not."""
        return tuple(one for one in self.current_sign_offs if one.decision is Decision.CHANGES_REQUESTED)

    def moved(self, state: State, *, by: UserId | None, at: datetime, because: str = "") -> "Post":
        """The post in its next state.

        Args:
            by: who brought it there; None for the program itself.
            because: the words given for it.

        Raises:
            ValueError: the life cycle has no such arrow; a fault of the program, never of a person.
        """
        if state is not self.state and state not in TRANSITIONS[self.state]:
            raise ValueError(f"a post that is {self.state} cannot become {state}")
        return replace(self, state=state, state_by=by, state_at=at, state_because=because)
