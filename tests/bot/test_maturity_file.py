"""A maturity model as a file: taken as a whole, or refused with file, line and reason for everything that is wrong."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.complaints import WrongFile
from bot.maturity_file import SHIPPED_MODEL, read_maturity_file
from domain.maturity import Source
from domain.measures import Measure

GOOD = """\
[[stage]]
key = "recruit"
name = "Recruit"

[[stage]]
key = "engage"
name = "Engage"
purpose = "People talk with us."

[[capability]]
key = "profiles"
stage = "recruit"
name = "Store profiles"
question = "Can people find every store?"
statements = ["none", "some", "most", "all"]
practice = "Check five a week."
weight = 2
evidence = "stores"

[[capability]]
key = "answering"
stage = "engage"
name = "Answering"
question = "How are we answering people?"
statements = [
  "we do not look",
  "when there is time",
  "within a day",
  "within four hours",
]
practice = "Name who answers on which day."
measures = [
  { key = "wait", name = "Median wait", unit = "h", most = 720 },
]
"""


def complaint(folder: Path, source: str | bytes) -> str:
    file = folder / "maturity.toml"
    file.write_bytes(source if isinstance(source, bytes) else source.encode())
    with pytest.raises(WrongFile) as wrong:
        read_maturity_file(file)
    return str(wrong.value).replace(f"{file}, ", "").replace(f"{file}: ", "")


def test_the_shipped_model_is_what_retailers_need() -> None:
    model = read_maturity_file()

    assert [one.name for one in model.stages] == ["Recruit", "Engage", "Convert"]
    assert [[one.key for one in model.of_stage(stage.key)] for stage in model.stages] == [
        ["profiles", "rhythm", "invitations", "reach", "open-to-all"],
        ["answering", "answer-time", "customer-content", "contests", "staff-voices", "together"],
        ["tracked-offers", "redemption", "product-links", "applications", "feedback", "revenue"],
    ]
    assert {one.evidence for one in model.capabilities} - {None} == set(Source)
    assert SHIPPED_MODEL.name == "maturity.toml"


def test_everything_a_file_can_say_is_read(tmp_path: Path) -> None:
    file = tmp_path / "maturity.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())

    model = read_maturity_file(file)

    profiles, answering = model.capabilities
    assert (model.stages[0].purpose, model.stages[1].purpose) == ("", "People talk with us.")
    assert (profiles.weight, profiles.evidence, profiles.measures) == (2, Source.STORES, ())
    assert profiles.statements == ("none", "some", "most", "all")
    assert (answering.weight, answering.evidence, answering.practice) == (
        1,
        None,
        "Name who answers on which day.",
    )
    assert answering.measures == (Measure(key="wait", name="Median wait", unit="h", least=0, most=720),)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'stage = "engage"',
            'stage = "engange"',
            "line 22, capability[2].stage: there is no stage “engange”; there are: recruit, engage",
        ),
        (
            '["none", "some", "most", "all"]',
            '["none", "some", "all"]',
            "line 15, capability[1].statements: write four statements (not yet, sometimes, usually, always), not 3",
        ),
        (
            'key = "answering"',
            'key = "profiles"',
            "line 21, capability[2].key: “profiles” stands there twice",
        ),
        (
            'key = "engage"\nname',
            'key = "recruit"\nname',
            "line 6, stage[2].key: “recruit” stands there twice",
        ),
        ("weight = 2", "weight = 0", "line 17, capability[1].weight: take a whole number from 1 to 10"),
        ("weight = 2", 'weight = "2"', "line 17, capability[1].weight: write a whole number"),
        ("weight = 2", "weight = true", "line 17, capability[1].weight: write a whole number"),
        ("weight = 2", "wieght = 2", "line 17, capability[1].wieght: this key is unknown here"),
        (
            'evidence = "stores"',
            'evidence = "shops"',
            "line 18, capability[1].evidence: the desk has no such record; there are rhythm, stores, alt-text, ",
        ),
        (
            'evidence = "stores"',
            "evidence = []",
            "line 18, capability[1].evidence: the desk has no such record",
        ),
        ('name = "Engage"\n', "", "line 5, stage[2].name: this key is missing"),
        ('name = "Engage"', 'name = ""', "line 7, stage[2].name: this must not be empty"),
        ('name = "Engage"', "name = 5", "line 7, stage[2].name: write a text in quotes"),
        (
            'name = "Engage"',
            'name = "\\u200b\\u3164"',
            "line 7, stage[2].name: nothing of this can be seen; give it letters",
        ),
        ('key = "profiles"', 'key = "a b"', "line 11, capability[1].key: take letters, digits, - and _"),
        (
            '  "when there is time",',
            '  "within a day",',
            "line 25, capability[2].statements[3]: this says the same",
        ),
        ('  "when there is time",', "  7,", "line 25, capability[2].statements[2]: write a text in quotes"),
        (
            '["none", "some", "most", "all"]',
            '"none"',
            "line 15, capability[1].statements: write a list in [ ]",
        ),
        ("most = 720", 'most = "lots"', "line 32, capability[2].measures[1].most: write a number"),
        ("most = 720", "most = 0", "capability[2].measures[1].most: “most” must be more than “least”"),
        ("most = 720", "most = inf", "capability[2].measures[1]: a bound must be a number that ends"),
        ("most = 720", "most = " + "9" * 400, "capability[2].measures[1]"),
        (", most = 720", "", "capability[2].measures[1].most: this key is missing"),
        (
            '[[capability]]\nkey = "answering"\nstage = "engage"',
            '[[capability]]\nkey = "answering"\nstage = "recruit"',
            "line 5, stage[2]: no capability belongs to “engage”",
        ),
    ],
)
def test_what_is_wrong_is_named_with_line_and_key(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert GOOD.count(old) == 1

    assert said in complaint(tmp_path, GOOD.replace(old, new))


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    said = complaint(
        tmp_path, GOOD.replace("weight = 2", "weight = 11").replace('stage = "engage"', 'stage = "x"')
    )

    assert [line.partition(": ")[0] for line in said.splitlines()] == [
        "line 17, capability[1].weight",
        "line 22, capability[2].stage",
    ]


def test_more_capabilities_than_four_weeks_hold_are_refused_at_the_first_too_many(tmp_path: Path) -> None:
    head, entry = (
        GOOD[: GOOD.index("[[capability]]")],
        GOOD[GOOD.index('[[capability]]\nkey = "answering"') :],
    )
    many = "".join(entry.replace('"answering"', f'"c{number}"') for number in range(28))
    first = GOOD[len(head) : GOOD.index(entry)]

    source = head + first + many
    head_of_the_last = source.splitlines().index('key = "c27"')  # the line before it, counted from 1

    said = complaint(tmp_path, source)

    assert said.startswith(f"line {head_of_the_last}, capability[29]: ")
    assert said.endswith("29 capabilities are too many: with 7 questions a week, 28 come round in 4 weeks")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "line 1, stage: this key is missing"),
        ("stage = 5\ncapability = []\n", "line 1, stage: write a list"),
        ("stage = []\ncapability = []\n", "a model has 1 to 6 stages, this one 0"),
        ("[stage]\nkey = 1\n", "line 1, stage: write a list"),
        ('stage = ["recruit"]\ncapability = []', "stage[1]: write this as a table of its own"),
        ("[[stage\n", "line 1, column 8: this is not TOML ("),
        ('key = "a\n', "line 1"),
        (b"\xff\xfe", "not a text in UTF-8"),
        ("stage = " + "[" * 20_000, "nested too deep"),
        ("stage = " + "7" * 5_000, "a number that is too long"),
    ],
)
def test_files_that_are_wrong_from_the_ground_up(tmp_path: Path, source: str | bytes, said: str) -> None:
    assert said in complaint(tmp_path, source)


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.toml", tmp_path):
        with pytest.raises(WrongFile, match="cannot be read"):
            read_maturity_file(path)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.text(max_size=200), at=st.integers(0, len(GOOD)), cut=st.integers(0, 40))
def test_no_file_breaks_the_reader(tmp_path: Path, source: str, at: int, cut: int) -> None:
    file = tmp_path / "maturity.toml"
    file.write_bytes((GOOD[:at] + source + GOOD[at + cut :]).encode(errors="surrogatepass"))
    try:
        read_maturity_file(file)
    except WrongFile as wrong:
        assert str(wrong).startswith(str(file))  # noqa: PT017  # either outcome is right
