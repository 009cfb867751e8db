"""Setting up: which story each button and each form of the setup tells. One listener for all: Bolt tries each in turn."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.setup import ACTION
from handlers import (
    acknowledgements,
    calendar,
    campaigns,
    charter,
    checklist,
    first_run,
    journey,
    library,
    participation,
    questions,
    routes,
    setup,
    store_files,
    store_setup,
    template_endings,
    template_forms,
    template_use,
    trusted_routes,
)

_EVERYTHING = re.compile(f"{ACTION}.+")
_CLICKS: dict[str, Callable[[dict[str, Any], dict[str, Any], WebClient, BoltContext], None]] = {
    **setup.CLICKS,
    **store_setup.CLICKS,
    **store_files.CLICKS,
    **routes.CLICKS,
    **trusted_routes.CLICKS,
    **questions.CLICKS,
    **charter.CLICKS,
    **campaigns.CLICKS,
    **participation.CLICKS,
    **calendar.CLICKS,
    **journey.CLICKS,
    **library.CLICKS,
    **template_use.CLICKS,
    **template_forms.CLICKS,
    **template_endings.CLICKS,
    **checklist.CLICKS,
    **first_run.CLICKS,
    **acknowledgements.CLICKS,
}
_FORMS: dict[str, Callable[[Ack, dict[str, Any], WebClient, BoltContext], None]] = {
    **setup.FORMS,
    **store_setup.FORMS,
    **store_files.FORMS,
    **routes.FORMS,
    **trusted_routes.FORMS,
    **questions.FORMS,
    **charter.FORMS,
    **campaigns.FORMS,
    **journey.FORMS,
    **library.FORMS,
    **template_use.FORMS,
    **template_forms.FORMS,
    **template_endings.FORMS,
    **checklist.FORMS,
}


def register(app: App) -> None:
    """Listen to the setup's buttons and forms; the command comes by `handlers.commands`."""
    app.action(_EVERYTHING)(setup_clicked)
    app.view(_EVERYTHING)(setup_submitted)


def setup_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """One of the setup's buttons."""
    _CLICKS[action["action_id"]](action, body, client, context)
    ack()


def setup_submitted(ack: Ack, view: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """One of the setup's forms."""
    _FORMS[view["callback_id"]](ack, view, client, context)
