"""Ending a template, and giving trust in its use back: the forms that ask why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

from blocks.elements import section
from blocks.fields import text_field
from blocks.metadata import read_metadata
from blocks.state import typed
from blocks.template_words import name_words
from blocks.text import escape, inline
from blocks.unknown import unknown_button
from domain.comments import COMMENT_LIMIT
from domain.people import Store
from domain.posts import PostId
from domain.templates import Template, TemplateId
from domain.trust import LostTrust

RETIRE_FORM = "setup_template_retire_form"
RESTORE_FORM = "setup_template_restore_form"
BECAUSE = "because"
"""Block id of the input for the reason: the name of the field in `InvalidForm`."""
BECAUSE_SHOWN = 300
AGAIN = "Type /social library and open the template again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Where trust was lost.

    Attributes:
        store: the store's key; empty for posts without a store.
        post: the one that was blocked.
    """

    template: TemplateId
    store: str
    post: PostId


def waiting_words(waiting: int) -> str:
    """How many posts that were made from a template are not out."""
    if not waiting:
        return "No post made from it waits to go out."
    posts = "*1 post* made from it is" if waiting == 1 else f"*{waiting:,} posts* made from it are"
    return f"⚠️ {posts} not out yet."


def change_blocks(waiting: int) -> list[Block]:
    """What stands above the form of a template that changes.

    Args:
        waiting: how many posts made from it are not out.
    """
    said = (
        "Outside its slots it says what was approved. A change of its words, slots or days withdraws what no longer "
        "fits, and tells the authors. "
    )
    return [section(said + waiting_words(waiting))]


def retire_form(template: Template, *, waiting: int) -> View:
    """Asks why a template leaves the library.

    Args:
        waiting: how many posts made from it are withdrawn with it.
    """
    said = f"*{name_words(template)}* leaves the library for good: nobody can fill it any more. {waiting_words(waiting)}"
    gone = {0: "", 1: " It is withdrawn, and its author told."}.get(
        waiting, " They are withdrawn, and their authors told."
    )
    return View(
        type="modal",
        callback_id=RETIRE_FORM,
        title="Retire the template",
        submit="Retire",
        close="Cancel",
        private_metadata=json.dumps({"template": template.id}),
        blocks=[
            section(said + gone),
            _because("Those who used it, and whose posts are withdrawn, read this"),
        ],
    )


def read_retirement(view: Mapping[str, Any]) -> tuple[TemplateId, str]:
    """Which template ends, and why.

    Raises:
        Refusal: no form of ours looks like this.
    """
    return TemplateId(read_metadata(view, again=AGAIN).text("template")), typed(view, BECAUSE)


def restore_form(lost: LostTrust, *, template: Template, store: Store | None) -> View:
    """Asks why posts from a template at a store can be trusted again."""
    where = f"at {escape(inline(store.name, limit=BECAUSE_SHOWN))}" if store else "without a store"
    said = (
        f"From now on posts from *{name_words(template)}* {where} take the trusted route again. It was lost because "
        f"{escape(inline(lost.because, limit=BECAUSE_SHOWN))}."
    )
    return View(
        type="modal",
        callback_id=RESTORE_FORM,
        title="Restore trust",
        submit="Restore",
        close="Cancel",
        private_metadata=loss_value(lost),
        blocks=[section(said), _because("What has changed, so that others can follow")],
    )


def read_restoration(view: Mapping[str, Any]) -> tuple[Loss, str]:
    """Where trust is given back, and why.

    Raises:
        Refusal: no form of ours looks like this.
    """
    return read_loss(str(view.get("private_metadata"))), typed(view, BECAUSE)


def loss_value(lost: LostTrust) -> str:
    """What a button carries about lost trust."""
    return json.dumps({"template": lost.template, "store": lost.store, "post": lost.post})


def read_loss(value: str) -> Loss:
    """Where trust was lost, from a button or a form.

    Raises:
        Refusal: neither of ours has such a value.
    """
    try:
        read = json.loads(value)
        template, store, post = (read[one] for one in ("template", "store", "post"))
    except (KeyError, TypeError, ValueError):
        raise unknown_button(again=AGAIN) from None
    if not all(isinstance(one, str) for one in (template, store, post)):
        raise unknown_button(again=AGAIN)
    return Loss(template=TemplateId(template), store=store, post=PostId(post))


def _because(hint: str) -> InputBlock:
    return text_field(BECAUSE, "Why", "", limit=COMMENT_LIMIT, multiline=True, optional=False, hint=hint)
