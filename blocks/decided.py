"""Decided: what somebody decided about a version, as a line of rich text."""

from slack_sdk.models.blocks import RichTextElement

from blocks.elements import moment, person, words
from blocks.text import inline
from domain.signoffs import Decision, SignOff
from domain.workspaces import Workspace

NAME_LIMIT = 60
_DECIDED = {
    Decision.APPROVED: "✅ approved",
    Decision.CHANGES_REQUESTED: "✏️ asked for changes to",
    Decision.REJECTED: "🔴 rejected",
    Decision.WAIVED: "⏭️ waived the seat on",
}


def decided_words(sign_off: SignOff, *, workspace: Workspace) -> list[RichTextElement]:
    """Who decided what about which version, for which department and whom, and when."""
    name = inline(workspace.department_name(sign_off.department), limit=NAME_LIMIT)
    reason = f" ({sign_off.reason})" if sign_off.reason else ""
    return [
        person(sign_off.by),
        words(f" {_DECIDED[sign_off.decision]} version {sign_off.version} for {name}{reason}"),
        *([words(", on behalf of "), person(sign_off.on_behalf_of)] if sign_off.on_behalf_of else []),
        words(" · "),
        moment(sign_off.at),
    ]
