"""`/social`: the word behind it says which story to tell."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.help import help_message, stranger, unknown_command
from blocks.typed import as_typed
from domain.people import ChannelId
from handlers.absences import away_command
from handlers.calendar import calendar_command
from handlers.campaigns import campaigns_command
from handlers.charter import goals_command
from handlers.check import check_command
from handlers.checkins import checkin_command
from handlers.digests import digest_command
from handlers.exports import export_command
from handlers.kit import Asked, caller_of, kit_of
from handlers.library import library_command
from handlers.listings import mine_command, queue_command
from handlers.maturity import maturity_command
from handlers.pausing import pause_command
from handlers.people import has_asked
from handlers.proposals import propose_command
from handlers.results import results_command
from handlers.rule_commands import rules_command
from handlers.setup import setup_command
from handlers.thawing import resume_command

SLASH_COMMAND = "/social"


def register(app: App) -> None:
    """Listen to the one slash command."""
    app.command(SLASH_COMMAND)(social_typed)


def social_typed(ack: Ack, command: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """Somebody typed `/social …`."""
    name, words = (*as_typed(command.get("text", "")).split(maxsplit=1), "", "")[:2]
    asked = Asked(
        words=words.strip(),
        channel=ChannelId(command["channel_id"]),
        trigger_id=command["trigger_id"],
        ack=ack,
        client=client,
        context=context,
    )
    story = _STORIES.get(name.lower()) if _is_known(context) else stranger_came
    if story:
        story(asked)
    else:
        ack(**unknown_command(name, get_close_matches(name.lower(), _STORIES, n=3)).payload())


def help_command(asked: Asked) -> None:
    """`/social` alone or `help`: what this person can do now."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    with kit.database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
    asked.ack(**help_message(workspace, caller.user, at=kit.now()).payload())


def stranger_came(asked: Asked) -> None:
    """Somebody whom no admin has added yet: a kind word and a way in."""
    caller = caller_of(asked.context)
    with kit_of(asked.context).database.transaction(caller.workspace) as transaction:
        workspace = transaction.people.workspace()
        before = has_asked(transaction, caller.user)
    asked.ack(**stranger(workspace, asked=before).payload())


def _is_known(context: BoltContext) -> bool:
    caller = caller_of(context)
    with kit_of(context).database.transaction(caller.workspace) as transaction:
        return bool(transaction.people.workspace().roles_of(caller.user))


_STORIES: dict[str, Callable[[Asked], None]] = {
    "": help_command,
    "help": help_command,
    "propose": propose_command,
    "queue": queue_command,
    "mine": mine_command,
    "calendar": calendar_command,
    "check": check_command,
    "maturity": maturity_command,
    "goals": goals_command,
    "campaigns": campaigns_command,
    "library": library_command,
    "export": export_command,
    "digest": digest_command,
    "checkin": checkin_command,
    "results": results_command,
    "rules": rules_command,
    "away": away_command,
    "pause": pause_command,
    "resume": resume_command,
    "setup": setup_command,
}
