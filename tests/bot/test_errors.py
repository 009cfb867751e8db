"""Errors: each becomes the sentence that says what to do next."""

from slack_bolt import BoltContext

from bot.errors import _sentence
from domain.refusals import InvalidForm
from storage.database import Overtaken


def test_whoever_was_overtaken_is_not_told_that_the_database_did_not_answer() -> None:
    assert _sentence(Overtaken("Somebody else was first."), BoltContext()) == (
        "Somebody else changed the setup at the same moment, so nothing of yours was changed. "
        "Please look at it again and try once more."
    )


def test_what_is_wrong_with_a_form_is_a_sentence_where_no_input_can_carry_it() -> None:
    wrong = InvalidForm({"until": "This time has passed.", "reason": "Say why."})
    assert _sentence(wrong, BoltContext()) == "This time has passed. Say why."
