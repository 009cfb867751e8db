"""Freezes: the controls and the forms of freezing, thawing and keeping a post running."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.freeze_forms import PAUSE_FORM, PREVIEW_FORM
from blocks.freeze_previews import CANCEL, CONFIRM, MEANT
from blocks.freezes import FREEZE, THAW
from blocks.keeping import KEEP, KEEP_FORM
from handlers.keeping import keep_clicked, keep_submitted
from handlers.pausing import (
    cancel_clicked,
    confirm_clicked,
    meant_clicked,
    pause_submitted,
    preview_submitted,
)
from handlers.thawing import thaw_clicked


def register(app: App) -> None:
    """Listen to the controls and the forms."""
    app.action(re.compile(f"^{FREEZE}"))(pressed)
    app.view(re.compile(f"^{FREEZE}"))(submitted)


def pressed(
    ack: Ack,
    action: dict[str, Any],
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    respond: Respond,
) -> None:
    """Somebody presses a control: freezing, thawing and keeping have each their own module."""
    id = action["action_id"]
    if id == KEEP:
        keep_clicked(ack, action, body, client, context)
    elif id.startswith(MEANT):
        meant_clicked(ack, action, body, client, context, respond)
    else:
        _PRESSED[id](ack, action, context, respond)


def submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """Somebody submits a form, of freezing or of keeping."""
    _SUBMITTED[view["callback_id"]](ack, view, context)


_PRESSED: dict[str, Callable[[Ack, dict[str, Any], BoltContext, Respond], None]] = {
    CONFIRM: confirm_clicked,
    CANCEL: cancel_clicked,
    THAW: thaw_clicked,
}
_SUBMITTED: dict[str, Callable[[Ack, dict[str, Any], BoltContext], None]] = {
    PAUSE_FORM: pause_submitted,
    PREVIEW_FORM: preview_submitted,
    KEEP_FORM: keep_submitted,
}
