"""Typed: what somebody typed, from the way Slack sends messages and commands."""

import re
from collections.abc import Mapping

from domain.people import UserId

_MARKUP = re.compile(r"<(?P<what>[@#!]|https?://|mailto:|tel:)(?P<rest>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def as_typed(text: str, *, names: Mapping[UserId, str] | None = None) -> str:
    """The words without Slack's markup ("Formatting message text", retrieved messages).

    Mentions become `@name`, channels `#name`, links what was typed, entities the characters they stand for.

    Args:
        names: of people, for mentions that come without; an unknown one keeps its id.
    """
    plain = _MARKUP.sub(lambda found: _words(found, names or {}), text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _words(found: re.Match[str], names: Mapping[UserId, str]) -> str:
    what, rest, label = found["what"], found["rest"], found["label"]
    match what:
        case "@":
            return f"@{label or names.get(UserId(rest), rest)}"
        case "#":
            return f"#{label or rest}"
        case "!":
            return label or f"@{rest.partition('^')[0]}"
        case "mailto:" | "tel:":
            return label or rest
        case _:
            link = f"{what}{rest}"
            return label if label and link.endswith(label) else " ".join(filter(None, [label, link]))
