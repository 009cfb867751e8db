"""Counting a text's words, sentences and syllables, by hand and in one pass, for the rules that measure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import regex

from rulebook.parts import paragraphs
from rulebook.sentences import sentences

_WORD = regex.compile(r"(?:[A-Z]\.){2,}+|(?=['’]*+[\p{L}\p{N}])[\p{L}\p{N}'’]++")
_VOWELS = regex.compile(r"[aeiouyáéíóúàèìòùâêîôûäëïöüåæøœ]++")
_SILENT = regex.compile(r"(?:[^laeiouy]es|[^dt]ed|[^l]e)$")
_LONG = 6
_MANY_SYLLABLES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What measuring rules count; the names are the variables of Vale's `metric` formulas."""

    words: int
    sentences: int
    paragraphs: int
    characters: int
    syllables: int
    long_words: int
    complex_words: int
    polysyllabic_words: int


@lru_cache(maxsize=8)  # many rules measure the same post
def statistics(text: str) -> Statistics:
    """The counts of a text.

    Long words have more than 6 letters, polysyllabic ones more than 2 syllables; complex words still do when the
    endings -es, -ed and -ing are not counted.
    """
    words = _WORD.findall(text)
    counts = [syllables(word) for word in words]
    return Statistics(
        words=len(words),
        sentences=sum(1 for _ in sentences(text)),
        paragraphs=sum(1 for _ in paragraphs(text)),
        characters=sum(sum(char.isalnum() for char in word) for word in words),
        syllables=sum(counts),
        long_words=sum(len(word) > _LONG for word in words),
        complex_words=sum(
            count - word.endswith(("es", "ed", "ing")) > _MANY_SYLLABLES
            for word, count in zip(words, counts, strict=True)
        ),
        polysyllabic_words=sum(count > _MANY_SYLLABLES for count in counts),
    )


def syllables(word: str) -> int:
    """A fair guess: groups of vowels, without a silent ending; at least one."""
    word = word.lower()
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word) or word)))


def _flesch_kincaid(one: Statistics) -> float:
    return 0.39 * one.words / one.sentences + 11.8 * one.syllables / one.words - 15.59


def _gunning_fog(one: Statistics) -> float:
    return 0.4 * (one.words / one.sentences + 100 * one.complex_words / one.words)


def _smog(one: Statistics) -> float:
    return 1.043 * sqrt(one.polysyllabic_words * 30 / one.sentences) + 3.1291


def _automated(one: Statistics) -> float:
    return 4.71 * one.characters / one.words + 0.5 * one.words / one.sentences - 21.43


def _coleman_liau(one: Statistics) -> float:
    return 5.88 * one.characters / one.words - 29.6 * one.sentences / one.words - 15.8


GRADES: Mapping[str, Callable[[Statistics], float]] = {
    "Flesch-Kincaid": _flesch_kincaid,
    "Gunning Fog": _gunning_fog,
    "SMOG": _smog,
    "Automated Readability": _automated,
    "Coleman-Liau": _coleman_liau,
}
"""Formulas that estimate the school grade a text asks for, by the names Vale gives them."""
