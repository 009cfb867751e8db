"""A complaint about a file names the line that is wrong."""

import pytest

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
