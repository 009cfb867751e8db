"""Routes: admins see and change who must sign what; a change is shown with what it means before it counts."""

from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.route_forms import ADD_CONDITION, REMOVE_ROUTE, ROUTE_FORM, read_route, refuse_unfit, route_form
from blocks.routes import (
    ADD_ROUTE,
    PREVIEW_FORM,
    ROUTE,
    fits,
    preview_form,
    read_preview,
    routes_view,
)
from blocks.setup import ROUTES
from blocks.trusted_forms import DEPARTMENT, SAMPLE, SIGN_OFFS, TEMPLATES
from domain.audit import Action, Event
from domain.policy import BEFORE_ANY_CHANGE, Policy
from domain.policy_changes import PolicyChange, changed, still_there
from domain.policy_problems import Problem, problems_of
from domain.policy_words import policy_changes
from domain.posts import Post
from domain.reconsidering import reconsider
from domain.refusals import InvalidForm, Refusal
from domain.routes import Route
from domain.setup import refuse_non_admin, replace_policy
from domain.trusted_routes import TrustedRoute
from handlers.changing import keep_change
from handlers.kit import caller_of, kit_of
from handlers.setup_overview import show_under
from storage.database import Transaction

SUBJECT = "policy"
"""What the record says about changes of the policy in Slack is kept under this subject."""


def route_submitted(ack: Ack, view: dict[str, Any], _: WebClient, context: BoltContext) -> None:
    """A filled form: the policy has to be sound with it; then what it changes is shown."""
    was, route = read_route(view)
    ack(response_action="update", view=preview(context, PolicyChange(was=was, route=route)))


def policy_accepted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The admin has seen what it means, and wants it."""
    kit, caller = kit_of(context), caller_of(context)
    change, version = read_preview(view)
    with kit.database.transaction(caller.workspace) as transaction:
        transaction.people.hold()
        now, workspace = transaction.policies.newest(), transaction.people.workspace()
        policy = changed(now.policy, change)
        replace_policy(policy, by=caller.user, workspace=workspace)
        if now.number != version:
            raise Refusal(
                "Somebody else changed the policy meanwhile, so nothing was saved. Open the route again."
            )
        changes = policy_changes(now.policy, policy, workspace=workspace)
        detail = {"changes": "\n".join(changes), "version": str(version + 1)}
        event = Event(
            action=Action.POLICY_CHANGED, by=caller.user, at=kit.now(), subject=SUBJECT, detail=detail
        )
        keep_change(transaction, event, before=workspace, after=workspace, policy=policy, new_id=kit.new_id)
    kit.wake()
    ack()
    if view.get("previous_view_id"):
        client.views_update(view_id=view["previous_view_id"], view=_routes(context))
    show_under(view, client, context)


def _routes(context: BoltContext) -> View:
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        refuse_non_admin(caller.user, workspace=workspace)
        history = transaction.policies.history() or (BEFORE_ANY_CHANGE,)
    return routes_view(history, workspace=workspace)


def preview(context: BoltContext, change: PolicyChange) -> View:
    """What the policy would change with this route in it, or without it.

    Raises:
        InvalidForm: the policy cannot be taken like this.
        Refusal: not asked by an admin, or there is no such route any more.
    """
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace, now = transaction.people.workspace(), transaction.policies.newest()
        refuse_non_admin(caller.user, workspace=workspace)
        policy = changed(now.policy, change)
        problems = problems_of(policy, workspace)
        _refuse_problems(policy, problems, route=change.route)
        posts = _changed_posts(transaction, policy, context)
    changes = policy_changes(now.policy, policy, workspace=workspace)
    view = preview_form(
        changes or ("Nothing differs.",),
        [one.sentence for one in problems],
        posts,
        change=change,
        version=now.number,
        workspace=workspace,
    )
    if not fits(view):
        raise InvalidForm({"name": "This is too much for one form in Slack. Put it into the policy file."})
    return view


def _changed_posts(transaction: Transaction, policy: Policy, context: BoltContext) -> list[tuple[Post, Post]]:
    kit, by = kit_of(context), caller_of(context).user
    at, workspace = kit.now(), transaction.people.workspace()
    looked_at = transaction.posts.under_way(at=at, held=False)
    became = ((one, reconsider(one, policy=policy, workspace=workspace, by=by, at=at)) for one in looked_at)
    return [(one, after) for one, after in became if (one.needs, one.state) != (after.needs, after.state)]


def _refuse_problems(
    policy: Policy, problems: tuple[Problem, ...], *, route: Route | TrustedRoute | None
) -> None:
    """Say no under the field where it can be mended; what is wrong elsewhere stands under the name.

    Raises:
        InvalidForm: something is wrong with the form's route, or with the whole because of it.
        Refusal: the policy cannot do without the route that is to be removed.
    """
    errors: dict[str, str] = {}
    for one in problems:
        if one.refuses:
            own = (one.route is not None and policy.routes[one.route] is route) or (
                one.trusted is not None and policy.trusted[one.trusted] is route
            )
            field = one.key if own and one.key in _FIELDS else "name"
            errors[field] = f"{errors[field]} · {one.sentence}" if field in errors else one.sentence
    if errors and route is None:
        raise Refusal("The policy stays as it was. {problems}", problems=" · ".join(errors.values()))
    if errors:
        raise InvalidForm(errors)


_FIELDS = {"because", "departments", "approvers", "after", TEMPLATES, DEPARTMENT, SIGN_OFFS, SAMPLE}
"""Where a form has an input for what a problem is about."""


def _routes_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    client.views_push(trigger_id=body["trigger_id"], view=_routes(context))


def _route_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    caller, was = caller_of(context), action["value"] if action["action_id"] == ROUTE else ""
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        workspace, policy = transaction.people.workspace(), transaction.policies.newest().policy
    refuse_non_admin(caller.user, workspace=workspace)
    route = still_there(policy.routes, was)
    if route:
        refuse_unfit(route, workspace=workspace)
    client.views_push(trigger_id=body["trigger_id"], view=route_form(route, workspace=workspace, was=was))


def _condition_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """One more condition; what was typed stays, since its inputs keep their ids ("Updating views")."""
    caller = caller_of(context)
    was, route = read_route(body["view"])
    with kit_of(context).database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
    form = route_form(route, workspace=workspace, was=was, conditions=int(action["value"]))
    client.views_update(view_id=body["view"]["id"], view=form)


def _remove_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    view = preview(context, PolicyChange(was=action["value"], route=None))
    client.views_update(view_id=body["view"]["id"], view=view)


CLICKS = {
    ROUTES: _routes_clicked,
    ROUTE: _route_clicked,
    ADD_ROUTE: _route_clicked,
    ADD_CONDITION: _condition_clicked,
    REMOVE_ROUTE: _remove_clicked,
}
FORMS = {ROUTE_FORM: route_submitted, PREVIEW_FORM: policy_accepted}
"""What `handlers.setting_up` hands on to here."""
