"""Publishing: "Mark as published" on the card, in its menu and in the call, and taking that back."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.publishing import MARK, PUBLISHING_FORM, publishing_form, read_publishing
from blocks.targets import read_target
from domain.audit import Action, Event
from domain.posts import PostId
from domain.publishing import altered, publish, refuse_publish
from domain.taking_back import take_back
from handlers.deciding import find, read_post
from handlers.kit import caller_of, kit_of
from handlers.opening import Show, close, in_front
from handlers.record import record


def register(app: App) -> None:
    """Listen to the button and the form."""
    app.action(MARK)(mark_clicked)
    app.view(PUBLISHING_FORM)(publishing_submitted)


def mark_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody says on the card, or in the call to publish, that it went out."""
    publish_chosen(*read_target(action["value"]), in_front(body, client), context)
    ack()


def publish_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """The form asks in which words it went out, and where it is."""
    kit, caller = kit_of(context), caller_of(context)
    post, workspace = read_post(post_id, context)
    refuse_publish(post, by=caller.user, at=kit.now(), workspace=workspace)
    show(publishing_form(post))


def publishing_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The post went out."""
    post_id, version, text, variants, links = read_publishing(view)
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        published, publication = publish(
            find(transaction, post_id),
            version=version,
            text=text,
            variants=variants,
            links=links,
            by=caller.user,
            at=at,
            workspace=transaction.people.workspace(),
        )
        said = {
            "links": " ".join(one.url for one in publication.links),
            "published": publication.content.hash,
            "otherwise": ", ".join(one.part for one in altered(published, publication)),
        }
        detail = {key: value for key, value in said.items() if value}
        event = Event(action=Action.PUBLISHED, by=caller.user, at=at, subject=post_id, detail=detail)
        transaction.publications.add(publication)
        record(kit, transaction, published, event)
    kit.wake()
    close(ack, view)


def take_back_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:  # noqa: ARG001  # as every choice
    """It was a slip: the post is approved as before."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
        publication = transaction.publications.get(post_id)
        workspace = transaction.people.workspace()
        approved = take_back(post, publication, by=caller.user, at=at, workspace=workspace)
        assert publication is not None
        event = Event(action=Action.UNPUBLISHED, by=caller.user, at=at, subject=post_id)
        record(kit, transaction, approved, event)
        transaction.publications.remove(publication)
    kit.wake()
