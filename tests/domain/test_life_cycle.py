"""The README draws the life cycle; the domain decides by it. They are kept together."""

import re
from pathlib import Path

from domain.posts import TRANSITIONS, State

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_draws_the_arrows_that_the_domain_knows() -> None:
    drawn = re.findall(r"^ +(\w+) --> (\w+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    known = {(before.name.lower(), after.name.lower()) for before in State for after in TRANSITIONS[before]}

    assert set(drawn) == known


def test_every_picture_that_the_documents_show_is_there() -> None:
    for document in (README, README.parent / "docs" / "card-states.md"):
        shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", document.read_text(encoding="utf-8"))
        assert shown
        assert [one for one in shown if not (document.parent / one).is_file()] == []
