"""The words of the steps as a file: read whole, or refused with the line that is wrong."""

from pathlib import Path

import pytest

from bot.complaints import WrongFile
from bot.journey_file import SHIPPED_STEPS, read_journey_file
from bot.toml_files import read_toml
from domain.journey import Step
from rulebook.steps import suggested_step


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journey.toml"


def test_the_shipped_file_has_words_for_every_step_and_none_for_two() -> None:
    _, said = read_toml(SHIPPED_STEPS)
    assert list(said) == list(Step)
    words = [word.casefold() for entry in said.values() for word in entry["words"]]
    assert len(words) == len(set(words))


def test_a_company_writes_its_own_words(file: Path) -> None:
    file.write_text('[trial]\nwords = ["anprobieren", "  zum   Anfassen "]\n[loyalty]\nwords = []\n')
    book = read_journey_file(file)
    suggested = suggested_step("Jacken zum Anfassen", book)
    assert suggested is not None
    assert (suggested.step, suggested.words) == (Step.TRIAL, ("zum Anfassen",))
    assert suggested_step("Thank you", book) is None


def test_an_empty_file_suggests_nothing(file: Path) -> None:
    file.write_text("")
    assert suggested_step("Thank you, try it on", read_journey_file(file)) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[trail]\nwords = ["try"]', "line 1, trail: there is no such step; take discovery, research"),
        ('[trial]\nword = ["try"]', "line 2, trial.word"),
        ('[trial]\nwords = "try"', "line 2, trial.words"),
        ('[trial]\nwords = ["try", 3]', "line 2, trial.words[2]"),
        ('[trial]\nwords = ["try", " \\u200b "]', "nothing of this word can be seen; give it letters"),
        (f'[trial]\nwords = ["{"t" * 61}"]', "line 2, trial.words[1]"),
        ("trial = 3", "line 1, trial"),
        ("[trial", "this is not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(file: Path, content: str, said: str) -> None:
    file.write_text(content)
    with pytest.raises(WrongFile) as refused:
        read_journey_file(file)
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="cannot be read"):
        read_journey_file(tmp_path / "nowhere.toml")
