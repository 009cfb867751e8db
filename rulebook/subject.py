"""A text under examination, with the forms of it that matching needs, each made once."""

from rulebook.characters import folded, is_plain, without_surrogates


class Subject:
    r"""One text: as typed for people, free of surrogates for the engines, folded for words in any case.

    To the engines every `\r` is a line end, as Vale has it, so that `$` holds before `\r\n`.

    Positions are the same in all forms.
    """

    def __init__(self, text: str) -> None:
        self.typed = text
        self.text = without_surrogates(text).replace("\r", "\n")
        self.folded = folded(self.text)
        self.is_ascii = text.isascii()
        self.is_plain = self.is_ascii or is_plain(self.text)
        self.data: bytes | str = self.text.encode() if self.is_ascii else self.text
        """What RE2 is given: bytes when they count like code points, which spares it the counting."""
