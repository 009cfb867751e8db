"""By policy: what the record says of a post that the policy approved, as it trusts its template so far."""

from dataclasses import replace

from domain.audit import Action, Event
from domain.posts import Post, State


def approved_by_policy(post: Post, event: Event) -> tuple[Event, ...]:
    """The line that follows this one, where the policy approved the post at that moment; else none.

    It names the routes of the policy that trust the template, and the template.
    """
    at_once = post.state is State.APPROVED and post.state_by is None and post.state_at == event.at
    if post.use is None or event.by is None or not at_once:
        return ()
    routes = [name for one in post.needs if one.trusted for name in one.routes]
    detail = {"policy": ", ".join(dict.fromkeys(routes)), "template": post.use.template}
    return (replace(event, action=Action.APPROVED_BY_POLICY, by=None, detail=detail),)
