"""The README draws the life cycle; the domain decides by it. They are kept together."""

import re
from pathlib import Path

from domain.posts import TRANSITIONS, State

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_draws_the_arrows_that_the_domain_knows() -> None:
    drawn = re.findall(r"^ +(\w+) --> (\w+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    known = {(before.name.lower(), after.name.lower()) for before in State for after in TRANSITIONS[before]}

    assert set(drawn) == known
