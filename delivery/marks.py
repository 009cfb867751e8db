"""Marks: the opaque key that each message carries, and how to find a message by it again.

Slack has no idempotency key. When a reply is lost, the only way to know whether a message was posted is to look
("Message metadata" and "conversations.history method" in Slack's documentation).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata

from delivery.problems import Cure, code_of, problem_of
from domain.notices import NoticeId

EVENT_TYPE = "onevoice_notice"
PAGE = 200
"""Messages a page; Slack recommends no more than 200."""
PAGES = 25
"""How far back to look when nobody knows since when the message can be there."""
CLOCKS_DIFFER = timedelta(hours=1, minutes=5)
"""Slack's clock and ours may be this far apart; looking further back costs little, a second card confuses all."""


class Unreadable(Exception):  # noqa: N818  # an answer, not a fault
    """The history cannot be read, or not far enough, so nobody knows whether the message is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to look.

    Attributes:
        thread: ts of the card whose thread it is; empty for the channel itself.
        since: nothing to find before this moment, in UTC; None when unknown.
    """

    channel: str
    thread: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A message or file in Slack.

    Attributes:
        ts: Slack's timestamp of the message; for a file its id.
        version: which version of the notice it shows; 0 when it does not say.
    """

    channel: str
    ts: str
    version: int = 0


def mark(id: NoticeId, *, version: int) -> Metadata:
    """The metadata that makes a message findable."""
    return Metadata(event_type=EVENT_TYPE, event_payload={"id": id, "version": version})


def file_mark(id: NoticeId) -> str:
    """A short tag for a file's name: files carry no metadata."""
    return sha256(id.encode()).hexdigest()[:8]


def find_message(client: WebClient, id: NoticeId, *, place: Place, other_than: str = "") -> Spot | None:
    """The message that carries this notice's mark, or None when it is surely not there.

    Args:
        other_than: ts of a message that does not count, because it is gone.

    Raises:
        Unreadable: nobody can know.
    """
    for message in _messages(client, place):
        metadata = message.get("metadata") or {}
        payload = metadata.get("event_payload") or {}
        ours = metadata.get("event_type") == EVENT_TYPE and payload.get("id") == id
        if ours and message["ts"] != other_than:
            return Spot(channel=place.channel, ts=message["ts"], version=_number(payload.get("version")))
    return None


def find_file(client: WebClient, id: NoticeId, *, place: Place) -> Spot | None:
    """The file whose name carries this notice's mark, or None when it was surely not shared here.

    Raises:
        Unreadable: nobody can know.
    """
    file = next(_files(client, id, place), None)
    return Spot(channel=place.channel, ts=file["id"]) if file else None


def find_file_link(client: WebClient, id: NoticeId, *, place: Place) -> str:
    """The address of the file whose name carries this notice's mark; empty when it is not to be seen here.

    Asked of the history, as "files.info method" would need one more scope.

    Raises:
        Unreadable: nobody can know.
    """
    file = next(_files(client, id, place), None)
    return str(file.get("permalink") or "") if file else ""


def _files(client: WebClient, id: NoticeId, place: Place) -> Iterator[Mapping[str, Any]]:
    tag = file_mark(id)
    for message in _messages(client, place):
        yield from (one for one in message.get("files") or () if tag in str(one.get("name", "")))


def _messages(client: WebClient, place: Place) -> Iterator[Mapping[str, Any]]:
    cursor = ""
    for _ in range(PAGES):
        try:
            answer = _page(client, place, cursor)
        except SlackApiError as error:
            if place.thread and code_of(error) in {"thread_not_found", "message_not_found"}:
                return
            problem = problem_of(error)
            if problem is not None and problem.cure is Cure.PERSON:
                raise Unreadable(problem.sentence) from error
            raise
        yield from answer["messages"]
        cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return
    raise Unreadable(f"There are more than {PAGE * PAGES:,} messages to look through.")


def _page(client: WebClient, place: Place, cursor: str) -> Any:  # noqa: ANN401  # SlackResponse is untyped inside
    oldest = str((place.since - CLOCKS_DIFFER).timestamp()) if place.since else "0"
    if place.thread:
        return client.conversations_replies(
            channel=place.channel,
            ts=place.thread,
            oldest=oldest,
            limit=PAGE,
            cursor=cursor or None,
            include_all_metadata=True,
        )
    return client.conversations_history(
        channel=place.channel, oldest=oldest, limit=PAGE, cursor=cursor or None, include_all_metadata=True
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
