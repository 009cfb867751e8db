"""How a decision says no: with the sentence that the person will read."""

from collections.abc import Mapping
from datetime import datetime

from domain.people import UserId

SentencePart = str | int | datetime | UserId | tuple[UserId, ...]


class Refusal(Exception):  # noqa: N818  # the house's word; it is an answer, not a fault
    """A decision that cannot be taken.

    The sentence is a `str.format` template and its parts stay values, so that whoever shows it can
    mention people and write times in the reader's own zone.
    """

    def __init__(self, sentence: str, **parts: SentencePart) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.parts = parts

    def __str__(self) -> str:
        """The sentence in plain text, for logs and tests."""
        return self.sentence.format(**self.parts)


class InvalidForm(Exception):  # noqa: N818  # the house's word, as above
    """A form that cannot be taken as it is: field name to the sentence shown under that field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {sentence}" for field, sentence in errors.items()))
        self.errors = dict(errors)
