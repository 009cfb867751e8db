"""The input "Campaign" of a post's form: a menu of those that are open, and "none"."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import InputBlock, StaticSelectElement

from blocks.fields import OPTIONS_LIMIT, field_input, option
from blocks.state import chosen, typed
from blocks.text import inline
from domain.campaigns import open_campaigns
from domain.workspaces import Workspace

CAMPAIGN = "campaign"
"""Block and action id: the name of the field in `Draft` and in `InvalidForm`."""
NONE = ",none"
"""The menu's value for no campaign: a name of one has no comma."""


def campaign_input(now: str, *, workspace: Workspace, at: datetime | None) -> InputBlock:
    """The menu, with the campaign in it that the post names.

    Args:
        now: offered too, although it may be closed or over, as its post keeps it.
        at: the present, in UTC; None offers those too that are over.
    """
    names = [one.name for one in open_campaigns(workspace, at=at)[: OPTIONS_LIMIT - 2]]
    offered = dict.fromkeys([*([now] if now else []), *names])
    options = {one: option(one, inline(one)) for one in offered}
    options[""] = option(NONE, "None: it belongs to no campaign")
    menu = StaticSelectElement(
        action_id=CAMPAIGN, options=list(options.values()), initial_option=options[now] if now else None
    )
    return field_input(CAMPAIGN, "Campaign", menu, hint="What the post is for: the card shows its purpose")


def read_campaign_name(view: Mapping[str, Any]) -> str:
    """The campaign that a form names, chosen or typed; empty for none."""
    name = chosen(view, CAMPAIGN) or typed(view, CAMPAIGN)
    return "" if name == NONE else " ".join(name.split())
