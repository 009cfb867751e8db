"""Fixing: the safe replacements, shown first, made afterwards; in the menu of a card and inside the form."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.blocks import SectionBlock

from blocks.aims import read_aim
from blocks.campaign_input import read_campaign_name
from blocks.drafts import draft_of, read_content
from blocks.fixing import FIX, FIX_FORM, fix_form, read_fix
from blocks.form_findings import TRACK, with_findings
from blocks.journey import suggestion
from domain.audit import Action
from domain.campaigns import find_campaign
from domain.posts import PostId
from domain.proposals import refuse_edit, revise
from domain.refusals import Refusal
from domain.tracking import Proposed, tracked
from domain.versions import Content
from handlers.deciding import look_up, settle_by_policy
from handlers.findings import post_of
from handlers.kit import caller_of, kit_of
from handlers.localness import same_everywhere
from handlers.opening import Show, close
from rulebook.fixing import fix
from rulebook.lengths import measure_each, measure_everywhere
from rulebook.loading import Rulebook


def register(app: App) -> None:
    """Listen to the button inside the form and to the form that shows the differences."""
    app.action(re.compile(f"^({FIX}|{TRACK})$"))(fix_clicked)
    app.view(FIX_FORM)(fix_submitted)


def fix_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The form's buttons "Fix wording" and "Track links": the text in the form is replaced, and checked again."""
    kit, caller = kit_of(context), caller_of(context)
    view = body["view"]
    content = read_content(view)
    tracked_now, links = tracked_in(view, context)
    if action["action_id"] == TRACK:
        fixed, links = tracked_now, ()
    else:
        fixed, _ = _fixed(content, kit.rulebook_of(caller.workspace))
    verdict = kit.verdict_of(fixed, by=caller, post=post_of(view, context))
    replaced = fixed if fixed != content else None
    suggested = suggested_in(view, fixed, context)
    local = same_everywhere(view, fixed.text, context)
    lengths = measure_each(fixed) or measure_everywhere(fixed.text)
    form = with_findings(
        view, verdict, lengths, fixed=replaced, links=links, suggested=suggested, local=local
    )
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    ack()


def tracked_in(view: Mapping[str, Any], context: BoltContext) -> tuple[Content, tuple[Proposed, ...]]:
    """What a form's texts would be with its campaign's values in their links, and what that changes."""
    content, name = read_content(view), read_campaign_name(view)
    if not name:
        return content, ()
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        campaign = find_campaign(transaction.people.workspace(), name)
    return tracked(content, campaign=campaign) if campaign else (content, ())


def suggested_in(view: Mapping[str, Any], content: Content, context: BoltContext) -> SectionBlock | None:
    """The step that a form's text suggests, as long as none is chosen in it."""
    kit = kit_of(context)
    found = kit.suggested(read_aim(view), content.text)
    if found is None:
        return None
    with kit.database.snapshot(caller_of(context).workspace) as transaction:
        return suggestion(found, workspace=transaction.people.workspace())


def fix_chosen(post_id: PostId, _: int, show: Show, context: BoltContext) -> None:
    """The choice "Fix wording" in the card's menu: the form shows what would change."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as transaction:
        post = look_up(transaction, post_id)
        workspace = transaction.people.workspace()
        rulebook = kit.rulebooks.of(transaction)
    refuse_edit(post, by=caller.user, workspace=workspace)
    fixed, made = _fixed(post.version.content, rulebook)
    if fixed == post.version.content:
        raise Refusal("The rulebook knows no safe replacement for this text any more.")
    show(fix_form(post, fixed, made=made))


def fix_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """The replacements are wanted: they become a new version."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, read, shown = read_fix(view)
    with kit.database.snapshot(caller.workspace) as transaction:
        post = look_up(transaction, post_id)
        rulebook = kit.rulebooks.of(transaction)
    fixed, _ = _fixed(post.version.content, rulebook)
    if read == post.version.number and fixed.hash != shown:
        raise Refusal(
            "The rulebook was changed meanwhile. Choose “Fix wording” again to see what it says now."
        )
    draft = replace(draft_of(post), text=fixed.text, variants=fixed.variants)
    verdict = kit.verdict_of(fixed, by=caller, post=post, asked=post.plea is not None)
    settle_by_policy(
        context,
        post_id,
        action=Action.REVISED,
        decide=lambda post, workspace, policy, at: revise(
            post, draft, verdict, read=read, by=caller.user, at=at, workspace=workspace, policy=policy
        ),
    )
    close(ack, view)


def _fixed(content: Content, rulebook: Rulebook) -> tuple[Content, int]:
    """The content with every safe replacement made in each of its texts, and how many those are."""
    common = fix(content.text, rulebook)
    own = [(one, fix(one.text, rulebook)) for one in content.variants]
    variants = tuple(replace(one, text=found.text) for one, found in own)
    made = len(common.made) + sum(len(found.made) for _, found in own)
    return replace(content, text=common.text, variants=variants), made
