"""Writing: Slack's calls that make a message or a file, or change a message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata

from blocks.messages import Message
from delivery.marks import Place, Spot, file_mark, mark
from delivery.problems import Cure, calls_for
from delivery.renderings import File, Whisper
from domain.notices import Notice


@dataclass(slots=True)
class Writer:
    """Writes what one notice shows, with its mark in it.

    Every method raises what the Slack SDK raises (see `problem_of`).

    Attributes:
        plain: whether the layout was refused and plain text went out instead.
    """

    client: WebClient
    notice: Notice
    plain: bool = field(default=False, init=False)

    def post(self, message: Message, place: Place) -> Spot:
        """A new message."""
        return self._with_fallback(
            lambda body: self.client.chat_postMessage(
                channel=place.channel,
                thread_ts=place.thread or None,
                metadata=self._mark,
                unfurl_links=False,
                unfurl_media=False,
                **body,
            ),
            message,
        )

    def update(self, message: Message, spot: Spot) -> Spot:
        """The message that is there, anew."""
        return self._with_fallback(
            lambda body: self.client.chat_update(
                channel=spot.channel, ts=spot.ts, metadata=self._mark, **body
            ),
            message,
        )

    def whisper(self, whisper: Whisper) -> Spot:
        """A message that only one person sees; it carries no mark, since no history holds it."""
        answer = self.client.chat_postEphemeral(
            channel=self.notice.place,
            user=whisper.to,
            thread_ts=whisper.thread or None,
            **whisper.message.payload(),
        )
        return Spot(channel=self.notice.place, ts=answer["message_ts"])

    def hand_over(self, file: File, place: Place) -> Spot:
        """A new file, in Slack's three steps ("Working with files"); only the last one shows anything to anybody."""
        answer = self.client.files_upload_v2(
            channel=place.channel,
            thread_ts=place.thread or None,
            filename=_marked(file.name, file_mark(self.notice.id)),
            title=file.title,
            file=file.content,
            initial_comment=file.comment,
        )
        return Spot(channel=place.channel, ts=answer["files"][0]["id"])

    @property
    def _mark(self) -> Metadata:
        return mark(self.notice.id, version=self.notice.wanted)

    def _with_fallback(self, call: Callable[[dict[str, Any]], Any], message: Message) -> Spot:
        """As it is meant; refused, without what this workspace may not be served yet; refused again, as plain text."""
        simpler = [] if message.simpler is None else [message.simpler_payload()]
        *layouts, words = [message.payload(), *simpler, {"text": message.text}]
        for layout in layouts:
            try:
                answer = call(layout)
            except SlackApiError as error:
                if not calls_for(error, Cure.PLAIN):
                    raise
            else:
                break
        else:
            self.plain = True
            answer = call(words)
        return Spot(channel=answer["channel"], ts=answer["ts"], version=self.notice.wanted)


def _marked(name: str, tag: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{tag}{dot}{suffix}" if dot else f"{name}-{tag}"
