"""Freeze forms: what is to be frozen, why and when; then what that touches, before it counts."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DateTimePickerElement,
    Option,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import section
from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, field_input, option, text_field
from blocks.metadata import read_carried
from blocks.state import chosen, chosen_moment, held, typed
from blocks.stores import STORES, read_stores, stores_element
from blocks.text import inline, sendable
from blocks.unknown import unknown_button
from domain.freeze import Scope, ScopeKind
from domain.freeze_problems import REASON_LIMIT
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.scopes import led_by, may_freeze
from domain.workspaces import Workspace

PAUSE_FORM = "freeze_form"
PREVIEW_FORM = "freeze_preview_form"
SCOPE, WORDS, REASON, SINCE, UNTIL = "scope", "words", "reason", "since", "until"
"""Block and action ids: the names of the fields in `InvalidForm`."""
VALUE_LIMIT = 150
"""Of a menu's options (Slack's reference, "Option object")."""
BUTTON_LIMIT = 2_000
"""Characters of a button's value (Slack's reference, "Button element")."""
WORDS_TYPED = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A freeze that somebody is asked about, as it travels in a button or a form.

    Attributes:
        since: its first moment, in UTC; None for now.
    """

    scope: Scope
    reason: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def __str__(self) -> str:
        """As `read_pending` reads it.

        Raises:
            InvalidForm: too much is named for one button.
        """
        kept = {
            "kind": self.scope.kind,
            "keys": self.scope.keys,
            "words": self.scope.words,
            "reason": self.reason,
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }
        value = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        if len(value) > BUTTON_LIMIT:
            raise InvalidForm({REASON: "That is too much for one freeze. Name fewer topics or stores."})
        return value


def read_pending(value: str) -> Pending:
    """What a button or a form is about.

    Raises:
        Refusal: nothing of ours looks like this.
    """
    kept = read_carried(value, unknown=unknown_button(again="Type /social pause again."))
    try:
        kind = ScopeKind(kept.text("kind"))
    except ValueError:
        raise kept.unknown from None
    return Pending(
        scope=Scope(kind=kind, keys=kept.texts("keys"), words=kept.texts("words")),
        reason=kept.text("reason"),
        since=kept.moment("since"),
        until=kept.moment("until"),
    )


def pause_form(pending: Pending, *, workspace: Workspace, campaigns: Iterable[str], reader: UserId) -> View:
    """Asks what shall be frozen, why, and from when until when; offers only what this person may freeze."""
    offered = list(_offered(workspace, campaigns, reader))[:OPTIONS_LIMIT]
    preset = next((one for one in offered if one.value == _value(pending.scope)), offered[0])
    return View(
        type="modal",
        callback_id=PAUSE_FORM,
        title="Freeze posts",
        submit="Preview",
        close="Cancel",
        blocks=[
            section(
                "Nothing that this touches is approved or should go out until it is thawed. You see what it touches "
                "before it counts."
            ),
            field_input(
                SCOPE,
                "Scope",
                StaticSelectElement(action_id=SCOPE, options=offered, initial_option=preset),
                optional=False,
            ),
            *(_stores(workspace, pending.scope) if _may_choose_stores(workspace, reader) else []),
            text_field(
                WORDS,
                "Topic words",
                ", ".join(pending.scope.words),
                limit=WORDS_TYPED,
                hint="With commas between them. Only posts in which a word begins with one of them.",
            ),
            text_field(
                REASON,
                "Reason",
                pending.reason,
                limit=REASON_LIMIT,
                placeholder="Every card that it touches shows this.",
                optional=False,
            ),
            field_input(
                SINCE, "From", DateTimePickerElement(action_id=SINCE), hint="Leave it empty to freeze now."
            ),
            field_input(
                UNTIL,
                "Until",
                DateTimePickerElement(action_id=UNTIL),
                hint="It then thaws by itself. Leave it empty to thaw it yourself: /social resume",
            ),
        ],
    )


def _may_choose_stores(workspace: Workspace, reader: UserId) -> bool:
    return bool(workspace.stores) and may_freeze(reader, Scope(), workspace=workspace)


def _stores(workspace: Workspace, scope: Scope) -> list[Block]:
    chosen = scope.keys if scope.kind is ScopeKind.STORE else ()
    element = stores_element(workspace, chosen=chosen, placeholder=f"Any of {len(workspace.stores):,}")
    hint = "Only posts that name one of these stores, instead of a scope."
    return [field_input(STORES, "Stores", element, hint=hint)]


def _offered(workspace: Workspace, campaigns: Iterable[str], reader: UserId) -> Iterator[Option]:
    """The scopes that this person may freeze; those that a menu cannot hold are typed instead."""
    every = may_freeze(reader, Scope(), workspace=workspace)
    keys = [one.key for one in workspace.departments] if every else led_by(reader, workspace=workspace)
    named = [("All posts", Scope())] if every else []
    named += [(workspace.department_name(key), Scope(kind=ScopeKind.DEPARTMENT, keys=(key,))) for key in keys]
    if every:
        regions = dict.fromkeys(one.region for one in workspace.stores if one.region)
        named += [(f"Region {one}", Scope(kind=ScopeKind.REGION, keys=(one,))) for one in regions]
        named += [
            (f"Campaign {one}", Scope(kind=ScopeKind.CAMPAIGN, keys=(one,)))
            for one in sorted(set(campaigns))
            if one
        ]
    for label, scope in named:
        value = _value(scope)
        if len(value) <= VALUE_LIMIT and sendable(value) == value:
            yield option(value, inline(label, limit=LABEL_LIMIT))


def _value(scope: Scope) -> str:
    return f"{scope.kind}:{','.join(scope.keys)}" if scope.keys else scope.kind.value


def read_pause(view: Mapping[str, Any], *, workspace: Workspace) -> Pending:
    """What is to be frozen, from a submitted form.

    Raises:
        InvalidForm: both a scope and stores were chosen.
        Refusal: no scope of ours was chosen.
    """
    kind, _, key = chosen(view, SCOPE).partition(":")
    stores = read_stores(held(view, STORES, "selected_options") or (), workspace=workspace)
    if stores and key:
        raise InvalidForm({STORES: "Choose stores, or a scope other than all posts; not both."})
    try:
        scope = Scope(
            kind=ScopeKind.STORE if stores else ScopeKind(kind),
            keys=stores or ((key,) if key else ()),
            words=tuple(one.strip() for one in typed(view, WORDS).split(",") if one.strip()),
        )
    except ValueError:
        raise Refusal("I do not know this scope any more. Type /social pause again.") from None
    return Pending(
        scope=scope,
        reason=typed(view, REASON),
        since=chosen_moment(view, SINCE),
        until=chosen_moment(view, UNTIL),
    )


def preview_form(lines: Sequence[str], *, pending: Pending) -> View:
    """What the freeze would do; submitting it freezes."""
    return View(
        type="modal",
        callback_id=PREVIEW_FORM,
        title="Freeze posts?",
        submit="Freeze",
        close="Cancel",
        private_metadata=str(pending),
        blocks=[section("\n".join(lines))],
    )
