"""Proposals: the "Propose a post" form, from a draft to its inputs and back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    RichTextBlock,
    RichTextSectionElement,
)
from slack_sdk.models.views import View

from blocks.check import verdict_blocks
from blocks.elements import context, person, quote, words
from blocks.findings import Lengths
from blocks.fixing import FIX, fingerprint
from blocks.inputs import (
    ALT_TEXT,
    BUDGET,
    CAMPAIGN,
    CHECK_WORDING,
    DEPARTMENT,
    MEDIA_LINK,
    PUBLISH_AT,
    SHOWS_PEOPLE,
    TAGS,
    TEXT,
    TITLE,
    form_inputs,
    text_input,
)
from blocks.pleas import BECAUSE, plea_inputs
from blocks.previews import preview_blocks
from blocks.seats import NAME_LIMIT
from blocks.state import chosen, held, read_networks, typed, with_blocks
from blocks.stores import STORES, read_stores, store_options
from blocks.targets import read_target_of, target_metadata
from blocks.text import cut, inline, plural, sendable
from blocks.variants import read_variants, variant_input
from domain.drafts import TEXT_LIMIT, Draft, variant_field
from domain.findings import Verdict
from domain.labels import read_budget, read_tags
from domain.people import UserId, Workspace
from domain.policy import Policy
from domain.posts import Post, PostId
from domain.refusals import InvalidForm
from domain.signoffs import Decision
from domain.versions import Content

__all__ = [
    "CHECK_WORDING",
    "EDIT_FORM",
    "PROPOSAL_FORM",
    "PROPOSE_MESSAGE_SHORTCUT",
    "PROPOSE_SHORTCUT",
    "STORES",
    "draft_of",
    "edit_form",
    "form_errors",
    "proposal_form",
    "read_content",
    "read_proposal",
    "read_target_of",
    "store_options",
    "with_findings",
]

PROPOSE_SHORTCUT = "propose"
PROPOSE_MESSAGE_SHORTCUT = "propose_message"
"""Callback ids of the shortcuts "Propose a post" and "Propose as a post", as the manifest has them."""
PROPOSAL_FORM = "proposal_form"
EDIT_FORM = "edit_form"

FIELD_OPERATIONS = "field-ops"
"""Key of the shipped department that stands for the stores."""
REQUESTS_SHOWN = 5
"""Change requests above the edit form."""
WORDING = "wording"
"""First part of the block ids under which findings stand in the form."""
PREVIEW_LIMIT = 500
"""Weight of one network's preview inside the form, where the whole text stands anyway."""
ERROR_LIMIT = 1_000
"""Weight of an error under a field. Slack gives no figure; its client shows a few lines."""


def proposal_form(
    workspace: Workspace, *, id: PostId, by: UserId, text: str = "", policy: Policy | None = None
) -> View:
    """The empty form, or one begun with a text; the department is the person's own.

    Args:
        id: of the post to be; it travels with the form, so that a form sent twice is one post.
        policy: the one in force, for what its routes ask about.
    """
    own = workspace.departments_of(by)
    typed = sendable(text).strip()
    preset = own[0].key if own else _department_of_manager(workspace, by)
    draft = Draft(text=cut(typed, TEXT_LIMIT), department=preset, networks=())
    blocks = form_inputs(draft, workspace=workspace, policy=policy)
    if draft.text != typed:
        blocks.insert(1, context(f"The text was longer than {TEXT_LIMIT:,} characters: its end is missing."))
    return View(
        type="modal",
        callback_id=PROPOSAL_FORM,
        title="Propose a post",
        submit="Propose",
        close="Cancel",
        private_metadata=target_metadata(id, version=0),
        blocks=blocks,
    )


def _department_of_manager(workspace: Workspace, user: UserId) -> str:
    """Field operations for a store manager who is in no department; empty where there is no such department."""
    manages = any(store.manager == user for store in workspace.stores)
    return FIELD_OPERATIONS if manages and workspace.department(FIELD_OPERATIONS) else ""


def edit_form(post: Post, workspace: Workspace, *, policy: Policy | None = None) -> View:
    """The form with everything the post holds; on top what was asked for, and whose signatures an edit empties."""
    return View(
        type="modal",
        callback_id=EDIT_FORM,
        title="Edit",
        submit="Save version",
        close="Cancel",
        private_metadata=target_metadata(post.id, version=post.version.number),
        blocks=[
            *_before_editing(post, workspace=workspace),
            *_with_plea(form_inputs(draft_of(post), workspace=workspace, policy=policy), post),
        ],
    )


