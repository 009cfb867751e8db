"""A policy as a file: taken as a whole, or refused with file, line and reason for everything that is wrong."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.complaints import WrongFile
from bot.policy_file import read_policy_file
from domain.journey import Step
from domain.networks import Network
from domain.policy import SHIPPED_POLICY
from domain.routes import Condition, Route
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from tests.domain.stories import WORKSPACE

BRAND = """[[route]]
name = "brand"
because = "one voice"
departments = ["marketing"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    path = written(folder, text)
    with pytest.raises(WrongFile) as refused:
        read_policy_file(path, workspace=WORKSPACE)
    return [line.removeprefix(f"{path}, ") for line in str(refused.value).splitlines()]


def test_the_file_beside_the_programs_spells_out_what_is_shipped() -> None:
    shipped = Path(__file__).parents[2] / "policy.toml"

    policy, _ = read_policy_file(shipped, workspace=WORKSPACE)

    assert policy == SHIPPED_POLICY


def test_everything_a_route_can_say_is_read(tmp_path: Path) -> None:
    text = f"""{BRAND}
[[route]]
name = "big"
because = "it is big"
departments = ["hr", "ecommerce"]
approvers = "all"
after = ["marketing"]
readiness = true

[[route.when]]
departments = ["marketing"]
networks = ["x", "google-business"]
tags = ["launch"]
finding_tags = ["price"]
stores = 10
regions = ["North"]
people = true
campaigns = ["winter"]
steps = ["trial"]
budget_over = 5000

[[route.when]]
stores = true
"""
    policy, known = read_policy_file(written(tmp_path, text), workspace=WORKSPACE)

    assert known == ()
    assert policy.routes[1] == Route(
        name="big",
        because="it is big",
        departments=("hr", "ecommerce"),
        when=(
            Condition(
                departments=frozenset({"marketing"}),
                networks=frozenset({Network.X, Network.GOOGLE_BUSINESS}),
                tags=frozenset({"launch"}),
                finding_tags=frozenset({"price"}),
                stores=10,
                regions=frozenset({"North"}),
                shows_people=True,
                campaigns=frozenset({"winter"}),
                over_budget=5000,
                steps=frozenset({Step.TRIAL}),
            ),
            Condition(stores=1),
        ),
        approvers="all",
        after=("marketing",),
        readiness=True,
    )


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('colour = "red"', "line 5, route[1].colour: this key is unknown here"),
        ("when = [{ netwroks = ['x'] }]", "line 5, route[1].when[1].netwroks: this key is unknown here"),
        (
            "when = [{ networks = ['myspace'] }]",
            "line 5, route[1].when[1].networks[1]: “myspace” is no network",
        ),
        ("when = [{ networks = [] }]", "line 5, route[1].when[1].networks: List should have at least 1 item"),
        ("when = [{ stores = false }]", "line 5"),
        (
            "when = [{ stores = 0 }]",
            "line 5, route[1].when[1].stores: write true, or from how many stores on",
        ),
        ("when = [{ people = false }]", "line 5, route[1].when[1].people: Input should be True"),
        (
            'when = [{ steps = ["trail"] }]',
            "line 5, route[1].when[1].steps[1]: “trail” is no step of the customer's way",
        ),
        ("when = [{ budget_over = -1 }]", "line 5, route[1].when[1].budget_over: Input should be greater"),
        ("when = [{}]", "line 5, route[1].when: A condition says nothing"),
        ('approvers = "most"', 'line 5, route[1].approvers: write "any", "all" or a number'),
        ("approvers = true", 'line 5, route[1].approvers: write "any", "all" or a number'),
        ("approvers = 0", "line 5, route[1].approvers: At least one approver"),
        ("approvers = 3", "line 5, route[1].approvers: 3 approvers of Marketing must sign, but it has 2"),
        ('after = ["space"]', "line 5, route[1].after: There is no department “space”"),
        ('after = ["marketing"]', "line 5, route[1].after: These steps wait for each other"),
        (BRAND, "line 6, route[2].name: Two routes are called “brand”"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    assert any(one.startswith(said) for one in faults(tmp_path, BRAND + wrong))


def test_every_fault_is_said_at_once(tmp_path: Path) -> None:
    text = BRAND.replace('["marketing"]', '["space"]') + BRAND.replace('because = "one voice"\n', "")

    assert faults(tmp_path, text) == ["line 5, route[2].because: this key is missing"]
    assert len(faults(tmp_path, BRAND.replace('["marketing"]', '["space", "mars"]'))) == 2


def test_a_route_that_names_nobody_and_a_policy_without_a_rule_for_all_are_refused(tmp_path: Path) -> None:
    assert [one[:24] for one in faults(tmp_path, BRAND.replace('["marketing"]', "[]"))] == [
        "line 4, route[1].departm",
        "line 1, the file: No rou",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[[route]", "line 1, column 8: this is not TOML (Expected"),
        (b"\xff\xfe", "UTF-8"),
        (b"", "line 1, route: this key is missing"),
        (b"route = 3", "line 1, route"),
        (b"x = " + b"[" * 20_000, "nested too deep to be read"),
        (b"x = " + b"9" * 5_000, "holds a number that is too long to be read"),
        (b"x = 0x" + b"f" * 5_000, "holds a number that is too long to be read"),
        (b'[[route]]\n[["r\\u006fute"]]\n', "line 2, route[2].name: this key is missing"),
    ],
)
def test_what_is_no_policy_at_all_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)

    with pytest.raises(WrongFile, match=r"policy\.toml") as refused:
        read_policy_file(path, workspace=WORKSPACE)

    assert said in str(refused.value)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BRAND.encode())

    policy, _ = read_policy_file(path, workspace=WORKSPACE)

    assert policy.routes[0].name == "brand"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongFile, match="cannot be read"):
        read_policy_file(tmp_path / "none.toml", workspace=WORKSPACE)


