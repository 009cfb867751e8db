"""Cutting a text into sentences, by hand: no model, no surprises, one pass."""

from collections.abc import Iterator

_ENDS = ".!?…"
_CLOSERS = "\"'”’»)]"
_ABBREVIATED = (
    "mr mrs ms dr prof st sr jr vs etc e.g i.e eg ie approx dept est inc ltd co corp no nos fig vol p pp ca cf al "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m u.s u.k"
)
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of sentences, without the blanks around them.

    A sentence ends before a blank at `!` and `?`; at `.`, unless it belongs to an abbreviation or an initial; at `...`
    and after a number where no small letter follows; and at a blank line.
    """
    start, size = 0, len(text)
    at = 0
    while at < size:
        char = text[at]
        if char in _ENDS:
            end = at + 1
            while end < size and (text[end] in _ENDS or text[end] in _CLOSERS):
                end += 1
            if end == size or (text[end].isspace() and _ends(text, start, at, end)):
                yield from _trimmed(text, start, end)
                start = end
            at = end
        elif char == "\n" and text.startswith("\n\n", at):
            yield from _trimmed(text, start, at)
            start = at
            at += 2
        else:
            at += 1
    yield from _trimmed(text, start, size)


def _ends(text: str, start: int, dot: int, end: int) -> bool:
    if text[dot] in "!?":
        return True
    following = text[end : end + 40].lstrip()[:1]
    if text[dot] == "…" or text.startswith("..", dot):
        return following.isupper()
    word_start = dot
    while word_start > start and not text[word_start - 1].isspace():
        word_start -= 1
    word = text[word_start:dot].lstrip("(\"'“‘[").lower()
    if word.isdigit():
        return not following.islower()
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha() and word != "i")


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
