"""The same rules the slow and obvious way: one backtracking pattern per rule, tried on the whole text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex


def existence(
    text: str, tokens: Sequence[str], *, ignorecase: bool, nonword: bool, exceptions: Sequence[str] = ()
) -> list[tuple[int, int]]:
    pattern = f"(?:{'|'.join(tokens)})"
    return [
        span
        for span in _spans(text, pattern if nonword else rf"\b{pattern}\b", ignorecase=ignorecase)
        if not _excepted(text[span[0] : span[1]].strip(), exceptions)
    ]


def substitution(
    text: str, swap: Sequence[tuple[str, str]], *, ignorecase: bool, nonword: bool
) -> list[tuple[int, int, str]]:
    ordered = sorted(swap, key=lambda pair: -len(pair[0].encode()))
    keys = "|".join(f"(?P<key{place}>{key})" for place, (key, _) in enumerate(ordered))
    pattern = f"(?:{keys})" if nonword else rf"\b(?:{keys})\b"
    cased = "(?i)" if ignorecase else ""
    found = []
    for match in _matches(text, cased + pattern):
        (used,) = (place for place in range(len(ordered)) if match.group(f"key{place}") is not None)
        if match.group() != ordered[used][1]:
            found.append((*match.span(), ordered[used][1]))
    return found


def occurrence(text: str, token: str, *, ignorecase: bool) -> tuple[int, bool]:
    """How often the token occurs, and whether there is anything to show of it."""
    found = [text[start:end] for start, end in _spans(text, f"(?:{token})", ignorecase=ignorecase)]
    return len(found), any(match.strip() for match in found)


def repetition(text: str, *, ignorecase: bool) -> list[tuple[int, int]]:
    words = list(_spans(text, r"\w+", ignorecase=False))
    found = []
    for (start, end), (next_start, next_end) in pairwise(words):
        one, other = text[start:end], text[next_start:next_end]
        same = one.casefold() == other.casefold() if ignorecase else one == other
        if same and text[end:next_start].strip(" ") == "":
            found.append((start, next_end))
    return found


def _spans(text: str, pattern: str, *, ignorecase: bool) -> Iterator[tuple[int, int]]:
    cased = "(?i)" if ignorecase else ""
    for match in _matches(text, cased + pattern):
        yield match.span()


def _matches(text: str, pattern: str) -> "Iterator[regex.Match[str]]":
    """As .NET goes on: one character further after an empty match, which nobody wants to see."""
    ready = regex.compile(pattern, regex.MULTILINE)
    place = 0
    while (match := ready.search(text, place)) is not None:
        if match.group():
            yield match
        place = max(match.end(), match.start() + 1)
        if place > len(text):
            return


def _excepted(match: str, exceptions: Sequence[str]) -> bool:
    return any(regex.search(rf"\b(?:{exception})\b", match) for exception in exceptions)
