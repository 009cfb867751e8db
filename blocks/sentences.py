"""Sentences: a refusal, told to whoever reads it."""

import re
from datetime import datetime

from blocks.moments import when
from blocks.text import escape, inline, listed, mention
from domain.people import UserId
from domain.refusals import Refusal, SentencePart

PART_LIMIT = 400
"""Weight of one person's words inside a sentence of ours."""


def sentence(refusal: Refusal, *, reader: UserId | None = None) -> str:
    """A refusal's sentence as mrkdwn: people mentioned, times in the reader's zone, everything else harmless.

    "one of {names}" loses its "one of" where there is only one.

    Args:
        reader: whom it is told to; where it speaks of them it says "you".
    """
    template = refusal.sentence
    for name, value in refusal.parts.items():
        if isinstance(value, UserId) and value == reader:
            template = _to_you(template, name)
        elif isinstance(value, tuple) and len(value) == 1:
            template = template.replace(f"one of {{{name}}}", f"{{{name}}}")
    return template.format(**{name: _part(value) for name, value in refusal.parts.items()})


def _to_you(template: str, name: str) -> str:
    you = template.replace(f"{{{name}}}'s", "your").replace(f"{{{name}}} is ", "you are ")
    you = you.replace(f"{{{name}}}", "you")
    return _SENTENCE.sub(lambda begun: begun.group().upper(), you)


_SENTENCE = re.compile(r"^\w|(?<=[.!?] )\w")


def _part(value: SentencePart) -> str:
    match value:
        case UserId():
            return mention(value)
        case datetime():
            return when(value)
        case int():
            return f"{value:,}"
        case str():
            return escape(inline(value, limit=PART_LIMIT))
        case _:
            return listed([mention(user) for user in value])
