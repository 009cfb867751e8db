"""`workspace.toml`: what is wrong is named with its line and key."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.complaints import WrongFile
from bot.workspace_file import read_workspace_file

GOOD = """\
# The desk of Parker & Lane
desk = "#social-desk"
leadership = "C0456"
timezone = "Europe/London"
admins = ["U01", "ada@example.com"]
leaders = [
    "U02",
    "U03",
]

[[department]]
key = "ecommerce"
name = "E-commerce"
lead = "U03"
approvers = ["U03", "U04"]
members = ["U05"]

[[department]]  # the second one
key = "marketing"
name = "Marketing"
approvers = [
    "U06",
]

[[store]]
key = "S001"
name = "Leeds Briggate"
region = "North"
timezone = "Europe/London"
manager = "U06"

[[store]]
key = "S002"
name = "York"

[charter]
home = "Marketing, with a seat for each department"
why = "One company, one voice."
gains = [
    "web sales",
]
pays = "4711 Brand"

[[charter.goal]]
department = "ecommerce"
goal = "Sell online"
measure = "orders"
"""
KEY_LINES = [
    (number, line.partition(" = ")[0])
    for number, line in enumerate(GOOD.splitlines(), start=1)
    if " = " in line
]


def complaint(folder: Path, source: str | bytes) -> str:
    file = folder / "workspace.toml"
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    with pytest.raises(WrongFile) as wrong:
        read_workspace_file(file)
    return str(wrong.value).replace(f"{file}, ", "").replace(f"{file}: ", "")


def with_line(number: int, line: str) -> str:
    lines = GOOD.splitlines()
    begun = lines[number - 1]
    lines[number - 1] = line
    if begun.endswith("["):  # an array over several lines goes with its beginning
        end = lines.index("]", number)
        del lines[number : end + 1]
    return "\n".join(lines)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "workspace.toml"
    file.write_text(GOOD)

    read = read_workspace_file(file)

    assert (read.desk, read.leaders) == ("#social-desk", ["U02", "U03"])
    assert [one.key for one in read.department] == ["ecommerce", "marketing"]
    assert read.department[0].approvers == ["U03", "U04"]
    assert read.store[0].manager == "U06"


@pytest.mark.parametrize(("number", "key"), KEY_LINES)
@pytest.mark.parametrize("value", ["5", "1979-05-27", "{}", "true"])
def test_a_value_of_the_wrong_kind_is_named_with_its_line(
    tmp_path: Path, number: int, key: str, value: str
) -> None:
    said = complaint(tmp_path, with_line(number, f"{key} = {value}"))

    assert said.startswith(f"line {number}, ")
    assert f"{key}: " in said.splitlines()[0]


@pytest.mark.parametrize(("number", "key"), KEY_LINES)
def test_a_misspelt_key_is_named_with_its_line(tmp_path: Path, number: int, key: str) -> None:
    said = complaint(tmp_path, with_line(number, f'{key}s = "x"'))

    (unknown,) = [line for line in said.splitlines() if "unknown" in line]
    assert unknown.startswith(f"line {number}, ")
    assert unknown.endswith(f"{key}s: this key is unknown here; did you mean “{key}”?")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Europe/London"\nadmins', '"London"\nadmins', "line 4, timezone: “London” is no IANA time zone"),
        ('key = "S001"', 'key = "S 001"', "line 26, store[1].key: "),
        ('name = "York"', 'name = ""', "line 34, store[2].name: "),
        (
            'name = "York"',
            'name = "\\u200b\\u3164 "',
            "line 34, store[2].name: nothing of this name can be seen",
        ),
        ('name = "Marketing"', 'name = "\\u2800"', "line 20, department[2].name: nothing of this name"),
        ('["U03", "U04"]', '["U03", 4]', "line 15, department[1].approvers[2]: "),
        ('["U03", "U04"]', '["U03", ""]', "line 15, department[1].approvers[2]: "),
        ('admins = ["U01", "ada@example.com"]', "admins = []", "line 5, admins: "),
        ('desk = "#social-desk"', "", "line 1, desk: this key is missing"),
        (
            '"web sales"',
            '"fame"',
            "line 39, charter.gains[1]: “fame” is no gain; take web sales, stores, service",
        ),
        ('"4711 Brand"', f'"{"4" * 201}"', "line 42, charter.pays: 200 characters is the most"),
        ('"Sell online"', '" "', "line 46, charter.goal[1].goal: nothing of this can be seen"),
        (
            'department = "ecommerce"',
            'department = "online"',
            "line 45, charter.goal[1].department: there is no department “online” in this file",
        ),
        (
            'measure = "orders"',
            '[[charter.goal]]\ndepartment = "ecommerce"\ngoal = "x"',
            "line 48, charter.goal[2].department: “ecommerce” has a goal already",
        ),
        ('key = "S002"\n', "", "line 32, store[2].key: this key is missing"),
        (
            'key = "marketing"',
            'key = "ecommerce"',
            "line 19, department[2].key: “ecommerce” stands there twice",
        ),
        (
            'name = "Marketing"',
            'name = "E-Commerce"',
            "line 20, department[2].name: another department is called “E-Commerce” already",
        ),
        ('key = "S002"', 'key = "S001"', "line 33, store[2].key: “S001” stands there twice"),
        ('[[store]]\nkey = "S002"', '[[shop]]\nkey = "S002"', "line 32, shop: this key is unknown here"),
        ('[[store]]\nkey = "S002"', '[shop]\nkey = "S002"', "line 32, shop: this key is unknown here"),
        (
            'timezone = "Europe/London"\nmanager',
            'timezone = "Mars/Base"\nmanager',
            "line 29, store[1].timezone: ",
        ),
        ('leaders = [\n    "U02",', "leaders = [\n    7,", "line 6, leaders[1]: "),
        ('desk = "#social-desk"', '"desk" = 5', "line 2, desk: "),
        ('desk = "#social-desk"', "'desk' = 5", "line 2, desk: "),
    ],
)
def test_what_is_wrong_is_named_with_line_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert GOOD.count(old) == 1

    assert said in complaint(tmp_path, GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('desk = "C1"\nadmins = ["U1"]\n[department]\nkey = "a"\nname = "A"\n', "line 3, department: "),
        (
            'desk = "C1"\nadmins = ["U1"]\ndepartment = [{key = "a", name = 7}]\n',
            "line 3, department[1].name: ",
        ),
        ('desk = "C1"\nadmins = ["U1"]\n', "line 1, department: this key is missing"),
        ("", "line 1, desk: this key is missing"),
        ('desk = "C1"\ndesk = "C2"\n', "line 2"),
        ('desk = "C1\n', "line 1"),
        ("[[department]\n", "line 1"),
        (b"\xff\xfe", "not a text in UTF-8"),
        ("\x00", "line 1"),
        ("desk = " + "[" * 20_000, "nested too deep"),
        ("desk = " + "7" * 5_000, "a number that is too long"),
    ],
)
def test_files_that_are_wrong_from_the_ground_up(tmp_path: Path, source: str | bytes, said: str) -> None:
    assert said in complaint(tmp_path, source)


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    said = complaint(tmp_path, GOOD.replace('name = "York"', "nam = 1").replace('lead = "U03"', "lead = 3"))

    assert [line.partition(":")[0] for line in said.splitlines()] == [
        "line 14, department[1].lead",
        "line 32, store[2].name",
        "line 34, store[2].nam",
    ]


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(WrongFile, match="cannot be read"):
            read_workspace_file(path)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "workspace.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    assert read_workspace_file(file).desk == "#social-desk"


def test_a_thousand_stores_are_read(tmp_path: Path) -> None:
    file = tmp_path / "workspace.toml"
    stores = [
        f'[[store]]\nkey = "N{number}"\nname = "Store {number}"\ntimezone = "Europe/Paris"\n'
        for number in range(1_000)
    ]
    file.write_text(GOOD + "\n".join(stores))

    assert len(read_workspace_file(file).store) == 1_002


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.text(max_size=200), at=st.integers(0, len(GOOD)), cut=st.integers(0, 40))
def test_no_file_breaks_the_reader(tmp_path: Path, source: str, at: int, cut: int) -> None:
    file = tmp_path / "workspace.toml"
    file.write_bytes((GOOD[:at] + source + GOOD[at + cut :]).encode(errors="surrogatepass"))
    try:
        read_workspace_file(file)
    except WrongFile as wrong:
        assert str(wrong).startswith(str(file))  # noqa: PT017  # either outcome is right
