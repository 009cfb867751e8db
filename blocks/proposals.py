"""Proposals: the "Propose a post" form, from a draft to its inputs and back."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    DateTimePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.check import verdict_blocks
from blocks.elements import context, plain
from blocks.findings import Lengths
from blocks.stores import STORES, read_stores, store_options, stores_element
from blocks.targets import read_target_of, target_metadata
from blocks.text import cut, sendable
from domain.drafts import ALT_TEXT_LIMIT, LINK_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Draft
from domain.findings import Verdict
from domain.networks import Network
from domain.people import UserId, Workspace
from domain.posts import Post, PostId
from domain.refusals import InvalidForm

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
CHECK_WORDING = "check_wording"
"""Action id of the button inside the form."""

TEXT = "text"
TITLE = "title"
DEPARTMENT = "department"
NETWORKS = "networks"
PUBLISH_AT = "publish_at"
MEDIA_LINK = "media_link"
ALT_TEXT = "alt_text"
SHOWS_PEOPLE = "shows_people"
"""Block and action ids of the inputs: the names of the fields in `Draft` and in `InvalidForm`."""

WORDING = "wording"
"""First part of the block ids under which findings stand in the form."""
DEPARTMENTS_LIMIT = 100
LABEL_LIMIT = 75
ERROR_LIMIT = 1_000
"""Weight of an error under a field. Slack gives no figure; its client shows a few lines."""

_AGREED = Option(value="yes", text=plain("Everybody who is shown or named has agreed", LABEL_LIMIT))


def proposal_form(workspace: Workspace, *, id: PostId, by: UserId, text: str = "") -> View:
    """The empty form, or one begun with a text; the department is the person's own.

    Args:
        id: of the post to be; it travels with the form, so that a form sent twice is one post.
    """
    own = workspace.departments_of(by)
    typed = sendable(text).strip()
    draft = Draft(text=cut(typed, TEXT_LIMIT), department=own[0].key if own else "", networks=())
    blocks = _inputs(draft, workspace=workspace)
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


def edit_form(post: Post, workspace: Workspace) -> View:
    """The form with everything the post holds."""
    return View(
        type="modal",
        callback_id=EDIT_FORM,
        title="Edit",
        submit="Save version",
        close="Cancel",
        private_metadata=target_metadata(post.id, version=post.version.number),
        blocks=_inputs(draft_of(post), workspace=workspace),
    )


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
    )


def _inputs(draft: Draft, *, workspace: Workspace) -> list[Block]:
    departments = {
        one.key: Option(value=one.key, text=plain(one.name, LABEL_LIMIT))
        for one in workspace.departments[:DEPARTMENTS_LIMIT]
    }
    networks = {one: Option(value=one.value, text=plain(one.label, LABEL_LIMIT)) for one in Network}
    blocks: list[Block] = [
        _input(TEXT, "Post text", _typed(TEXT, draft.text, limit=TEXT_LIMIT, multiline=True), optional=False),
        ActionsBlock(
            block_id=CHECK_WORDING,
            elements=[ButtonElement(text="Check wording", action_id=CHECK_WORDING, value=CHECK_WORDING)],
        ),
        _input(TITLE, "Title", _typed(TITLE, draft.title, limit=TITLE_LIMIT)),
        _input(
            DEPARTMENT,
            "Department",
            StaticSelectElement(
                action_id=DEPARTMENT,
                options=list(departments.values()),
                initial_option=departments.get(draft.department),
            ),
            optional=False,
        ),
        _input(
            NETWORKS,
            "Networks",
            StaticMultiSelectElement(
                action_id=NETWORKS,
                options=list(networks.values()),
                initial_options=[networks[one] for one in draft.networks] or None,
            ),
            optional=False,
        ),
        _input(PUBLISH_AT, "Publish at", _moment(draft.publish_at)),
        _input(MEDIA_LINK, "Media link", _typed(MEDIA_LINK, draft.media_link, limit=LINK_LIMIT)),
        _input(ALT_TEXT, "Alt text", _typed(ALT_TEXT, draft.alt_text, limit=ALT_TEXT_LIMIT, multiline=True)),
        _input(
            SHOWS_PEOPLE,
            "People shown have agreed",
            CheckboxesElement(
                action_id=SHOWS_PEOPLE,
                options=[_AGREED],
                initial_options=[_AGREED] if draft.shows_people else None,
            ),
        ),
    ]
    if workspace.stores or draft.stores:
        blocks.append(_input(STORES, "Stores", stores_element(workspace, chosen=draft.stores)))
    return blocks


def _input(field: str, label: str, element: InputInteractiveElement, *, optional: bool = True) -> InputBlock:
    return InputBlock(block_id=field, label=label, element=element, optional=optional)


def _typed(field: str, value: str, *, limit: int, multiline: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=field, initial_value=sendable(value) or None, multiline=multiline, max_length=limit
    )


def _moment(publish_at: datetime | None) -> DateTimePickerElement:
    return DateTimePickerElement(
        action_id=PUBLISH_AT,
        initial_date_time=int(publish_at.timestamp()) if publish_at else None,
    )


def read_proposal(view: Mapping[str, Any], *, workspace: Workspace) -> Draft:
    """What a proposal or edit form holds, submitted or not yet."""
    values = view["state"]["values"]

    def value(field: str, key: str) -> Any:  # noqa: ANN401  # Slack's JSON
        return values.get(field, {}).get(field, {}).get(key)

    seconds = value(PUBLISH_AT, "selected_date_time")
    return Draft(
        text=value(TEXT, "value") or "",
        department=(value(DEPARTMENT, "selected_option") or {}).get("value", ""),
        networks=_networks(value(NETWORKS, "selected_options") or ()),
        title=value(TITLE, "value") or "",
        publish_at=datetime.fromtimestamp(seconds, UTC) if seconds else None,
        media_link=value(MEDIA_LINK, "value") or "",
        alt_text=value(ALT_TEXT, "value") or "",
        stores=read_stores(value(STORES, "selected_options") or (), workspace=workspace),
        shows_people=bool(value(SHOWS_PEOPLE, "selected_options")),
    )


def read_content(view: Mapping[str, Any]) -> tuple[str, tuple[Network, ...]]:
    """Text and networks of a form that is still being filled in."""
    values = view["state"]["values"]
    chosen = values.get(NETWORKS, {}).get(NETWORKS, {}).get("selected_options") or ()
    return values.get(TEXT, {}).get(TEXT, {}).get("value") or "", _networks(chosen)


def _networks(chosen: Iterable[Mapping[str, Any]]) -> tuple[Network, ...]:
    keys = {one.get("value") for one in chosen}
    return tuple(one for one in Network if one.value in keys)


def with_findings(view: Mapping[str, Any], verdict: Verdict, lengths: Lengths) -> View:
    """The form that somebody has before them, with findings and lengths under the text.

    What was typed stays: Slack keeps the values of inputs whose ids do not change ("Updating views").
    """
    kept = [one for one in view["blocks"] if not str(one.get("block_id", "")).startswith(WORDING)]
    after = next(place for place, one in enumerate(kept, start=1) if one.get("block_id") == CHECK_WORDING)
    said = verdict_blocks(verdict, lengths)
    for number, block in enumerate(said):
        block.block_id = f"{WORDING}_{number}"
    return View(
        type="modal",
        callback_id=view["callback_id"],
        title=view["title"],
        submit=view["submit"],
        close=view["close"],
        private_metadata=view["private_metadata"],
        blocks=[*kept[:after], *said, *kept[after:]],
    )


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
