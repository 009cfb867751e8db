"""`extends: required` and `extends: claim`: a text that says this has to say that as well."""

from collections.abc import Iterable

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.tweets import links
from rulebook.workshop import Workshop, any_of


class Required:
    """Flags the first `if` of a text that has no `then` anywhere.

    Both list tokens, read as `existence` reads them. `if_fact` and `then_fact` name what is known about the post
    instead (`photo`, `alt text`); without any `if`, the `then` is needed always. Words of `exceptions` inside an `if`
    excuse it.
    """

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        self._given = frozenset(rule.texts("if_fact"))
        self._needed = frozenset(rule.texts("then_fact"))
        if not rule.texts("then") and not self._needed:
            raise RuleError("it needs a 'then' or a 'then_fact'")
        self._if = any_of(rule, "if", workshop)
        self._then = any_of(rule, "then", workshop)
        self._exceptions = workshop.exceptions(rule, vocabulary=False)
        self.always = self._if is None

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """At most one finding."""
        if not self._given <= set(sight.facts) or self._needed & set(sight.facts):
            return
        if self._then is not None and sight.hits.get(self._then):
            return
        span = self._first(sight)
        if span is not None:
            start, end = span
            yield finding(self.rule, sight, span, self._message.fill(sight.typed[start:end]))

    def _first(self, sight: Sight) -> tuple[int, int] | None:
        if self._if is None:
            return (0, 0)
        for start, end, _ in sight.hits.get(self._if, ()):
            if self._exceptions is None or not self._exceptions.fits(sight.typed[start:end], sight.allowance):
                return start, end
        return None


class Claim:
    """Flags each claim of a text that shows no proof: a link, or one of the `proof` tokens."""

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        self._tokens = any_of(rule, "tokens", workshop)
        if self._tokens is None:
            raise RuleError("there is nothing to look for; list some 'tokens'")
        self._proof = any_of(rule, "proof", workshop)
        self._link = rule.flag("link_is_proof", default=True)
        self._exceptions = workshop.exceptions(rule, vocabulary=False)

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each claim."""
        claims = sight.hits.get(self._tokens or 0)
        if not claims or (self._proof is not None and sight.hits.get(self._proof)):
            return
        if self._link and links(sight.subject.text):
            return
        for start, end, _ in claims:
            match = sight.typed[start:end]
            if self._exceptions is None or not self._exceptions.fits(match, sight.allowance):
                yield finding(self.rule, sight, (start, end), self._message.fill(match))
