"""Inputs: the "Propose a post" form from top to bottom, filled with a draft."""

from collections.abc import Collection, Sequence
from datetime import datetime

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

from blocks.elements import plain
from blocks.state import NETWORKS
from blocks.stores import STORES, stores_element
from blocks.text import inline, sendable
from blocks.variants import variant_blocks
from domain.drafts import ALT_TEXT_LIMIT, CAMPAIGN_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Draft
from domain.links import LINK_LIMIT
from domain.networks import Network
from domain.people import Workspace
from domain.policy import Policy
from domain.routes import Condition

CHECK_WORDING = "check_wording"
"""Action id of the button inside the form."""
TEXT = "text"
TITLE = "title"
DEPARTMENT = "department"
PUBLISH_AT = "publish_at"
MEDIA_LINK = "media_link"
ALT_TEXT = "alt_text"
SHOWS_PEOPLE = "shows_people"
CAMPAIGN = "campaign"
TAGS = "tags"
BUDGET = "budget"
"""Block and action ids of the inputs: the names of the fields in `Draft` and in `InvalidForm`."""

DEPARTMENTS_LIMIT = 100
LABEL_LIMIT = 75
TYPED_TAGS_LIMIT = 600
"""Characters of all tags with their commas; more than their number and lengths allow."""
TYPED_BUDGET_LIMIT = 40
KNOWN_SHOWN = 120
"""Weight of the policy's words below an input."""

_AGREED = Option(value="yes", text=plain("Everybody who is shown or named has agreed", LABEL_LIMIT))


def form_inputs(draft: Draft, *, workspace: Workspace, policy: Policy | None = None) -> list[Block]:
    """Every input of the form; "Stores" only where there are any.

    Args:
        policy: the one in force; the campaigns and tags that its routes ask about stand below their inputs.
    """
    departments = {
        one.key: Option(value=one.key, text=plain(inline(one.name, limit=LABEL_LIMIT), LABEL_LIMIT))
        for one in workspace.departments[:DEPARTMENTS_LIMIT]
    }
    networks = {one: Option(value=one.value, text=plain(one.label, LABEL_LIMIT)) for one in Network}
    blocks: list[Block] = [
        text_input(draft.text),
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
        *variant_blocks(draft.variants),
        _input(PUBLISH_AT, "Publish at", _moment(draft.publish_at)),
        *_label_inputs(draft, [one for route in policy.routes for one in route.when] if policy else []),
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
    budget = "" if draft.budget is None else f"{draft.budget:,}"
    amount = _typed(BUDGET, budget, limit=TYPED_BUDGET_LIMIT)
    return [*blocks, _input(BUDGET, "Budget", amount, hint="In whole units of your currency")]


def _label_inputs(draft: Draft, conditions: Sequence[Condition]) -> list[Block]:
    """By what the policy's routes know a post; with the words that they ask about."""
    campaign = _typed(CAMPAIGN, draft.campaign, limit=CAMPAIGN_LIMIT)
    tags = _typed(TAGS, ", ".join(draft.tags), limit=TYPED_TAGS_LIMIT)
    campaigns = {word for one in conditions for word in one.campaigns}
    words = {word for one in conditions for word in one.tags}
    return [
        _input(CAMPAIGN, "Campaign", campaign, hint=_known("Its short name", campaigns)),
        _input(TAGS, "Tags", tags, hint=_known("Words with commas between them", words)),
    ]


def _known(said: str, words: Collection[str]) -> str:
    """A hint that ends with the words on which it depends who must sign."""
    if not words:
        return said
    return f"{said}. These decide who signs: {inline(', '.join(sorted(words)), limit=KNOWN_SHOWN)}"


def text_input(text: str, *, action_id: str = TEXT) -> InputBlock:
    """The input for the post's text, with a text in it.

    Args:
        action_id: another one makes Slack show this text in the place of what was typed ("Updating views").
    """
    element = PlainTextInputElement(
        action_id=action_id, initial_value=sendable(text) or None, multiline=True, max_length=TEXT_LIMIT
    )
    return _input(TEXT, "Post text", element, optional=False, hint=f"Up to {TEXT_LIMIT:,} characters")


def _input(
    field: str,
    label: str,
    element: InputInteractiveElement,
    *,
    optional: bool = True,
    hint: str | None = None,
) -> InputBlock:
    return InputBlock(block_id=field, label=label, element=element, optional=optional, hint=hint)


def _typed(field: str, value: str, *, limit: int, multiline: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=field, initial_value=sendable(value) or None, multiline=multiline, max_length=limit
    )


def _moment(publish_at: datetime | None) -> DateTimePickerElement:
    return DateTimePickerElement(
        action_id=PUBLISH_AT,
        initial_date_time=int(publish_at.timestamp()) if publish_at else None,
    )
