"""The few facts that say whether the departments spoke with one voice."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.digest import Digest, Figures, TakingPart
from domain.digest_voice import taking_part, voice_lines
from domain.journey import Step, StepName
from domain.participation import Answer
from domain.people import Store
from domain.workspaces import Workspace
from tests.domain.stories import ADA, WORKSPACE
from tests.domain.test_campaigns import AUTUMN
from tests.domain.test_digest import FRIDAY, NOTHING, QUIET, WEEK, digest, figures

BEGUN = replace(
    WORKSPACE, campaigns=(replace(AUTUMN, first=WEEK.monday + timedelta(days=6), last=WEEK.monday),)
)


def said(told: Digest, workspace: Workspace = WORKSPACE) -> str:
    return " · ".join(str(one) for one in voice_lines(told, workspace=workspace))


@pytest.mark.parametrize(
    ("out", "seen", "words"),
    [
        (18, 11, "11 of 18 posts were seen by three or more departments"),
        (1, 1, "1 of 1 post was seen by three or more departments"),
        (1, 0, "0 of 1 post was seen by three or more departments"),
        (2, 0, "0 of 2 posts were seen by three or more departments"),
    ],
)
def test_how_many_departments_saw_what_went_out(out: int, seen: int, words: str) -> None:
    assert said(digest(figures(went_out={"hr": out}, seen_widely=seen))) == words
    assert voice_lines(digest(), workspace=WORKSPACE) == ()


@pytest.mark.parametrize(
    ("seen", "out", "against"),
    [
        (1, 4, " (was 1/4)"),
        (4, 4, " (was 4/4)"),
        (6, 12, " (=)"),
        (0, 1_200, " (was 0/1,200)"),
    ],
)
def test_a_share_is_held_against_the_share_of_the_week_before(seen: int, out: int, against: str) -> None:
    now = figures(went_out={"hr": 2}, seen_widely=1)
    told = digest(now, figures(went_out={"hr": out}, seen_widely=seen))
    assert said(told) == f"1 of 2 posts was seen by three or more departments{against}"


@pytest.mark.parametrize(
    ("served", "words"),
    [
        ((), ""),
        (Step, ""),
        (set(Step) - {Step.RESEARCH}, " · nobody served “research”"),
        (set(Step) - {Step.RESEARCH, Step.LOYALTY}, " · nobody served “research” or “coming {back}”"),
        ({Step.TRIAL}, " · only “trial” was served"),
        (
            {Step.TRIAL, Step.LOYALTY, Step.DISCOVERY},
            " · only “discovery”, “trial” and “coming {back}” were served",
        ),
    ],
)
def test_steps_that_nobody_served_are_named_or_those_that_somebody_did(
    served: Collection[Step], words: str
) -> None:
    renamed = replace(WORKSPACE, step_names=(StepName(step=Step.LOYALTY, name="coming {back}"),))
    out = digest(figures(went_out={"hr": 6}, steps=frozenset(served)))
    assert said(out, renamed) == f"0 of 6 posts were seen by three or more departments{words}"


def test_promises_that_were_not_kept_everywhere_come_before_all_else() -> None:
    now = figures(went_out={"hr": 4}, seen_widely=1, unready=1, left_out=3, steps=frozenset({Step.TRIAL}))
    assert said(digest(now, figures(unready=2))) == (
        "1 of 4 posts was seen by three or more departments · 1 went out before every store was ready (▼ 1) · "
        "only “trial” was served"
    )


def test_posts_without_a_purpose_are_counted_once_there_is_one_to_name() -> None:
    told = digest(figures(purposeless=3), figures(purposeless=1))
    assert said(told, BEGUN) == "3 went out without a purpose (▲ 2)"
    assert said(digest(NOTHING, figures(purposeless=1)), BEGUN) == ""
    later = replace(BEGUN.campaigns[0], first=WEEK.monday + timedelta(days=7))
    assert said(told, replace(BEGUN, campaigns=(later,))) == "", "it begins next week"
    assert said(told) == ""


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ({"hr": 1, "marketing": 3}, {}, "Marketing alone signed the 3 posts of HR"),
        ({"marketing": 3}, {"marketing": 1}, "Marketing alone signed the 3 posts of HR (=)"),
        (
            {"marketing": 2},
            {"marketing": 1, "field-ops": 1, "hr": 2},
            "Marketing alone signed the 3 posts of HR (before: 2 departments)",
        ),
        (
            {"marketing": 2},
            {"ecommerce": 2, "hr": 2},
            "Marketing alone signed the 3 posts of HR (before: 1 department)",
        ),
        ({"marketing": 3, "field-ops": 1}, {}, ""),
        ({"hr": 3}, {}, ""),
    ],
)
def test_a_department_whose_posts_one_other_alone_has_signed_is_told_of(
    now: dict[str, int], before: dict[str, int], words: str
) -> None:
    def week(posts: int, by: dict[str, int]) -> Figures:
        return figures(went_out={"hr": posts}, seen_widely=0, reviewed={"hr": by})

    first, _, rest = said(digest(week(3, now), replace(week(1, before), went_out={}))).partition(" · ")
    assert first == "0 of 3 posts were seen by three or more departments"
    assert rest == words
    assert "alone" not in said(digest(week(2, now)))


def test_of_several_such_departments_the_one_with_most_posts_is_named() -> None:
    alone = {"marketing": 4}
    out = {"hr": 3, "ecommerce": 4, "press": 9}
    now = figures(went_out=out, seen_widely=0, reviewed={"hr": alone, "ecommerce": alone})
    assert said(digest(now)).endswith("Marketing alone signed the 4 posts of E-commerce")


def test_settled_clashes_stand_beside_who_saw_what_went_out() -> None:
    now = digest(figures(settled=2), figures(settled=3))
    assert said(now) == "2 clashes settled (▼ 1)"
    both = said(digest(figures(settled=1, went_out={"hr": 1})))
    assert both == "0 of 1 post was seen by three or more departments · 1 clash settled (▲ 1)"


def taking(*of: tuple[str, int, int, int]) -> dict[str, Any]:
    parts = tuple(
        TakingPart(campaign=name, stores=stores, of=every, joined=joined)
        for name, stores, every, joined in of
    )
    return {"present": replace(QUIET, taking_part=parts)}


def test_the_campaign_that_most_stores_have_joined_is_named() -> None:
    assert said(digest(**taking(("{Spring}", 31, 40, 3), ("Other", 9, 40, 1)))) == (
        "31 of 40 stores take part in “{Spring}” (▲ 3)"
    )
    assert said(digest(**taking(("Spring", 1, 40, 1)))) == "1 of 40 stores takes part in “Spring” (▲ 1)"
    assert said(digest(**taking(("Spring", 1, 1, 1)))) == "1 of 1 store takes part in “Spring” (▲ 1)"
    assert said(digest(**taking(("Spring", 9, 40, 0)))) == "", "nothing new"
    assert said(digest(present=None)) == ""


def test_those_facts_come_first_that_ask_for_something() -> None:
    everything = figures(
        went_out={"hr": 3},
        seen_widely=1,
        steps=frozenset({Step.TRIAL}),
        purposeless=2,
        reviewed={"hr": {"marketing": 3}},
        settled=4,
    )
    told = digest(everything, **taking(("Spring", 9, 40, 2)))
    assert said(told, BEGUN) == (
        "1 of 3 posts was seen by three or more departments · only “trial” was served · "
        "2 went out without a purpose (▲ 2) · Marketing alone signed the 3 posts of HR · 4 clashes settled (▲ 4) · "
        "9 of 40 stores take part in “Spring” (▲ 2)"
    )


def test_stores_take_part_that_joined_and_of_these_some_have_joined_this_week() -> None:
    stores = [Store(key=f"S{number}", name="x", region="North") for number in range(4)]

    def answer(key: str, *, joins: bool, days: int) -> tuple[str, Answer]:
        return key, Answer(store=key, joins=joins, by=ADA, at=FRIDAY - timedelta(days=days))

    answers = dict(
        (
            answer("S0", joins=True, days=1),
            answer("S1", joins=True, days=9),
            answer("S2", joins=False, days=1),
            answer("gone", joins=True, days=1),
        )
    )
    choosing = replace(AUTUMN, stores_choose=True)
    since = FRIDAY - timedelta(days=4)
    found = taking_part(choosing, answers, stores=stores, since=since)
    assert found == TakingPart(campaign=AUTUMN.name, stores=2, of=4, joined=1)
