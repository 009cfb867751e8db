"""A complaint about a file names the line that is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.toml_lines import Place, line_of

SOURCE = """desk = "C1"
admins = [
  "U1",
]

[[department]]
key = "hr"
name = "HR"

[[route]]
name = "first"
departments = ["hr"]
when = [{ stores = true }]

[[route]]
name = "second"

[[route.when]]
departments = ["hr"]

[[route.when]]
networks = ["x"]

[[route]]
name = "third"
departments = []

[times]
digest = "Friday 16:00"

[charter]
gains = [
  "stores",
]

[[charter.goal]]
department = "hr"

[[charter.goal]]
department = "it"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("desk",), 1),
        (("admins", 0), 2),
        (("leaders", 0), 1),
        ((), 1),
        (("department", 0), 6),
        (("department", 0, "name"), 8),
        (("department", 0, "lead"), 6),
        (("route", 0, "departments", 0), 12),
        (("route", 0, "when", 0, "stores"), 13),
        (("route", 1), 15),
        (("route", 1, "departments"), 15),
        (("route", 1, "when"), 15),
        (("route", 1, "when", 0, "departments", 0), 19),
        (("route", 1, "when", 1, "networks", 0), 22),
        (("route", 1, "when", 1, "stores"), 21),
        (("route", 2, "departments"), 26),
        (("times", "digest"), 29),
        (("times", "close"), 28),
        (("charter", "gains", 0), 32),
        (("charter", "pays"), 31),
        (("charter", "goal", 1, "department"), 40),
        (("charter", "goal", 0, "measure"), 36),
    ],
)
def test_a_place_in_the_file_has_its_line(place: Place, line: int) -> None:
    assert line_of(SOURCE, place) == line


def test_a_list_of_tables_written_in_one_line_is_found_by_its_key() -> None:
    assert line_of('desk = "C1"\nroute = [{ name = "first" }]', ("route", 0, "name")) == 2


@pytest.mark.parametrize("head", ['[["r\\u006fute"]]', "[[ 'route' ]]", "[[route]]  # two"])
def test_a_table_headed_in_a_rare_way_is_found(head: str) -> None:
    assert line_of(f'[[route]]\nname = "first"\n\n{head}\nname = "second"\n', ("route", 1, "name")) == 5


def test_blanks_around_the_dots_of_a_head_are_no_riddle() -> None:
    assert line_of('[charter]\n[[charter . goal]]\ngoal = ""\n', ("charter", "goal", 0, "goal")) == 3


def test_a_place_that_cannot_be_found_is_that_of_the_table_above_it_or_the_file() -> None:
    source = 'desk = "C1"\n\n[[route]]\nname = "first"\n'

    assert line_of(source, ("route", 1, "name")) == 3
    assert line_of(source, ("store", 4, "name")) == 1


def word(quote: str) -> st.SearchStrategy[str]:
    return st.text("aro.t[]{}=,#\\u06f ", max_size=6).map(lambda typed: f"{quote}{typed}{quote}")


@given(
    st.lists(st.one_of(word(""), word('"'), word("'")).map(lambda one: f"[[{one}]]"), max_size=5),
    st.lists(st.one_of(st.sampled_from(["route", "a", "t"]), st.integers(0, 6)), max_size=4).map(tuple),
)
def test_no_heads_and_no_place_break_the_search(heads: list[str], place: Place) -> None:
    source = "[[route]]\n" + "\n".join(heads)

    assert 1 <= line_of(source, place) <= len(heads) + 1
