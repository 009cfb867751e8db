"""Proposals: the form "Propose a post", and the one to edit a post."""

from datetime import datetime

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextSectionElement
from slack_sdk.models.views import View

from blocks.cutting import cut
from blocks.drafts import draft_of
from blocks.elements import context, person, quote, words
from blocks.inputs import form_inputs
from blocks.more import withdraw_folded
from blocks.pleas import plea_inputs
from blocks.seats import NAME_LIMIT
from blocks.targets import target_metadata
from blocks.text import inline, plural, sendable
from domain.drafts import TEXT_LIMIT, Draft
from domain.people import UserId
from domain.policy import Policy
from domain.posts import Post, PostId
from domain.signoffs import Decision
from domain.workspaces import Workspace

PROPOSE_SHORTCUT = "propose"
PROPOSE_MESSAGE_SHORTCUT = "propose_message"
"""Callback ids of the shortcuts "Propose a post" and "Propose as a post", as the manifest has them."""
PROPOSAL_FORM = "proposal_form"
EDIT_FORM = "edit_form"

FIELD_OPERATIONS = "field-ops"
"""Key of the shipped department that stands for the stores."""
REQUESTS_SHOWN = 5
"""Change requests above the edit form."""


def proposal_form(
    workspace: Workspace,
    *,
    id: PostId,
    by: UserId,
    text: str = "",
    at: datetime | None = None,
    policy: Policy | None = None,
    campaign: str = "",
    stores: tuple[str, ...] = (),
) -> View:
    """The empty form, or one begun with a text; the department is the person's own.

    Args:
        id: of the post to be; it travels with the form, so that a form sent twice is one post.
        policy: the one in force, for what its routes ask about.
        campaign: the one that the post is for, if that is known.
        stores: keys of those that it is about, if that is known; somebody who only manages stores gets their own.
    """
    own = workspace.departments_of(by)
    typed = sendable(text).strip()
    preset = own[0].key if own else _department_of_manager(workspace, by)
    if workspace.limited(by):
        stores = tuple(one.key for one in workspace.stores_of(by))
    draft = Draft(
        text=cut(typed, TEXT_LIMIT), department=preset, networks=(), stores=stores, campaign=campaign
    )
    blocks = form_inputs(draft, workspace=workspace, at=at, policy=policy)
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


def edit_form(
    post: Post, workspace: Workspace, *, at: datetime | None = None, policy: Policy | None = None
) -> View:
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
            *_instead(post, workspace=workspace, at=at),
            *_with_plea(form_inputs(draft_of(post), workspace=workspace, at=at, policy=policy), post),
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


def _instead(post: Post, *, workspace: Workspace, at: datetime | None) -> list[Block]:
    """Where "Withdraw" is when the menu has no place for it."""
    if at is None or not withdraw_folded(post, workspace=workspace, at=at):
        return []
    return [context("To take the post back instead: *⋯* › *Details* › *Withdraw*")]


def _with_plea(inputs: list[Block], post: Post) -> list[Block]:
    """An exception that was asked for is asked for again, unless the author thinks otherwise."""
    return [*inputs[:2], *plea_inputs(post.version.findings, post.plea), *inputs[2:]] if post.plea else inputs
