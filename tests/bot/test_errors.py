"""Errors: each becomes the sentence that says what to do next."""

from slack_bolt import BoltContext

from bot.errors import _sentence
from storage.database import Overtaken


def test_whoever_was_overtaken_is_not_told_that_the_database_did_not_answer() -> None:
    assert _sentence(Overtaken("Somebody else was first."), BoltContext()) == (
        "Somebody else changed the setup at the same moment, so nothing of yours was changed. "
        "Please look at it again and try once more."
    )
