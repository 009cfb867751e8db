from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.approvals import sign
from domain.audit import Action, Event
from domain.calendar import Coming
from domain.digest import (
    Digest,
    Figures,
    Present,
    TopRule,
    beside,
    stretches,
)
from domain.digest_freezes import pauses
from domain.digest_lines import (
    Line,
    against_line,
    freeze_lines,
    in_room,
    needs_lines,
    quiet_line,
    rest_line,
    results_lines,
    rulebook_line,
    unrecorded_line,
    week_line,
)
from domain.digest_needs import Need, Reason, needs_of
from domain.freeze import Freeze, Scope, ScopeKind
from domain.people import Department, UserId
from domain.periods import Period
from domain.posts import PostId, State
from domain.weeks import Week
from tests.domain.stories import FAY, MIA, MONDAY, WORKSPACE, later, proposed, ready

WEEK = Week.parse("2026-W47")
LONDON = "Europe/London"
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
HOUR = 60
NOTHING = Figures(
    proposed={},
    went_out={},
    approved=0,
    rejected=0,
    expired=0,
    median_minutes=None,
    seen_widely=0,
    stopped=0,
    top_rule=None,
)
QUIET = Present(at=FRIDAY, needs=(), this_week=(), next_week=())


def figures(**changes: Any) -> Figures:
    return replace(NOTHING, **changes)


def digest(now: Figures = NOTHING, before: Figures = NOTHING, **changes: Any) -> Digest:
    out = sum(before.went_out.values())
    plain: dict[str, Any] = {"closed_out": out, "present": QUIET, "until": FRIDAY}
    return Digest(week=WEEK, timezone=LONDON, now=now, before=before, **plain | changes)


def coming(id: str = "P1", *, hours: float = 0, stores: tuple[str, ...] = ()) -> Coming:
    return Coming(
        post=PostId(id),
        title=id,
        department="hr",
        publish_at=FRIDAY + timedelta(hours=hours),
        state=State.APPROVED,
        stores=stores,
    )


def test_a_friday_is_held_against_a_friday() -> None:
    asked = stretches(WEEK, at=FRIDAY, timezone=LONDON)
    assert (asked.now.start, asked.now.end) == (datetime(2026, 11, 16, tzinfo=UTC), FRIDAY)
    assert asked.before.end == FRIDAY - timedelta(weeks=1)
    assert (asked.closed.start, asked.closed.end) == (asked.before.start, asked.now.start)
    assert (asked.this_week.start, asked.this_week.end) == (FRIDAY, asked.next_week.start)
    assert not asked.past


def test_where_the_clocks_changed_the_same_time_on_the_wall_is_meant() -> None:
    # In New York it is 16:00 at 20:00 UTC in summer and at 21:00 in winter.
    at = datetime(2026, 11, 6, 21, tzinfo=UTC)
    asked = stretches(Week.parse("2026-W45"), at=at, timezone="America/New_York")
    assert asked.before.end == datetime(2026, 10, 30, 20, tzinfo=UTC)


def test_a_week_that_is_over_is_held_against_a_whole_week() -> None:
    asked = stretches(WEEK, at=FRIDAY + timedelta(days=4), timezone=LONDON)
    assert asked.before == asked.closed
    assert asked.now.end == asked.this_week.start == asked.this_week.end
    assert asked.next_week.start == FRIDAY + timedelta(days=4)
    assert stretches(WEEK, at=FRIDAY + timedelta(days=30), timezone=LONDON).past


def test_any_days_are_held_against_as_many_before_up_to_the_same_time_on_the_wall() -> None:
    days = Period(first=date(2026, 11, 2), last=date(2026, 11, 11), timezone="America/New_York")
    now, before = beside(days, at=datetime(2026, 11, 6, 21, tzinfo=UTC))
    assert (now.start, now.end) == (
        datetime(2026, 11, 2, 5, tzinfo=UTC),
        datetime(2026, 11, 6, 21, tzinfo=UTC),
    )
    # Summer time lasted until the first of November.
    assert before.start == datetime(2026, 10, 23, 4, tzinfo=UTC)
    assert before.end == datetime(2026, 10, 27, 20, tzinfo=UTC)
    over, before = beside(days, at=FRIDAY)
    assert (over.end, before.end) == (days.end, days.start)
    to_come, before = beside(days, at=datetime(2026, 10, 1, tzinfo=UTC))
    assert (to_come.start, before.start) == (to_come.end, before.end)


def test_a_week_of_which_nothing_has_come_yet_is_empty() -> None:
    asked = stretches(WEEK, at=FRIDAY - timedelta(days=30), timezone=LONDON)
    assert asked.now.start == asked.now.end


