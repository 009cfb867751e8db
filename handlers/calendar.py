"""The calendar: `/social calendar` and what leads from one of its views to the other."""

from datetime import datetime, time, timedelta
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from blocks.calendar import AGENDA, CUSTOMER, WEEKS, Agenda, agenda_view, read_week
from blocks.customers_week import STORE, customers_view
from blocks.home_board import RestOfWeek
from blocks.home_calendar import POSTS_SHOWN
from blocks.stores import read_store
from domain.calendar import Coming, busiest_store, customers_week
from domain.people import Store, UserId
from domain.weeks import Week
from domain.workspaces import Workspace
from domain.zones import known_zone, local, zone
from handlers.kit import Asked, caller_of, kit_of
from handlers.listings import links_to
from storage.database import Transaction

A_WEEK = 500
"""Posts of a week of which the Home shows the first of each day."""
MOST = 20_000
"""Posts of a week that are looked through for those of one store."""
WIDEST = timedelta(hours=26)
"""Days begin so much earlier or later anywhere than they do anywhere else (the zones from UTC-12 to UTC+14)."""


def calendar_command(asked: Asked) -> None:
    """`/social calendar`: what goes out this week and next."""
    open_calendar(asked.trigger_id, asked.client, asked.context)
    asked.ack()


def open_calendar(trigger_id: str, client: WebClient, context: BoltContext) -> None:
    """The agenda of this week and the next one."""
    client.views_open(trigger_id=trigger_id, view=_agenda(None, context))


def this_week(work: Transaction, reader: UserId, *, workspace: Workspace, at: datetime) -> tuple[Week, str]:
    """The week that it is for somebody, and their IANA zone; the workspace's while theirs is not known."""
    member = work.people.member(reader)
    named = member.timezone if member else ""
    timezone = named if known_zone(named) else workspace.timezone
    return Week.of(at, timezone=timezone), timezone


def rest_of_week(work: Transaction, reader: UserId, *, workspace: Workspace, at: datetime) -> RestOfWeek:
    """What goes out from somebody's today until their Sunday, and what begins the week after it."""
    week, timezone = this_week(work, reader, workspace=workspace, at=at)
    today = local(at.astimezone(zone(timezone)).date(), time(), timezone=timezone)
    monday, end = (week.plus(weeks).starts_at(timezone=timezone) for weeks in (1, 2))
    return RestOfWeek(
        coming=work.calendar.between(today, monday, most=A_WEEK),
        timezone=timezone,
        next_week=work.calendar.between(monday, end, most=POSTS_SHOWN),
        next_total=work.calendar.count(monday, end),
    )


def _agenda(first: Week | None, context: BoltContext) -> View:
    """The agenda from this week on; None for the present one."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as work:
        workspace = work.people.workspace()
        now, timezone = this_week(work, caller.user, workspace=workspace, at=at)
        first = first or now
        start, end = (one.starts_at(timezone=timezone) for one in (first, first.plus(WEEKS)))
        coming = work.calendar.between(start, end)
        agenda = Agenda(
            first=first,
            today=at.astimezone(zone(timezone)).date(),
            coming=coming,
            total=work.calendar.count(start, end),
            links=links_to(work, [one.post for one in coming], context),
            timezone=timezone,
        )
    return agenda_view(agenda, workspace=workspace)


def _customers_week(chosen: str, context: BoltContext) -> View:
    """Next week near a store: the chosen one, else the reader's own, else the one that most of its posts touch."""
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.snapshot(caller.workspace) as work:
        workspace = work.people.workspace()
        week = Week.of(kit.now(), timezone=workspace.timezone).plus(1)
        start, end = (one.starts_at(timezone=workspace.timezone) for one in (week, week.plus(1)))
        coming = work.calendar.between(start - WIDEST, end + WIDEST, most=MOST)
    store = _store(chosen, coming, reader=caller.user, workspace=workspace)
    timezone = store.timezone if store else workspace.timezone
    return customers_view(
        customers_week(coming, store=store, week=week, timezone=timezone), workspace=workspace
    )


def _store(chosen: str, coming: tuple[Coming, ...], *, reader: UserId, workspace: Workspace) -> Store | None:
    found = read_store(chosen, workspace=workspace)
    own = workspace.stores_of(reader)
    first = (found, *own[:1], busiest_store(coming, stores=workspace.stores), *workspace.stores[:1])
    return next((one for one in first if one), None)


def _agenda_clicked(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    client.views_update(view_id=body["view"]["id"], view=_agenda(read_week(action["value"]), context))


def _customer_clicked(
    _: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    client.views_update(view_id=body["view"]["id"], view=_customers_week("", context))


def _store_chosen(
    action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    chosen = str(action["selected_option"]["value"])
    client.views_update(view_id=body["view"]["id"], view=_customers_week(chosen, context))


CLICKS = {
    AGENDA: _agenda_clicked,
    f"{AGENDA}:back": _agenda_clicked,
    f"{AGENDA}:on": _agenda_clicked,
    CUSTOMER: _customer_clicked,
    STORE: _store_chosen,
}
"""What `handlers.setting_up` hands on to here."""
