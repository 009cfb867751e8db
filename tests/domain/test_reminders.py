"""Who is reminded of what, and when: by day, in one message, and never of what they have done."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.approvals import request_changes, sign
from domain.expiry import expire, reschedule
from domain.holds import hold, release
from domain.moments import Moment, Reach, moments
from domain.people import Absence, Department, Member, UserId
from domain.policy import SHIPPED_POLICY, Need
from domain.posts import Post, PostId
from domain.quiet import allowed
from domain.reminders import APART, Bundle, Told, bundles
from domain.workspaces import Workspace
from tests.domain.stories import ADA, ELI, EVE, FAY, HAL, MAX, MIA, MONDAY, WORKSPACE, later, proposed

LEN = UserId("U0LEN")
LED = WORKSPACE.with_department(Department(key="marketing", name="Marketing", lead=LEN, approvers=(MIA, MAX)))
"""Marketing's lead does not approve, so that the two can be told apart."""


def due(
    *posts: Post,
    hours: tuple[float, float],
    workspace: Workspace = LED,
    members: tuple[Member, ...] = (),
) -> tuple[Bundle, ...]:
    """What is told at the second of two moments, when the first told what was due by then."""
    before, at = (later(one) for one in hours)
    earlier = bundles(posts, workspace=workspace, members=members, told=(), heard={}, at=before)
    known = {one for bundle in earlier for one in bundle.told}
    return bundles(posts, workspace=workspace, members=members, told=known, heard={}, at=at)


def told(*bundle: Bundle) -> dict[UserId, list[PostId]]:
    return {one.user: [each.post.id for each in one.reminders] for one in bundle}


def reach(*bundle: Bundle) -> dict[UserId, Reach]:
    return {one.user: one.reminders[0].reach for one in bundle}


def signed(post: Post, by: UserId, *, hours: float = 1) -> Post:
    return sign(post, version=post.version.number, by=by, at=later(hours), workspace=LED)


def test_moments_count_back_from_the_publish_time() -> None:
    post = proposed(publish_at=later(48))

    assert moments(post) == (
        Moment(at=later(24), reach=Reach.ASKED),
        Moment(at=later(44), reach=Reach.DEPARTMENT),
        Moment(at=later(47), reach=Reach.ADMINS, last=True),
    )
    assert moments(proposed(publish_at=later(3))) == (Moment(at=later(2), reach=Reach.ADMINS, last=True),)
    assert moments(proposed(publish_at=later(0.5))) == ()


def test_moments_count_forward_from_the_request_without_one() -> None:
    assert moments(proposed()) == (
        Moment(at=later(24), reach=Reach.ASKED),
        Moment(at=later(48), reach=Reach.ADMINS),
    )


def test_a_signature_does_not_begin_the_count_anew_but_a_return_to_review_does() -> None:
    post = proposed(shows_people=True)
    assert moments(signed(post, MIA, hours=5))[0].at == later(24)

    held = hold(post, by=MIA, at=later(100), reason="Wait.", workspace=LED)
    assert moments(release(held, by=MIA, at=later(200), workspace=LED))[0].at == later(224)


def test_nobody_is_reminded_of_what_is_decided() -> None:
    assert moments(signed(proposed(), MIA)) == ()
    assert moments(expire(proposed(publish_at=later(30)), workspace=WORKSPACE, at=later(30))) == ()
    assert due(signed(proposed(), MIA), hours=(0, 97)) == ()


def test_reminders_reach_further_the_nearer_the_end() -> None:
    # Out on Wednesday at 17:00, so every moment falls into somebody's day.
    post = proposed(publish_at=later(56))

    assert reach(*due(post, hours=(31, 32))) == {MIA: Reach.ASKED, MAX: Reach.ASKED}
    assert reach(*due(post, hours=(51, 52))) == dict.fromkeys((MIA, MAX, LEN), Reach.DEPARTMENT)
    assert reach(*due(post, hours=(54, 55))) == dict.fromkeys((MIA, MAX, LEN, ADA), Reach.ADMINS)
    acting = {one.user: one.reminders[0].acts for one in due(post, hours=(54, 55))}
    assert acting == {MIA: True, MAX: True, LEN: False, ADA: False}


def test_a_reminder_is_due_once() -> None:
    post = proposed()

    assert told(*due(post, hours=(23, 24))) == {MAX: ["P1"], MIA: ["P1"]}
    assert due(post, hours=(24, 30)) == ()
    assert due(post, hours=(23, 23.9)) == ()


def test_after_an_outage_the_furthest_of_what_was_missed_is_told_once() -> None:
    assert reach(*due(proposed(), hours=(0, 56))) == dict.fromkeys((MIA, MAX, LEN, ADA), Reach.ADMINS)
    assert all(len(one.reminders) == 1 for one in due(proposed(), hours=(0, 56)))


