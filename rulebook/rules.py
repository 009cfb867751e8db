"""The values of a rulebook: a rule as its file states it, and a problem found while reading one."""

from dataclasses import dataclass, field
from datetime import date

from domain.findings import Level

Setting = str | bool | int | float | date | tuple[str, ...] | tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What an editor may offer: one of Vale's actions and its parameters."""

    name: str
    params: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule, as its file states it.

    Attributes:
        name: `Style.Rule`, from the folder and the file.
        kind: what it `extends`.
        level: how much its findings weigh; `warning` unless the file says otherwise.
        message: the sentence for authors, `%s` where the match goes.
        scope: the parts of a text it looks at.
        limit: most findings in one text; 0 for no limit.
        owner: who answers for the rule.
        reason: why the rule exists, in plain words.
        review: when somebody should look at it again.
        source: where it comes from.
        tags: words its findings carry for the policy, such as `price`.
        good: texts it must not flag.
        bad: texts it must flag.
        safe: whether its replacement may be applied unasked; None leaves it to the kind.
        settings: everything else the kind understands, by key.
        file: the file it was read from.
        lines: where each key, and each item of a list, stands in that file, counted from 1.
    """

    name: str
    kind: str
    message: str
    level: Level = Level.WARNING
    scope: tuple[str, ...] = ("text",)
    description: str = ""
    link: str = ""
    limit: int = 0
    action: Action | None = None
    owner: str | None = None
    reason: str | None = None
    review: date | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    safe: bool | None = None
    settings: dict[str, Setting] = field(default_factory=dict, hash=False)
    file: str = ""
    lines: dict[str, int] = field(default_factory=dict, hash=False, repr=False, compare=False)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A yes-or-no setting."""
        return bool(self.settings.get(key, default))

    def text(self, key: str) -> str:
        """A text setting; empty when it is not there."""
        return str(self.settings.get(key, ""))

    def number(self, key: str, default: float = 0) -> float:
        """A number setting."""
        value = self.settings.get(key, default)
        assert isinstance(value, int | float)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list setting; empty when it is not there."""
        value = self.settings.get(key, ())
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, tuple) else ()

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """A map setting, in the file's order."""
        value = self.settings.get(key, ())
        return tuple(item for item in value if isinstance(item, tuple)) if isinstance(value, tuple) else ()

    def line(self, key: str) -> int:
        """Where a key stands in the file; the first line when it does not."""
        return self.lines.get(key, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with a rule file.

    Attributes:
        file: the file, as it was named.
        line: where, counted from 1.
        rule: the rule's full name; empty when the file is not one rule's.
        sentence: what is wrong, for the person who wrote it.
    """

    file: str
    line: int
    rule: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule + ': ' if self.rule else ''}{self.sentence}"


class RuleError(Exception):
    """A rule that cannot be used; `key` says where in its file."""

    def __init__(self, sentence: str, *, key: str = "extends") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.key = key
