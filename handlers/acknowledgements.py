"""Acknowledgements: an author has read the warnings about a version, and says so from the message that showed them."""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from blocks.acknowledgements import ACKNOWLEDGE
from blocks.targets import read_target
from domain.acknowledgements import acknowledge
from handlers.deciding import find
from handlers.kit import caller_of, kit_of
from handlers.wanting import note_on, want_each


def acknowledge_clicked(
    action: dict[str, Any], _: dict[str, Any], __: WebClient, context: BoltContext
) -> None:
    """The author has read them: it is recorded, and the message says so instead of asking."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    post_id, version = read_target(action["value"])
    with kit.database.transaction(caller.workspace) as work:
        post = find(work, post_id)
        workspace, entries = work.people.workspace(), work.audit.of(post_id)
        read = acknowledge(post, entries, version=version, by=caller.user, at=at, workspace=workspace)
        work.audit.record(read)
        told = note_on(post, post.version, entries)
        want_each(work, told, new_id=kit.new_id, at=at, acted_on=[post.id])
    kit.wake()


CLICKS = {ACKNOWLEDGE: acknowledge_clicked}
"""What `handlers.setting_up` hands on to here."""
