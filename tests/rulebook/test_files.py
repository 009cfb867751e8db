"""What lies in a folder of styles and is no rule file: it is named, never waited for, and the rules go on."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rulebook.documents import LARGEST
from rulebook.files import UnusableFileError, read_file
from rulebook.loading import BrokenRulebookError, load_styles
from rulebook.shelf import Shelf
from tests.rulebook.books import found

NO_FILE = "this is not a file: a folder, a pipe, a device or a link to nothing"
TOO_LARGE = "the file is larger than 2 MB; split it into several"


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def sparse(path: Path) -> None:
    """A file of a terabyte, on disk next to nothing."""
    with path.open("wb") as file:
        file.truncate(1 << 40)


def unreadable_name(path: Path) -> None:
    Path(os.fsdecode(os.fsencode(path).replace(b"x.", b"\xff."))).write_text("extends: existence")


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, NO_FILE),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), NO_FILE),
    "a link to itself": (lambda path: path.symlink_to(path), ""),
    "a pipe nobody writes to": (os.mkfifo, NO_FILE),
    "a device without end": (endless, NO_FILE),
    "a terabyte": (sparse, TOO_LARGE),
    "one byte too many": (lambda path: path.write_bytes(b"#" * (LARGEST + 1)), TOO_LARGE),
}
TEXTS = ("Own/x.yml", "config/vocabularies/Shop/reject.txt", "config/vocabularies/Shop/accept.txt")


@pytest.fixture
def styles(tmp_path: Path) -> Path:
    (tmp_path / "Own").mkdir()
    (tmp_path / "config" / "vocabularies" / "Shop").mkdir(parents=True)
    (tmp_path / "Own" / "Sale.yml").write_text("{extends: existence, message: m, tokens: [sale]}")
    return tmp_path


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(("make", "sentence"), ODD.values(), ids=ODD.keys())
def test_what_is_no_file_of_rules_is_named_and_the_rules_go_on(
    styles: Path, make: Callable[[Path], object], sentence: str, name: str
) -> None:
    make(styles / name)

    made = load_styles(styles)

    (problem,) = made.problems
    assert (problem.file, problem.line) == (str(styles / name), 1)
    assert sentence in problem.sentence
    assert found("sale", made) == ["sale"]
    with pytest.raises(BrokenRulebookError, match="1: "):
        load_styles(styles, strict=True)


def test_a_name_that_is_not_utf_8_is_a_problem(styles: Path) -> None:
    unreadable_name(styles / "Own" / "x.yml")

    (problem,) = load_styles(styles).problems

    assert problem.sentence == "its name is not valid UTF-8; rename it"


def test_a_link_to_a_file_is_that_file_and_the_largest_file_is_read(styles: Path) -> None:
    (styles / "elsewhere").write_text("{extends: existence, message: m, tokens: [hat]}")
    (styles / "Own" / "Hat.yml").symlink_to(styles / "elsewhere")
    (styles / "Own" / "Large.yml").write_bytes(b"#" * LARGEST)

    made = load_styles(styles)

    assert found("hat", made) == ["hat"]
    assert ["rule file is a list" in one.sentence for one in made.problems] == [True]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_nobody_may_read_is_a_problem(styles: Path) -> None:
    (styles / "Own" / "Sale.yml").chmod(0)

    with pytest.raises(UnusableFileError, match="it cannot be read: Permission denied"):
        read_file(styles / "Own" / "Sale.yml")


def test_a_link_to_nothing_does_not_stop_the_following_of_files(styles: Path) -> None:
    shelf = Shelf(styles)
    (styles / "Own" / "x.yml").symlink_to("nowhere")
    (styles / "Own" / "Sale.yml").write_text("{extends: existence, message: m, tokens: [hats]}")

    refreshed = shelf.refresh()

    assert [one.sentence for one in refreshed.refused] == [NO_FILE]
    assert found("sale", shelf.rulebook) == ["sale"]


@pytest.mark.parametrize("name", ["words.dic", "ignored.txt"])
def test_the_files_of_a_spelling_rule_are_read_up_to_their_limit(styles: Path, name: str) -> None:
    (styles / "Own" / "words.dic").write_text("1\nhat\n")
    (styles / "Own" / "ignored.txt").write_text("hatt\n")
    (styles / "Own" / "Spelling.yml").write_text(
        "{extends: spelling, message: m, dictionaries: [words], ignore: [ignored.txt]}"
    )
    assert load_styles(styles).problems == ()
    with (styles / "Own" / name).open("wb") as file:
        file.truncate(1 << 40)

    (problem,) = load_styles(styles).problems

    assert problem.rule == "Own.Spelling"
    assert "larger than" in problem.sentence
