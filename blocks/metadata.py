"""Metadata: what a form was opened with, and carries along."""

import json
from collections.abc import Mapping
from typing import Any

from blocks.unknown import OPEN_IT, unknown_form

FROM_SETUP = "Type /social setup to open it again."
"""How to open a form of the setup again."""


def read_metadata(view: Mapping[str, Any], *, again: str = OPEN_IT) -> dict[str, Any]:
    """What the form carries.

    Args:
        again: how to open the form again, as a sentence.

    Raises:
        Refusal: no form of ours looks like this.
    """
    try:
        read = json.loads(view["private_metadata"])
    except (KeyError, TypeError, ValueError):
        read = None
    if not isinstance(read, dict):
        raise unknown_form(again=again)
    return read
