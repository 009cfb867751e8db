"""Exclusions: stores that are not ready are left out of a post, and taken in again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from blocks.readiness import EXCLUDE, INCLUDE
from blocks.readiness_exclusion import EXCLUDE_FORM, exclude_form, read_exclusion, shown_as
from blocks.readiness_places import Of, read_place
from domain.audit import Action
from domain.exclusions import exclude, include, refuse_exclusion
from domain.policy import Policy
from domain.posts import Post
from domain.refusals import Refusal
from domain.workspaces import Workspace
from handlers.deciding import read_post, settle_by_policy
from handlers.kit import caller_of, kit_of
from handlers.opening import in_front
from handlers.readiness_looking import place_under, show_under, stores_said, view_of


def exclude_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody wants the post to go without the stores that are not ready: the form names them."""
    kit, caller = kit_of(context), caller_of(context)
    place = read_place(action["value"])
    post, workspace = read_post(place.post, context)
    readiness = refuse_exclusion(post, by=caller.user, at=kit.now(), workspace=workspace)
    if not readiness.open:
        raise Refusal("Every store is ready by now, so there is none to leave out.")
    if not place.among(readiness.open, workspace=workspace):
        raise Refusal("No store says “not ready” any more. Open “Readiness” again to see how they stand.")
    in_front(body, client)(
        exclude_form(readiness, place=place, workspace=workspace, content=post.version.content)
    )


def exclusion_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The stores that were named are left out; when others are not ready by now, these are named first."""
    kit, caller = kit_of(context), caller_of(context)
    place, shown, note = read_exclusion(view)
    post, workspace = read_post(place.post, context)
    readiness = refuse_exclusion(post, by=caller.user, at=kit.now(), workspace=workspace)
    units = place.among(readiness.open, workspace=workspace)
    if units and shown_as(units) != shown:
        again = exclude_form(
            readiness,
            place=place,
            workspace=workspace,
            content=post.version.content,
            changed=True,
            note=note,
        )
        ack(response_action="update", view=again)
        return
    stores = [one.key for one in units]
    comment = {"comment": note} if note else {}
    settle_by_policy(
        context,
        place.post,
        action=Action.STORES_EXCLUDED,
        decide=lambda post, workspace, policy, at: exclude(
            post, stores=stores, note=note, by=caller.user, at=at, workspace=workspace, policy=policy
        ),
        detail={**stores_said(stores, workspace=workspace), **comment},
    )
    ack()
    show_under(replace(place, of=Of.ALL), view, client, context)


def include_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """One store belongs to the post again."""
    place, by = read_place(action["value"]), caller_of(context).user
    said: dict[str, str] = {}

    def decide(post: Post, workspace: Workspace, policy: Policy, at: datetime) -> Post:
        said.update(stores_said([place.name], workspace=workspace))
        return include(post, stores=[place.name], by=by, at=at, workspace=workspace, policy=policy)

    settle_by_policy(context, place.post, action=Action.STORES_INCLUDED, decide=decide, detail=said)
    client.views_update(view_id=body["view"]["id"], view=view_of(place_under(body), context))


CLICKS = {EXCLUDE: exclude_clicked, INCLUDE: include_clicked}
FORMS = {EXCLUDE_FORM: exclusion_submitted}
"""What `handlers.readiness` hands on to here."""
