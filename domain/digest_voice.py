"""One customer, one voice: whether the departments' posts came from one desk, in the few facts that tell most."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from domain.calendar import unserved
from domain.campaign import Campaign
from domain.digest import Digest, Figures, TakingPart
from domain.digest_lines import Line
from domain.digest_words import change, counted
from domain.journey import Step
from domain.participation import Answer, stores_taking_part
from domain.people import Store
from domain.periods import days_of
from domain.workspaces import Workspace

ENOUGH = 3
"""Posts of a department that went out, from which on it tells something that one other department signed them all."""


def voice_lines(digest: Digest, *, workspace: Workspace) -> tuple[Line, ...]:
    """How many departments saw what went out, then what the desk should look at, then what went well."""
    return tuple(one for one in _facts(digest, workspace=workspace) if one.sentence)


def taking_part(
    campaign: Campaign, answers: Mapping[str, Answer], *, stores: Collection[Store], since: datetime
) -> TakingPart:
    """How many of the stores take part in a campaign, and how many of these have said so since a moment in UTC."""
    taking = stores_taking_part(campaign, answers, stores=stores)
    joined = sum(one.key in answers and answers[one.key].at >= since for one in taking)
    return TakingPart(campaign=campaign.name, stores=len(taking), of=len(stores), joined=joined)


def _facts(digest: Digest, *, workspace: Workspace) -> Iterator[Line]:
    """Everything that could be said, what tells most first; those of which there is nothing have no words."""
    yield _seen(digest)
    yield _unready(digest)
    yield _served(digest.now.steps, workspace=workspace)
    yield _purposeless(digest, workspace=workspace)
    yield _one_sided(digest, workspace=workspace)
    yield _settled(digest)
    yield _taking_part(digest)


def _seen(digest: Digest) -> Line:
    out, then = (sum(one.went_out.values()) for one in (digest.now, digest.before))
    if not out:
        return Line(sentence="")
    seen, before = digest.now.seen_widely, digest.before.seen_widely
    verb = "was" if 1 in {seen, out} else "were"
    posts = "post" if out == 1 else "posts"
    against = " (=)" if seen * then == before * out else f" (was {before:,}/{then:,})"
    return Line(
        sentence=f"{seen:,} of {out:,} {posts} {verb} seen by three or more departments"
        + (against if then else "")
    )


def _unready(digest: Digest) -> Line:
    """Promises that were not kept everywhere."""
    unready = digest.now.unready
    if not unready:
        return Line(sentence="")
    more = change(unready - digest.before.unready)
    return Line(sentence=f"{unready:,} went out before every store was ready{more}")


def _served(steps: Collection[Step], *, workspace: Workspace) -> Line:
    """Which steps nobody served, or which alone were; nothing where no post says a step, or each has one."""
    left = unserved(steps)
    if not steps or not left:
        return Line(sentence="")
    served = [one for one in Step if one in steps]
    named = left if len(left) < len(steps) else served
    parts = {one.name: workspace.step_name(one) for one in named}
    if named is left:
        return Line(sentence=f"nobody served {_listed(left, 'or')}", parts=parts)
    verb = "was" if len(served) == 1 else "were"
    return Line(sentence=f"only {_listed(served, 'and')} {verb} served", parts=parts)


def _listed(steps: Sequence[Step], last: str) -> str:
    *first, end = [f"“{{{one.name}}}”" for one in steps]
    return f"{', '.join(first)} {last} {end}" if first else end


def _purposeless(digest: Digest, *, workspace: Workspace) -> Line:
    """How many posts named no campaign; nothing before there was one to name."""
    last = days_of(digest.week, timezone=digest.timezone).last
    if not digest.now.purposeless or not any(one.first <= last for one in workspace.campaigns):
        return Line(sentence="")
    more = change(digest.now.purposeless - digest.before.purposeless)
    return Line(sentence=f"{digest.now.purposeless:,} went out without a purpose{more}")


def _one_sided(digest: Digest, *, workspace: Workspace) -> Line:
    """The department of whose posts one other alone signed all, of several the one with most."""
    sole = {
        whose: by
        for whose, posts in digest.now.went_out.items()
        if posts >= ENOUGH and len(by := _others(digest.now, whose)) == 1
    }
    if not sole:
        return Line(sentence="")
    whose = max(sole, key=lambda one: (digest.now.went_out[one], one))
    (reviewer,) = sole[whose]
    before = _others(digest.before, whose)
    against = ""
    if before:
        more = counted(len(before), "department", "departments")
        against = " (=)" if before == {reviewer} else f" (before: {more})"
    return Line(
        sentence=f"{{reviewer}} alone signed the {digest.now.went_out[whose]:,} posts of {{department}}{against}",
        parts={
            "reviewer": workspace.department_name(reviewer),
            "department": workspace.department_name(whose),
        },
    )


def _others(figures: Figures, whose: str) -> frozenset[str]:
    """The other departments that signed posts of this one that went out."""
    found: Mapping[str, int] = figures.reviewed.get(whose, {})
    return frozenset(found) - {whose}


def _settled(digest: Digest) -> Line:
    if not digest.now.settled:
        return Line(sentence="")
    settled = counted(digest.now.settled, "clash", "clashes")
    return Line(sentence=f"{settled} settled{change(digest.now.settled - digest.before.settled)}")


def _taking_part(digest: Digest) -> Line:
    """The campaign that most stores have joined this week."""
    every = digest.present.taking_part if digest.present else ()
    first = max(every, key=lambda one: one.joined, default=None)
    if first is None or not first.joined:
        return Line(sentence="")
    stores = f"{first.stores:,} of {counted(first.of, 'store', 'stores')}"
    verb = "takes" if 1 in {first.stores, first.of} else "take"
    return Line(
        sentence=f"{stores} {verb} part in “{{campaign}}” (▲ {first.joined:,})",
        parts={"campaign": first.campaign},
    )
