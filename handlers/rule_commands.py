"""`/social rules …`: the word behind it says which story to tell; any other words are searched for."""

from collections.abc import Callable
from dataclasses import replace

from handlers.kit import Asked
from handlers.rule_forms import add_rule, edit_rule, retire_rule
from handlers.rules import list_rules
from handlers.watching import unwatch_channel, watch_channel


def rules_command(asked: Asked) -> None:
    """`/social rules [words]`, `add`, `edit`, `retire`, `watch`, `unwatch`."""
    name, rest = (*asked.words.split(maxsplit=1), "", "")[:2]
    story = _STORIES.get(name.lower())
    if story:
        story(replace(asked, words=rest.strip()))
    else:
        list_rules(asked)


_STORIES: dict[str, Callable[[Asked], None]] = {
    "add": add_rule,
    "edit": edit_rule,
    "retire": retire_rule,
    "watch": watch_channel,
    "unwatch": unwatch_channel,
}
