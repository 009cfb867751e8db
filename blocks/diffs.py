"""Diffs: what changed between two texts, old words struck and new ones bold."""

import re
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    RichTextBlock,
    RichTextElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from blocks.cutting import cut, weight
from blocks.elements import Words, words
from blocks.text import isolated, sendable, shown
from domain.diffs import Change, Difference, Run

LINE_LIMIT = 600
"""Weight of a diff on one line."""
PIECE_LIMIT = 200
"""Weight of one piece of it, so that a text written anew shows both its old words and its new ones."""
SMALLEST_PIECE = 20
KEPT = 3
"""Words that stand around each change."""
RUNS_LIMIT = 300
"""Pieces of a whole diff; beyond it a reader sees the old text and the new one, each as a whole."""


def only_blanks(runs: Sequence[Run]) -> bool:
    """Whether spaces, line breaks and endings are all that changed."""
    return all(run.change is Change.KEPT or run.text.isspace() for run in runs)


def diff_line(runs: Sequence[Run], *, limit: int = LINE_LIMIT) -> list[RichTextElement]:
    """The changes on one line, each with a few words around it, as much as fits.

    Args:
        limit: the weight of all of it.
    """
    left = limit
    parts: list[RichTextElement] = []
    for place, run in enumerate(runs):
        text = run.text
        if run.change is Change.KEPT:
            text = _shortened(text, first=place == 0, last=place == len(runs) - 1)
        text = cut(re.sub(r"\s+", " ", _visible(text, run.change)), min(left, PIECE_LIMIT))
        parts += [*_gap(runs, place), _styled(text, run.change)]
        left -= weight(text)
        if left < SMALLEST_PIECE:
            break
    return parts


def diff_blocks(differences: Sequence[Difference]) -> list[Block]:
    """The whole of both contents, a block for each part that changed."""
    return [
        RichTextBlock(
            elements=[
                RichTextSectionElement(elements=[words(f"{one.part[:1].upper()}{one.part[1:]}")]),
                RichTextQuoteElement(elements=_whole(one.runs)),
            ]
        )
        for one in differences
    ]


def _whole(runs: Sequence[Run]) -> list[RichTextElement]:
    if len(runs) > RUNS_LIMIT:
        old = "".join(run.text for run in runs if run.change is not Change.ADDED)
        new = "".join(run.text for run in runs if run.change is not Change.REMOVED)
        runs = (Run(change=Change.REMOVED, text=f"{old}\n"), Run(change=Change.ADDED, text=new))
    return [
        part
        for place, run in enumerate(runs)
        for part in (*_gap(runs, place), _styled(_visible(run.text, run.change), run.change))
    ]


def _gap(runs: Sequence[Run], place: int) -> list[Words]:
    """A space between a word that went and the one that came for it, or they read as one."""
    came = place > 0 and runs[place].change is Change.ADDED and runs[place - 1].change is Change.REMOVED
    apart = came and (runs[place].text[0].isspace() or runs[place - 1].text[-1].isspace())
    return [words(" ")] if came and not apart else []


def _styled(text: str, change: Change) -> Words:
    return words(isolated(text), bold=change is Change.ADDED or None, strike=change is Change.REMOVED or None)


def _visible(text: str, change: Change) -> str:
    """A change that is not letters is shown by a sign: a space or a line break cannot be struck."""
    clean = sendable(text)
    if change is Change.KEPT:
        return clean
    if clean.isspace():
        return clean.replace(" ", "␣").replace("\n", "⏎\n")
    return clean if clean == shown(clean) else shown(clean)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """The words next to the changes; what lies between them is left out."""
    found = re.findall(r"\s*\S+\s*", text)
    if len(found) <= KEPT * (1 if first or last else 2):
        return text
    head = "" if first else "".join(found[:KEPT])
    tail = "" if last else "".join(found[-KEPT:])
    return f"{head.rstrip()}{' ' if head else ''}…{' ' if tail else ''}{tail.lstrip()}"
