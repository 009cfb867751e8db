"""Wording: the words and the weight of a check-in's question, for admins to change."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, plain
from blocks.inputs import LABEL_LIMIT
from blocks.questions import metadata_of
from blocks.state import chosen, typed
from blocks.text import NOTHING_TO_SEE, sendable, shown
from domain.maturity import Anchor, Capability
from domain.maturity_changes import Wording
from domain.maturity_problems import HEAVIEST, LENGTHS, STATEMENT

WORDING_FORM = "setup_wording_form"
NAME, QUESTION, PRACTICE, WEIGHT = "name", "question", "practice", "weight"
STATEMENTS = {anchor: f"statements.{int(anchor)}" for anchor in Anchor}
"""Block and action ids: the names of the fields in `Wording` and in `InvalidForm`."""


def wording_form(capability: Capability, *, version: int) -> View:
    """The words and the weight of one capability.

    Args:
        version: of the model in which it stands; 0 where nobody changed it.
    """
    weights = {
        one: Option(value=str(one), text=plain(str(one), LABEL_LIMIT)) for one in range(1, HEAVIEST + 1)
    }
    weight = StaticSelectElement(
        action_id=WEIGHT, options=list(weights.values()), initial_option=weights[capability.weight]
    )
    return View(
        type="modal",
        callback_id=WORDING_FORM,
        title="Change a question",
        submit="Save",
        close="Back",
        private_metadata=json.dumps({"capability": capability.key, "version": version}),
        blocks=[
            _input(NAME, "Name", _text(NAME, capability.name, limit=LENGTHS[NAME])),
            _input(QUESTION, "Question", _text(QUESTION, capability.question, limit=LENGTHS[QUESTION])),
            *(
                _input(field, anchor.label, _text(field, said, limit=STATEMENT))
                for (anchor, field), said in zip(STATEMENTS.items(), capability.statements, strict=True)
            ),
            _input(
                PRACTICE, "What to try next", _text(PRACTICE, capability.practice, limit=LENGTHS[PRACTICE])
            ),
            _input(WEIGHT, "Weight in its stage", weight),
            context("Its answers so far stay. The next check-ins ask, and every score counts, like this."),
        ],
    )


def read_wording(view: Mapping[str, Any]) -> tuple[str, int, Wording]:
    """The capability's key, the version of the model that was changed, and the words.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = metadata_of(view)
    weight = chosen(view, WEIGHT)
    wording = Wording(
        name=_seen(typed(view, NAME)),
        question=_seen(typed(view, QUESTION)),
        statements=tuple(_seen(typed(view, field)) for field in STATEMENTS.values()),
        practice=_seen(typed(view, PRACTICE)),
        weight=int(weight) if weight.isdecimal() else 0,
    )
    return str(about.get("capability", "")), int(about.get("version") or 0), wording


def _seen(text: str) -> str:
    """What was typed; empty where nothing of it can be seen."""
    return "" if shown(text) == NOTHING_TO_SEE else text


def _text(field: str, value: str, *, limit: int) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=field,
        initial_value=sendable(value) or None,
        max_length=limit,
        multiline=limit > LABEL_LIMIT,
    )


def _input(field: str, label: str, element: InputInteractiveElement) -> InputBlock:
    return InputBlock(block_id=field, label=label, element=element, optional=False)
