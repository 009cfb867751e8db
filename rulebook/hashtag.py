"""`extends: hashtag` and `extends: mention`: how many, which, and how they are written."""

from collections.abc import Callable, Iterable, Iterator

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.tweets import Entity, hashtags, mentions
from rulebook.workshop import Workshop


class _Tags:
    """What hashtags and mentions have in common.

    `max` and `min` count them; `banned`, `allowed` and `required` list them, with or without their sign, in any case.
    Too many are shown at the first one too many; what is missing is about the text as a whole.
    """

    sign = ""
    find: Callable[[str], tuple[Entity, ...]]

    def __init__(self, rule: Rule, workshop: Workshop) -> None:  # noqa: ARG002 -- as every kind is made
        self.rule = rule
        self._message = Message(rule.message)
        self._most = int(rule.number("max", -1))
        self._least = int(rule.number("min"))
        self._banned, self._allowed, self._required = (
            frozenset(self._bare(name) for name in rule.texts(key))
            for key in ("banned", "allowed", "required")
        )
        self.always = True

    def _bare(self, name: str) -> str:
        return name.lstrip("#＃@＠").casefold()

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each tag that is wrong, one for a wrong number, one for each that is missing."""
        tags = type(self).find(sight.subject.text)
        for tag in tags:
            if self._is_wrong(tag):
                yield self._at(sight, tag, tag.text)
        if 0 <= self._most < len(tags):
            yield self._at(sight, tags[self._most], str(len(tags)))
        if len(tags) < self._least:
            yield self._missing(sight, str(len(tags)))
        yield from self._absent(sight, tags)

    def _is_wrong(self, tag: Entity) -> bool:
        name = self._bare(tag.text)
        return name in self._banned or (bool(self._allowed) and name not in self._allowed)

    def _absent(self, sight: Sight, tags: tuple[Entity, ...]) -> Iterator[Finding]:
        absent = self._required - {self._bare(tag.text) for tag in tags}
        for name in self.rule.texts("required"):
            if self._bare(name) in absent:
                yield self._missing(sight, self.sign + name.lstrip("#＃@＠"))

    def _at(self, sight: Sight, tag: Entity, said: str) -> Finding:
        return finding(self.rule, sight, (tag.start, tag.end), self._message.fill(said))

    def _missing(self, sight: Sight, said: str) -> Finding:
        return finding(self.rule, sight, (0, 0), self._message.fill(said))


class Hashtag(_Tags):
    """Hashtags. `casing: camel` wants a capital at each word, so that screen readers can tell the words apart.

    A hashtag of `length` letters or more (10) that are all small, or all capitals, is taken for several words run
    together, unless it is among `exceptions`. `casing: lower` wants small letters only.
    """

    sign = "#"
    find = staticmethod(hashtags)

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        super().__init__(rule, workshop)
        self._casing = rule.text("casing") or "any"
        self._length = int(rule.number("length", 10))
        self._exceptions = frozenset(self._bare(name) for name in rule.texts("exceptions"))
        if self._casing not in ("any", "camel", "lower"):
            raise RuleError("'casing' has to be camel, lower or any", key="casing")

    def _is_wrong(self, tag: Entity) -> bool:
        return super()._is_wrong(tag) or self._is_miscased(tag.text[1:])

    def _is_miscased(self, name: str) -> bool:
        if self._casing == "any" or self._bare(name) in self._exceptions:
            return False
        if self._casing == "lower":
            return name != name.lower()
        letters = [char for char in name if char.isalpha()]
        if len(letters) < self._length:
            return False
        return not any(char.isupper() for char in letters[1:]) or not any(char.islower() for char in letters)


class Mention(_Tags):
    """Mentions. `start: false` wants no mention at the very start, where X shows the post to few people only."""

    sign = "@"
    find = staticmethod(mentions)

    def _is_wrong(self, tag: Entity) -> bool:
        at_start = tag.start == 0 and not self.rule.flag("start", default=True)
        return at_start or super()._is_wrong(tag)
