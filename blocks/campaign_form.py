"""A campaign's form, from the campaign to its inputs and back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    Option,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, section
from blocks.fields import OPTIONS_LIMIT, field_input, option, text_field, tick_box
from blocks.metadata import read_metadata
from blocks.state import chosen, chosen_day, chosen_several, held, typed, typed_visibly
from blocks.text import escape, inline
from domain.campaign import Campaign
from domain.campaign_form import CENTRE_LIMIT, COUNTS_LIMIT, NAME_LIMIT, PURPOSE_LIMIT, CampaignForm
from domain.people import UserId
from domain.results import OWN, RESULT_MEASURES
from domain.workspaces import Workspace

CAMPAIGN_FORM = "setup_campaign_form"
FIGURE_LIMIT = 40
AGAIN = "Type /social campaigns to open it again."


def campaign_form(campaign: Campaign | None, *, workspace: Workspace, by: UserId) -> View:
    """The form of a campaign; None for a new one, which its maker owns unless they say otherwise."""
    owner = campaign.owner if campaign else by
    name = campaign.name if campaign else ""
    return View(
        type="modal",
        callback_id=CAMPAIGN_FORM,
        title="Campaign" if campaign else "New campaign",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps({"name": name, "revision": campaign.revision if campaign else 0}),
        blocks=[
            section(f"*{escape(inline(name))}*")
            if campaign
            else text_field(
                "name",
                "Name",
                "",
                limit=NAME_LIMIT,
                optional=False,
                hint="Routes and freezes go by it, so it stays as it is from now on",
            ),
            text_field(
                "purpose",
                "Purpose",
                campaign.purpose if campaign else "",
                limit=PURPOSE_LIMIT,
                optional=False,
                hint="One sentence: the card of each of its posts shows it",
            ),
            field_input(
                "owner",
                "Owner",
                UserSelectElement(
                    action_id="owner", initial_user=None if owner in workspace.deactivated else owner
                ),
                hint="They and admins may change and close it",
                optional=False,
            ),
            *_departments(campaign, workspace=workspace),
            field_input(
                "first", "First day", _day("first", campaign.first if campaign else None), optional=False
            ),
            field_input(
                "last", "Last day", _day("last", campaign.last if campaign else None), optional=False
            ),
            *_measure(campaign),
            text_field(
                "gap",
                "Minimum gap between its posts",
                str(campaign.gap) if campaign and campaign.gap else "",
                limit=FIGURE_LIMIT,
                hint="In hours, on the same network; cards show posts that are closer",
            ),
            text_field(
                "cost_centre", "Cost centre", campaign.cost_centre if campaign else "", limit=CENTRE_LIMIT
            ),
            text_field(
                "budget",
                "Budget",
                _figure(campaign.budget if campaign else None),
                limit=FIGURE_LIMIT,
                hint="In whole units of your currency",
            ),
            tick_box(
                "tracking",
                "Link tracking",
                "Propose UTM values for every link of its posts",
                ticked=campaign is not None and campaign.tracking,
            ),
            *_choice(campaign, workspace=workspace),
            context(
                "UTM values stand under “Check wording” first and count once the author takes them over."
            ),
        ],
    )


def read_campaign(view: Mapping[str, Any]) -> tuple[int, CampaignForm]:
    """The revision that the writer had seen, 0 for a new campaign, and what they wrote.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = read_metadata(view, again=AGAIN)
    owner = held(view, "owner", "selected_user")
    return about.number("revision", 0), CampaignForm(
        name=about.text("name", "") or typed_visibly(view, "name"),
        purpose=typed_visibly(view, "purpose"),
        owner=UserId(owner) if owner else None,
        departments=chosen_several(view, "departments"),
        first=chosen_day(view, "first"),
        last=chosen_day(view, "last"),
        measure=chosen(view, "measure"),
        counts=typed_visibly(view, "counts"),
        target=typed(view, "target"),
        gap=typed(view, "gap"),
        cost_centre=typed_visibly(view, "cost_centre"),
        budget=typed(view, "budget"),
        tracking=bool(chosen_several(view, "tracking")),
        stores_choose=bool(chosen_several(view, "stores_choose")),
    )


def _choice(campaign: Campaign | None, *, workspace: Workspace) -> list[Block]:
    """Whether stores may choose; not asked where there are none."""
    if not workspace.stores:
        return []
    ticked = campaign is not None and campaign.stores_choose
    return [tick_box("stores_choose", "Stores", "Each store may join or stay out", ticked=ticked)]


def _departments(campaign: Campaign | None, *, workspace: Workspace) -> list[Block]:
    options = {one.key: option(one.key, inline(one.name)) for one in workspace.departments[:OPTIONS_LIMIT]}
    if not options:
        return []
    chosen_ones = [options[one] for one in (campaign.departments if campaign else ()) if one in options]
    menu = StaticMultiSelectElement(
        action_id="departments", options=list(options.values()), initial_options=chosen_ones or None
    )
    return [field_input("departments", "Departments", menu, hint="Nothing chosen means all of them")]


def _measure(campaign: Campaign | None) -> list[Block]:
    options: dict[str, Option] = {one.key: option(one.key, one.name) for one in RESULT_MEASURES}
    options[OWN.key] = option(OWN.key, "The posts' own figure, named below")
    now = options.get(campaign.measure) if campaign else None
    menu = StaticSelectElement(action_id="measure", options=list(options.values()), initial_option=now)
    counts, target = (campaign.counts, campaign.target) if campaign else ("", None)
    return [
        field_input("measure", "Measure", menu, hint="Counted from what is recorded of its posts"),
        text_field("counts", "What the own figure counts", counts, limit=COUNTS_LIMIT),
        text_field("target", "Target", _figure(target), limit=FIGURE_LIMIT),
    ]


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


def _day(field: str, value: date | None) -> DatePickerElement:
    return DatePickerElement(action_id=field, initial_date=value.isoformat() if value else None)