def test_one_message_holds_all_posts_the_most_urgent_first() -> None:
    one = proposed(publish_at=later(50))
    two = replace(proposed(), id=PostId("P2"))
    three = replace(proposed(publish_at=later(49)), id=PostId("P3"))

    assert told(*due(two, one, three, hours=(23, 26)))[MIA] == ["P3", "P1", "P2"]


def test_nobody_is_reminded_of_a_seat_they_have_signed() -> None:
    post = proposed()
    two = replace(post, versions=(replace(post.version, needs=(replace(post.needs[0], quorum=2),)),))

    assert set(told(*due(signed(two, MIA), hours=(47, 48)))) == {MAX, LEN, ADA}
    assert set(told(*due(signed(proposed(shows_people=True), MIA), hours=(23, 24)))) == {HAL}


def test_a_step_whose_turn_has_not_come_is_not_reminded() -> None:
    post = proposed()
    needs = (*post.needs, Need(department="hr", because=("after",), after=("marketing",)))
    ordered = replace(post, versions=(replace(post.version, needs=needs),))

    assert set(told(*due(ordered, hours=(23, 24)))) == {MIA, MAX}
    assert set(told(*due(signed(ordered, MIA), hours=(23, 24)))) == {HAL}


def test_a_reminder_names_the_seats_it_is_about() -> None:
    bundle = due(proposed(shows_people=True), hours=(47, 48))

    assert {one.user: one.reminders[0].departments for one in bundle} == {
        MIA: ("marketing",),
        MAX: ("marketing",),
        HAL: ("hr",),
        LEN: ("marketing",),
        ADA: ("marketing", "hr"),
    }


def test_a_vacant_seat_is_taken_to_those_who_can_mend_it() -> None:
    nobody = LED.with_department(Department(key="marketing", name="Marketing", lead=LEN))

    assert due(proposed(), hours=(23, 24), workspace=nobody) == ()
    assert set(told(*due(proposed(), hours=(47, 48), workspace=nobody))) == {LEN, ADA}
    gone = replace(LED, departments=tuple(one for one in LED.departments if one.key != "marketing"))
    assert set(told(*due(proposed(), hours=(47, 48), workspace=gone))) == {ADA}


def test_who_is_away_or_gone_is_left_alone_and_the_delegate_is_asked() -> None:
    workspace = replace(
        LED,
        absences=(
            Absence(user=MIA, since=MONDAY, until=later(99), delegate=FAY),
            Absence(user=LEN, since=MONDAY, until=later(99)),
        ),
        deactivated=frozenset({MAX}),
    )

    assert set(told(*due(proposed(), hours=(47, 48), workspace=workspace))) == {FAY, ADA}


def test_leads_and_admins_are_not_reminded_of_what_they_wrote() -> None:
    workspace = LED.with_department(Department(key="ecommerce", name="E-commerce", members=(EVE, ADA, LEN)))

    for author in (ADA, LEN):
        post = proposed(by=author, workspace=workspace)
        assert author not in told(*due(post, hours=(47, 48), workspace=workspace))


def test_an_author_is_reminded_to_edit_and_a_holder_to_release() -> None:
    asked = request_changes(proposed(), version=1, by=MIA, at=later(1), comment="Shorter.", workspace=LED)
    assert told(*due(asked, hours=(24, 25))) == {EVE: ["P1"]}
    assert told(*due(asked, hours=(48, 49))) == {ADA: ["P1"], EVE: ["P1"]}

    held = hold(proposed(), by=MAX, at=later(1), reason="Wait.", workspace=LED)
    (bundle,) = due(held, hours=(24, 25))
    assert (bundle.user, bundle.reminders[0].departments) == (MAX, ())
    nameless = replace(held, state_by=None)
    assert set(told(*due(nameless, hours=(24, 25)))) == {EVE}


def test_a_rescheduled_post_has_a_new_timetable() -> None:
    gone = expire(proposed(publish_at=later(2)), workspace=WORKSPACE, at=later(2))
    again = reschedule(gone, publish_at=later(60), by=EVE, at=later(10), workspace=LED, policy=SHIPPED_POLICY)

    assert [one.at for one in moments(again)] == [later(36), later(56), later(59)]


