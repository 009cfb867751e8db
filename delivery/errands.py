"""Errands: one try at bringing one notice to Slack, never twice the same message."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from blocks.messages import Message
from delivery.doubts import WHEN_UNSURE, Parked, WhenUnsure, grace_left
from delivery.links import link_to
from delivery.marks import Place, Spot, Unreadable, find_file, find_message
from delivery.problems import Cure, calls_for, problem_of
from delivery.renderings import Bundle, Letter, Parcel, Rendering, Whisper
from delivery.writing import Writer
from domain.notices import Notice
from domain.people import UserId


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
    """

    client: WebClient
    notice: Notice
    clock: Callable[[], datetime]
    pause: Callable[[float], None]
    in_time: Callable[[], bool]
    doubtful: bool = field(init=False)
    _writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        self.doubtful = self.notice.ambiguous
        self._writer = Writer(client=self.client, notice=self.notice)

    @property
    def plain(self) -> bool:
        """Whether the layout was refused and plain text went out instead."""
        return self._writer.plain

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
                message = rendering.draw(link_to(rendering.card, client=self.client, thread=self.notice.ts))
                return self._deliver(message, thread=rendering.thread, since=rendering.since)
            case Bundle():
                message = rendering.draw(
                    {
                        post: link_to(card, client=self.client, thread=self.notice.ts)
                        for post, card in rendering.cards.items()
                    }
                )
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
                return self._writer.update(message, Spot(channel=notice.channel, ts=notice.ts))
            except SlackApiError as error:
                if not calls_for(error, Cure.ANEW):
                    raise
            self.doubtful = True
        place = self._place(thread, since=since)
        if self.doubtful:
            found = self._find(
                lambda: find_message(self.client, notice.id, place=place, other_than=notice.ts)
            )
            if found is not None:
                return found if found.version == notice.wanted else self._writer.update(message, found)
            self.doubtful = False
        return self._once(lambda: self._writer.post(message, place))

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
        file = parcel.pack()
        return self._once(lambda: self._writer.hand_over(file, place))

    def _whisper(self, whisper: Whisper) -> Spot:
        """No history holds it, so there is nothing to look for: in doubt it is said again."""
        notice = self.notice
        if notice.posted:
            return Spot(channel=notice.channel, ts=notice.ts)
        return self._once(lambda: self._writer.whisper(whisper))

    def _place(self, thread: Notice | None, *, since: datetime | None) -> Place:
        if thread is not None:
            return Place(channel=thread.channel, thread=thread.ts, since=since)
        return Place(channel=self._channel(), since=since)

    def _channel(self) -> str:
        if not isinstance(self.notice.place, UserId):
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

    def _once(self, make: Callable[[], Spot]) -> Spot:
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
