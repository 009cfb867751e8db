"""Suggestions: which words of a post would be others in another store, and the slots for them."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, RichTextBlock, RichTextElement

from blocks.elements import lines, section, words
from blocks.text import inline
from domain.slot_guesses import Guess

GUESSES_SHOWN = 8
WORDS_SHOWN = 60


def suggestion_blocks(found: Sequence[Guess]) -> list[Block]:
    """What stands above the form of a new template: which slots are in its text already, and in whose place."""
    if not found:
        return [
            section(
                "Nothing in this text looks as if it were different in another store. Put braces around the words that "
                "stores shall fill in, and a name between them, such as {day}."
            )
        ]
    return [
        section("*Slots for what would be different in another store.* Put back the words that shall stay."),
        guess_lines(found),
    ]


def many_stores_blocks(stores: int, found: Sequence[Guess]) -> list[Block]:
    """Says that so many stores would say the same, and what they would say instead with a template."""
    said = f"↔️ *The same text in {stores:,} stores.* Once it is approved, *⋯* › *Details* › *Save as template* lets each "
    if not found:
        return [
            section(
                f"{said}say its own. It names no place so far: write where {{store}} or {{city}} shall stand."
            )
        ]
    return [section(f"{said}say its own, with slots such as:"), guess_lines(found)]


def guess_lines(found: Sequence[Guess]) -> RichTextBlock:
    """Each slot with the words in whose place it would stand, each once."""
    told = dict.fromkeys((one.slot.name, one.words) for one in found)
    shown: list[list[RichTextElement]] = [
        [
            words(f"{{{name}}}", bold=True),
            words(f" for “{inline(said, limit=WORDS_SHOWN)}”\n"),
        ]
        for name, said in list(told)[:GUESSES_SHOWN]
    ]
    hidden = len(told) - GUESSES_SHOWN
    return lines(*shown, *([[words(f"+{hidden:,} more")]] if hidden > 0 else []))
