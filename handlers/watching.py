"""Watched channels: every message people type there is checked, and only its author hears of it."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.typed import as_typed
from blocks.watching import WATCH, unwatched, watch_question, watched
from domain.audit import Action, Event
from domain.findings import Finding
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId
from domain.refusals import Refusal
from domain.rule_problems import refuse_ruler
from domain.watching import Hint, worth_saying
from handlers.kit import Asked, Kit, caller_of, kit_of
from storage.database import Transaction

PAGE = 200
PAGES = 5
_CHANNEL = re.compile(r"<#(?P<linked>[CG][A-Z0-9]+)(?:\|[^>]*)?>|(?P<id>[CG][A-Z0-9]{6,})")


def register(app: App) -> None:
    """Listen to the question's button; messages come by `messages`, the commands by `rule_commands`."""
    app.action(WATCH)(watch_confirmed)


def watch_channel(asked: Asked) -> None:
    """`/social rules watch [#channel]`: this channel when none is named, but only once the admin says that it is meant."""
    channel = _admins_choice(asked)
    if asked.words or _is_watched(asked.context, channel):
        changed = _changed(asked.context, channel, Action.CHANNEL_WATCHED)
        asked.ack(**watched(channel, changed=changed).payload())
    else:
        asked.ack(**watch_question(channel).payload())


def watch_confirmed(ack: Ack, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """The channel in which they typed is the one they meant. The answer stands in the question's place."""
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        refuse_ruler(caller_of(context).user, workspace=transaction.people.workspace())
    channel = ChannelId(action["value"])
    changed = _changed(context, channel, Action.CHANNEL_WATCHED)
    ack()
    respond(**watched(channel, changed=changed).payload(), replace_original=True)


def unwatch_channel(asked: Asked) -> None:
    """`/social rules unwatch [#channel]`."""
    channel = _admins_choice(asked)
    changed = _changed(asked.context, channel, Action.CHANNEL_UNWATCHED)
    asked.ack(**unwatched(channel, changed=changed).payload())


def look_at(event: dict[str, Any], context: BoltContext) -> None:
    """A message that somebody typed: its author hears what is worth saying, where the channel is watched."""
    kit, caller = kit_of(context), caller_of(context)
    if not _is_watched(context, ChannelId(event["channel"])):
        return
    verdict = kit.verdict(as_typed(event.get("text", "")), workspace=caller.workspace)
    if worth_saying(verdict.findings, warned=False):
        with kit.database.transaction(caller.workspace) as transaction:
            _hint(kit, transaction, event, verdict.findings, context)
        kit.wake()


def _hint(
    kit: Kit,
    transaction: Transaction,
    event: dict[str, Any],
    findings: tuple[Finding, ...],
    context: BoltContext,
) -> None:
    """Keep what is worth saying to this person today, once however often Slack tells of the message."""
    at, user, channel = kit.now(), caller_of(context).user, ChannelId(event["channel"])
    today = _begin_of_day(at, transaction.people.workspace().timezone)
    hint = Hint(
        channel=channel,
        ts=event["ts"],
        thread=event.get("thread_ts", ""),
        user=user,
        at=at,
        findings=worth_saying(findings, warned=transaction.watching.warned(user, since=today)),
    )
    if hint.findings and transaction.watching.add(hint):
        wanted = Wanted(kind=NoticeKind.HINT, subject=hint.ts, place=channel)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)


def _begin_of_day(at: datetime, timezone: str) -> datetime:
    return at.astimezone(ZoneInfo(timezone)).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_watched(context: BoltContext, channel: ChannelId) -> bool:
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        return channel in transaction.watching.channels()


def _changed(context: BoltContext, channel: ChannelId, action: Action) -> bool:
    kit, caller = kit_of(context), caller_of(context)
    with kit.database.transaction(caller.workspace) as transaction:
        watching = transaction.watching
        change = watching.watch if action is Action.CHANNEL_WATCHED else watching.unwatch
        changed = change(channel)
        if changed:
            transaction.audit.record(Event(action=action, by=caller.user, at=kit.now(), subject=channel))
    return changed


def _admins_choice(asked: Asked) -> ChannelId:
    """The channel that an admin named: by link, id or name, or by being there.

    Raises:
        Refusal: no admin, or no channel in which the bot is.
    """
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    with kit.database.snapshot(caller.workspace) as transaction:
        refuse_ruler(caller.user, workspace=transaction.people.workspace())
    found = _CHANNEL.fullmatch(asked.words)
    id = asked.channel if not asked.words else found and (found["linked"] or found["id"])
    name = asked.words.removeprefix("#").casefold()
    for one in own_channels(asked.client):
        if one["id"] == id or (id is None and one["name"].casefold() == name):
            return ChannelId(one["id"])
    raise Refusal(
        "I am not in that channel, so I cannot read along. Invite me there (/invite @Onevoice), then try again."
    )


def own_channels(client: WebClient) -> list[dict[str, Any]]:
    """The channels in which the bot is; there are few ("users.conversations")."""
    found: list[dict[str, Any]] = []
    cursor = ""
    for _ in range(PAGES):
        answer = client.users_conversations(
            types="public_channel,private_channel", exclude_archived=True, limit=PAGE, cursor=cursor or None
        )
        found += answer["channels"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            break
    return found
