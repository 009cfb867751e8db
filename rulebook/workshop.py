"""Where rules are made ready: they leave their patterns here and get back numbers to find the hits by."""

from bisect import bisect_right

from rulebook.allowance import Allowance
from rulebook.locating import Locator
from rulebook.plans import Expression, Plan, TooMuchError, expression, plan
from rulebook.rules import Rule, RuleError
from rulebook.subject import Subject
from rulebook.syntax import PatternError, parse


class Workshop:
    """Collects the patterns of all rules that look at the same parts of a text.

    Args:
        plans: plans known from before, by pattern, case and trust; new ones are added.
        trusted: whether the rules come from files (see `plans.plan`).
        accepted: words the company has accepted (Vale's vocabulary); they are exceptions of most rules.
    """

    def __init__(
        self,
        plans: dict[tuple[str, bool, bool], Plan] | None = None,
        *,
        trusted: bool = True,
        accepted: tuple[str, ...] = (),
    ) -> None:
        self.plans: list[Plan] = []
        self.asked: set[int] = set()
        """Patterns left since this was last emptied."""
        self._numbers: dict[tuple[str, bool], int] = {}
        self.accepted = accepted
        self._known = {} if plans is None else plans
        self._trusted = trusted

    def pattern(self, rule: Rule, pattern: str, *, key: str, fold: bool = False) -> int:
        """The number of a pattern, by which a sight's hits are found.

        Raises:
            RuleError: the pattern cannot be used; it names the line of the item that is wrong.
        """
        number = self._numbers.get((pattern, fold))
        if number is None:
            self.plans.append(self.plan(rule, pattern, key=key, fold=fold))
            number = self._numbers[pattern, fold] = len(self.plans) - 1
        self.asked.add(number)
        return number

    def plan(self, rule: Rule, pattern: str, *, key: str, fold: bool = False) -> Plan:
        """A pattern read and prepared.

        Raises:
            RuleError: as for `pattern`.
        """
        known = (pattern, fold, self._trusted)
        if known not in self._known:
            try:
                self._known[known] = plan(pattern, fold=fold, trusted=self._trusted)
            except PatternError as error:
                raise _culprit(rule, key, error) from error
        return self._known[known]

    def test(self, rule: Rule, pattern: str, *, key: str, fold: bool = False) -> "Test":
        """A pattern to be tried on short texts, such as an exception on a match.

        Raises:
            RuleError: as for `pattern`.
        """
        return Test(self.locator(rule, pattern, key=key, fold=fold))

    def locator(
        self, rule: Rule, pattern: str, *, key: str, fold: bool = False, captures: bool = False
    ) -> Locator:
        """A pattern to be located apart from all others.

        Raises:
            RuleError: as for `pattern`.
        """
        try:
            return Locator(expression(parse(pattern, fold=fold), trusted=self._trusted), captures=captures)
        except PatternError as error:
            raise _culprit(rule, key, error) from error

    def phrases(self, rule: Rule, *, vocabulary: bool) -> "Phrases | None":
        """The accepted terms of several words: what lies inside one is accepted too, as Vale has it.

        Raises:
            RuleError: as for `pattern`.
        """
        terms = [*rule.texts("exceptions"), *(self.accepted if vocabulary else ())]
        several = [term for term in terms if " " in term or "\t" in term or r"\s" in term]
        if not several:
            return None
        return Phrases(self.locator(rule, rf"\b(?:{'|'.join(several)})\b", key="exceptions", fold=True))

    def exceptions(self, rule: Rule, *, vocabulary: bool) -> "Test | None":
        r"""A test for a rule's exceptions: each a whole word in its own case, longest first, as Vale builds it.

        Raises:
            RuleError: as for `pattern`.
        """
        terms = [*rule.texts("exceptions"), *(self.accepted if vocabulary else ())]
        if not terms:
            return None
        terms.sort(key=lambda term: -len(term.encode()))
        cased = "|".join(term if term.startswith("(?i)") else f"(?-i){term}" for term in terms)
        pattern = rf"\b(?:{cased})\b"
        entries = self.plan(rule, pattern, key="exceptions").entries
        words = frozenset(word for entry in entries if not isinstance(entry, Expression) for word in entry)
        plain = all(not word.fold for word in words) and not any(
            isinstance(entry, Expression) for entry in entries
        )
        known = frozenset(word.text for word in words) if plain else None
        return Test(self.locator(rule, pattern, key="exceptions"), words=known)


class Test:
    """A pattern for short texts; `words` when it is nothing but these, each whole and in its own case."""

    def __init__(self, locator: Locator, *, words: frozenset[str] | None = None) -> None:
        self._locator = locator
        self._words = words

    def fits(self, text: str, allowance: Allowance | None = None) -> bool:
        """Whether it matches anywhere in the text, which may be part of one with its own allowance of time."""
        if self._words is not None and text.isalnum():
            return text in self._words
        return next(self._locator.spans(Subject(text, allowance)), None) is not None


class Phrases:
    """Accepted terms of several words."""

    def __init__(self, locator: Locator) -> None:
        self._locator = locator

    def hold(self, subject: Subject, span: tuple[int, int]) -> bool:
        """Whether a span lies inside one of them."""
        start, end = span
        known = subject.spans_of(self._locator.spans)
        place = bisect_right(known, (start, len(subject.text))) - 1
        return place >= 0 and end <= known[place][1]


def any_of(rule: Rule, key: str, workshop: Workshop, *, fold: bool | None = None) -> int | None:
    """The number of a pattern that matches any token of a list, as `existence` reads tokens; None for an empty list.

    Raises:
        RuleError: a token cannot be used.
    """
    tokens = [token for token in rule.texts(key) if token.strip()]
    if not tokens:
        return None
    joined = f"(?:{'|'.join(tokens)})"
    pattern = joined if rule.flag("nonword") else rf"\b{joined}\b"
    return workshop.pattern(rule, pattern, key=key, fold=rule.flag("ignorecase") if fold is None else fold)


def _culprit(rule: Rule, key: str, error: PatternError) -> RuleError:
    """What is wrong, at the item of the list that is wrong on its own."""
    if isinstance(error, TooMuchError):
        return RuleError(f"a pattern cannot be used: {error}", key=key)
    for place, item in enumerate(rule.texts(key) or [left for left, _ in rule.pairs(key)]):
        try:
            plan(item)
        except PatternError as own:
            return RuleError(f"a pattern cannot be used: {own}", key=f"{key}.{place}")
    return RuleError(f"a pattern cannot be used: {error}", key=key)
