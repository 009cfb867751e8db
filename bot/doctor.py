"""`doctor`: looks at everything a running bot needs and says what to do about what is missing."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from blocks.text import plural
from bot.clock import clock_standings
from bot.complaints import Complaint, Unreachable
from bot.settings import Settings
from bot.slack import identify, no_answer, reason_of, refuse_app_token, slack_client, slack_or_complaint
from delivery.backlog import backlog
from domain.people import WorkspaceId
from domain.workspaces import Workspace
from storage.database import Database, Tables, Unavailable

MANIFEST = Path(__file__).parent.parent / "manifest.json"
"""The Slack app as it must be installed."""
CLOCK_TOLERANCE = timedelta(seconds=60)
"""Signatures of Slack are refused beyond five minutes ("Verifying requests from Slack"); a minute off is a warning sign."""
CLOCK_LATE = timedelta(minutes=10)
"""The clock is looked at twice a minute; a task that fails is tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What was looked at, whether it is well, and what to do when it is not.

    Attributes:
        well: None for what could not be looked at.
    """

    part: str
    well: bool | None
    said: str


def examine(settings: Settings, *, now: Callable[[], datetime]) -> Iterator[Diagnosis]:
    """Look at token, scopes, the way in, clock, database, desk, approvers, timetable and delivery, in this order.

    What cannot be looked at because an earlier part is not well is named in one line at the end.
    """
    with closing(Database(settings.database_url.get_secret_value())) as database:
        yield from _examined(settings, database, now=now)


def try_again(database: Database, *, at: datetime) -> int:
    """Make every message due again that could not be shown; whatever runs shows them. How many there were."""
    tried = 0
    for workspace in database.workspaces():
        with database.transaction(workspace) as transaction:
            for one in transaction.notices.dead_letters():
                transaction.notices.retry(one.id, at=at)
                tried += 1
    return tried


def _examined(settings: Settings, database: Database, *, now: Callable[[], datetime]) -> Iterator[Diagnosis]:
    try:
        client = slack_client(settings.bot_token(), api_url=settings.slack_api_url)
        with slack_or_complaint(client.base_url):
            identify(client)
            answer = client.auth_test()
    except Unreachable as error:
        yield Diagnosis(part="slack", well=False, said=str(error))
        yield _database(database)
        yield _not_looked_at("token", *AFTER_TOKEN, *AFTER_DATABASE)
        return
    except Complaint as error:
        yield Diagnosis(part="token", well=False, said=str(error))
        yield _database(database)
        yield _not_looked_at(*AFTER_TOKEN, *AFTER_DATABASE)
        return
    yield Diagnosis(part="token", well=True, said=f"belongs to {answer['team']} ({answer['team_id']})")
    yield _scopes(answer)
    yield _requests(client, settings)
    yield _clock(answer, at=now())
    store = _database(database)
    yield store
    if not store.well:
        yield _not_looked_at(*AFTER_DATABASE)
        return
    try:
        yield from _workspace(client, database, id=WorkspaceId(answer["team_id"]), at=now())
    except Unavailable as error:
        yield Diagnosis(part="database", well=False, said=f"stopped answering: {error}")


RETRY = "Once it is mended: .venv/bin/python -m bot doctor --retry"
AFTER_TOKEN = ("scopes", "requests", "clock")
AFTER_DATABASE = ("desk", "approvers", "timetable", "delivery")
"""What can only be looked at once Slack has taken the token, or the database answers."""


def _not_looked_at(*parts: str) -> Diagnosis:
    return Diagnosis(part="not looked at", well=None, said=f"{', '.join(parts)}; mend the above first")


def _scopes(answer: SlackResponse) -> Diagnosis:
    granted = set(_header(answer, "x-oauth-scopes").replace(" ", "").split(","))
    wanted = json.loads(MANIFEST.read_text())["oauth_config"]["scopes"]["bot"]
    missing = [scope for scope in wanted if scope not in granted]
    if missing:
        advice = "Add them under “OAuth & Permissions” (or paste manifest.json again) and reinstall the app."
        return Diagnosis(part="scopes", well=False, said=f"missing: {', '.join(missing)}. {advice}")
    return Diagnosis(part="scopes", well=True, said=f"all {len(wanted)} granted")


def _requests(client: WebClient, settings: Settings) -> Diagnosis:
    """How Slack's requests come in: Socket Mode with an app token, or HTTP with a signing secret."""
    token = settings.slack_app_token
    try:
        if token is None:
            settings.signing_secret()
            return Diagnosis(part="requests", well=True, said="come over HTTP and must be signed")
        with slack_or_complaint(client.base_url):
            _prove(client, token.get_secret_value())
    except Complaint as error:
        return Diagnosis(part="requests", well=False, said=str(error))
    return Diagnosis(part="requests", well=True, said="come through Socket Mode")


def _prove(client: WebClient, app_token: str) -> None:
    try:
        client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        refuse_app_token(error)
        raise