def _before_editing(post: Post, *, workspace: Workspace) -> list[Block]:
    asked = [one for one in post.current_sign_offs if one.decision is Decision.CHANGES_REQUESTED]
    signed = sum(one.decision is Decision.APPROVED for one in post.current_sign_offs)
    blocks: list[Block] = []
    for one in asked[:REQUESTS_SHOWN]:
        name = inline(workspace.department_name(one.department), limit=NAME_LIMIT)
        head = [words("✏️ "), person(one.by), words(f" asks for {name}:")]
        said = quote(one.comment, limit=TEXT_LIMIT)
        blocks.append(RichTextBlock(elements=[RichTextSectionElement(elements=head), said]))
    if signed:
        people = plural(signed, "person has", "people have")
        again = "them" if signed > 1 else "this person"
        blocks.append(context(f"{people} signed this version. A new version asks {again} again."))
    return blocks


def _with_plea(inputs: list[Block], post: Post) -> list[Block]:
    """An exception that was asked for is asked for again, unless the author thinks otherwise."""
    return [*inputs[:2], *plea_inputs(post.version.findings, post.plea), *inputs[2:]] if post.plea else inputs


def draft_of(post: Post) -> Draft:
    """The post's present version as a filled form."""
    content = post.version.content
    return Draft(
        text=content.text,
        department=post.department,
        networks=content.networks,
        title=post.title,
        publish_at=post.publish_at,
        media_link=content.media_link,
        alt_text=content.alt_text,
        stores=post.stores,
        shows_people=post.shows_people,
        variants=content.variants,
        tags=post.tags,
        campaign=post.campaign,
        budget=post.budget,
    )


def read_proposal(view: Mapping[str, Any], *, workspace: Workspace) -> Draft:
    """What a proposal or edit form holds, submitted or not yet.

    Raises:
        InvalidForm: the budget is no amount.
    """
    seconds = held(view, PUBLISH_AT, "selected_date_time")
    return Draft(
        text=typed(view, TEXT),
        department=chosen(view, DEPARTMENT),
        networks=read_networks(view),
        title=typed(view, TITLE),
        publish_at=datetime.fromtimestamp(seconds, UTC) if seconds else None,
        media_link=typed(view, MEDIA_LINK),
        alt_text=typed(view, ALT_TEXT),
        stores=read_stores(held(view, STORES, "selected_options") or (), workspace=workspace),
        shows_people=bool(held(view, SHOWS_PEOPLE, "selected_options")),
        variants=read_variants(view),
        tags=read_tags(typed(view, TAGS)),
        campaign=" ".join(typed(view, CAMPAIGN).split()),
        budget=read_budget(typed(view, BUDGET)),
    )


def read_content(view: Mapping[str, Any]) -> Content:
    """What the public would see of a form that is still being filled in."""
    networks = read_networks(view)
    return Content(
        text=typed(view, TEXT),
        networks=networks,
        variants=tuple(one for one in read_variants(view) if one.network in networks),
    )


def with_findings(
    view: Mapping[str, Any], verdict: Verdict, lengths: Lengths, *, fixed: Content | None = None
) -> View:
    """The form that somebody has before them, with findings, lengths and a preview, and what can be done.

    What was typed stays: Slack keeps the values of inputs whose ids do not change ("Updating views").

    Args:
        fixed: what shall stand in the inputs for texts instead; None leaves what was typed.
    """
    kept = [
        one
        for one in view["blocks"]
        if not str(one.get("block_id", "")).startswith(WORDING) and one.get("block_id") != BECAUSE
    ]
    after = next(place for place, one in enumerate(kept, start=1) if one.get("block_id") == CHECK_WORDING)
    inputs = _inputs_with(fixed) if fixed else {}
    kept = [inputs.get(str(one.get("block_id")), one) for one in kept]
    previews = preview_blocks(fixed or read_content(view), lengths, limit=PREVIEW_LIMIT)
    said = verdict_blocks(verdict, {} if previews else lengths)
    if any(one.fixable for one in verdict.findings):
        said.append(ActionsBlock(elements=[ButtonElement(text="Fix wording", action_id=FIX, value=FIX)]))
    said += previews
    for number, block in enumerate(said):
        block.block_id = f"{WORDING}_{number}"
    said += plea_inputs(verdict.stopping)
    return with_blocks(view, [*kept[:after], *said, *kept[after:]])


def _inputs_with(content: Content) -> dict[str, InputBlock]:
    """The inputs that show these texts, by block id; each text gives its input an id of its own."""
    inputs = {TEXT: text_input(content.text, action_id=f"{TEXT}_{fingerprint(content.text)}")}
    for one in content.variants:
        field = variant_field(one.network)
        changed = f"{field}_{fingerprint(one.text)}"
        inputs[field] = variant_input(one.network, one.text, action_id=changed)
    return inputs


def form_errors(invalid: InvalidForm, view: Mapping[str, Any]) -> dict[str, str]:
    """The errors by block id, as `response_action: errors` takes them.

    An error of a field that this form does not show stands under its first input: Slack would drop it.
    """
    inputs = [one["block_id"] for one in view["blocks"] if one["type"] == "input"]
    errors: dict[str, str] = {}
    for field, said in invalid.errors.items():
        block = field if field in inputs else inputs[0]
        errors[block] = cut(f"{errors[block]} · {said}" if block in errors else said, ERROR_LIMIT)
    return errors
