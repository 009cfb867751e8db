"""App Home: what each of its controls does, and when it is drawn.

A Home is drawn when it is opened and after whatever its owner does on it. What others do meanwhile shows the
next time: Slack tells of each opening, and a button that has become stale says what happened and draws it anew.
"""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.bulk import (
    APPROVE_SELECTED_FORM,
    SELECT,
)
from blocks.charter import SEE_ALL as SEE_GOALS
from blocks.digest_buttons import HOME_WISH, YES
from blocks.home import HOME, OPEN_LIBRARY, PROPOSE
from blocks.home_board import OPEN_CARD
from blocks.home_calendar import OPEN_CALENDAR
from blocks.home_pages import TURN, pages_of, read_pages
from blocks.home_tasks import APPROVE, APPROVE_SELECTED, GRANT
from blocks.maturity import SEE_ALL
from handlers.bulk import approve_clicked, approve_selected_clicked, selection_confirmed
from handlers.calendar import open_calendar
from handlers.charter import see_all_clicked as goals_clicked
from handlers.digest_wishes import keep_wish
from handlers.exceptions import grant_clicked
from handlers.home_drawing import show_home
from handlers.library import open_library
from handlers.maturity import see_all_clicked
from handlers.proposals import open_form


def register(app: App) -> None:
    """Listen to the Home being opened, to its controls, and to the form behind "Approve selected"."""
    app.event("app_home_opened")(home_opened)
    app.action(re.compile(f"^{HOME}"))(home_pressed)
    app.view(APPROVE_SELECTED_FORM)(selection_confirmed)


def home_opened(ack: Ack, client: WebClient, context: BoltContext) -> None:
    """Show what this person can do now."""
    show_home(client, context)
    ack()


def home_pressed(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody uses a control of their Home; each has its own story."""
    _STORIES[action["action_id"].partition(":")[0]](ack, action, body, client, context)


def propose_clicked(
    ack: Ack, _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The Home's button "Propose a post"."""
    open_form("", body["trigger_id"], client, context)
    ack()


def calendar_clicked(
    ack: Ack, _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """The Home's button "Open calendar"."""
    open_calendar(body["trigger_id"], client, context)
    ack()


def page_turned(
    ack: Ack, action: dict[str, Any], _: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Another page of a list."""
    show_home(client, context, pages=read_pages(action["value"]))
    ack()


def nothing_to_do(ack: Ack, _: dict[str, Any], __: dict[str, Any], ___: WebClient, ____: BoltContext) -> None:
    """Slack tells of links that were followed and boxes that were ticked, and wants it acknowledged."""
    ack()


def digest_wished(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """A leader wants the weekly digest as a direct message, or no longer."""
    pages = pages_of(body["view"])
    keep_wish(context, wanted=action["value"] == YES)
    ack()
    show_home(client, context, pages=pages)


_STORIES: dict[str, Callable[[Ack, dict[str, Any], dict[str, Any], WebClient, BoltContext], None]] = {
    PROPOSE: propose_clicked,
    OPEN_LIBRARY: open_library,
    APPROVE: approve_clicked,
    APPROVE_SELECTED: approve_selected_clicked,
    GRANT: grant_clicked,
    TURN: page_turned,
    SELECT: nothing_to_do,
    OPEN_CARD: nothing_to_do,
    HOME_WISH: digest_wished,
    SEE_ALL: see_all_clicked,
    SEE_GOALS: goals_clicked,
    OPEN_CALENDAR: calendar_clicked,
}
"""What each control does, by the beginning of its action id."""