def test_evenings_and_weekends_are_each_persons_own() -> None:
    # Proposed on Monday at 20:30 in London, so a day later it is evening there.
    post = replace(proposed(), state_at=later(11.5), versions=(replace(proposed().version, at=later(11.5)),))
    tokyo = (Member(user=MIA, name="Mia", timezone="Asia/Tokyo"),)
    new_york = (Member(user=MIA, name="Mia", timezone="America/New_York"),)

    assert told(*due(post, hours=(35, 36), members=new_york)) == {MIA: ["P1"]}
    # 05:30 in Tokyo: held back until 08:00, which is 23:00 in London.
    assert due(post, hours=(35, 37.9), members=tokyo) == ()
    assert told(*due(post, hours=(37.9, 38), members=tokyo)) == {MIA: ["P1"]}
    # Max has no zone of his own: Wednesday 08:00 in the workspace's.
    assert told(*due(post, hours=(46.9, 47), members=tokyo)) == {MAX: ["P1"]}


def test_the_last_reminder_before_expiry_waits_for_nobodys_morning() -> None:
    saturday = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)
    post = proposed(publish_at=saturday)

    def at(moment: datetime) -> tuple[Bundle, ...]:
        return bundles([post], workspace=LED, members=(), told=(), heard={}, at=moment)

    assert at(saturday - timedelta(hours=1, minutes=1)) == ()
    assert set(told(*at(saturday - timedelta(hours=1)))) == {MIA, MAX, LEN, ADA}
    # The others were held back until Monday, when the post is gone.
    assert at(datetime(2026, 11, 30, 12, 0, tzinfo=UTC)) == ()


def test_messages_to_one_person_keep_apart_except_for_the_last_reminder() -> None:
    one = proposed(publish_at=later(30))
    two = replace(proposed(publish_at=later(30.2)), id=PostId("P2"))

    def at(hours: float, *, heard: float) -> dict[UserId, list[PostId]]:
        sent = {Told(MIA, one.id, moments(one)[0].at)}
        return told(
            *bundles(
                [one, two], workspace=LED, members=(), told=sent, heard={MIA: later(heard)}, at=later(hours)
            )
        )

    assert MIA not in at(6.3, heard=6)
    assert at(6.5, heard=6)[MIA] == ["P2"]
    assert at(6.3, heard=7)[MIA] == ["P2"], (
        "a message from the future is a clock's fault and holds nothing back"
    )
    assert at(29, heard=28.9)[MIA] == ["P1", "P2"]


def test_last_reminders_that_lie_close_together_come_in_one_message_and_none_of_them_late() -> None:
    posts = [
        replace(proposed(publish_at=later(30 + number / 6)), id=PostId(f"P{number}"), title=f"{number}")
        for number in range(6)
    ]
    sent: list[Told] = []
    heard: dict[UserId, datetime] = {}
    came: dict[int, list[PostId]] = {}
    for minute in range(28 * 60 + 30, 31 * 60):
        at = MONDAY + timedelta(minutes=minute)
        for one in bundles(posts, workspace=LED, members=(), told=sent, heard=heard, at=at):
            sent += one.told
            heard[one.user] = at
            if one.user == MIA:
                came[minute - 29 * 60] = [each.post.id for each in one.reminders]

    # The first message is for what was missed before; then an hour before P0, and before P4.
    assert list(came.items())[1:] == [(0, ["P0", "P1", "P2", "P3"]), (40, ["P4", "P5"])]


def test_an_edit_after_an_early_last_reminder_is_reminded_again() -> None:
    first = proposed(publish_at=later(30))
    second = replace(proposed(publish_at=later(30.4)), id=PostId("P2"))
    at = later(29)
    before = bundles([first, second], workspace=LED, members=(), told=(), heard={}, at=later(27))
    known = [each for one in before for each in one.told]
    (early,) = (
        one
        for one in bundles([first, second], workspace=LED, members=(), told=known, heard={}, at=at)
        if one.user == MIA
    )
    assert [one.post.id for one in early.reminders] == ["P1", "P2"]

    def told_at(post: Post, hours: float) -> bool:
        every = [*known, *early.told]
        return MIA in told(
            *bundles([post], workspace=LED, members=(), told=every, heard={MIA: at}, at=later(hours))
        )

    assert not told_at(second, 29.4)
    edited = replace(second, state_at=later(29.1))
    assert told_at(edited, 29.4)
    assert not told_at(edited, 29.3)


def test_who_comes_back_is_told_in_the_morning_what_came_meanwhile() -> None:
    # Away until Tuesday has ended; the moment was Tuesday 09:00.
    away = replace(LED, absences=(Absence(user=MIA, since=MONDAY, until=later(39), delegate=None),))

    assert set(told(*due(proposed(), hours=(23, 24), workspace=away))) == {MAX}
    assert due(proposed(), hours=(24, 39.1), workspace=away) == ()
    assert set(told(*due(proposed(), hours=(34.9, 47), workspace=away))) == {MIA}


