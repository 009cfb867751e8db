"""Freeze previews: what a freeze would do, asked before it counts, and what came of the question."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from blocks.elements import section
from blocks.freeze_banners import reason_words, scope_words
from blocks.messages import Message, said
from blocks.moments import planned
from blocks.text import escape, inline, listed, plural
from domain.freeze import Freeze, Scope, ScopeKind
from domain.posts import Post, State
from domain.scope_guesses import Guess
from domain.workspaces import Workspace

CONFIRM = "freeze_confirm"
CANCEL = "freeze_cancel"
MEANT = "freeze_meant"
"""Action ids of the buttons under the question; those of a scope that may be meant have a number behind it."""
TYPED_SHOWN = 120
NAME_SHOWN = 50
LABEL_SHOWN = 70
"""Weight of a button's label; Slack takes 75 characters (Slack's reference, "Button element")."""
TITLE_SHOWN = 60
TITLES_SHOWN = 5


def preview_lines(freeze: Freeze, posts: Sequence[Post], *, workspace: Workspace) -> list[str]:
    """What a freeze would do: the question before it counts.

    Args:
        posts: those under way that it touches.
    """
    begins = "" if freeze.begun else f" from {planned(freeze.since)}"
    ends = f" until {planned(freeze.until)}" if freeze.until else " until somebody thaws it"
    if freeze.scope == Scope():
        what = "🚨 Freeze *ALL POSTS* of every department, store and campaign,"
    else:
        what = f"🧊 Freeze *{scope_words(freeze, workspace=workspace)}*"
    lines = [
        f"{what}{begins}{ends}?",
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
    return touched(len(posts), sum(one.state is State.APPROVED for one in posts))


def touched(posts: int, approved: int) -> str:
    """The same from counts alone."""
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


def scope_question(
    typed: str, kind: ScopeKind | None, guesses: Sequence[Guess], *, otherwise: str, values: Sequence[str]
) -> Message:
    """Asks which scope is meant, where words stand behind `/social pause` that name none and look like one.

    Args:
        kind: the one whose word was typed, if any.
        otherwise: what is frozen when those words are the reason alone, in words.
        values: what each button has to know, as `freeze_forms` writes it; the last for all of it being the reason.
    """
    names = [f"the {one.scope.kind.value} {inline(one.name, limit=NAME_SHOWN)}" for one in guesses]
    asked = f"did you mean {listed([f'*{escape(one)}*' for one in names], last='or')}?"
    unknown = f"I know no {kind.value if kind else 'scope'} of that name. Is all of it the reason?"
    text = f"🤔 “{escape(inline(typed, limit=TYPED_SHOWN))}”: {asked if names else unknown}"
    labels = [*(f"{one[:1].upper()}{one[1:]}" for one in names), f"No, freeze {otherwise}"]
    buttons = [
        ButtonElement(text=inline(label, limit=LABEL_SHOWN), action_id=f"{MEANT}:{number}", value=value)
        for number, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    hint = "Nothing is frozen yet. To choose from a list, type `/social pause` alone."
    cancel = ButtonElement(text="Cancel", action_id=CANCEL)
    return Message(
        text, (section(f"{text}\n{hint}"), ActionsBlock(block_id="freeze_meant", elements=[*buttons, cancel]))
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
