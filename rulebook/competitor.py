"""`extends: competitor`: other companies' names."""

from bisect import bisect_right
from collections.abc import Iterable

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.workshop import Workshop, any_of


class Competitor:
    """Flags each of `names`, in any case unless `ignorecase: false`, as words, hashtags and mentions alike.

    Words of `exceptions` around a name excuse it: `Boots` is a chemist, `walking boots` are not.
    """

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        names = any_of(rule, "names", workshop, fold=rule.flag("ignorecase", default=True))
        if names is None:
            raise RuleError("there is nobody to look for; list some 'names'")
        self._names = names
        self._excused = any_of(rule, "exceptions", workshop, fold=True)

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each name."""
        excused = sight.hits.get(self._excused, []) if self._excused is not None else []
        size = len(sight.typed)
        for start, end, _ in sight.hits.get(self._names, ()):
            place = bisect_right(excused, (start, size, size)) - 1
            if place < 0 or excused[place][1] < end:
                yield finding(self.rule, sight, (start, end), self._message.fill(sight.typed[start:end]))
