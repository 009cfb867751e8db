"""Inputs: the "Propose a post" form from top to bottom, filled with a draft."""

from collections.abc import Collection, Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DateTimePickerElement,
    DividerBlock,
    InputBlock,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)

from blocks.aims import gain_inputs, whom_inputs
from blocks.campaign_input import CAMPAIGN, campaign_input
from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, field_input, option, text_field, tick_box
from blocks.state import NETWORKS
from blocks.stores import HINT, STORES, stores_element
from blocks.text import inline, sendable
from blocks.variants import variant_blocks
from domain.aims import NO_AIM
from domain.campaigns import find_campaign
from domain.drafts import ALT_TEXT_LIMIT, CAMPAIGN_LIMIT, TEXT_LIMIT, TITLE_LIMIT, Draft, derived_title
from domain.inheriting import inherited
from domain.links import LINK_LIMIT
from domain.networks import Network
from domain.policy import Policy
from domain.routes import Condition
from domain.workspaces import Workspace

CHECK_WORDING = "check_wording"
"""Action id of the button inside the form."""
TEXT = "text"
TITLE = "title"
DEPARTMENT = "department"
PUBLISH_AT = "publish_at"
MEDIA_LINK = "media_link"
ALT_TEXT = "alt_text"
SHOWS_PEOPLE = "shows_people"
TAGS = "tags"
BUDGET = "budget"
"""Block and action ids of the inputs: the names of the fields in `Draft` and in `InvalidForm`."""

TYPED_TAGS_LIMIT = 600
"""Characters of all tags with their commas; more than their number and lengths allow."""
TYPED_BUDGET_LIMIT = 40
KNOWN_SHOWN = 120
"""Weight of the policy's words below an input."""


def form_inputs(
    draft: Draft, *, workspace: Workspace, at: datetime | None = None, policy: Policy | None = None
) -> list[Block]:
    """Every input of the form; "Stores" only where there are any.

    Args:
        at: the present, in UTC, to offer only campaigns that are not over.
        policy: the one in force; the campaigns and tags that its routes ask about stand below their inputs.
    """
    departments = {
        one.key: option(one.key, inline(one.name, limit=LABEL_LIMIT))
        for one in workspace.departments[:OPTIONS_LIMIT]
    }
    networks = {one: option(one.value, one.label) for one in Network}
    derived = derived_title(draft.text)
    return [
        text_input(draft.text),
        ActionsBlock(
            block_id=CHECK_WORDING,
            elements=[ButtonElement(text="Check wording", action_id=CHECK_WORDING, value=CHECK_WORDING)],
        ),
        text_field(
            TITLE, "Title", draft.title, limit=TITLE_LIMIT, placeholder=inline(derived) if derived else ""
        ),
        field_input(
            DEPARTMENT,
            "Department",
            StaticSelectElement(
                action_id=DEPARTMENT,
                options=list(departments.values()),
                initial_option=departments.get(draft.department),
            ),
            optional=False,
        ),
        field_input(
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
        field_input(PUBLISH_AT, "Publish at", _moment(draft.publish_at)),
        *_label_inputs(
            draft,
            [one for route in policy.routes for one in route.when] if policy else [],
            workspace=workspace,
            at=at,
        ),
        *whom_inputs(draft.aim, workspace=workspace),
        *_store_input(draft, workspace=workspace),
        text_field(MEDIA_LINK, "Media link", draft.media_link, limit=LINK_LIMIT),
        text_field(ALT_TEXT, "Alt text", draft.alt_text, limit=ALT_TEXT_LIMIT, multiline=True),
        tick_box(
            SHOWS_PEOPLE,
            "People shown have agreed",
            "Everybody who is shown or named has agreed",
            ticked=draft.shows_people,
        ),
        DividerBlock(block_id="figures"),
        *_figure_inputs(draft, workspace=workspace),
    ]


def _store_input(draft: Draft, *, workspace: Workspace) -> list[Block]:
    if not (workspace.stores or draft.stores):
        return []
    return [field_input(STORES, "Stores", stores_element(workspace, chosen=draft.stores), hint=HINT)]


def _figure_inputs(draft: Draft, *, workspace: Workspace) -> list[Block]:
    """By what the post is judged, who gains and who pays: what only figures are made of comes last."""
    default = inherited(NO_AIM, find_campaign(workspace, draft.campaign))
    measure, gains, cost_centre = gain_inputs(draft.aim, default)
    budget = "" if draft.budget is None else f"{draft.budget:,}"
    hint = "In whole units of your currency"
    pays = text_field(BUDGET, "Budget", budget, limit=TYPED_BUDGET_LIMIT, hint=hint)
    return [measure, gains, pays, cost_centre]


def _label_inputs(
    draft: Draft, conditions: Sequence[Condition], *, workspace: Workspace, at: datetime | None
) -> list[Block]:
    """By what the policy's routes know a post; with the words that they ask about."""
    campaigns = {word for one in conditions for word in one.campaigns}
    words = {word for one in conditions for word in one.tags}
    return [
        campaign_input(draft.campaign, workspace=workspace, at=at)
        if workspace.campaigns
        else text_field(
            CAMPAIGN,
            "Campaign",
            draft.campaign,
            limit=CAMPAIGN_LIMIT,
            hint=_known("Its short name", campaigns),
        ),
        text_field(
            TAGS,
            "Tags",
            ", ".join(draft.tags),
            limit=TYPED_TAGS_LIMIT,
            hint=_known("Words with commas between them", words),
        ),
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
    return field_input(TEXT, "Post text", element, optional=False, hint=f"Up to {TEXT_LIMIT:,} characters")


def _moment(publish_at: datetime | None) -> DateTimePickerElement:
    return DateTimePickerElement(
        action_id=PUBLISH_AT,
        initial_date_time=int(publish_at.timestamp()) if publish_at else None,
    )
