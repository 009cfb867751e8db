"""The arithmetic of `metric` rules: read by us and worked out by us, never handed to an interpreter."""

import math
import operator
from collections.abc import Callable, Mapping

import regex

Value = float | bool
_TOKEN = regex.compile(
    r"\s*+(?:(\d++(?:\.\d*+)?+|\.\d++)|([A-Za-z_][\w.]*+)|(&&|\|\||[<>=!]=|[-+*/%<>()!,]))"
)
_DEEPEST = 30
_LONGEST = 2000
_LEVELS: tuple[Mapping[str, Callable[[float, float], Value]], ...] = (
    {"||": lambda left, right: bool(left) or bool(right)},
    {"&&": lambda left, right: bool(left) and bool(right)},
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        ">": operator.gt,
        "<=": operator.le,
        ">=": operator.ge,
    },
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": operator.truediv, "%": math.fmod},
)
_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "math.sqrt": math.sqrt,
    "math.abs": abs,
    "math.floor": math.floor,
    "math.ceil": math.ceil,
    "math.log": math.log,
    "math.max": max,
    "math.min": min,
    "math.pow": math.pow,
}

Formula = Callable[[Mapping[str, float]], Value]


class FormulaError(ValueError):
    """A formula that cannot be read; the message is a sentence for its author."""


def formula(text: str, *, names: frozenset[str]) -> Formula:
    """A formula, ready to be worked out for any values of its names.

    Working it out raises `ArithmeticError` or `ValueError` where the numbers do not allow it.

    Raises:
        FormulaError: it cannot be read or uses an unknown name.
    """
    if len(text) > _LONGEST:
        raise FormulaError(f"it is longer than {_LONGEST:,} characters")
    reader = _Reader(_tokens(text), names)
    made = reader.level(0, 0)
    if reader.tokens[reader.at] != "":
        raise FormulaError(f"'{reader.tokens[reader.at]}' is not expected there")
    return made


def _tokens(text: str) -> list[str]:
    tokens = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise FormulaError(f"'{text[at : at + 10].strip()}' is not arithmetic")
        tokens.append(found.group().strip())
        at = found.end()
    return [*tokens, ""]


class _Reader:
    def __init__(self, tokens: list[str], names: frozenset[str]) -> None:
        self.tokens, self.names, self.at = tokens, names, 0

    def take(self) -> str:
        token = self.tokens[self.at]
        self.at += token != ""
        return token

    def level(self, depth: int, level: int) -> Formula:
        if depth > _DEEPEST:
            raise FormulaError(f"it is nested more than {_DEEPEST} deep")
        if level == len(_LEVELS):
            return self.unary(depth)
        left = self.level(depth, level + 1)
        while (sign := self.tokens[self.at]) in _LEVELS[level]:
            self.at += 1
            left = _joined(_LEVELS[level][sign], left, self.level(depth, level + 1))
        return left

    def unary(self, depth: int) -> Formula:
        symbol = self.take()
        if symbol in ("-", "!"):
            if depth > _DEEPEST:
                raise FormulaError(f"it is nested more than {_DEEPEST} deep")
            inner = self.unary(depth + 1)
            return (lambda values: -inner(values)) if symbol == "-" else (lambda values: not inner(values))
        if symbol == "(":
            inner = self.level(depth + 1, 0)
            self.close()
            return inner
        if symbol[:1].isdigit() or symbol[:1] == ".":
            number = float(symbol)
            return lambda _: number
        if symbol in _FUNCTIONS:
            return self.call(_FUNCTIONS[symbol], depth)
        if symbol in self.names:
            return lambda values: values[symbol]
        raise FormulaError(f"'{symbol}' is not known" if symbol else "it ends too early")

    def call(self, function: Callable[..., float], depth: int) -> Formula:
        if self.take() != "(":
            raise FormulaError("a function needs its '('")
        values = [self.level(depth + 1, 0)]
        while self.tokens[self.at] == ",":
            self.at += 1
            values.append(self.level(depth + 1, 0))
        self.close()
        return lambda known: function(*(value(known) for value in values))

    def close(self) -> None:
        if self.take() != ")":
            raise FormulaError("a '(' is not closed")


def _joined(work: Callable[[float, float], Value], left: Formula, right: Formula) -> Formula:
    return lambda values: work(left(values), right(values))
