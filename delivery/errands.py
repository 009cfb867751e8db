"""Errands: one try at bringing one notice to Slack, never twice the same message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.models.metadata import Metadata

from blocks.messages import Message
from delivery.doubts import FILES, WHEN_UNSURE, Parked, WhenUnsure, grace_left
from delivery.marks import (
    Place,
    Spot,
    Unreadable,
    file_mark,
    find_file,
    find_file_link,
    find_message,
    mark,
)
from delivery.problems import Cure, problem_of
from delivery.renderings import Bundle, File, Letter, Parcel, Rendering, Whisper
from domain.notices import Notice

Made = TypeVar("Made")

PEOPLE = ("U", "W")
"""What the ids of Slack's users begin with."""


class TooLate(Exception):  # noqa: N818  # an answer, not a fault
    """The claim could run out before Slack answers, so another courier might do the same."""


@dataclass(slots=True)
class Errand:
    """One try at one notice.

    Attributes:
        clock: the present, in UTC.
        pause: waits so many seconds.
        in_time: whether the claim holds long enough for one more call.
        doubtful: whether Slack may hold the message without our knowing where; true from the moment
            a first post is sent until its reply has come.
        plain: whether the layout was refused and plain text went out instead.
    """

    client: WebClient
    notice: Notice
    clock: Callable[[], datetime]
    pause: Callable[[float], None]
    in_time: Callable[[], bool]
    doubtful: bool = field(init=False)
    plain: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.doubtful = self.notice.ambiguous

    def show(self, rendering: Rendering) -> Spot:
        """Bring it to Slack, or bring what is there up to date; says where it is.

        A file that was handed over is never sent again.

        Raises:
            Parked: nobody can know whether it is there already.
            TooLate: the claim is about to run out; nothing was made.
            SlackApiError, SlackRequestError, OSError, HTTPException: see `problem_of`.
        """
        match rendering:
            case Letter():
                message = rendering.draw(self._link(rendering.card))
                return self._deliver(message, thread=rendering.thread, since=rendering.since)
            case Bundle():
                message = rendering.draw({post: self._link(card) for post, card in rendering.cards.items()})
                return self._deliver(message, since=rendering.since)
            case Parcel():
                return self._upload(rendering)
            case Whisper():
                return self._whisper(rendering)

    def _deliver(
        self, message: Message, *, thread: Notice | None = None, since: datetime | None = None
    ) -> Spot:
        notice = self.notice
        if notice.posted:
            try:
                return self._update(message, Spot(channel=notice.channel, ts=notice.ts))
            except SlackApiError as error:
                if not _is(error, Cure.ANEW):
                    raise
            self.doubtful = True
        place = self._place(thread, since=since)
        if self.doubtful:
            found = self._find(
                lambda: find_message(self.client, notice.id, place=place, other_than=notice.ts)
            )
            if found is not None:
                return found if found.version == notice.wanted else self._update(message, found)
            self.doubtful = False
        return self._post(message, place)

    def _upload(self, parcel: Parcel) -> Spot:
        notice = self.notice
        if notice.posted:
            return Spot(channel=notice.channel, ts=notice.ts)
        place = self._place(parcel.thread, since=parcel.since)
        if self.doubtful:
            found = self._find(lambda: find_file(self.client, notice.id, place=place))
            if found is not None:
                return found
            self.doubtful = False
        return self._hand_over(parcel.pack(), place)

    def _whisper(self, whisper: Whisper) -> Spot:
        """No history holds it, so there is nothing to look for: in doubt it is said again."""
        notice = self.notice
        if notice.posted:
            return Spot(channel=notice.channel, ts=notice.ts)
        answer = self._once(
            lambda: self.client.chat_postEphemeral(
                channel=notice.place,
                user=whisper.to,
                thread_ts=whisper.thread or None,
                **whisper.message.payload(),
            )
        )
        return Spot(channel=notice.place, ts=answer["message_ts"])

    def _link(self, card: Notice | None) -> str:
        if card is None or not card.posted:
            return ""
        try:
            if card.kind in FILES:
                return find_file_link(
                    self.client, card.id, place=Place(channel=card.channel, thread=self.notice.ts)
                )
            answer = self.client.chat_getPermalink(channel=card.channel, message_ts=card.ts)
        except Unreadable:
            return ""
        except Exception as error:
            if problem_of(error) is None:
                raise
            return ""  # the message matters more than its link
        return str(answer["permalink"])

    def _place(self, thread: Notice | None, *, since: datetime | None) -> Place:
        if thread is not None:
            return Place(channel=thread.channel, thread=thread.ts, since=since)
        return Place(channel=self._channel(), since=since)

    def _channel(self) -> str:
        if not self.notice.place.startswith(PEOPLE):
            return self.notice.place
        return str(self.client.conversations_open(users=self.notice.place)["channel"]["id"])

    def _find(self, look: Callable[[], Spot | None]) -> Spot | None:
        self.pause(grace_left(self.notice, at=self.clock()).total_seconds())
        try:
            return look()
        except Unreadable as error:
            if WHEN_UNSURE[self.notice.kind] is WhenUnsure.RESEND:
                return None
            raise Parked(
                "Slack's answer was lost, so this may be in the channel already, and I cannot look: "
                f"{error} If it is there twice after a retry, delete one."
            ) from error

    def _post(self, message: Message, place: Place) -> Spot:
        return self._once(
            lambda: self._with_fallback(
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
        )

    def _update(self, message: Message, spot: Spot) -> Spot:
        return self._with_fallback(
            lambda body: self.client.chat_update(
                channel=spot.channel, ts=spot.ts, metadata=self._mark, **body
            ),
            message,
        )

    def _hand_over(self, file: File, place: Place) -> Spot:
        """Slack's three steps ("Working with files"); only the last one shows anything to anybody."""
        answer = self._once(
            lambda: self.client.files_upload_v2(
                channel=place.channel,
                thread_ts=place.thread or None,
                filename=_marked(file.name, file_mark(self.notice.id)),
                title=file.title,
                file=file.content,
                initial_comment=file.comment,
            )
        )
        return Spot(channel=place.channel, ts=answer["files"][0]["id"])

    @property
    def _mark(self) -> Metadata:
        return mark(self.notice.id, version=self.notice.wanted)

    def _once(self, make: Callable[[], Made]) -> Made:
        """Make something new: in doubt until Slack's answer has come, or has surely refused."""
        if not self.in_time():
            raise TooLate
        self.doubtful = True
        try:
            made = make()
        except Exception as error:
            problem = problem_of(error)
            self.doubtful = problem is None or not problem.certain
            raise
        self.doubtful = False
        return made

    def _with_fallback(self, call: Callable[[dict[str, Any]], Any], message: Message) -> Spot:
        """As it is meant; refused, without what this workspace may not be served yet; refused again, as plain text."""
        simpler = [] if message.simpler is None else [message.simpler_payload()]
        *layouts, words = [message.payload(), *simpler, {"text": message.text}]
        for layout in layouts:
            try:
                answer = call(layout)
            except SlackApiError as error:
                if not _is(error, Cure.PLAIN):
                    raise
            else:
                break
        else:
            self.plain = True
            answer = call(words)
        return Spot(channel=answer["channel"], ts=answer["ts"], version=self.notice.wanted)


def _is(error: SlackApiError, *cures: Cure) -> bool:
    problem = problem_of(error)
    return problem is not None and problem.cure in cures


def _marked(name: str, tag: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{tag}{dot}{suffix}" if dot else f"{name}-{tag}"
