"""Using a template: somebody fills its slots, sees what comes of it, and proposes it."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from blocks.library import USE
from blocks.proposals import edit_form
from blocks.template_result import under_slots, with_gaps, with_result
from blocks.template_use import ALL_WORDS, SEE, USE_FORM, Typed, read_use, stores_offered, use_form
from blocks.template_words import outlook_words, stopped_words
from domain.audit import Action, Event
from domain.findings import Verdict
from domain.local_posts import Filling, drafted, propose_filled, refill, refuse_use
from domain.people import UserId
from domain.policy import Policy
from domain.posts import Post, PostId
from domain.proposals import refuse_edit
from domain.refusals import InvalidForm, Refusal
from domain.templates import TemplateId
from domain.trust import Grounds
from domain.trusted_routes import trusted_route
from handlers.deciding import edit_detail, look_up
from handlers.findings import stops_counted
from handlers.kit import Caller, Kit, caller_of, kit_of
from handlers.opening import close, in_front
from handlers.record import record
from rulebook.lengths import measure_each
from storage.database import Transaction

NOT_CHOSEN = 1.0
"""A chance that sends nothing to full review."""


def use_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The button "Use": the form with an input for each slot."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as work:
        found, workspace = work.templates.get(TemplateId(action["value"])), work.people.workspace()
    template = refuse_use(found, by=caller.user, at=kit.now(), workspace=workspace)
    form = use_form(template, id=PostId(kit.new_id()), reader=caller.user, workspace=workspace)
    in_front(body, client)(form)


def see_clicked(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The form's button "See the result": what readers will see, findings, lengths and who would sign."""
    view = body["view"]
    client.views_update(view_id=view["id"], hash=view["hash"], view=_seen(view, context))


def words_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The button "Edit all words" of a filled template: the form of any post, which leads to full review."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as work:
        post = look_up(work, PostId(action["value"]))
        workspace, policy = work.people.workspace(), work.policies.newest().policy
    refuse_edit(post, by=caller.user, workspace=workspace)
    in_front(body, client)(edit_form(post, workspace, at=kit.now(), policy=policy))


def refill_form(post: Post, context: BoltContext) -> View | None:
    """The form in which a local post is filled anew; None for any other post, or when its template is another by now."""
    kit, caller = kit_of(context), caller_of(context)
    if post.use is None:
        return None
    with kit.database.snapshot(caller.workspace) as work:
        found, workspace = work.templates.get(TemplateId(post.use.template)), work.people.workspace()
    try:
        template = refuse_use(
            found, by=caller.user, at=kit.now(), workspace=workspace, number=post.use.number
        )
    except Refusal:
        return None
    return use_form(template, id=post.id, reader=caller.user, workspace=workspace, post=post)


def use_submitted(ack: Ack, view: dict[str, Any], _: WebClient, context: BoltContext) -> None:
    """The filled template becomes a post, or the next version of one; sent twice it stays one."""
    kit, caller = kit_of(context), caller_of(context)
    at, typed = kit.now(), read_use(view)
    with kit.database.snapshot(caller.workspace) as work:
        found, workspace = work.templates.get(typed.template), work.people.workspace()
        before = next(iter(work.posts.some([typed.post])), None)
    if before is not None and not typed.read:
        close(ack, view)
        return
    template = refuse_use(found, by=caller.user, at=at, workspace=workspace, number=typed.number)
    draft, filled = drafted(template, _filling(typed), by=caller.user, at=at, workspace=workspace)
    verdict = kit.verdict_of(draft.content, by=caller, post=before, publish_at=typed.publish_at)
    try:
        with stops_counted(kit, workspace=caller.workspace, post=typed.post, verdict=verdict):
            _keep(typed, verdict, kit=kit, caller=caller, at=at)
    except InvalidForm as wrong:
        raise InvalidForm(under_slots(wrong.errors, filled, verdict)) from None
    kit.wake()
    close(ack, view)