@pytest.mark.parametrize(
    ("publish", "times"),
    [
        # Clocks go back in the night to Sunday 25 October 2026: noon in London is 12:00 UTC, a day before 11:00.
        ("2026-10-25T12:00", ["2026-10-24T12:00", "2026-10-25T08:00", "2026-10-25T11:00"]),
        # They go forward in the night to 29 March.
        ("2026-03-29T11:00", ["2026-03-28T11:00", "2026-03-29T07:00", "2026-03-29T10:00"]),
    ],
)
def test_a_night_in_which_clocks_change_moves_no_reminder(publish: str, times: list[str]) -> None:
    goes_out = datetime.fromisoformat(publish).replace(tzinfo=UTC)
    post = replace(proposed(), publish_at=goes_out, state_at=goes_out - timedelta(days=3))
    post = replace(post, versions=(replace(post.version, at=post.state_at),))

    assert [f"{one.at:%Y-%m-%dT%H:%M}" for one in moments(post)] == times


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        # 08:00 on the Monday after each change is another moment in UTC than on the Friday before.
        ("2026-10-23T19:30", "2026-10-26T08:00"),
        ("2026-03-27T20:30", "2026-03-30T07:00"),
    ],
)
def test_what_a_weekend_holds_back_comes_at_eight_by_the_changed_clock(friday: str, monday: str) -> None:
    due_at, morning = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (friday, monday))
    asked = due_at - timedelta(hours=24)
    post = replace(proposed(), state_at=asked, versions=(replace(proposed().version, at=asked),))

    def at(moment: datetime) -> tuple[Bundle, ...]:
        return bundles([post], workspace=LED, members=(), told=(), heard={}, at=moment)

    assert at(due_at) == ()
    assert at(morning - timedelta(minutes=1)) == ()
    assert set(told(*at(morning))) == {MIA, MAX, LEN, ADA}


def test_a_held_posts_last_reminder_waits_for_the_morning_as_it_does_not_expire() -> None:
    held = hold(proposed(publish_at=later(46)), by=MAX, at=later(1), reason="Wait.", workspace=LED)

    assert not moments(held)[-1].last


@pytest.mark.parametrize(
    ("moment", "timezone", "may"),
    [
        ("2026-11-23T07:59", "UTC", False),
        ("2026-11-23T08:00", "UTC", True),
        ("2026-11-23T19:59", "UTC", True),
        ("2026-11-23T20:00", "UTC", False),
        ("2026-11-28T12:00", "UTC", False),
        ("2026-11-29T12:00", "UTC", False),
        ("2026-11-29T23:30", "Asia/Tokyo", True),
        # Clocks go back in the night to 25 October and forward in the night to 29 March.
        ("2026-10-23T18:59", "Europe/London", True),
        ("2026-10-23T19:00", "Europe/London", False),
        ("2026-10-26T07:59", "Europe/London", False),
        ("2026-10-26T08:00", "Europe/London", True),
        ("2026-03-30T06:59", "Europe/London", False),
        ("2026-03-30T07:00", "Europe/London", True),
        # Samoa had no 30 December 2011, a Friday: after Thursday's evening came a Saturday.
        ("2011-12-30T05:00", "Pacific/Apia", True),
        ("2011-12-30T20:00", "Pacific/Apia", False),
        ("2026-11-23T08:00", "Mars/Base", True),
    ],
)
def test_evenings_nights_and_weekends_are_quiet(moment: str, timezone: str, may: bool) -> None:  # noqa: FBT001  # a table's column
    assert allowed(datetime.fromisoformat(moment).replace(tzinfo=UTC), timezone=timezone) is may


ZONES = st.sampled_from(
    [
        "Europe/London",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "Africa/Cairo",
        "Pacific/Apia",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 600), min_size=1, max_size=30), st.none() | st.integers(1, 200), ZONES)
def test_however_often_the_clock_ticks_each_reminder_comes_once(
    ticks: list[int], publish: int | None, timezone: str
) -> None:
    post = proposed(publish_at=later(publish) if publish else None)
    members = [Member(user=one, name="x", timezone=timezone) for one in (MIA, MAX, LEN, ADA, ELI)]
    at = MONDAY
    sent: set[Told] = set()
    heard: dict[UserId, datetime] = {}
    for tick in ticks:
        at += timedelta(minutes=tick)
        for one in bundles([post], workspace=LED, members=members, told=sent, heard=heard, at=at):
            assert allowed(at, timezone=timezone) or any(each.moment.last for each in one.reminders)
            assert not sent & set(one.told)
            sent |= set(one.told)
            heard[one.user] = at

    everything = bundles([post], workspace=LED, members=members, told=(), heard={}, at=at)
    late = {user for user, when in heard.items() if at - APART < when}
    assert {each for one in everything if one.user not in late for each in one.told} <= sent
