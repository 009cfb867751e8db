"""Wording: the words and the weight of a check-in's question, for admins to change."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import InputBlock, StaticSelectElement
from slack_sdk.models.views import View

from blocks.elements import context
from blocks.fields import LABEL_LIMIT, field_input, option, text_field
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.state import chosen, typed_visibly
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
    weights = {one: option(str(one), str(one)) for one in range(1, HEAVIEST + 1)}
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
            _text(NAME, "Name", capability.name, limit=LENGTHS[NAME]),
            _text(QUESTION, "Question", capability.question, limit=LENGTHS[QUESTION]),
            *(
                _text(field, anchor.label, said, limit=STATEMENT)
                for (anchor, field), said in zip(STATEMENTS.items(), capability.statements, strict=True)
            ),
            _text(PRACTICE, "What to try next", capability.practice, limit=LENGTHS[PRACTICE]),
            field_input(WEIGHT, "Weight in its stage", weight, optional=False),
            context("Its answers so far stay. The next check-ins ask, and every score counts, like this."),
        ],
    )


def read_wording(view: Mapping[str, Any]) -> tuple[str, int, Wording]:
    """The capability's key, the version of the model that was changed, and the words.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = read_metadata(view, again=FROM_SETUP)
    weight = chosen(view, WEIGHT)
    wording = Wording(
        name=typed_visibly(view, NAME),
        question=typed_visibly(view, QUESTION),
        statements=tuple(typed_visibly(view, field) for field in STATEMENTS.values()),
        practice=typed_visibly(view, PRACTICE),
        weight=int(weight) if weight.isdecimal() else 0,
    )
    return about.text("capability", ""), about.number("version", 0), wording


def _text(field: str, label: str, text: str, *, limit: int) -> InputBlock:
    return text_field(field, label, text, limit=limit, multiline=limit > LABEL_LIMIT, optional=False)
