"""Routing: a post's facts, and the seats that a policy asks for because of them.

A filled template that is trusted takes the trusted route (PRODUCT.md, section 4): one sign-off, or none, stands for
all that was asked of the template's own words; what the filling brings with it is asked for as of any post.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.policy import Need, Policy, needs_from
from domain.posts import Post
from domain.promises import IN_STORE, kinds_of
from domain.routes import Route, Subject
from domain.trusted_routes import trusted_route
from domain.workspaces import Workspace


def subject_of(post: Post, *, workspace: Workspace) -> Subject:
    """The facts of the present version that routes look at."""
    return Subject(
        department=post.department,
        networks=frozenset(post.version.content.networks),
        tags=frozenset(post.tags),
        finding_tags=Subject.tags_of(post.version.findings),
        stores=len(set(post.stores)),
        regions=workspace.regions_of(post.stores),
        shows_people=post.shows_people,
        campaign=post.campaign,
        budget=post.budget,
        step=post.aim.step,
    )


def needs_of(post: Post, *, policy: Policy, workspace: Workspace) -> tuple[Need, ...]:
    """What this policy asks of the present version."""
    subject = subject_of(post, workspace=workspace)
    use = post.use
    trusted = trusted_route(policy.trusted, use) if use and use.trusted else None
    if use is None or trusted is None:
        return policy.needs(subject)
    instead = Route(
        name=trusted.name,
        because=trusted.because,
        departments=(trusted.department or post.department,),
        approvers=trusted.sign_offs,
    )
    new = subject.finding_tags - use.finding_tags
    filled_in = [
        route
        for route in policy.routes
        if any(one.finding_tags & new and one.holds_for(subject) for one in route.when)
    ]
    holding = [one for one in policy.routes if one.holds_for(subject)]
    first, *others = needs_from([instead, *filled_in, *_readiness(post, holding)])
    return (replace(first, trusted=True), *others)


def _readiness(post: Post, routes: Iterable[Route]) -> Iterator[Route]:
    """The routes that ask for readiness, without their signatures: trust is in words, and stores keep the promise."""
    found = {tag for finding in post.version.findings for tag in finding.tags}
    if kinds_of(post) or IN_STORE in found:
        yield from (replace(one, approvers=0, after=()) for one in routes if one.readiness)


def routed(post: Post, *, policy: Policy, workspace: Workspace) -> Post:
    """The post whose newest version, not yet kept anywhere, has its needs written into it."""
    version = replace(post.version, needs=needs_of(post, policy=policy, workspace=workspace))
    return replace(post, versions=(*post.versions[:-1], version), renewed_needs=None)
