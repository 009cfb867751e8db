"""`/social pause`: what a freeze would touch, and freezing it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from slack_bolt import Ack, BoltContext, Respond
from slack_sdk import WebClient

from blocks.answers import explanation
from blocks.freeze_forms import Pending, pause_form, preview_form, read_pause, read_pending
from blocks.freeze_previews import freeze_preview, frozen_now, nothing_frozen, preview_lines, scope_question
from blocks.messages import Message
from domain.freeze import Scope, ScopeKind
from domain.freezes import freeze, holds
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.scope_guesses import Guess, guesses
from domain.scopes import described, may_freeze_something, named, refuse_freezer
from domain.workspaces import Workspace
from handlers.freezing import keep_freeze
from handlers.kit import Asked, caller_of, kit_of
from handlers.opening import in_front


def pause_command(asked: Asked) -> None:
    """`/social pause [scope] <reason>`; with less than that, the form."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        under_way = transaction.posts.under_way(at=kit.now(), held=False)
    _refuse_bystander(caller.user, workspace=workspace)
    campaigns = {one.campaign for one in under_way} | {one.name for one in workspace.campaigns}
    scope, reason = named(asked.words, workspace=workspace, campaigns=campaigns, by=caller.user)
    pending = Pending(scope=scope, reason=reason)
    if not reason:
        form = pause_form(pending, workspace=workspace, campaigns=campaigns, reader=caller.user)
        asked.client.views_open(trigger_id=asked.trigger_id, view=form)
        asked.ack()
        return
    nothing_named = reason == asked.words.strip()
    kind, found = (
        guesses(reason, workspace=workspace, campaigns=campaigns, by=caller.user)
        if nothing_named
        else (None, ())
    )
    with _said():
        message = (
            _which_scope(pending, kind, found, workspace=workspace)
            if kind or found
            else freeze_preview(_previewed(pending, asked.context), pending=str(pending))
        )
    asked.ack(**message.payload())


def _refuse_bystander(user: UserId, *, workspace: Workspace) -> None:
    """Say no to somebody who may freeze nothing, before a form is opened that has nothing to offer them.

    Raises:
        Refusal: with who may.
    """
    if not may_freeze_something(user, workspace=workspace):
        refuse_freezer(user, Scope(), workspace=workspace)


def _which_scope(
    typed: Pending, kind: ScopeKind | None, found: Sequence[Guess], *, workspace: Workspace
) -> Message:
    meant = [*(Pending(scope=one.scope, reason=one.reason) for one in found), typed]
    return scope_question(
        typed.reason,
        kind,
        found,
        otherwise=described(typed.scope, workspace=workspace),
        values=[str(one) for one in meant],
    )


@contextmanager
def _said() -> Iterator[None]:
    """Where there are no fields to say it under, what is wrong with them is a sentence.

    Raises:
        Refusal: with what the form would say.
    """
    try:
        yield
    except InvalidForm as problem:
        raise Refusal("{said}", said=" ".join(problem.errors.values())) from None


def meant_clicked(
    ack: Ack,
    action: dict[str, Any],
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    respond: Respond,
) -> None:
    """The scope is clear now: the preview takes the question's place, or the form asks for what is missing."""
    pending = read_pending(action["value"])
    if pending.reason:
        with _said():
            preview = freeze_preview(_previewed(pending, context), pending=str(pending))
        ack()
        respond(**preview.payload(), replace_original=True)
        return
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
    _refuse_bystander(caller.user, workspace=workspace)
    campaigns = pending.scope.keys if pending.scope.kind is ScopeKind.CAMPAIGN else ()
    in_front(body, client)(pause_form(pending, workspace=workspace, campaigns=campaigns, reader=caller.user))
    ack()


def pause_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The form is filled: what it would touch takes its place."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
    pending = read_pause(view, workspace=workspace)
    lines = _previewed(pending, context)
    ack(response_action="update", view=preview_form(lines, pending=pending))


def _previewed(pending: Pending, context: BoltContext) -> list[str]:
    """What it would do.

    Raises:
        Refusal, InvalidForm: it cannot be.
    """
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        workspace = freeze(
            transaction.people.workspace(),
            id="preview",
            scope=pending.scope,
            reason=pending.reason,
            since=pending.since,
            until=pending.until,
            by=caller.user,
            at=at,
        )
        posts = transaction.posts.under_way(at=at, held=False)
    new = workspace.freezes[-1]
    touched = [one for one in posts if holds(new, one, workspace=workspace)]
    return preview_lines(new, touched, workspace=workspace)


def confirm_clicked(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """From now on it is frozen."""
    message = _freeze(read_pending(action["value"]), context)
    ack()
    respond(**message.payload(), replace_original=True)


def preview_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The same from the form: the desk's message says that it counts; of one that is planned, only its form can."""
    pending = read_pending(view["private_metadata"])
    message = _freeze(pending, context)
    if pending.since is None:
        ack()
    else:
        ack(response_action="update", view=explanation(message.text))


def _freeze(pending: Pending, context: BoltContext) -> Message:
    kit, caller = kit_of(context), caller_of(context)
    with _said(), kit.database.transaction(caller.workspace) as transaction:
        workspace, added = keep_freeze(
            transaction,
            scope=pending.scope,
            reason=pending.reason,
            since=pending.since,
            until=pending.until,
            by=caller.user,
            at=kit.now(),
            new_id=kit.new_id,
        )
    kit.wake()
    return frozen_now(added, workspace=workspace)


def cancel_clicked(ack: Ack, _: dict[str, Any], __: BoltContext, respond: Respond) -> None:
    """Nothing is frozen."""
    ack()
    respond(**nothing_frozen().payload(), replace_original=True)
