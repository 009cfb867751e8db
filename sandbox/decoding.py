"""Reading JSON from strangers: broken, endless or half-encoded text is a ValueError or made whole, never a crash."""

from __future__ import annotations

import json
from math import isfinite

DEEPEST = 100


def decoded(body: bytes | str) -> object:
    """Return the JSON value; lone surrogates become U+FFFD. Raises ValueError when it is none or nested too deep."""
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        return _sound(json.loads(text), 0)
    except RecursionError:
        raise ValueError("nested too deep") from None


def _sound(value: object, depth: int) -> object:
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        # Half of a UTF-16 pair cannot be sent on as UTF-8.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("not a number that JSON knows")
    if isinstance(value, dict):
        return {str(_sound(name, depth)): _sound(one, depth + 1) for name, one in value.items()}
    return [_sound(one, depth + 1) for one in value] if isinstance(value, list) else value
