"""Turning a finite pattern into the plain words it stands for, in the order a backtracking engine would try them.

`allows?` is `allows` or `allow`; `(?:mobile|smart) ?phone` is four words. All of them go into one automaton, which
is why a rulebook of ten thousand entries costs little more than one of five hundred.
"""

from dataclasses import dataclass

from rulebook.characters import IN_WORD, folded
from rulebook.nodes import Boundary, Chars, Choice, Group, Node, Repeat, Sequence, Span, Text

MOST_WORDS = 600
"""Words one entry may become; beyond that it stays a pattern."""
LONGEST_WORD = 200
MOST_CHARS_IN_SET = 12
_EDGE, _INNER = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Word:
    """One literal an entry stands for.

    Attributes:
        text: what has to stand there; lower case when `fold`.
        fold: whether any case will do.
        before: what the character before must be: True in a word, False not, None anything.
        after: the same for the character after.
    """

    text: str
    fold: bool
    before: bool | None
    after: bool | None


class _NotFiniteError(Exception):
    pass


def entries(node: Node) -> tuple[Node, ...]:
    r"""The alternatives of a pattern such as `\b(?:one|two)\b`, each with what stands around them.

    Only splits where trying the alternatives one after the other is what an engine would do anyway.
    """
    if isinstance(node, Choice):
        return node.options
    if not isinstance(node, Sequence):
        return (node,)
    solid = [index for index, item in enumerate(node.items) if not isinstance(item, Boundary)]
    if len(solid) != 1:
        return (node,)
    (place,) = solid
    middle = node.items[place]
    if not isinstance(middle, Choice):
        return (node,)
    before, after = node.items[:place], node.items[place + 1 :]
    return tuple(_joined(before, option, after) for option in middle.options)


def _joined(before: tuple[Node, ...], option: Node, after: tuple[Node, ...]) -> Node:
    inner = option.items if isinstance(option, Sequence) else (option,)
    return Sequence((*before, *inner, *after))


def words(entry: Node) -> tuple[Word, ...] | None:
    """The words an entry stands for, or None when there is no end to them or an engine is needed."""
    folds: set[bool] = set()
    try:
        spelled = _spell(entry, folds)
    except _NotFiniteError:
        return None
    if len(folds) > 1:
        return None
    fold = True in folds
    found: dict[Word, None] = {}
    for spelling in spelled:
        settled = _settle(folded(spelling) if fold else spelling, fold=fold)
        if settled is _HOPELESS:
            continue
        if settled is None:
            return None
        found[settled] = None
    return tuple(found)


def _spell(node: Node, folds: set[bool]) -> list[str]:  # noqa: C901, PLR0911, PLR0912 -- one case per kind of node
    match node:
        case Text(char, fold):
            if char in (_EDGE, _INNER):
                raise _NotFiniteError
            if char.lower() != char.upper():
                folds.add(fold)
            return [char]
        case Chars():
            return _members(node, folds)
        case Boundary(negated):
            return [_INNER if negated else _EDGE]
        case Group(item):
            return _spell(item, folds)
        case Sequence(items):
            spelled = [""]
            for item in items:
                once = _spell(item, folds)
                if len(once) == 1 and len(spelled) == 1 and len(spelled[0]) < LONGEST_WORD:
                    spelled = [spelled[0] + once[0]]
                else:
                    spelled = _crossed(spelled, once)
            return spelled
        case Choice(options):
            return _limited([spelling for option in options for spelling in _spell(option, folds)])
        case Repeat(item, low, int(high), lazy, possessive=False):
            return _repeated(_spell(item, folds), low, high, lazy=lazy)
        case _:
            raise _NotFiniteError


def _members(node: Chars, folds: set[bool]) -> list[str]:
    if node.negated:
        raise _NotFiniteError
    members: dict[str, None] = {}
    for item in node.items:
        if isinstance(item, str):
            members[item] = None
        elif isinstance(item, Span) and ord(item.high) - ord(item.low) < MOST_CHARS_IN_SET:
            members.update((chr(code), None) for code in range(ord(item.low), ord(item.high) + 1))
        else:
            raise _NotFiniteError
    if len(members) > MOST_CHARS_IN_SET or _EDGE in members or _INNER in members:
        raise _NotFiniteError
    if any(char.lower() != char.upper() for char in members):
        folds.add(node.fold)
    return list(members)


def _repeated(once: list[str], low: int, high: int, *, lazy: bool) -> list[str]:
    if "" in once:
        raise _NotFiniteError
    spelled = [""]
    for count in range(high, 0, -1):
        more = _crossed(once, spelled)
        if count > low:
            more = ["", *more] if lazy else [*more, ""]
        spelled = more
    return spelled


def _crossed(firsts: list[str], seconds: list[str]) -> list[str]:
    if len(firsts) * len(seconds) > MOST_WORDS:
        raise _NotFiniteError
    if len(firsts[0]) + len(seconds[0]) > LONGEST_WORD:
        raise _NotFiniteError
    return [first + second for first in firsts for second in seconds]


def _limited(spelled: list[str]) -> list[str]:
    if len(spelled) > MOST_WORDS:
        raise _NotFiniteError
    return spelled


_HOPELESS = Word("", fold=False, before=None, after=None)


def _settle(spelling: str, *, fold: bool) -> Word | None:
    """Decide the boundaries inside the word, keep those at its ends; `_HOPELESS` when it can never match."""
    if _EDGE not in spelling and _INNER not in spelling:
        return Word(spelling, fold, None, None) if spelling else None
    chars: list[str] = []
    marks: list[set[str]] = [set()]
    for char in spelling:
        if char in (_EDGE, _INNER):
            marks[-1].add(char)
        else:
            chars.append(char)
            marks.append(set())
    if not chars:
        return None
    if any(len(mark) > 1 for mark in marks):
        return _HOPELESS
    in_word = [IN_WORD[char] for char in chars]
    for place in range(1, len(chars)):
        if marks[place] and (_EDGE in marks[place]) != (in_word[place - 1] != in_word[place]):
            return _HOPELESS
    before, after = _neighbour(marks[0], inside=in_word[0]), _neighbour(marks[-1], inside=in_word[-1])
    return Word("".join(chars), fold, before, after)


def _neighbour(mark: set[str], *, inside: bool) -> bool | None:
    if not mark:
        return None
    return not inside if _EDGE in mark else inside
