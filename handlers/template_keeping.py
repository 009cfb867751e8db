"""Keeping templates: what is made, changed or ended in the library, and what goes with it, in one transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.audit import Action, Event
from domain.campaigns import today
from domain.people import UserId, WorkspaceId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.template_changes import changed_parts
from domain.template_endings import expire_template, taken_along
from domain.templates import Template, TemplateId, TemplateState
from handlers.kit import Kit
from handlers.record import keep
from handlers.showing import show_posts
from storage.database import Transaction

TEMPLATE = "template"
"""Detail of a post that was withdrawn with its template: the template's id."""
_ENDED = {
    TemplateState.RETIRED: Action.TEMPLATE_RETIRED,
    TemplateState.EXPIRED: Action.TEMPLATE_EXPIRED,
}


def keep_template(
    work: Transaction, template: Template, *, by: UserId | None, at: datetime, new_id: Callable[[], str]
) -> tuple[Post, ...]:
    """Keep a template as it was made, changed or ended, with its line in the record.

    What was made from it, is not out and no longer fits is withdrawn in the same transaction, with the reason in
    its `state_because`; its author gets the notice `NoticeKind.AUTHOR` of `Action.WITHDRAWN`, whose detail
    "comment" is that reason, and its card and thread show it.

    Args:
        work: in which the library is held (`work.templates.hold`) since before the template was read, and no post is
            held yet.
        by: who did it; None for the program itself.

    Returns:
        The posts that went with it.
    """
    before = work.templates.get(template.id)
    if before == template:
        return ()
    posts = work.posts.these(work.templates.unpublished(template.id))
    work.templates.save(template)
    work.audit.record(
        Event(
            action=_action(before, template),
            by=by,
            at=at,
            subject=template.id,
            detail=_detail(before, template),
        )
    )
    return _take_along(work, posts, template, by=by, at=at, new_id=new_id)


def end_templates(kit: Kit, *, workspace: WorkspaceId, at: datetime) -> bool:
    """Expire the templates whose last day is over, and withdraw what still waits of one that has ended.

    Returns:
        Whether there was anything to do.
    """
    with kit.database.snapshot(workspace) as seen:
        here = seen.people.workspace()
        due = [one.id for one in seen.templates.past_last_day(today=today(here, at=at))]
        stranded = seen.templates.stranded()
    for id in dict.fromkeys([*due, *stranded]):
        with kit.database.transaction(workspace) as work:
            work.templates.hold()
            _end(kit, work, id, at=at)
    return bool(due or stranded)


def _end(kit: Kit, work: Transaction, id: TemplateId, *, at: datetime) -> None:
    template = work.templates.get(id)
    if template is None:
        return
    try:
        ended = expire_template(template, at=at, workspace=work.people.workspace())
    except Refusal:  # it has ended already; what still waits of it goes now
        posts = work.posts.these(work.templates.unpublished(id))
        _take_along(work, posts, template, by=None, at=at, new_id=kit.new_id)
    else:
        keep_template(work, ended, by=None, at=at, new_id=kit.new_id)


def _take_along(
    work: Transaction,
    posts: tuple[Post, ...],
    template: Template,
    *,
    by: UserId | None,
    at: datetime,
    new_id: Callable[[], str],
) -> tuple[Post, ...]:
    gone = taken_along(
        posts,
        template,
        history=work.templates.history(template.id),
        by=by,
        at=at,
        workspace=work.people.workspace(),
    )
    withdrawn = [one for one in gone if one.state is State.WITHDRAWN]
    expired = [one for one in gone if one.state is not State.WITHDRAWN]
    for one in expired:
        work.posts.save(one)
    show_posts(work, expired, new_id=new_id, at=at)
    if withdrawn:
        keep(work, [(one, _withdrawal(one, template, by=by, at=at)) for one in withdrawn], new_id=new_id)
    return gone


def _withdrawal(post: Post, template: Template, *, by: UserId | None, at: datetime) -> Event:
    detail = {"comment": post.state_because, TEMPLATE: template.id}
    return Event(action=Action.WITHDRAWN, by=by, at=at, subject=post.id, detail=detail)


def _action(before: Template | None, after: Template) -> Action:
    if before is None:
        return Action.TEMPLATE_MADE
    return _ENDED.get(after.state, Action.TEMPLATE_CHANGED)


def _detail(before: Template | None, after: Template) -> Mapping[str, str]:
    told = {"name": after.name, "number": str(after.number)}
    if before is None:
        return {**told, "post": after.post}
    if after.state is not TemplateState.IN_FORCE:
        return {**told, "comment": after.ended_because}
    return {**told, "changes": ", ".join(changed_parts(before, after))}
