"""`/social digest`: any week's digest for whoever asks, earlier weeks, the workbook, and who gets it by itself."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from blocks.digest import digest_message
from blocks.digest_buttons import (
    DETAILS,
    DIGEST,
    HERE,
    TURN,
    WISH,
    WORKBOOK,
    private_buttons,
    read_button,
)
from blocks.digest_details import digest_details
from blocks.digest_page import Page, named_posts
from blocks.exports import export_coming
from blocks.messages import Message
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import Role
from domain.periods import days_of, read_week
from domain.refusals import Refusal
from domain.timetable import Kind
from domain.weeks import Week
from handlers.digest_wishes import gets_digest, wish_clicked
from handlers.kit import Asked, Caller, caller_of, kit_of
from handlers.listings import links_to
from handlers.maturity import report_of, show
from handlers.opening import Show, in_front
from storage.database import Transaction

PREVIEW = "preview"


def register(app: App) -> None:
    """Listen to what stands under a digest."""
    app.action(re.compile(f"^{DIGEST}"))(digest_clicked)


def digest_clicked(
    ack: Ack,
    action: dict[str, Any],
    body: dict[str, Any],
    client: WebClient,
    context: BoltContext,
    respond: Respond,
) -> None:
    """Each button has its own story below."""
    _STORIES[action["action_id"].partition(":")[0]](ack, action, in_front(body, client), context, respond)


def digest_command(asked: Asked) -> None:
    """`/social digest [week]`: the last digest, that of another week, or for admins `preview`: this week so far."""
    kit, caller = kit_of(asked.context), caller_of(asked.context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        told = _Told.by(transaction, caller=caller, at=at)
        week = told.asked_for(asked.words)
    message = _message(week, asked.context)
    asked.ack()
    respond = asked.context.respond
    assert respond is not None
    show(message, respond, replace_original=False)


def turn_clicked(ack: Ack, action: dict[str, Any], _: Show, context: BoltContext, respond: Respond) -> None:
    """Another week: privately beside a digest that everybody sees, else in the place of the one before."""
    kit, caller = kit_of(context), caller_of(context)
    week = read_button(action["value"])
    with kit.database.snapshot(caller.workspace) as transaction:
        _Told.by(transaction, caller=caller, at=kit.now()).refuse_untold(week)
    message = _message(week, context)
    ack()
    show(message, respond, replace_original=action["action_id"].endswith(HERE))


def workbook_clicked(
    ack: Ack, action: dict[str, Any], _: Show, context: BoltContext, respond: Respond
) -> None:
    """Slack opens the file by itself where the button knows its address; else whoever asks is sent a copy."""
    if action.get("url"):
        ack()
        return
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        timezone = transaction.people.workspace().timezone
        period = days_of(read_button(action["value"]), timezone=timezone)
        event = Event(action=Action.EXPORTED, by=caller.user, at=at, subject=str(period))
        entry = transaction.audit.record(event)
        wanted = Wanted(kind=NoticeKind.EXPORT, subject=f"{period}/{entry.number}", place=caller.user)
        transaction.notices.want(wanted, id=NoticeId(kit.new_id()), at=at)
    kit.wake()
    ack()
    respond(**export_coming(period).payload(), replace_original=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What somebody may read: weeks up to `latest`, and as an admin the present one before its digest is out."""

    now: Week
    latest: Week
    admin: bool
    when: str
    at: datetime
    timezone: str

    @classmethod
    def by(cls, transaction: Transaction, *, caller: Caller, at: datetime) -> "_Told":
        workspace = transaction.people.workspace()
        now = Week.of(at, timezone=workspace.timezone)
        when = workspace.timetable.of(Kind.DIGEST)
        out = at >= when.within(now, timezone=workspace.timezone)
        return cls(
            now=now,
            latest=now if out else now.plus(-1),
            admin=Role.ADMIN in workspace.roles_of(caller.user),
            when=str(when),
            at=at,
            timezone=workspace.timezone,
        )

    def asked_for(self, words: str) -> Week:
        if not words:
            return self.latest
        week = self.now if words.casefold() == PREVIEW else self._read(words)
        self.refuse_untold(week)
        return week

    def refuse_untold(self, week: Week) -> None:
        if week > self.now:
            raise Refusal(f"Week {week.number} has not begun yet. Type /social digest for the last one.")
        if week > self.latest and not self.admin:
            raise Refusal(
                f"The digest of week {week.number} comes on {self.when}; until then only admins see how it will "
                "look. Type /social digest for the last one."
            )

    def _read(self, words: str) -> Week:
        return read_week(words, at=self.at, timezone=self.timezone)


def details_clicked(
    ack: Ack, action: dict[str, Any], put_in_front: Show, context: BoltContext, _: Respond
) -> None:
    """Everything about a week, in front of whoever asks: of a posted digest, as the record is by now."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        week = read_button(action["value"])
        _Told.by(transaction, caller=caller, at=at).refuse_untold(week)
        page = _page(week, transaction, context=context, at=at)
    put_in_front(digest_details(page, at=at))
    ack()


def _message(week: Week, context: BoltContext) -> Message:
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.snapshot(caller.workspace) as transaction:
        page = _page(week, transaction, context=context, at=at)
        gets = gets_digest(transaction, caller.user, workspace=page.workspace)
        latest = _Told.by(transaction, caller=caller, at=at)
    last = latest.now if latest.admin else latest.latest
    return digest_message(replace(page, buttons=(private_buttons(week, latest=last, gets=gets),)))


def _page(week: Week, transaction: Transaction, *, context: BoltContext, at: datetime) -> Page:
    workspace = transaction.people.workspace()
    digest = transaction.digests.of(week, workspace=workspace, at=at)
    model = kit_of(context).model()
    return Page(
        digest=digest,
        workspace=workspace,
        maturity=report_of(transaction, model, workspace=workspace, at=at, week=week),
        links=links_to(transaction, named_posts(digest), context),
    )


_STORIES: dict[str, Callable[[Ack, dict[str, Any], Show, BoltContext, Respond], None]] = {
    DETAILS: details_clicked,
    TURN: turn_clicked,
    WORKBOOK: workbook_clicked,
    WISH: wish_clicked,
}
"""What each button does, by the beginning of its action id."""
