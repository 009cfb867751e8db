"""A table of `workspace.toml` that is written as something else is told how it is headed."""

from pathlib import Path

import pytest

from tests.bot.test_workspace_file import GOOD, complaint

TOP = 'desk = "#social-desk"\nadmins = ["U01"]\n'
DEPARTMENT = '[[department]]\nkey = "hr"\nname = "HR"\n'


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('charter = "sell"', "charter: write this as one table, headed [charter]"),
        ('[[charter]]\nhome = "Marketing"', "charter: write this as one table, headed [charter]"),
        (
            "[charter]\ngoal = 3",
            "charter.goal: write this as one or more tables, each headed [[charter.goal]]",
        ),
        ('[charter]\ngoal = ["sell"]', "charter.goal[1]: write this as one or more tables, each headed"),
        ('[charter.goal]\ngoal = "sell"', "charter.goal: write this as one or more tables, each headed"),
        ('times = "Monday"', "times: write this as one table, headed [times]"),
        ('[[times]]\nclose = "Friday 17:00"', "times: write this as one table, headed [times]"),
        ("store = [7]", "store[1]: write this as one or more tables, each headed [[store]]"),
        ('[store]\nkey = "S001"', "store: write this as one or more tables, each headed [[store]]"),
    ],
)
def test_a_table_of_another_shape_is_told_its_head(tmp_path: Path, table: str, said: str) -> None:
    assert said in complaint(tmp_path, f"{TOP}{table}\n{DEPARTMENT}")


def test_a_department_of_another_shape_is_told_its_head(tmp_path: Path) -> None:
    said = complaint(tmp_path, TOP + DEPARTMENT.replace("[[department]]", "[department]"))

    assert "department: write this as one or more tables, each headed [[department]]" in said


@pytest.mark.parametrize("name", ["\\u0000", "\\u0000\\u0007", "\\u3164\\u0000 "])
def test_a_name_that_nobody_can_see_is_refused(tmp_path: Path, name: str) -> None:
    said = complaint(tmp_path, GOOD.replace('name = "Marketing"', f'name = "{name}"'))

    assert "department[2].name: nothing of this name can be seen" in said
