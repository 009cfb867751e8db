"""Template endings: out of the library, and what was made from a template and is not out goes with it.

A template ends when somebody takes it out, or after its last day. A change of what it says or of its days takes along
the posts that no longer fit it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.campaigns import today
from domain.comments import required_words
from domain.people import UserId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.template_rights import refuse_change
from domain.templates import Template, TemplateState
from domain.workspaces import Workspace

UNPUBLISHED = frozenset({State.IN_REVIEW, State.CHANGES_REQUESTED, State.ON_HOLD, State.APPROVED})
"""What still waits or is approved, and so has to be withdrawn."""


def retire(template: Template, *, because: str, by: UserId, at: datetime, workspace: Workspace) -> Template:
    """The template, out of the library.

    Raises:
        Refusal: this person may not, or it has ended already.
        InvalidForm: no reason, under "because".
    """
    refuse_change(template, by=by, workspace=workspace)
    words = required_words(because, field="because", ask="Say why, so that those who used it know.")
    return replace(
        template, state=TemplateState.RETIRED, ended_by=by, ended_at=at, ended_because=" ".join(words.split())
    )


def expire_template(template: Template, *, at: datetime, workspace: Workspace) -> Template:
    """The template, ended by the program itself after its last day.

    Raises:
        Refusal: it has ended already, or its last day is not over.
    """
    if template.state is not TemplateState.IN_FORCE or not template.over(at=at, workspace=workspace):
        raise Refusal("“{name}” does not expire now.", name=template.name)
    return replace(
        template,
        state=TemplateState.EXPIRED,
        ended_by=None,
        ended_at=at,
        ended_because="its last day is over",
    )


def taken_along(
    posts: Iterable[Post],
    template: Template,
    *,
    history: Iterable[Template],
    by: UserId | None,
    at: datetime,
    workspace: Workspace,
) -> tuple[Post, ...]:
    """Those of these posts that cannot stay, withdrawn; one that has expired is told that it cannot come back.

    Args:
        posts: made from the template and not out.
        template: as it is now.
        history: its versions.
        by: who ended or changed it; None for the program itself.
    """
    versions = {one.number: one for one in history}
    found = ((post, why_not(post, template, versions, workspace=workspace)) for post in posts)
    return tuple(_withdrawn(post, why, by=by, at=at) for post, why in found if why)


def why_not(post: Post, template: Template, versions: dict[int, Template], *, workspace: Workspace) -> str:
    """Why a post that was made from a template cannot go out; empty when it can.

    Args:
        versions: those of the template, by number.
    """
    if post.use is None or post.use.ended:
        return post.use.ended if post.use and post.state in UNPUBLISHED else ""
    if template.state is TemplateState.RETIRED:
        return f"its template “{template.name}” was taken out of the library: {template.ended_because}"
    if template.state is TemplateState.EXPIRED:
        return f"its template “{template.name}” has expired"
    used = versions.get(post.use.number)
    if used is None or _said(used) != _said(template):
        return f"its template “{template.name}” was changed and says something else now"
    if post.publish_at is not None and not _in_days(post.publish_at, template, workspace=workspace):
        return f"its template “{template.name}” is for other days now"
    return ""


def _withdrawn(post: Post, why: str, *, by: UserId | None, at: datetime) -> Post:
    assert post.use is not None
    ended = replace(post, use=replace(post.use, ended=why))
    return ended.moved(State.WITHDRAWN, by=by, at=at, because=why) if post.state in UNPUBLISHED else ended


def _said(template: Template) -> tuple[object, ...]:
    """What of a template was filled; hints, who may fill it and its name are not."""
    return (
        template.text,
        template.variants,
        template.networks,
        template.media_link,
        template.alt_text,
        tuple(replace(one, hint="") for one in template.slots),
    )


def _in_days(moment: datetime, template: Template, *, workspace: Workspace) -> bool:
    day = today(workspace, at=moment)
    return (template.valid_from or day) <= day <= (template.valid_until or day)