def test_the_week_is_told_in_one_line_each_figure_against_the_week_before() -> None:
    now = figures(went_out={"hr": 10, "marketing": 8}, approved=9, median_minutes=3 * HOUR, expired=1)
    before = figures(went_out={"hr": 14}, approved=4, median_minutes=5 * HOUR, expired=1)
    assert str(week_line(digest(now, before))) == (
        "18 posts went out (▲ 4) · half were approved within 3 h (▼ 2 h) · 1 expired (=)"
    )


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (NOTHING, NOTHING, "No post went out (=)"),
        (
            NOTHING,
            figures(went_out={"hr": 3}, approved=2, median_minutes=1),
            "No post went out (▼ 3) · none was approved (▼ 2)",
        ),
        (
            figures(went_out={"hr": 1}, approved=1, median_minutes=25),
            NOTHING,
            "1 post went out (▲ 1) · 1 was approved, within 25 min",
        ),
        (
            figures(approved=2, median_minutes=HOUR),
            figures(approved=2, median_minutes=3 * HOUR),
            "No post went out (=) · half were approved within 1 h (▼ 2 h)",
        ),
        (
            figures(approved=2, median_minutes=3 * 24 * HOUR),
            figures(approved=2, median_minutes=HOUR),
            "No post went out (=) · half were approved within 3 days (▲ 2 days)",
        ),
        (
            figures(approved=2, median_minutes=2 * 24 * HOUR, expired=2_000),
            figures(approved=2, median_minutes=24 * HOUR),
            "No post went out (=) · half were approved within 2 days (▲ 1 day) · 2,000 expired (▲ 2,000)",
        ),
        (
            figures(approved=2, median_minutes=0),
            NOTHING,
            "No post went out (=) · half were approved within 1 min",
        ),
    ],
)
def test_forms_agree_with_their_numbers(now: Figures, before: Figures, said: str) -> None:
    assert str(week_line(digest(now, before))) == said


def test_what_figures_are_held_against_is_said_and_the_weekend_is_not_lost() -> None:
    assert str(against_line(digest())) == "against these days of week 46"
    over = digest(until=datetime(2026, 11, 23, tzinfo=UTC))
    assert over.whole
    assert str(against_line(over)) == "against all of week 46"
    assert rest_line(digest()) is None
    one, more = (rest_line(digest(closed_out=posts, before=figures(went_out={"hr": 1}))) for posts in (2, 4))
    assert str(one) == "The rest of week 46 brought 1 more post."
    assert str(more) == "The rest of week 46 brought 3 more posts."


def test_an_empty_week_says_what_could_be_done() -> None:
    def said(waiting: Mapping[str, int] | None = None, **changes: Any) -> str:
        return str(quiet_line(digest(waiting=waiting or {}, present=replace(QUIET, **changes))))

    assert (
        said({"hr": 1})
        == "Nothing moved this week, and 1 post waits for a decision now: it is in `/social queue`."
    )
    assert "2 posts wait for a decision now: they are in" in said({"hr": 1, "marketing": 1})
    assert (
        said(next_week=(coming(),)) == "Nothing new this week; 1 post is planned up to the end of next week."
    )
    assert "2 posts are planned" in said(this_week=(coming(),), next_week=(coming(),))
    assert "`/social propose`" in said()
    assert quiet_line(digest(figures(rejected=1))) is None


def test_who_waits_on_whom_is_told_by_department_the_most_pressing_first() -> None:
    waiting = proposed(title="Meet the {Leeds} team")
    asked = replace(waiting, id=PostId("P2"), title="Sale", state=State.CHANGES_REQUESTED, state_at=later(2))
    workspace = replace(
        WORKSPACE, departments=(*WORKSPACE.departments, Department(key="press", name="Press"))
    )
    needs = needs_of([asked, waiting, replace(waiting, id=PostId("P3"))], workspace=workspace, at=later(50))
    assert [(one.reason, one.department, one.more) for one in needs] == [
        (Reason.NOBODY_TO_ASK, "press", 0),
        (Reason.NOT_ANSWERED, "marketing", 1),
        (Reason.NOT_REVISED, "ecommerce", 0),
    ]
    shown = [replace(QUIET, at=later(50), needs=some) for some in (needs[:2], needs[2:])]
    lines = [line for some in shown for line in needs_lines(digest(present=some), workspace=workspace)]
    assert [str(one) for one in lines] == [
        "Press has no approver",
        "Marketing has not answered on “Meet the {Leeds} team” and 1 more, the oldest for 2 days",
        "“Sale” by E-commerce waits for a new version, for 2 days",
    ]
    assert not any(isinstance(part, UserId) for line in lines for part in line.parts.values())


