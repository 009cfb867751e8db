"""What reminders and absences look like: within Slack's limits, harmless, and with buttons only where they work."""

from dataclasses import replace
from itertools import product

import pytest

from blocks.absences import absence_offer, absence_state, read_offer, stand_in
from blocks.cards import APPROVE, REQUEST_CHANGES
from blocks.exceptions import GRANT
from blocks.home import home
from blocks.home_board import Board
from blocks.reminders import OPEN_CARD, POSTS_SHOWN, reminder
from domain.clashes import Clash, ClashKind, ClashState, Standing
from domain.exemptions import Plea
from domain.findings import Level
from domain.holds import hold
from domain.people import Absence, UserId
from domain.posts import Post, PostId, State
from domain.refusals import Refusal
from domain.waiting import tasks
from tests.blocks.judge import judged
from tests.blocks.test_waiting import buttons
from tests.domain.stories import ADA, EVE, FAY, HAL, MAX, MIA, MONDAY, WORKSPACE, finding, later, proposed

NAUGHTY = "<!channel> *bold* & <@U0EVE> " + "🧥" * 300


def actions(payload: dict[str, object]) -> list[str]:
    blocks = payload["blocks"]
    assert isinstance(blocks, list)
    return [one["action_id"] for block in blocks for one in block.get("elements", ()) if "action_id" in one]


def test_many_posts_with_hostile_titles_stay_within_the_limits() -> None:
    posts = [
        replace(proposed(publish_at=later(24 + number)), id=PostId(f"P{number}"), title=NAUGHTY)
        for number in range(40)
    ]
    links = {one.id: "https://slack.invalid/" + "p" * 200 for one in posts}

    payload = judged(
        reminder(posts, reader=MIA, workspace=WORKSPACE, sent=MONDAY, at=MONDAY, card_links=links, clashes={})
    )

    assert "40 posts wait" in payload["text"]
    assert "<!channel>" not in str(payload)
    assert actions(payload) == [APPROVE, REQUEST_CHANGES, OPEN_CARD] * POSTS_SHOWN
    assert "+30 more posts" in str(payload["blocks"][-1])


def forbidden() -> Post:
    """In review, with words in it that a rule forbids."""
    whole = proposed()
    return replace(whole, versions=(replace(whole.version, findings=(finding(level=Level.ERROR),)),))


def test_there_are_no_buttons_for_what_cannot_be_done() -> None:
    blocked = forbidden()
    held = hold(proposed(), by=MAX, at=later(1), reason="Wait.", workspace=WORKSPACE)

    def offered(post: object, reader: object) -> list[str]:
        return actions(
            judged(
                reminder(
                    [post],  # type: ignore[list-item]  # a table of cases
                    reader=reader,  # type: ignore[arg-type]
                    workspace=WORKSPACE,
                    sent=later(2),
                    at=later(2),
                    card_links={},
                    clashes={},
                )
            )
        )

    assert offered(blocked, MIA) == []
    pleaded = replace(blocked, plea=Plea(version=1, by=EVE, at=MONDAY, because="It never ends."))
    assert offered(pleaded, MIA) == [GRANT]
    assert offered(pleaded, HAL) == []
    assert offered(proposed(), ADA) == []
    assert offered(held, MIA) == []
    assert offered(held, MAX) == ["post_release"]


def test_the_home_offers_what_the_reminder_offers_in_the_same_words() -> None:
    blocked = forbidden()
    pleaded = replace(blocked, plea=Plea(version=1, by=EVE, at=MONDAY, because="It never ends."))
    for post, reader in product((blocked, pleaded, proposed()), (MIA, HAL, FAY)):
        found = tasks(reader, [post], workspace=WORKSPACE, at=MONDAY)
        view = home(WORKSPACE, reader, Board(tasks=found), at=MONDAY).to_dict()
        offered = reminder(
            [post],
            reader=reader,
            workspace=WORKSPACE,
            sent=MONDAY,
            at=MONDAY,
            card_links={},
            clashes={},
        ).payload()
        labels = {"Approve", "Grant exception"}
        assert labels & set(buttons(view)) == labels & set(buttons(offered))
        if found and post.blocking(at=MONDAY):
            assert "⛔ Blocked by the rulebook until Marketing grants an exception" in str(view)
            assert "⛔ Blocked by the rulebook until Marketing grants an exception" in str(offered)


def test_nobody_is_told_to_nudge_themselves() -> None:
    def told(reader: UserId, post: Post) -> str:
        return str(
            judged(
                reminder(
                    [post],
                    reader=reader,
                    workspace=WORKSPACE,
                    sent=MONDAY,
                    at=MONDAY,
                    card_links={},
                    clashes={},
                )
            )
        )

    blocked = forbidden()
    pleaded = replace(blocked, plea=Plea(version=1, by=EVE, at=MONDAY, because="It never ends."))
    asked = [(ADA, proposed(), "sign it"), (MIA, blocked, "edit it"), (HAL, pleaded, "grant the exception")]
    for reader, post, can in asked:
        assert f"can {can}. Please nudge them." in told(reader, post)
    for reader, post in [(MIA, proposed()), (EVE, blocked), (MIA, pleaded)]:
        assert "nudge" not in told(reader, post)


