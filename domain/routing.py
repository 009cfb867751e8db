"""Routing: a post's facts, and the seats that a policy asks for because of them."""

from dataclasses import replace

from domain.policy import Need, Policy
from domain.posts import Post
from domain.routes import Subject
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
    )


def needs_of(post: Post, *, policy: Policy, workspace: Workspace) -> tuple[Need, ...]:
    """What this policy asks of the present version."""
    return policy.needs(subject_of(post, workspace=workspace))


def routed(post: Post, *, policy: Policy, workspace: Workspace) -> Post:
    """The post whose newest version, not yet kept anywhere, has its needs written into it."""
    version = replace(post.version, needs=needs_of(post, policy=policy, workspace=workspace))
    return replace(post, versions=(*post.versions[:-1], version), renewed_needs=None)