def _keep(typed: Typed, verdict: Verdict, *, kit: Kit, caller: Caller, at: datetime) -> None:
    """Keep what was filled in, while nobody can change the template."""
    with kit.database.transaction(caller.workspace) as work:
        work.templates.hold()
        before = work.posts.get(typed.post)
        if before is not None and not typed.read:
            return
        post = _decided(
            typed,
            verdict,
            work=work,
            before=before,
            policy=work.policies.current(),
            chance=_chance(typed.post),
            by=caller.user,
            at=at,
        )
        if before == post:
            return
        action = Action.REVISED if before else Action.PROPOSED
        changed = edit_detail(before, post) if before else {}
        detail = {**changed, "template": post.use.name if post.use else ""}
        event = Event(action=action, by=caller.user, at=at, subject=post.id, detail=detail)
        record(kit, work, post, event)


def _decided(
    typed: Typed,
    verdict: Verdict,
    *,
    work: Transaction,
    before: Post | None,
    policy: Policy,
    chance: float,
    by: UserId,
    at: datetime,
) -> Post:
    """The post that comes of it.

    Raises:
        Refusal, InvalidForm: as `propose_filled` and `refill`.
    """
    workspace = work.people.workspace()
    template = refuse_use(
        work.templates.get(typed.template), by=by, at=at, workspace=workspace, number=typed.number
    )
    grounds = Grounds(policy=policy, lost=work.templates.lost_trust(template.id), chance=chance)
    filling = _filling(typed)
    if before is None:
        return propose_filled(
            template,
            filling,
            verdict,
            id=typed.post,
            by=by,
            at=at,
            workspace=workspace,
            grounds=grounds,
        )
    return refill(before, template, filling, verdict, by=by, at=at, workspace=workspace, grounds=grounds)


def stores_searched(view: Mapping[str, Any], typed: str, context: BoltContext) -> list[Option]:
    """What the form offers somebody who looks for a store among many."""
    caller = caller_of(context)
    with kit_of(context).database.snapshot(caller.workspace) as work:
        template, workspace = work.templates.get(read_use(view).template), work.people.workspace()
    if template is None:
        return []
    return stores_offered(template, typed, reader=caller.user, workspace=workspace)


def _seen(view: Mapping[str, Any], context: BoltContext) -> View:
    kit, caller = kit_of(context), caller_of(context)
    at, typed = kit.now(), read_use(view)
    with kit.database.snapshot(caller.workspace) as work:
        found, workspace = work.templates.get(typed.template), work.people.workspace()
        before = next(iter(work.posts.some([typed.post])), None)
    template = refuse_use(found, by=caller.user, at=at, workspace=workspace, number=typed.number)
    try:
        draft, filled = drafted(template, _filling(typed), by=caller.user, at=at, workspace=workspace)
    except InvalidForm as wrong:
        return with_gaps(view, wrong.errors)
    verdict = kit.verdict_of(draft.content, by=caller, post=before, publish_at=typed.publish_at)
    with kit.database.snapshot(caller.workspace) as work:
        policy = work.policies.newest().policy
        try:
            post = _decided(
                typed,
                verdict,
                work=work,
                before=before,
                policy=policy,
                chance=NOT_CHOSEN,
                by=caller.user,
                at=at,
            )
        except InvalidForm as wrong:
            route = stopped_words(verdict, wrong.errors.values())
        else:
            fits = trusted_route(policy.trusted, post.use) if post.use and before is None else None
            route = outlook_words(post, sample=fits.sample if fits else 0, workspace=workspace)
    return with_result(view, filled, verdict, measure_each(draft.content), route=route)


def _filling(typed: Typed) -> Filling:
    media_link, alt_text = typed.picture or (None, "")
    return Filling(
        number=typed.number,
        read=typed.read,
        values=typed.values,
        store=typed.store,
        publish_at=typed.publish_at,
        networks=typed.networks,
        media_link=media_link,
        alt_text=alt_text,
    )


def _chance(id: PostId) -> float:
    """Drawn anew for each form, as its post's id is: sending it again is no other draw."""
    return int.from_bytes(sha256(id.encode()).digest()[:8]) / 2**64


CLICKS = {USE: use_clicked, SEE: see_clicked, ALL_WORDS: words_clicked}
FORMS = {USE_FORM: use_submitted}
"""What `handlers.setting_up` hands on to here."""
