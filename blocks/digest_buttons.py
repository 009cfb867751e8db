"""Under a digest: everything behind it, the workbook, other weeks, and whether it comes as a direct message."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from blocks.elements import mrkdwn
from blocks.messages import Message, said
from blocks.unknown import unknown_button, week_of
from domain.people import ChannelId
from domain.weeks import Week
from domain.workspaces import Workspace

DIGEST = "digest_"
"""Begins the action id of every button here."""
WORKBOOK = "digest_workbook"
DETAILS = "digest_details"
TURN = "digest_turn"
"""Begins the action ids of what leads to another week; `HERE` ends those whose answer takes the message's place."""
HERE = ":here"
EARLIER = "Earlier weeks"
WISH = "digest_wish"
"""Action id of both wishes; the value says which."""
HOME_WISH = "home_digest"
"""The same on the Home."""
YES, NO = "yes", "no"


def posted_buttons(week: Week, *, workbook: str, direct: bool) -> ActionsBlock:
    """Under a digest that everybody in its place sees: in two rows of a phone.

    Who wants it as a direct message says so under `/social digest`, under the earlier weeks or on the Home.

    Args:
        workbook: address of the file; empty when it is not known, then the button asks for a copy.
        direct: whether it is somebody's direct message, which ends there.
    """
    earlier = ButtonElement(text=EARLIER, action_id=TURN, value=str(week.plus(-1)))
    end = [_wish(gets=True)] if direct else []
    return ActionsBlock(
        block_id=f"digest:{week}", elements=[_details(week), _workbook(week, workbook), earlier, *end]
    )


def private_buttons(week: Week, *, latest: Week, gets: bool | None) -> ActionsBlock:
    """Under a digest that one person has asked for.

    Args:
        latest: the last week there is something to read of.
        gets: whether digests come to them as direct messages; None when they are no leader.
    """
    before, after = week.plus(-1), week.plus(1)
    turns = [_turn(EARLIER, before, "back")]
    if week < latest:
        turns.append(_turn(f"Week {after.number} ▶", after, "on"))
    wish = [] if gets is None else [_wish(gets=gets)]
    return ActionsBlock(
        block_id=f"digest:{week}", elements=[_details(week), _workbook(week, ""), *turns, *wish]
    )


def read_button(value: str) -> Week:
    """The week that a button leads to.

    Raises:
        Refusal: no button of ours has such a value.
    """
    return week_of(value, unknown=unknown_button(again="Type /social digest again."))


def wished(workspace: Workspace, *, wanted: bool) -> Message:
    """Says what a leader's wish means from now on."""
    if wanted:
        return said("✅ Every digest comes to you as a direct message, too. *Not to me* under it ends that.")
    where = f" It stands in {_channel(workspace.leadership)}." if workspace.leadership else ""
    return said(
        f"✅ No digest comes to you as a direct message any more.{where} `/social digest` shows it any time."
    )


def digest_row(workspace: Workspace, *, gets: bool) -> SectionBlock:
    """The Home's line about the weekly digest: when it comes and whether as a direct message, too."""
    when = workspace.timetable.digest
    where = f" in {_channel(workspace.leadership)}" if workspace.leadership else ""
    direct = "and to you as a direct message" if gets else "and not to you as a direct message"
    button = ButtonElement(
        text="Not to me" if gets else "Also send it to me", action_id=HOME_WISH, value=NO if gets else YES
    )
    text = f"*Weekly digest*  {when}{where}, {direct} · any week: `/social digest`"
    return SectionBlock(block_id=HOME_WISH, text=mrkdwn(text), accessory=button)


def nobody_to_tell() -> Message:
    """Tells an admin that a digest was due and nobody was there to read it."""
    return said(
        "📭 A weekly digest was ready, and there is nobody to read it. Name a leadership channel, leaders or both in "
        "`/social setup`, or as `leadership` and `leaders` in workspace.toml; the next one goes there. Until then "
        "`/social digest` shows it to you. I tell you this only once."
    )


def _channel(channel: ChannelId) -> str:
    return f"<#{channel}>"


def _turn(label: str, week: Week, way: str) -> ButtonElement:
    return ButtonElement(text=label, action_id=f"{TURN}:{way}{HERE}", value=str(week))


def _details(week: Week) -> ButtonElement:
    return ButtonElement(text="Details", action_id=DETAILS, value=str(week))


def _workbook(week: Week, link: str) -> ButtonElement:
    return ButtonElement(text="Open the workbook", action_id=WORKBOOK, value=str(week), url=link or None)


def _wish(*, gets: bool) -> ButtonElement:
    return ButtonElement(
        text="Not to me" if gets else "Also send it to me", action_id=WISH, value=NO if gets else YES
    )
