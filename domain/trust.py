"""Trust in a store's use of a template: what speaks against it, what ends it, and who gives it back.

Only a filled template that nothing speaks against takes the policy's trusted route; all else is reviewed as any post.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.comments import required_words
from domain.exceptions import BRAND, granters
from domain.findings import Verdict
from domain.people import Role, UserId
from domain.policy import Policy
from domain.posts import Post, PostId
from domain.reconsidering import reconsider
from domain.refusals import Refusal
from domain.template_use import TemplateUse
from domain.templates import TemplateId
from domain.trusted_routes import trusted_route
from domain.trusted_words import share_words
from domain.workspaces import Workspace


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


def lost_for(use: TemplateUse, lost: Iterable[LostTrust]) -> LostTrust | None:
    """The loss of trust that still lasts for this template and store; None when there is none."""
    return next(
        (one for one in lost if one.lasts and (one.template, one.store) == (use.template, use.store)), None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What speaks for or against the trusted route, besides the filled text itself.

    Attributes:
        policy: the one in force.
        lost: where trust in this template was lost, as `Templates.lost_trust` gives it.
        chance: from 0 to below 1, drawn anew for each new post: it sends a sample to full review.
    """

    policy: Policy
    lost: tuple[LostTrust, ...]
    chance: float


def weighed(use: TemplateUse, verdict: Verdict, *, grounds: Grounds) -> TemplateUse:
    """The use, trusted unless something speaks against it.

    Args:
        verdict: what the rulebook says about the filled text.
    """
    route = trusted_route(grounds.policy.trusted, use)
    gone = lost_for(use, grounds.lost)
    if route is None:
        because = "the policy trusts no such post"
    elif gone is not None:
        because = f"trust in this template was lost here: {gone.because}"
    elif any(one.blocks for one in verdict.findings):
        because = "a rule forbids what was filled in"
    elif route.samples(chance=grounds.chance):
        reviewed = share_words(route.sample, one="is reviewed", many="are reviewed")
        because = f"{reviewed} in full, and chance chose this one"
    else:
        because = ""
    return replace(use, trusted=not because, because=because)


def lose_trust(post: Post, *, by: UserId | None, at: datetime, because: str) -> LostTrust | None:
    """That this post was blocked, and so its store's use of its template is no longer trusted.

    Args:
        by: who blocked it; None for the program itself.
        because: the words given for it.

    Returns:
        None for a post that was made from no template.
    """
    if post.use is None:
        return None
    said = f"“{post.title}” was blocked ({because})" if because else f"“{post.title}” was blocked"
    return LostTrust(
        template=TemplateId(post.use.template), store=post.use.store, post=post.id, by=by, at=at, because=said
    )


def without_trust(
    posts: Iterable[Post], lost: LostTrust, *, policy: Policy, workspace: Workspace, at: datetime
) -> tuple[Post, ...]:
    """Those of these posts under way that were trusted with the one that was blocked, now asked of as any post.

    What was approved by that trust and is not out goes back to review.
    """
    changed = []
    for one in posts:
        if one.use and one.use.trusted and lost_for(one.use, [lost]) and one.id != lost.post:
            use = replace(
                one.use, trusted=False, because=f"trust in this template was lost here: {lost.because}"
            )
            full = replace(one, use=use)
            changed.append(reconsider(full, policy=policy, workspace=workspace, by=lost.by, at=at))
    return tuple(changed)


def may_restore_trust(user: UserId, *, workspace: Workspace) -> bool:
    """Whether this person answers for the brand: an approver of its department, or an admin."""
    return user in granters(workspace) or (Role.ADMIN in workspace.roles_of(user) and workspace.knows(user))


def restore_trust(
    lost: LostTrust, *, because: str, by: UserId, at: datetime, workspace: Workspace
) -> LostTrust:
    """The loss, over: posts from this template at this store take the trusted route again from now on.

    Raises:
        Refusal: this person may not, or somebody else did already.
        InvalidForm: no reason, under "because".
    """
    if not may_restore_trust(by, workspace=workspace):
        raise Refusal(
            "Only approvers of {department} and admins give trust back.",
            department=workspace.department_name(BRAND),
        )
    if lost.restored_by is not None and lost.restored_at is not None:
        raise Refusal(
            "{who} gave this trust back {when}: “{why}”.",
            who=lost.restored_by,
            when=lost.restored_at,
            why=lost.restored_because,
        )
    words = required_words(because, field="because", ask="Say what has changed, so that others can follow.")
    return replace(lost, restored_by=by, restored_at=at, restored_because=words)