def test_time_left_counts_from_when_the_message_came() -> None:
    post = proposed(publish_at=later(24))
    message = reminder(
        [post], reader=MIA, workspace=WORKSPACE, sent=MONDAY, at=later(20), card_links={}, clashes={}
    )

    assert "goes out *in 24 h*" in str(judged(message))


def test_a_reminder_that_comes_some_seconds_late_counts_what_it_was_due_for() -> None:
    sent = later(1 / 120)
    message = reminder(
        [proposed(publish_at=later(4))],
        reader=MIA,
        workspace=WORKSPACE,
        sent=sent,
        at=sent,
        card_links={},
        clashes={},
    )

    assert "goes out *in 4 h*" in str(judged(message))


def test_an_offer_can_be_read_again() -> None:
    until = later(111)
    payload = judged(
        absence_offer(until, delegate=MAX, timezone="Asia/Tokyo", alone=(NAUGHTY,), unknown=NAUGHTY)
    )
    confirm = payload["blocks"][-1]["elements"][0]
    menu = {**payload["blocks"][1]["accessory"], "block_id": payload["blocks"][1]["block_id"]}

    assert "*Sat 28 Nov 2026, 09:00* (Asia/Tokyo)" in payload["text"]
    assert read_offer(confirm) == (until, MAX)
    assert read_offer({**menu, "selected_user": "U0HAL"}) == (until, HAL)


@pytest.mark.parametrize("value", ["", "soon", "2026-13-45 U0MAX"])
def test_a_button_of_somebody_else_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match="Type /social away again"):
        read_offer({"action_id": "away_confirm", "value": value})


def test_the_state_says_for_whom_one_signs() -> None:
    workspace = replace(WORKSPACE, absences=(Absence(user=MIA, since=MONDAY, until=later(9), delegate=HAL),))

    assert "You sign for <@U0MIA>" in judged(absence_state(HAL, workspace=workspace, at=later(1)))["text"]
    away = judged(absence_state(MIA, workspace=workspace, at=later(1)))
    assert actions(away) == ["away_back"]
    assert "<@U0HAL> signs for you" in away["text"]
    assert "You are here" in judged(absence_state(MIA, workspace=workspace, at=later(9)))["text"]
    absence = workspace.absences[0]
    assert "no longer sign" in judged(stand_in(MIA, absence, at=later(9)))["text"]
    assert "no longer sign" in judged(stand_in(MIA, None, at=later(1)))["text"]
    assert "named you" in judged(stand_in(MIA, absence, at=later(1)))["text"]


def test_whoever_is_to_decide_reads_what_the_post_says() -> None:
    post = replace(proposed(), title="Jackets")

    def shown_to(reader: UserId) -> str:
        return str(
            judged(
                reminder(
                    [post],
                    reader=reader,
                    workspace=WORKSPACE,
                    sent=MONDAY,
                    at=MONDAY,
                    card_links={},
                    clashes={},
                )
            )
        )

    assert f"“{post.version.content.text}”" in shown_to(MIA)
    assert "“" not in shown_to(ADA)


def test_whoever_is_to_decide_reads_what_speaks_against_it() -> None:
    whole = proposed()
    post = replace(whole, versions=(replace(whole.version, findings=(finding(level=Level.WARNING),)),))
    clash = Clash(first=post.id, second=PostId("P2"), kind=ClashKind.SAME_TEXT)
    both = {post.id: (Standing(clash=clash, state=ClashState.OPEN, titles=(post.title, "Outlet")),)}

    def shown_to(reader: UserId) -> str:
        message = reminder(
            [post], reader=reader, workspace=WORKSPACE, sent=MONDAY, at=MONDAY, card_links={}, clashes=both
        )
        return str(judged(message))

    assert "⚠️ “Autumn”: A price." in shown_to(MIA)
    assert "↔️ Almost the same text as “Outlet”" in shown_to(MIA)
    assert "⚠️" not in shown_to(EVE)


def test_what_is_settled_is_told_by_what_became_of_it_and_only_approval_is_green() -> None:
    def head(*states: State) -> str:
        posts = [replace(proposed(), id=PostId(f"P{at}"), state=one) for at, one in enumerate(states)]
        message = reminder(
            posts, reader=MIA, workspace=WORKSPACE, sent=MONDAY, at=MONDAY, card_links={}, clashes={}
        )
        return str(judged(message)["text"]).partition(" · ")[0]

    assert head(State.APPROVED, State.PUBLISHED) == "✅ Nothing of this waits any more: 2 approved"
    assert head(State.EXPIRED) == "⚪ Nothing of this waits any more: 1 expired"
    assert head(State.WITHDRAWN, State.APPROVED, State.EXPIRED) == (
        "⚪ Nothing of this waits any more: 1 approved, 1 expired, 1 withdrawn"
    )
