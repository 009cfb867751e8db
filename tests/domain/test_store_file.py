"""Store files: rows become stores or problems by cell, swapped columns are told once, and the plan says what changes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Store, UserId
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.sheets import Line, Problem, said_once
from domain.store_file import read_store_file, stores_in
from domain.store_managers import manager_of, strangers
from domain.store_plan import plan_stores, refuse_removal
from domain.store_values import STORES_LIMIT, near_region
from domain.workspaces import Workspace
from tests.domain.stories import SAM, WORKSPACE, proposed

HEADER = ("Key", "Name", "City", "Region", "Time zone", "Manager")
LEEDS = ("S001", "Leeds Briggate", "Leeds", "North", "Europe/London", "sam@example.com")
YORK = ("S002", "York Coppergate", "York", "North", "Europe/London", "U0YAN")
PARIS = ("P001", "Paris Rivoli", "Paris", "France", "Europe/Paris", "")
OWNERS = {"sam@example.com": SAM, "U0YAN": UserId("U0YAN")}
SHOP = replace(
    WORKSPACE,
    stores=(
        Store(key="S001", name="Leeds Briggate", city="Leeds", region="North", timezone="Europe/London"),
        Store(key="S002", name="York", region="North", timezone="Europe/Dublin", manager=SAM),
        Store(key="S003", name="Bath Milsom", region="South", timezone="Europe/London"),
    ),
)
EMPTY = replace(WORKSPACE, stores=())


def rows(*cells: Sequence[str], first: int = 1) -> list[Line]:
    return [Line(number=number, cells=tuple(one)) for number, one in enumerate(cells, start=first)]


def read(
    *cells: Sequence[str],
    workspace: Workspace = EMPTY,
    new_regions: bool = False,
    remove: bool = False,
) -> tuple[tuple[Store, ...], list[str]]:
    file, problems = read_store_file(rows(*cells))
    if file is None:
        return (), list(map(str, problems))
    stores, problems = stores_in(
        file, workspace=workspace, owners=OWNERS, new_regions=new_regions, remove=remove
    )
    return stores, list(map(str, problems))


def told(*cells: Sequence[str], workspace: Workspace = EMPTY, new_regions: bool = False) -> list[str]:
    return read(*cells, workspace=workspace, new_regions=new_regions)[1]


def test_rows_become_stores() -> None:
    stores, problems = read(HEADER, LEEDS, YORK, PARIS)
    assert problems == []
    assert stores == (
        Store(
            key="S001",
            name="Leeds Briggate",
            city="Leeds",
            region="North",
            timezone="Europe/London",
            manager=SAM,
        ),
        Store(
            key="S002",
            name="York Coppergate",
            city="York",
            region="North",
            timezone="Europe/London",
            manager=UserId("U0YAN"),
        ),
        Store(key="P001", name="Paris Rivoli", city="Paris", region="France", timezone="Europe/Paris"),
    )


def test_headings_may_stand_in_any_order_and_be_called_otherwise() -> None:
    stores, problems = read(
        ("Phone", "STORE ID", "store_name *", "", "Town"),
        ("0113", "S009", "  Hull \n Paragon", "?", "Hull"),
    )
    assert problems == []
    assert stores == (Store(key="S009", name="Hull Paragon", city="Hull", timezone="Europe/London"),)
    file, _ = read_store_file(rows(("Phone", "Key", "Name"), ("1", "S1", "Hull")))
    assert file is not None
    assert file.unused == ("Phone",)


def test_what_has_no_column_stays_and_an_empty_cell_takes_away() -> None:
    (york,), _ = read(("Key", "Name"), ("S002", "York Coppergate"), workspace=SHOP)
    assert york == replace(SHOP.stores[1], name="York Coppergate")
    cells = ("S002", "York", "", "", "", "")
    (york,), problems = read(HEADER, cells, workspace=SHOP)
    assert problems == []
    assert york == replace(SHOP.stores[1], region="", manager=None), "it keeps its time zone"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([], "The file is empty."),
        ([("", ""), ()], "The file is empty."),
        ([HEADER], "There are headings in the file, but no stores under them."),
        (
            [LEEDS, YORK],
            (
                "Row 1 has none of the headings Key, Name, City, Region, Time zone, Manager. "
                "Write them over the columns; Key and Name are needed."
            ),
        ),
        ([("Name", "City"), ("Hull", "Hull")], "There is no column Key. Key and Name are needed."),
        (
            [("City", "Area"), ("Hull", "North")],
            "There is no column Key and no column Name. Key and Name are needed.",
        ),
        (
            [("Key", "Name", "Regoin"), ("S1", "Hull", "North")],
            "row 1, column Regoin: there is no such heading: did you mean “Region”?",
        ),
        (
            [("Key", "Name", "Store"), ("S1", "Hull", "North")],
            "row 1, column Name: two columns are headed so; keep one of them, “Store” is the second",
        ),
        (
            [("Key", "Name"), *[(f"S{one}", f"Shop {one}") for one in range(STORES_LIMIT + 1)]],
            "5,000 stores is the most, and this file has 5,001 rows.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(cells: list[tuple[str, ...]], said: str) -> None:
    assert told(*cells) == [said]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (("", "Hull"), "row 3, column Key: give the store a key, such as S001"),
        (
            ("S 9", "Hull"),
            "row 3, column Key: “S 9” is no key: take letters, digits, - and _, at most 40, the first a letter or digit",
        ),
        (("S9", ""), "row 3, column Name: give the store a name"),
        (("S9", "\u200b"), "row 3, column Name: give the store a name"),
        (("S9", "x" * 61), "row 3, column Name: 60 characters is the most, these are 61"),
        (
            ("S9", "Hull\ufffd"),
            "row 3, column Name: there are characters in it that no font shows: type it anew",
        ),
        (
            ("S9", "Hull", "\u200b"),
            "row 3, column City: nothing of this can be seen: write letters, or leave it empty",
        ),
        (
            ("S9", "Hull", "", "Nort"),
            "row 3, column Region: “Nort” is no region here: did you mean “North”?",
        ),
        (
            ("S9", "Hull", "", "East"),
            "row 3, column Region: “East” is no region here: it would be a new one; say so if that is right",
        ),
        (
            ("S9", "Hull", "", "North", "London"),
            "row 3, column Time zone: “London” is no time zone: write its IANA name, such as Europe/London",
        ),
        (
            ("S9", "Hull", "", "North", "", "Sam Patel"),
            "row 3, column Manager: “Sam Patel” is neither a user id such as U012AB3CD nor an e-mail address",
        ),
        (
            ("S9", "Hull", "", "North", "", "who@example.com"),
            "row 3, column Manager: nobody in this Slack workspace has the address “who@example.com”",
        ),
        (
            ("S9", "Hull", "", "North", "", "U0NOBODY"),
            "row 3, column Manager: nobody in this Slack workspace has the id “U0NOBODY”",
        ),
        (("S001", "Hull"), "row 3, column Key: “S001” stands in row 2 already"),
        (("s002", "Hull"), "row 3, column Key: “s002” is “S002” here: write it so"),
        (("S9", "LEEDS  briggate"), "row 3, column Name: “LEEDS briggate” stands in row 2 already"),
        (
            ("S9", "Bath Milsom"),
            "row 3, column Name: “Bath Milsom” is the name of store S003, which this file does not mention",
        ),
    ],
)
def test_each_problem_is_told_by_its_cell(cells: tuple[str, ...], said: str) -> None:
    assert told(HEADER, LEEDS, cells, workspace=SHOP) == [said]


def test_new_regions_are_right_where_an_admin_says_so_or_there_are_none_yet() -> None:
    east = ("S9", "Hull", "", "Nort")
    assert told(HEADER, LEEDS, east, workspace=SHOP, new_regions=True) == []
    assert told(HEADER, LEEDS, east) == []


def test_a_name_may_move_from_a_store_that_goes() -> None:
    stores, problems = read(HEADER, LEEDS, ("S9", "Bath Milsom"), workspace=SHOP, remove=True)
    assert problems == []
    assert stores[1].key == "S9"
    swapped = [("Key", "Name"), ("S001", "York"), ("S002", "Leeds Briggate")]
    assert told(*swapped, workspace=SHOP) == []


def test_the_same_problem_is_told_once_with_how_many_rows_have_it() -> None:
    lost = [(f"S{one}", f"Shop {one}", "", "Nort" if one % 2 else "North") for one in range(10, 30)]
    assert told(HEADER, *lost, workspace=SHOP) == [
        "row 3, column Region and 9 more rows: “Nort” is no region here: did you mean “North”?"
    ]
    assert str(Problem(row=2, column="Key", said="so", more=1)) == "row 2, column Key and 1 more row: so"


def test_formulas_are_told_and_not_taken() -> None:
    line = Line(number=2, cells=("S1", '=HYPERLINK("x")'), formulas=frozenset({1, 4}))
    file, _ = read_store_file([*rows(("Key", "Name")), line])
    assert file is not None
    _, problems = stores_in(file, workspace=EMPTY, owners={}, new_regions=False, remove=False)
    assert list(map(str, problems)) == ["row 2, column Name: this is a formula: paste its value in its place"]


def many(number: int, *, header: Sequence[str]) -> list[tuple[str, ...]]:
    """So many stores, their values under these headings."""
    values = {
        "Key": "S{0:04}",
        "Name": "Shop {0}",
        "City": "Leeds",
        "Region": "North",
        "Time zone": "Europe/London",
        "Manager": "sam@example.com",
    }
    return [tuple(values[one].format(number) for one in header) for number in range(number)]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (
            ("Key", "Name", "City", "Time zone", "Region", "Manager"),
            [
                (
                    "column Time zone: hardly any of these are time zones such as Europe/London (row 2: “North”), "
                    "but those under “Region” are: are the two swapped?"
                ),
                (
                    "column Region: hardly any of these are regions of yours (row 2: “Europe/London”), "
                    "but those under “Time zone” are: are the two swapped?"
                ),
            ],
        ),
        (
            ("Name", "Key", "City", "Region", "Time zone", "Manager"),
            [
                (
                    "column Key: hardly any of these are keys such as S001 (row 2: “Shop 0”), "
                    "but those under “Name” are: are the two swapped?"
                )
            ],
        ),
        (
            ("Key", "Name", "Region", "City", "Time zone", "Manager"),
            [
                (
                    "column Region: hardly any of these are regions of yours (row 2: “Leeds”), "
                    "but those under “City” are: are the two swapped?"
                )
            ],
        ),
    ],
)
def test_swapped_columns_are_told_once_and_not_five_thousand_times(
    order: tuple[str, ...], said: list[str]
) -> None:
    assert told(HEADER, *many(5_000, header=order), workspace=SHOP) == said


def test_a_column_of_something_else_altogether_is_told_once() -> None:
    cells = [(*one[:4], "at noon", "the boss") for one in many(900, header=HEADER)]
    assert told(HEADER, *cells) == [
        "column Time zone: hardly any of these are time zones such as Europe/London (row 2: “at noon”)",
        "column Manager: hardly any of these are e-mail addresses or user ids (row 2: “the boss”)",
    ]


def test_a_column_of_new_regions_is_told_region_by_region() -> None:
    cells = [(f"S{one}", f"Shop {one}", "", "East" if one % 3 else "West") for one in range(10, 19)]
    assert told(HEADER, *cells, workspace=SHOP) == [
        "row 2, column Region and 5 more rows: “East” is no region here: it would be a new one; say so if that is right",
        "row 4, column Region and 2 more rows: “West” is no region here: it would be a new one; say so if that is right",
    ]


def test_managers_are_named_by_id_mention_or_address() -> None:
    assert manager_of("", owners={}) == (None, "")
    assert manager_of("<@U0SAM|sam>", owners={"U0SAM": SAM}) == (SAM, "")
    assert manager_of("Sam@Example.com", owners=OWNERS) == (SAM, "")
    named = ["Sam@example.com", "U0SAM", "sam@example.com", "<@U0NEW>", "x@y.z", "the boss"]
    assert strangers(named, known={SAM}) == ("sam@example.com", "U0NEW", "x@y.z")
    file, _ = read_store_file(rows(HEADER, LEEDS, YORK, PARIS))
    assert file is not None
    assert list(file.managers()) == ["sam@example.com", "U0YAN"]
    file, _ = read_store_file(rows(("Key", "Name"), ("S1", "Hull")))
    assert file is not None
    assert list(file.managers()) == []


def test_the_plan_tells_new_changed_kept_and_gone() -> None:
    stores, _ = read(HEADER, LEEDS, PARIS, workspace=SHOP, new_regions=True)
    plan = plan_stores(stores, workspace=SHOP, remove=False)
    assert [one.key for one in plan.new] == ["P001"]
    assert [one.key for one, _ in plan.changed] == ["S001"]
    assert [one.key for one in plan.kept] == ["S002", "S003"]
    assert [one.key for one in plan.after] == ["S001", "S002", "S003", "P001"]
    assert (plan.gone, plan.regions, plan.empty) == ((), {"France": ""}, False)
    bare = plan_stores(stores, workspace=SHOP, remove=True)
    assert [one.key for one in bare.gone] == ["S002", "S003"]
    assert [one.key for one in bare.after] == ["S001", "P001"]
    again = plan_stores(SHOP.stores, workspace=SHOP, remove=True)
    assert (again.empty, again.after) == (True, SHOP.stores)


def test_a_new_region_says_which_it_may_have_been_meant_to_be() -> None:
    stores = (*SHOP.stores, Store(key="S9", name="Hull", region="Nort"))
    assert plan_stores(stores, workspace=SHOP, remove=False).regions == {"Nort": "North"}
    first = plan_stores(stores, workspace=EMPTY, remove=False)
    assert first.regions["Nort"] == "North"
    assert near_region("Mars", known=["North", "South"]) == ""


def test_a_town_in_each_row_of_the_regions_is_compared_with_none() -> None:
    towns = [("K1", "Hull", "Nort"), *((f"T{one}", f"Shop {one}", f"Town {one}") for one in range(300))]
    crowd = replace(
        SHOP, stores=tuple(Store(key=key, name=name, region=place) for key, name, place in towns[1:])
    )
    said = told(("Key", "Name", "Region"), *[(*one[:2], f"{one[2]}x") for one in towns], workspace=crowd)
    assert len(said) == len(towns)
    assert all("it would be a new one" in one for one in said)
    stores = tuple(Store(key=key, name=name, region=place) for key, name, place in towns)
    assert set(plan_stores(stores, workspace=SHOP, remove=False).regions.values()) == {""}


def test_there_are_not_more_stores_than_can_be_read_with_each_click() -> None:
    crowd = tuple(Store(key=f"K{one}", name=f"Shop {one}") for one in range(STORES_LIMIT))
    with pytest.raises(Refusal, match="5000 stores is the most, and there would be 5003"):
        plan_stores(crowd, workspace=SHOP, remove=False)
    assert len(plan_stores(crowd, workspace=SHOP, remove=True).after) == STORES_LIMIT


def naming(*keys: str, state: State = State.APPROVED, title: str = "Raincoats") -> Post:
    return replace(proposed(), stores=keys, state=state, title=title)


def test_a_store_that_posts_still_need_is_not_removed() -> None:
    with pytest.raises(Refusal) as refused:
        refuse_removal(SHOP.stores[:2], posts=[naming("S001"), naming("S003")])
    assert str(refused.value) == (
        "1 post still to go out names Leeds Briggate, such as “Raincoats”. Edit or withdraw it first, then remove."
    )
    posts = [naming("S001", "S002", title=f"Post {one}") for one in range(5)]
    with pytest.raises(Refusal) as refused:
        refuse_removal(SHOP.stores, posts=posts)
    assert str(refused.value) == (
        "5 posts still to go out name Leeds Briggate, York, such as “Post 0”, “Post 1”, “Post 2” and 2 more. "
        "Edit or withdraw them first, then remove."
    )
    refuse_removal(SHOP.stores[:2], posts=[naming("S003"), naming("S001", state=State.MEASURED)])


@given(
    st.lists(
        st.builds(Problem, column=st.sampled_from("AB"), said=st.sampled_from("xy"), row=st.integers(1, 99))
    )
)
def test_saying_once_counts_every_row(problems: list[Problem]) -> None:
    once = said_once(problems)
    assert sum(1 + one.more for one in once) == len(problems)
    assert len({(one.column, one.said) for one in once}) == len(once)


anything = st.text(max_size=8) | st.sampled_from(
    [*HEADER, *LEEDS, *YORK, "S001", "North", "=A1", "\x00", "\ud800"]
)


@given(
    cells=st.lists(st.lists(anything, max_size=7), max_size=6),
    new_regions=st.booleans(),
    remove=st.booleans(),
)
def test_any_rows_are_stores_or_problems(*, cells: list[list[str]], new_regions: bool, remove: bool) -> None:
    stores, problems = read(*cells, workspace=SHOP, new_regions=new_regions, remove=remove)
    assert stores or problems
    if not problems:
        plan = plan_stores(stores, workspace=SHOP, remove=remove)
        keys = [one.key.casefold() for one in plan.after]
        assert len(set(keys)) == len(keys)


cells = st.text(alphabet="abcdefgh ", min_size=1, max_size=9).filter(str.strip)


@given(
    st.lists(st.tuples(cells, cells, st.sampled_from(["North", "South", ""])), min_size=1, max_size=8),
    st.data(),
)
def test_what_is_right_is_taken_whatever_the_order_of_columns(
    values: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    named = [
        (f"K{number}", f"{name} {number}", city, region) for number, (name, city, region) in enumerate(values)
    ]
    order = data.draw(st.permutations(range(4)))
    table = [("Key", "Name", "City", "Region"), *named]
    stores, problems = read(*([one[place] for place in order] for one in table), workspace=SHOP)
    assert problems == []
    assert [(one.key, one.name, one.city, one.region) for one in stores] == [
        tuple(" ".join(part.split()) for part in one) for one in named
    ]
