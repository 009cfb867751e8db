"""Freezes: the banner on whatever they touch, what is in force, and what freezing and thawing would do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from blocks.approvals import COMMENT, post_form
from blocks.elements import section
from blocks.messages import Message, said
from blocks.text import escape, inline, listed, mention, planned, plural, when
from domain.audit import Action, Event
from domain.freezes import REASON, REASON_LIMIT, SCOPE, freezing, kept
from domain.people import Freeze, UserId, Workspace
from domain.posts import Post, State
from domain.scopes import described, may_freeze
from domain.thawing import Outlook

FREEZE = "freeze_"
"""What the ids of all controls and forms of freezing begin with."""
CONFIRM = "freeze_confirm"
CANCEL = "freeze_cancel"
THAW = "freeze_thaw"
KEEP = "freeze_keep"
"""Action ids; the last is "Keep running" on a card."""
KEEP_FORM = "freeze_keep_form"
UNTIL, POSTS, APPROVED, BACK = "until", "posts", "approved", "back to review"
"""Further details of a freeze in the record: until when, and whom it touched or released."""
SCOPE_SHOWN = 250
REASON_SHOWN = 300
TITLE_SHOWN = 60
TITLES_SHOWN = 5
LISTED = 10
"""Freezes in one answer."""
BANNERS = 3
"""Freezes on the Home, and on one card."""


def scope_words(freeze: Freeze, *, workspace: Workspace) -> str:
    """What is frozen, as mrkdwn."""
    return escape(inline(described(freeze.scope, workspace=workspace), limit=SCOPE_SHOWN))


def reason_words(reason: str) -> str:
    """Why, in quotation marks, as mrkdwn."""
    return f"“{escape(inline(reason, limit=REASON_SHOWN))}”"


def banner(freeze: Freeze) -> str:
    """What stands on a card that a freeze touches."""
    end = f" · until {when(freeze.until)}" if freeze.until else ""
    return f"🧊 Frozen by {mention(freeze.by)} {when(freeze.since)}: {reason_words(freeze.reason)}{end}"


def freeze_lines(post: Post, *, workspace: Workspace, at: datetime) -> list[str]:
    """The banners of a post that is still to go out, and who keeps it running; empty for any other."""
    if not (post.state.open or post.state in {State.APPROVED, State.ON_HOLD}):
        return []
    lines = [banner(one) for one in freezing(post, workspace=workspace, at=at)]
    for one in workspace.freezes:
        exception = kept(one, post)
        if exception:
            lines.append(
                f"🏃 Kept running by {mention(exception.by)}, although {mention(one.by)} froze "
                f"{scope_words(one, workspace=workspace)}: {reason_words(exception.reason)}"
            )
    return _few(lines)


def _few(lines: list[str]) -> list[str]:
    hidden = len(lines) - BANNERS
    return [*lines[:BANNERS], *([f"+{hidden:,} more: `/social resume`"] if hidden > 0 else [])]


def home_lines(workspace: Workspace, *, at: datetime) -> list[str]:
    """What is frozen and what is planned to be, for the App Home."""
    return _few([_line(one, workspace=workspace, at=at) for one in workspace.freezes])


def _line(freeze: Freeze, *, workspace: Workspace, at: datetime) -> str:
    state = "🧊 Frozen:" if freeze.counts(at) else f"🗓️ To be frozen {planned(freeze.since)}:"
    end = f" · until {when(freeze.until)}" if freeze.until else ""
    what, why = scope_words(freeze, workspace=workspace), reason_words(freeze.reason)
    return f"{state} *{what}* · {why} · by {mention(freeze.by)}{end}"


def preview_lines(freeze: Freeze, posts: Sequence[Post], *, workspace: Workspace) -> list[str]:
    """What a freeze would do: the question before it counts.

    Args:
        posts: those under way that it touches.
    """
    begins = "" if freeze.begun else f" from {planned(freeze.since)}"
    ends = f" until {planned(freeze.until)}" if freeze.until else " until somebody thaws it"
    lines = [
        f"🧊 Freeze *{scope_words(freeze, workspace=workspace)}*{begins}{ends}?",
        f"Reason: {reason_words(freeze.reason)}",
        touched_words(posts),
    ]
    approved = [one for one in posts if one.state is State.APPROVED]
    shown = [*approved, *(one for one in posts if one.state is not State.APPROVED)]
    if shown:
        titles = [f"“{escape(inline(one.title, limit=TITLE_SHOWN))}”" for one in shown]
        lines.append(listed(titles, limit=TITLES_SHOWN))
    lines.append(
        "Approvers can go on deciding, but nothing of it is approved or should go out. Authors of approved posts are told."
    )
    return lines


def touched_words(posts: Sequence[Post]) -> str:
    """How many posts, and how many of them are approved already."""
    return _touched(len(posts), sum(one.state is State.APPROVED for one in posts))


def _touched(posts: int, approved: int) -> str:
    if not posts:
        return "It touches no post that is under way now, and every new one."
    return f"It touches *{plural(posts, 'post', 'posts')}*, {approved or 'none'} of them approved."


def freeze_preview(lines: Sequence[str], *, pending: str) -> Message:
    """Asks whether it shall count.

    Args:
        pending: what the button has to know, as `freeze_forms` writes it.
    """
    return Message(
        lines[0],
        (
            section("\n".join(lines)),
            ActionsBlock(
                block_id="freeze",
                elements=[
                    ButtonElement(text="Freeze", action_id=CONFIRM, value=pending, style="danger"),
                    ButtonElement(text="Cancel", action_id=CANCEL),
                ],
            ),
        ),
    )


def frozen_now(freeze: Freeze, *, workspace: Workspace) -> Message:
    """Says that it counts, or that it will."""
    what = scope_words(freeze, workspace=workspace)
    if freeze.begun:
        return said(f"🧊 Done: {what} are frozen, and the desk is told. `/social resume` thaws.")
    return said(
        f"🗓️ Planned: {what} freeze {planned(freeze.since)} by themselves. `/social resume` calls it off."
    )


def nothing_frozen() -> Message:
    """In the place of the question: it was called off."""
    return said("Nothing was frozen.")


def freezes_list(
    outlooks: Mapping[str, Outlook], *, workspace: Workspace, reader: UserId, at: datetime
) -> Message:
    """What is frozen or planned to be, what thawing it would do, and the button for whoever may.

    Args:
        outlooks: for each freeze by its id.
    """
    if not workspace.freezes:
        return said("Nothing is frozen, and nothing is planned to be.")
    blocks: list[Block] = []
    for one in workspace.freezes[:LISTED]:
        lines = [_line(one, workspace=workspace, at=at), *_outlook(one, outlooks, at=at)]
        blocks.append(section("\n".join(lines)))
        if may_freeze(reader, one.scope, workspace=workspace):
            label = "Thaw" if one.counts(at) else "Call off"
            button = ButtonElement(text=label, action_id=THAW, value=one.id)
            blocks.append(ActionsBlock(block_id=f"thaw:{one.id}", elements=[button]))
    hidden = len(workspace.freezes) - LISTED
    if hidden > 0:
        blocks.append(section(f"+{hidden:,} more: thaw some of these to see them"))
    return Message(plural(len(workspace.freezes), "freeze", "freezes"), tuple(blocks))


def _outlook(freeze: Freeze, outlooks: Mapping[str, Outlook], *, at: datetime) -> list[str]:
    if not freeze.counts(at):
        return []
    kept_running = (
        [f"{plural(len(freeze.kept), 'post is', 'posts are')} kept running."] if freeze.kept else []
    )
    one = outlooks.get(freeze.id, Outlook())
    does = [
        f"{number:,} {words}"
        for number, words in (
            (one.approved, "become approved" if one.approved > 1 else "becomes approved"),
            (one.back, "overdue, back to review for a new time"),
            (one.on, "go on as they stand" if one.on > 1 else "goes on as it stands"),
            (one.still, "still held by another freeze"),
        )
        if number
    ]
    return [*kept_running, f"Thawing it now: {', '.join(does) or 'no post is touched'}."]


def thawed_now(outlook: Outlook, *, planned_only: bool) -> Message:
    """Says that it is over, and what that did."""
    if planned_only:
        return said("✅ Called off: it will not freeze anything.")
    back = (
        f" {plural(outlook.back, 'post', 'posts')} became overdue and went back to review."
        if outlook.back
        else ""
    )
    approved = (
        f" {plural(outlook.approved, 'post is', 'posts are')} approved now." if outlook.approved else ""
    )
    return said(f"✅ Thawed.{back}{approved}")


def keep_form(post: Post, freezes: Iterable[Freeze]) -> View:
    """Asks why a post goes on although it is frozen; `blocks.approvals.read_comment` reads it."""
    return post_form(
        post,
        callback_id=KEEP_FORM,
        title="Keep running",
        submit="Keep running",
        inputs=[
            section("\n".join(banner(one) for one in freezes)),
            section("This post alone goes on as if nothing were frozen. The card says so, and why."),
            InputBlock(
                block_id=COMMENT,
                label="Comment",
                element=PlainTextInputElement(
                    action_id=COMMENT,
                    multiline=True,
                    max_length=REASON_LIMIT,
                    placeholder="Why must it go on? The card shows this.",
                ),
            ),
        ],
    )


def signed_but_frozen(version: int, freeze: Freeze) -> Message:
    """Tells an approver that their approval is kept and approves nothing for now."""
    return said(
        f"✅ Your approval of version {version} is recorded.\n{banner(freeze)}\n"
        "Nothing is approved until it is thawed; you need not sign again."
    )


def freeze_news(events: Sequence[Event], *, freeze: Freeze | None) -> Message:
    """The desk's one message about a freeze: that it is in force, and later that it is over.

    Args:
        events: its lines of the record, oldest first.
        freeze: as it is in force; None when it is over.
    """
    last = events[-1]
    begun = next(one for one in reversed(events) if one.action is Action.FROZEN)
    what, why = escape(inline(begun.detail[SCOPE], limit=SCOPE_SHOWN)), reason_words(begun.detail[REASON])
    by = events[0].by
    if freeze is None or last.action is Action.THAWED:
        who = f"by {mention(last.by)}" if last.by else "as its time is over"
        back, approved = int(last.detail.get(BACK, 0)), int(last.detail.get(APPROVED, 0))
        return said(
            f"✅ *Thawed* {who} {when(last.at)}: {what}. {mention(by)} had frozen it {when(begun.at)}: {why}\n"
            f"{plural(back, 'post', 'posts')} went back to review as overdue, "
            f"{plural(approved, 'post', 'posts')} became approved."
        )
    end = (
        f"It thaws by itself {planned(freeze.until)}."
        if freeze.until
        else "It lasts until somebody thaws it."
    )
    touched = _touched(int(begun.detail.get(POSTS, 0)), int(begun.detail.get(APPROVED, 0)))
    return said(
        f"🧊 *Frozen* by {mention(by)}: {what} · {why}\n{touched} Nothing of it is approved, and nothing of it should "
        f"go out. {end}"
    )