def test_stores_that_are_not_ready_need_a_leader_once_everybody_has_signed() -> None:
    post = proposed(stores=("S001",), title="Sale")
    for by in (MIA, FAY):
        post = sign(post, version=1, by=by, at=later(2), workspace=WORKSPACE)
    (need,) = needs_of([post], workspace=WORKSPACE, at=later(50))
    assert (need.reason, need.department, need.since) == (Reason.STORES_NOT_READY, "field-ops", later(2))
    (line,) = needs_lines(digest(present=replace(QUIET, at=later(50), needs=(need,))), workspace=WORKSPACE)
    assert str(line) == "Field operations has stores that are not ready for “Sale” for 2 days"
    assert needs_of([post], workspace=WORKSPACE, at=later(25)) == ()
    assert needs_of([ready(post, at=later(3))], workspace=WORKSPACE, at=later(50)) == ()
    assert needs_of([replace(post, marks=ready(post).marks)], workspace=WORKSPACE, at=later(50)) == ()


def test_what_waits_for_less_than_a_day_needs_nobody() -> None:
    assert needs_of([proposed()], workspace=WORKSPACE, at=later(23.9)) == ()


def test_a_seat_that_nobody_can_fill_needs_a_leader_at_once() -> None:
    alone = replace(
        WORKSPACE,
        departments=tuple(
            replace(one, approvers=(MIA,) if one.key == "marketing" else one.approvers)
            for one in WORKSPACE.departments
        ),
    )
    post = proposed(by=MIA, workspace=alone, department="marketing", title="Sale")
    (need,) = needs_of([post], workspace=alone, at=MONDAY)
    assert (need.reason, need.department) == (Reason.NOBODY_CAN_SIGN, "marketing")
    (line,) = needs_lines(digest(until=MONDAY, present=replace(QUIET, needs=(need,))), workspace=alone)
    assert str(line) == "Nobody is left in Marketing to sign “Sale”"
    empty = replace(alone, departments=tuple(replace(one, approvers=()) for one in alone.departments))
    assert {one.reason for one in needs_of([post], workspace=empty, at=MONDAY)} == {Reason.NOBODY_TO_ASK}


def test_every_need_is_told_and_without_a_present_there_is_none() -> None:
    needs = tuple(Need(reason=Reason.NOBODY_TO_ASK, department=str(number)) for number in range(5))
    lines = needs_lines(digest(present=replace(QUIET, needs=needs)), workspace=WORKSPACE)
    assert [str(one) for one in lines] == [f"{number} has no approver" for number in range(5)]
    assert needs_lines(digest(present=None), workspace=WORKSPACE) == ()


def test_the_first_line_always_stands_and_others_where_there_is_room_beside_it() -> None:
    long, short, shorter = (Line(sentence="x" * length) for length in (10, 5, 3))
    assert in_room([long, short, shorter], room=2) == (long,)
    assert in_room([long, short, shorter], room=13) == (long, shorter)
    assert in_room([short, long, shorter], room=18) == (short, long, shorter)
    assert in_room([Line(sentence="{name}", parts={"name": "y" * 9}), short], room=13) != (short,)
    assert in_room([], room=9) == ()


def test_what_the_rulebook_caught_is_told_in_plain_words_or_not_at_all() -> None:
    top = TopRule(rule="House.OfferEnd", hits=4, overruled=0)
    told = rulebook_line(
        digest(figures(stopped=3, top_rule=top)), titles={"House.OfferEnd": "offer without {end}"}
    )
    assert told is not None
    assert str(told) == (
        "3 blocked before they went out (▲ 3) · most frequent: offer without {end} (overruled 0 times)"
    )
    one = replace(top, overruled=1)
    assert str(rulebook_line(digest(figures(top_rule=one)), titles={})) == (
        "most frequent: House.OfferEnd (overruled 1 time)"
    )
    assert str(rulebook_line(digest(figures(top_rule=top)), titles={})) == "most frequent: House.OfferEnd"
    assert str(rulebook_line(digest(figures(stopped=1)), titles={})) == "1 blocked before it went out (▲ 1)"
    assert rulebook_line(digest(), titles={}) is None


def test_a_line_is_a_template_so_that_peoples_words_stay_theirs() -> None:
    assert str(Line(sentence="{title}!", parts={"title": "{0} *bold*"})) == "{0} *bold*!"


def test_a_week_that_is_over_is_told_as_of_its_end_and_what_needs_a_leader_as_of_now() -> None:
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    post = (PostId("P1"), "Gloves")
    need = Need(reason=Reason.NOT_ANSWERED, department="hr", post=post, since=monday - timedelta(hours=30))
    present = replace(QUIET, at=monday, needs=(need,))
    over = digest(until=datetime(2026, 11, 23, tzinfo=UTC), present=present, waiting={"hr": 1})
    assert over.whole
    assert [str(one) for one in needs_lines(over, workspace=WORKSPACE)] == [
        "HR has not answered on “Gloves” for 30 h"
    ]
    start = "One offer, one question to customers or one face from a store is a start: `/social propose`."
    nothing = "Nothing was proposed, decided or published in week 47"
    assert str(quiet_line(over)) == f"{nothing}; at its end 1 post waited for a decision. {start}"
    assert str(quiet_line(replace(over, waiting={}, present=None))) == f"{nothing}. {start}"


