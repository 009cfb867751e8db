"""All kinds of rules, by what a file writes after `extends`."""

from collections.abc import Callable, Mapping

from rulebook.existence import Existence
from rulebook.occurrence import Occurrence
from rulebook.rules import Rule
from rulebook.sights import Checker
from rulebook.substitution import Substitution
from rulebook.workshop import Workshop

CHECKERS: Mapping[str, Callable[[Rule, Workshop], Checker]] = {
    "existence": Existence,
    "substitution": Substitution,
    "occurrence": Occurrence,
}
