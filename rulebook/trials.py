"""Trying a rule before it counts: is it sound, do its examples hold, what would it have flagged?"""

from collections.abc import Iterable
from dataclasses import dataclass

from rulebook.checking import check
from rulebook.examples import FailingExample, failing_examples
from rulebook.loading import build_rulebook
from rulebook.rules import Problem


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a rule.

    Attributes:
        problems: what is wrong with its file; nothing else was tried when it cannot be used.
        failing: its own examples that do not hold.
        tried: how many texts it was tried on.
        flagged: which of them it flagged, counted from 0.
    """

    problems: tuple[Problem, ...]
    failing: tuple[FailingExample, ...]
    tried: int
    flagged: tuple[int, ...]

    @property
    def passed(self) -> bool:
        """Whether the rule may count."""
        return not self.problems and not self.failing


def try_rule(name: str, data: bytes, *, texts: Iterable[str] = (), trusted: bool = False) -> Trial:
    """Try a rule as somebody has just written it.

    Args:
        name: the name it shall have, `Style.Rule`.
        data: its file.
        texts: earlier posts, to see what it would have said about them.
        trusted: whether it may use look-around (see `plans.plan`).
    """
    made = build_rulebook([(name, name, data)], trusted=trusted)
    flagged = []
    tried = 0
    for text in texts if made.rules else ():
        if check(text, made):
            flagged.append(tried)
        tried += 1
    return Trial(made.problems, failing_examples(made), tried, tuple(flagged))
