"""Exceptions: the forms with which they are granted, and what approvers hear of requests."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DatePickerElement,
    InputBlock,
    RichTextBlock,
)
from slack_sdk.models.views import View

from blocks.elements import lines, quote, section, words
from blocks.fields import field_input, text_field
from blocks.findings import finding_line
from blocks.home_pages import Pages, read_pages
from blocks.messages import Message, said
from blocks.metadata import read_metadata
from blocks.pleas import BECAUSE
from blocks.state import chosen_day, typed
from blocks.targets import read_target_of
from blocks.text import escape, inline, linked, mention
from blocks.waiting import no_longer_waits
from domain.approvals import COMMENT_LIMIT
from domain.exemptions import Plea
from domain.findings import Finding
from domain.posts import Post, PostId

GRANT = "grant_exception"
"""Action id of the button on cards and in direct messages; its value is the post and version."""
GRANT_FORM = "grant_exception_form"
EXEMPT_FORM = "exempt_rule_form"
UNTIL = "until"
"""Block and action id: the name of the field in `InvalidForm`."""
TITLE_SHOWN = 150
TEXT_SHOWN = 600
REASON_SHOWN = 1_500
FINDINGS_SHOWN = 10


def grant_form(post: Post, *, at: datetime, home: Pages | None = None) -> View:
    """Asks an approver why forbidden words may stay in this post.

    Args:
        home: the pages of the Home on which they asked for it; None when they did elsewhere.
    """
    heading = f"*{escape(inline(post.title, limit=TITLE_SHOWN))}* · version {post.version.number}"
    return View(
        type="modal",
        callback_id=GRANT_FORM,
        title="Grant an exception",
        submit="Grant",
        close="Cancel",
        private_metadata=json.dumps(
            {"post": post.id, "version": post.version.number, "home": str(home or "")}
        ),
        blocks=[
            section(f"{heading}\nFor these words in this post, and nothing else:"),
            _forbidden(post.blocking(at=at)),
            RichTextBlock(elements=[quote(post.version.content.text, limit=TEXT_SHOWN)]),
            *_pleaded(post.plea),
            _because(),
        ],
    )


def read_grant(view: Mapping[str, Any]) -> tuple[PostId, int, str]:
    """The post, its version and the reason, from a submitted form."""
    return (*read_target_of(view), typed(view, BECAUSE))


def home_of(view: Mapping[str, Any]) -> Pages | None:
    """The pages of the Home on which the form was asked for; None when it was elsewhere.

    Raises:
        Refusal: no form of ours looks like this.
    """
    pages = read_metadata(view).text("home", "")
    return read_pages(pages) if pages else None


def exempt_form(rule: str) -> View:
    """Asks an approver until when a rule shall not block, and why."""
    return View(
        type="modal",
        callback_id=EXEMPT_FORM,
        title="Grant an exception",
        submit="Grant",
        close="Cancel",
        private_metadata=rule,
        blocks=[
            section(
                f"*{escape(rule)}* stays visible in findings, but blocks nobody up to this day. For posts that you "
                "write yourself, another approver has to grant it."
            ),
            field_input(UNTIL, "Until", DatePickerElement(action_id=UNTIL), optional=False),
            _because(),
        ],
    )


def read_exemption(view: Mapping[str, Any]) -> tuple[str, date | None, str]:
    """The rule's name, the last day and the reason, from a submitted form."""
    return view["private_metadata"], chosen_day(view, UNTIL), typed(view, BECAUSE)


def exception_request(post: Post, *, target: str, at: datetime, card_link: str = "") -> Message:
    """Tells an approver that an author asks for an exception, or that it is settled.

    Args:
        target: the value of the button, as the card's own buttons have it.
    """
    title = linked(escape(inline(post.title, limit=TITLE_SHOWN)), card_link)
    blocking = [one for one in post.blocking(at=at) if one.excusable]
    if not (post.plea and post.state.open and blocking):
        return said(no_longer_waits(post, named=title, awaited="for an exception"))
    ask = f"🙋 {mention(post.plea.by)} asks for an exception for “{title}”"
    return Message(
        ask,
        (
            section(f"{ask}. It cannot be approved until you grant it or the text is edited."),
            _forbidden(blocking),
            RichTextBlock(elements=[quote(post.version.content.text, limit=TEXT_SHOWN)]),
            *_pleaded(post.plea),
            ActionsBlock(
                block_id=f"exception:{target}",
                elements=[ButtonElement(text="Grant exception", action_id=GRANT, value=target)],
            ),
        ),
    )


def _forbidden(findings: Sequence[Finding]) -> RichTextBlock:
    return lines(*map(finding_line, findings[:FINDINGS_SHOWN]))


def _pleaded(plea: Plea | None) -> list[Block]:
    if plea is None:
        return []
    why = quote(plea.because, limit=REASON_SHOWN)
    return [lines([words("Why they have to stay:")]), RichTextBlock(elements=[why])]


def _because() -> InputBlock:
    return text_field(
        BECAUSE,
        "Reason",
        "",
        limit=COMMENT_LIMIT,
        placeholder="The author reads it, and the record keeps it",
        multiline=True,
        optional=False,
    )
