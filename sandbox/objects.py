"""Composition objects of Block Kit: text, options, confirmation dialogs, filters.

Limits: Slack's reference, "Composition objects".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.checks import Check, array, boolean, one_of, shape, string, typed, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator


def plain(longest: int) -> Check:
    """A plain_text object."""
    return typed({"plain_text": _text("plain_text", longest)}, what="type, plain_text expected")


def text(longest: int = 3000) -> Check:
    """A plain_text or mrkdwn object."""
    return typed({kind: _text(kind, longest) for kind in ("plain_text", "mrkdwn")})


def _text(kind: str, longest: int) -> Check:
    extra = {"emoji": boolean} if kind == "plain_text" else {"verbatim": boolean}
    return shape({"type": one_of(kind), "text": string(longest)}, extra)


URL = string(3000)

CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)


def option(label: Check, *, url: bool = False) -> Check:
    """An option with a label of this kind; a value of at most 150 characters."""
    extra: dict[str, Check] = {"description": text(75)}
    if url:
        extra["url"] = URL
    return shape({"text": label, "value": string(150)}, extra)


PLAIN_OPTION = option(plain(75))
RICH_OPTION = option(text(75))
LINK_OPTION = option(plain(75), url=True)

OPTIONS = array(PLAIN_OPTION, 100)
OPTION_GROUPS = array(shape({"label": plain(75), "options": OPTIONS}), 100)

FILTER = shape(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

DISPATCH = shape({}, {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)})


def initial_is_offered(value: object, at: str) -> Iterator[str]:
    """Every initial option must be one of the options, word for word."""
    if not isinstance(value, dict):
        return
    offered = _items(value, "options")
    for group in _items(value, "option_groups"):
        offered += _items(group, "options")
    single = "initial_option" in value
    initial = [value["initial_option"]] if single else _items(value, "initial_options")
    for one in initial:
        if not any(_same(one, other) for other in offered):
            field = "initial_option" if single else "initial_options"
            yield wrong(
                "initial option(s) must match option(s) from options or option_groups", f"{at}/{field}"
            )


def values_are_unique(value: object, at: str) -> Iterator[str]:
    """No two options of one element share a value, else nobody could tell what was chosen."""
    seen: set[str] = set()
    for index, one in enumerate(_items(value, "options")):
        chosen = one.get("value") if isinstance(one, dict) else None
        if isinstance(chosen, str) and chosen in seen:
            yield wrong(f'duplicate option value "{chosen}"', f"{at}/options/{index}/value")
        seen.add(str(chosen))


def _items(value: object, name: str) -> list[object]:
    found = value.get(name) if isinstance(value, dict) else None
    return list(found) if isinstance(found, list) else []


def _same(one: object, other: object) -> bool:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False
    return one.get("value") == other.get("value") and _words(one.get("text")) == _words(other.get("text"))


def _words(value: object) -> object:
    return (value.get("type"), value.get("text")) if isinstance(value, dict) else value
