"""A text under examination, with the forms of it that matching needs, each made once."""

from collections.abc import Callable, Iterable

from rulebook.allowance import Allowance
from rulebook.characters import folded, is_plain, without_surrogates

Locate = Callable[["Subject"], Iterable[tuple[int, int]]]


class Subject:
    r"""One text: as typed for people, free of surrogates for the engines, folded for words in any case.

    To the engines every `\r` is a line end, as Vale has it, so that `$` holds before `\r\n`.

    Positions are the same in all forms. A part of a text shares its `allowance`.
    """

    def __init__(self, text: str, allowance: Allowance | None = None) -> None:
        self.allowance = allowance or Allowance()
        self.typed = text
        self.text = without_surrogates(text).replace("\r", "\n")
        self.folded = folded(self.text)
        self.is_ascii = text.isascii()
        self.is_plain = self.is_ascii or is_plain(self.text)
        self.data: bytes | str = self.text.encode() if self.is_ascii else self.text
        """What RE2 is given: bytes when they count like code points, which spares it the counting."""
        self._located: dict[Locate, list[tuple[int, int]]] | None = None

    def spans_of(self, locate: Locate) -> list[tuple[int, int]]:
        """All places something finds in this text, looked for once."""
        if self._located is None:
            self._located = {}
        if locate not in self._located:
            self._located[locate] = list(locate(self))
        return self._located[locate]
