"""Filling a rule's message, as Go's `fmt` does for Vale, without its cries of `%!s(MISSING)`."""

from collections.abc import Iterable

_VERBS = "sdvqfg"
_NUMBERS = "123456789"


class Message:
    """A message with places for values: `%s` takes the next one, `%[2]s` the second, `%%` is a percent sign."""

    def __init__(self, template: str) -> None:
        self._parts = tuple(_parts(template))
        places = [part for part in self._parts if isinstance(part, int)]
        self.places = max(places, default=-1) + 1
        """How many values it asks for."""
        self._around: tuple[str, str] | None = None
        match self._parts:
            case (str(before), 0, str(after)):
                self._around = before, after

    def fill(self, *values: str) -> str:
        """The sentence; a value that is not there leaves its place empty, line ends become spaces."""
        if self._around is not None and values:
            before, after = self._around
            filled = f"{before}{values[0]}{after}"
            return filled.replace("\r", "").replace("\n", " ") if "\n" in filled else filled
        size = len(values)
        filled = "".join(
            part if isinstance(part, str) else values[part] if part < size else "" for part in self._parts
        )
        return filled.replace("\r", "").replace("\n", " ")


def either(options: Iterable[str]) -> str:
    """`'a'`, `'a' or 'b'`, `'a', 'b', or 'c'`."""
    quoted = [f"'{option}'" for option in options]
    if len(quoted) <= 2:  # noqa: PLR2004 -- two need no comma
        return " or ".join(quoted)
    return ", ".join([*quoted[:-1], f"or {quoted[-1]}"])


def _parts(template: str) -> Iterable[str | int]:
    position, following = 0, 0
    while (percent := template.find("%", position)) >= 0:
        yield template[position:percent]
        following, end, part = _place(template, percent, following)
        yield part
        position = end
    yield template[position:]


def _place(template: str, percent: int, following: int) -> tuple[int, int, str | int]:
    """The place at a percent sign: the number of the value after it, where it ends, and what it is."""
    at = percent + 1
    if template.startswith("%", at):
        return following, at + 1, "%"
    if template.startswith("[", at):
        close = template.find("]", at)
        number = template[at + 1 : close] if close > 0 else ""
        verb = template[close + 1 : close + 2]
        if number in _NUMBERS and verb and verb in _VERBS:
            return int(number), close + 2, int(number) - 1
    elif at < len(template) and template[at] in _VERBS:
        return following + 1, at + 1, following
    return following, at, "%"
