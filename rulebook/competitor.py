"""`extends: competitor`: other companies' names."""

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
        excused = sight.hits.get(self._excused, ()) if self._excused is not None else ()
        for start, end, _ in sight.hits.get(self._names, ()):
            if not any(begin <= start and end <= stop for begin, stop, _ in excused):
                yield finding(self.rule, sight, (start, end), self._message.fill(sight.typed[start:end]))