def _header(answer: SlackResponse, wanted: str) -> str:
    """A header of Slack's answer; proxies spell them as they like."""
    return next((str(value) for name, value in answer.headers.items() if name.lower() == wanted), "")


def _clock(answer: SlackResponse, *, at: datetime) -> Diagnosis:
    header = _header(answer, "date")
    if not header:
        return Diagnosis(part="clock", well=True, said="Slack told no time to compare with")
    off = abs(parsedate_to_datetime(header) - at)
    if off > CLOCK_TOLERANCE:
        advice = "Slack's signatures fail beyond five minutes. Turn on time synchronisation (NTP)."
        return Diagnosis(part="clock", well=False, said=f"{off.total_seconds():.0f} s off. {advice}")
    return Diagnosis(part="clock", well=True, said="agrees with Slack's")


def _database(database: Database) -> Diagnosis:
    try:
        database.ping()
        tables = database.tables()
    except Unavailable as error:
        advice = "Check DATABASE_URL, and that the server runs and accepts this user."
        return Diagnosis(part="database", well=False, said=f"{error} {advice}")
    if tables is Tables.OTHER:
        advice = "Run: .venv/bin/python -m bot migrate (or run the version that made them)"
        return Diagnosis(
            part="database", well=False, said=f"answers, but its tables are of another version. {advice}"
        )
    empty = ", and has no tables yet: the start makes them" if tables is Tables.NONE else ""
    return Diagnosis(part="database", well=True, said=f"answers{empty}")


def _workspace(
    client: WebClient, database: Database, *, id: WorkspaceId, at: datetime
) -> Iterator[Diagnosis]:
    database.migrate()
    with database.transaction(id) as transaction:
        workspace = transaction.people.workspace()
        dead = transaction.notices.dead_letters()
    yield _desk(client, workspace)
    yield _approvers(workspace)
    yield _timetable(database, id=id, at=at)
    waiting = backlog(database, at=at)
    if dead:
        lost = plural(len(dead), "message", "messages")
        said = f"{lost} could not be shown. The last: {dead[-1].problem} {RETRY}"
        yield Diagnosis(part="delivery", well=False, said=said)
    else:
        yield Diagnosis(part="delivery", well=True, said=f"{waiting.due} messages on their way")


def _desk(client: WebClient, workspace: Workspace) -> Diagnosis:
    if workspace.desk is None:
        advice = "Name it in workspace.toml, then: .venv/bin/python -m bot apply workspace.toml"
        return Diagnosis(part="desk", well=False, said=f"no channel is named. {advice}")
    try:
        channel = client.conversations_info(channel=workspace.desk)["channel"]
    except (SlackClientError, OSError, HTTPException) as error:
        advice = "Check the channel's id in workspace.toml; a private channel needs: /invite @Onevoice"
        said = str(no_answer(error, address=client.base_url) or f"{reason_of(error)}. {advice}")
        return Diagnosis(part="desk", well=False, said=f"{workspace.desk} is not to be seen: {said}")
    if channel.get("is_archived"):
        return Diagnosis(
            part="desk", well=False, said=f"#{channel['name']} is archived. Name another channel."
        )
    if not channel.get("is_member"):
        return Diagnosis(
            part="desk", well=False, said=f"not a member of #{channel['name']}. There: /invite @Onevoice"
        )
    return Diagnosis(part="desk", well=True, said=f"#{channel['name']}")


def _timetable(database: Database, *, id: WorkspaceId, at: datetime) -> Diagnosis:
    """What the clock did last and does next; late when nothing looks at the clock."""
    standings = clock_standings(database, id, at=at)
    late = [one for one in standings if at - one.next.due > CLOCK_LATE]
    if late:
        kinds = ", ".join(one.kind for one in late)
        advice = "Nothing keeps the time: start .venv/bin/python -m bot, or its worker."
        return Diagnosis(part="timetable", well=False, said=f"due and not done: {kinds}. {advice}")
    first = min(standings, key=lambda one: one.next.due)
    last = max((one.last for one in standings if one.last), key=lambda one: one.at, default=None)
    said = f"next: {first.kind} on {_moment(first.next.due)}"
    if last is None:
        return Diagnosis(part="timetable", well=True, said=f"nothing done yet; {said}")
    did = f"{last.slot.kind} of week {last.slot.week} {last.outcome} on {_moment(last.at)}"
    why = f" ({last.why.rstrip('.')})" if last.why else ""
    return Diagnosis(part="timetable", well=True, said=f"last: {did}{why}; {said}")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%a %d %b %H:%M} UTC"


def _approvers(workspace: Workspace) -> Diagnosis:
    empty = [one.name for one in workspace.departments if not one.approvers]
    if empty:
        advice = "Posts that need them will wait. Name approvers in workspace.toml."
        return Diagnosis(part="approvers", well=False, said=f"none in {', '.join(empty)}. {advice}")
    return Diagnosis(part="approvers", well=True, said="every department has one")
