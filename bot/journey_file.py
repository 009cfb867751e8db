"""`journey.toml`: which words point to which step of the customer's way, as a file."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.complaints import WrongFile
from bot.toml_files import fault, read_toml
from domain.journey import Step
from domain.sight import visible
from rulebook.loading import Rulebook
from rulebook.steps import step_book

SHIPPED_STEPS = Path(__file__).parent.parent / "journey.toml"
"""The words that come with Onevoice."""
WORD_LIMIT = 60
WORDS_LIMIT = 1_000
"""Characters of a word, and words of a step: more are there by mistake."""


def _word(word: str) -> str:
    if not visible(word):
        raise ValueError("nothing of this word can be seen; give it letters")
    return " ".join(word.split())


class StepEntry(BaseModel):
    """One table, headed by the key of a step."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    words: list[Annotated[str, Field(max_length=WORD_LIMIT), AfterValidator(_word)]] = Field(
        max_length=WORDS_LIMIT
    )


def read_journey_file(path: Path = SHIPPED_STEPS) -> Rulebook:
    """What finds the words of a file.

    Raises:
        WrongFile: it cannot be read, is no TOML, or names a step that there is not or a word that is none.
    """
    source, said = read_toml(path)
    words: dict[Step, list[str]] = {}
    problems = []
    for key, entry in said.items():
        if key not in set(Step):
            problems.append(fault(path, source, (key,), f"there is no such step; take {', '.join(Step)}"))
            continue
        try:
            words[Step(key)] = StepEntry.model_validate(entry).words
        except ValidationError as error:
            problems += [
                fault(path, source, (key, *one["loc"]), _words(one["msg"])) for one in error.errors()
            ]
    if problems:
        raise WrongFile("\n".join(problems))
    return step_book(words)


def _words(said: str) -> str:
    return said.removeprefix("Value error, ")