def test_a_week_before_the_record_says_where_that_begins() -> None:
    told = unrecorded_line(digest(begins=WEEK.plus(1)))
    assert str(told) == "The desk's record begins in week 48, so there is nothing to tell of this one."
    assert "begins in week 1 of 2027," in str(unrecorded_line(digest(begins=Week.parse("2027-W01"))))
    assert unrecorded_line(digest(begins=WEEK)) is None
    assert unrecorded_line(digest()) is None


def test_what_was_missed_is_named_and_counted_nowhere() -> None:
    def said(reason: Reason, more: int) -> str:
        need = Need(reason=reason, department="hr", post=(PostId("P1"), "Gloves"), since=FRIDAY, more=more)
        (line,) = needs_lines(digest(present=replace(QUIET, needs=(need,))), workspace=WORKSPACE)
        return str(line)

    assert said(Reason.NOT_MARKED, 0) == "“Gloves” is approved and past its time, not marked as published"
    assert (
        said(Reason.NOT_MARKED, 2)
        == "“Gloves” and 2 more are approved and past their time, not marked as published"
    )
    assert said(Reason.EXPIRED, 0) == "“Gloves” expired before it was approved"
    assert said(Reason.EXPIRED, 1) == "“Gloves” and 1 more expired before they were approved"


def test_what_posts_brought_is_held_against_what_came_in_the_week_before() -> None:
    def said(now: Figures, before: Figures = NOTHING) -> list[str]:
        return [str(one) for one in results_lines(digest(now, before))]

    two = figures(measured=2, brought={"reach": 12_400.0, "revenue": 1_234.5})
    one = figures(measured=1, brought={"reach": 15_000.0, "clicks": 20.0})
    assert said(two, one) == [
        "revenue 1,234.5 (▲ 1,234.5)",
        "reach 12,400 (▼ 2,600)",
        "2 posts measured (▲ 1)",
    ]
    assert said(one) == ["reach 15,000", "clicks 20", "1 post measured (▲ 1)"]
    assert said(figures(measured=1)) == ["1 post measured (▲ 1)"], "with a measure of its own only"
    assert said(NOTHING, two) == ["No results came in (▼ 2)"]
    assert said(NOTHING) == []


def freeze(id: str, *, days: float, begun: bool = True) -> Freeze:
    since = FRIDAY - timedelta(days=days)
    scope = Scope(kind=ScopeKind.DEPARTMENT, keys=("hr",))
    return Freeze(id=id, scope=scope, reason=f"flood {id}", by=MIA, at=since, since=since, begun=begun)


def line_about(action: Action, *, days: float, **detail: str) -> Event:
    return Event(
        action=action,
        by=MIA,
        at=FRIDAY - timedelta(days=days),
        subject="F",
        detail={"scope": "all", **detail},
    )


def test_freezes_are_told_that_were_in_force_or_lifted_and_never_by_whom() -> None:
    begun = line_about(
        Action.FROZEN, days=3, since=(FRIDAY - timedelta(days=3)).isoformat(), reason="{storm}"
    )
    ended = [(begun, line_about(Action.THAWED, days=days)) for days in (-1, 1, 6)]
    planned = line_about(Action.FROZEN, days=3, since=FRIDAY.isoformat(), reason="sale")
    called_off = (planned, line_about(Action.THAWED, days=2))
    here = replace(
        WORKSPACE, freezes=(freeze("1", days=9), freeze("2", days=-1, begun=False), freeze("3", days=-2))
    )
    found = pauses([*ended, called_off], workspace=here, start=FRIDAY - timedelta(days=4.6), until=FRIDAY)
    assert [(one.what, one.reason, one.lifted) for one in found] == [
        ("all posts of HR", "flood 1", None),
        ("all", "{storm}", None),
        ("all", "{storm}", FRIDAY - timedelta(days=1)),
    ]
    lines = freeze_lines(digest(pauses=found))
    assert [str(one) for one in lines] == [
        "all posts of HR since Wed 11 Nov: “flood 1”",
        "all since Tue 17 Nov: “{storm}”",
        "all lifted Thu 19 Nov: “{storm}”",
    ]
    assert not any(isinstance(part, UserId) for line in lines for part in line.parts.values())
    assert freeze_lines(digest()) == ()