def test_what_an_admin_should_know_does_not_refuse(tmp_path: Path) -> None:
    path = written(tmp_path, BRAND + "approvers = 2")

    _, known = read_policy_file(path, workspace=WORKSPACE)

    assert [one.removeprefix(f"{path}, ")[:40] for one in known] == [
        "line 5, route[1].approvers: Marketing ha"
    ]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60), st.sampled_from(["name", "because", "departments", "when", "after", "x"]))
def test_no_text_breaks_the_reader(tmp_path: Path, typed: str, key: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(f"{BRAND}{key} = {typed}".encode(errors="replace"))

    with suppress(WrongFile):
        policy, _ = read_policy_file(path, workspace=WORKSPACE)
        assert policy.routes[0].departments == ("marketing",) or key == "departments"


def test_everything_a_trusted_route_can_say_is_read_and_a_file_without_any_trusts_as_shipped(
    tmp_path: Path,
) -> None:
    text = f"""{BRAND}
[[trusted]]
name = "hours"
because = "hours are facts"
templates = ["Late opening"]
managers = true
department = "hr"
sign_off = "none"
sample = 5

[[trusted]]
name = "any"
because = "approved"
sign_off = "one"
"""
    policy, _ = read_policy_file(written(tmp_path, text), workspace=WORKSPACE)
    assert policy.trusted == (
        TrustedRoute(
            name="hours",
            because="hours are facts",
            templates=frozenset({"Late opening"}),
            managers=True,
            department="hr",
            sign_offs=0,
            sample=5,
        ),
        TrustedRoute(name="any", because="approved"),
    )
    assert read_policy_file(written(tmp_path, BRAND), workspace=WORKSPACE)[0].trusted == SHIPPED_TRUSTED
    none = read_policy_file(written(tmp_path, f"trusted = []\n{BRAND}"), workspace=WORKSPACE)[0]
    assert none.trusted == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('sign_off = "two"', "trusted[1].sign_off: write"),
        ("sign_off = 0", "trusted[1].templates: Name the templates"),
        ("sample = 200", "trusted[1].sample: Of 100 posts"),
        ('colour = "red"', "trusted[1].colour: this key is unknown here"),
    ],
)
def test_a_trusted_route_that_cannot_be_is_told_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    text = f'{BRAND}\n[[trusted]]\nname = "any"\nbecause = "approved"\n{wrong}\n'
    with pytest.raises(WrongFile) as raised:
        read_policy_file(written(tmp_path, text), workspace=WORKSPACE)
    assert said in str(raised.value)
