"""Freeze banners: what stands on whatever a freeze touches, and on the Home."""

from datetime import datetime

from blocks.moments import planned, when
from blocks.text import escape, inline, mention
from domain.freeze import Freeze
from domain.freezes import foreseen, freezing, kept
from domain.posts import Post, State
from domain.scopes import described
from domain.workspaces import Workspace

SCOPE_SHOWN = 250
REASON_SHOWN = 300
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


def foreseen_line(freeze: Freeze) -> str:
    """What stands on a card whose publish time lies in a planned freeze."""
    end = f"until {when(freeze.until)}" if freeze.until else "until somebody thaws it"
    return (
        f"🧊 Frozen from {when(freeze.since)} {end}, which covers its publish time: "
        "choose another time, or ask for *Keep running*"
    )


def freeze_lines(post: Post, *, workspace: Workspace, at: datetime) -> list[str]:
    """What freezes a post that is still to go out, or will then, and who keeps it running; empty for any other."""
    if not (post.state.open or post.state in {State.APPROVED, State.ON_HOLD}):
        return []
    lines = [banner(one) for one in freezing(post, workspace=workspace, at=at)]
    lines += [foreseen_line(one) for one in foreseen(post, workspace=workspace, at=at)]
    for one in workspace.freezes:
        exception = kept(one, post)
        if exception:
            lines.append(
                f"🏃 Kept running by {mention(exception.by)}, although {mention(one.by)} "
                f"{'froze' if one.counts(at) else 'plans to freeze'} {scope_words(one, workspace=workspace)}: {reason_words(exception.reason)}"
            )
    return _few(lines)


def _few(lines: list[str]) -> list[str]:
    hidden = len(lines) - BANNERS
    return [*lines[:BANNERS], *([f"+{hidden:,} more: `/social resume`"] if hidden > 0 else [])]


def home_lines(workspace: Workspace, *, at: datetime) -> list[str]:
    """What is frozen and what is planned to be, for the App Home."""
    return _few([freeze_line(one, workspace=workspace, at=at) for one in workspace.freezes])


def freeze_line(freeze: Freeze, *, workspace: Workspace, at: datetime) -> str:
    """What is frozen or planned to be, why, by whom and until when."""
    state = "🧊 Frozen:" if freeze.counts(at) else f"🗓️ To be frozen {planned(freeze.since)}:"
    end = f" · until {when(freeze.until)}" if freeze.until else ""
    what, why = scope_words(freeze, workspace=workspace), reason_words(freeze.reason)
    return f"{state} *{what}* · {why} · by {mention(freeze.by)}{end}"
