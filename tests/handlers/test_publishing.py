"""A post goes out: the call at its time, "Mark as published", a slip taken back, and what it brought."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from blocks.cards import APPROVE
from blocks.more import DETAILS, MORE, PUBLISH, RESULTS, TAKE_BACK
from blocks.publishing import MARK
from blocks.results import RECORD
from blocks.results_listing import PAGE
from bot.timekeeping import keep_time
from delivery.renderers import RENDERERS
from delivery.renderings import Bundle
from domain.contradictions import contradictions
from domain.freeze import Scope
from domain.freezes import freeze
from domain.notices import Notice, NoticeKind
from domain.people import Absence, UserId
from domain.posts import Post, State
from handlers.kit import Kit
from sandbox.blockkit import elements_of
from tests.handlers.desk import (
    ADA,
    ELI,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    NOON,
    RETAILER,
    WIM,
    WORKSPACE,
    Desk,
    choices,
    controls,
    on_one_database,
)
from tests.handlers.slack import FakeSlack

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOSTILE = "<!channel> *50 %* off & more \x00 `=1+1` \u202eevil"


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def approved(
    desk: Desk, text: str = "Slippers are back.", *, out: timedelta | None = HOUR, **values: Any
) -> Post:
    publish_at = int((desk.at + out).timestamp()) if out else None
    post = desk.propose(EVE, text, publish_at=publish_at, **values)
    desk.click(MIA, desk.card(post), APPROVE)
    assert desk.post(post.id).state is State.APPROVED
    return desk.post(post.id)


def published(desk: Desk, post: Post, by: UserId = EVE, **values: Any) -> Post:
    assert desk.click(by, desk.card(post), MARK).body == ""
    assert desk.submit(by, desk.slack.view, **values).body == ""
    return desk.post(post.id)


def measured(desk: Desk, post: Post, by: UserId = EVE, **values: Any) -> Post:
    assert desk.click(by, desk.card(post), MORE, choice=RESULTS).body == ""
    assert desk.submit(by, desk.slack.view, **values).body == ""
    return desk.post(post.id)


def tick(desk: Desk) -> None:
    keep_time(kit_of_desk(desk))


def kit_of_desk(desk: Desk) -> Kit:
    numbers = iter(range(10_000))
    return Kit(
        database=desk.database,
        rulebook=lambda: desk.rulebook,
        model=lambda: desk.model,
        now=lambda: desk.at,
        new_id=lambda: f"tick-{desk.at.timestamp()}-{next(numbers)}",
        wake=lambda: None,
    )


def of_kind(desk: Desk, kind: NoticeKind) -> list[Notice]:
    return [one for one in desk.notices() if one.kind is kind]


def drawn(desk: Desk, notice: Notice) -> dict[str, Any]:
    """The direct message as it would be shown now."""
    with desk.database.transaction(WORKSPACE) as work:
        rendering = RENDERERS[notice.kind](notice, work=work, at=desk.at)
    assert isinstance(rendering, Bundle)
    return rendering.draw({}).payload()


def labels(message: Any) -> list[str]:
    return [one["text"]["text"] for block in message["blocks"] for one in elements_of(block)]


def test_a_post_goes_out_is_measured_and_the_record_agrees(desk: Desk) -> None:
    post = approved(desk)
    card = desk.card(post)
    assert controls(card) == ["Mark as published"]
    assert "Mark as published" in choices(card)

    post = published(desk, post, link_x="https://x.com/shop/1")

    card = desk.card(post)
    assert card["text"].startswith(f"📣 Published by <@{EVE}>")
    assert controls(card) == ["Record results"]
    assert "<https://x.com/shop/1|X (x.com)>" in str(card["blocks"])
    assert "otherwise" not in str(card["blocks"])
    assert desk.said_in_trail()[-1] == ("published", EVE, post.id, 1)
    assert desk.trail()[-1].event.detail["links"] == "https://x.com/shop/1"

    post = measured(desk, post, measure="slippers sold", figure_own="1,204", figure_reach="12 000")
    card = desk.card(post)
    assert post.state is State.MEASURED
    assert card["text"].startswith(f"📣 Published · results recorded by <@{EVE}>")
    assert "📈 slippers sold 1,204 · Reach 12,000 people" in str(card["blocks"])
    assert controls(card) == []
    assert desk.trail()[-1].event.detail["results"] == "slippers sold 1,204 · Reach 12,000 people"
    assert contradictions(desk.trail(), [post]) == ()


def test_what_was_published_otherwise_is_shown_on_the_card_and_as_a_whole_in_details(
    desk: Desk, slack: FakeSlack
) -> None:
    post = approved(desk)
    desk.click(EVE, desk.card(post), MARK)
    (text,) = (one for one in slack.view["blocks"] if one.get("block_id") == "published_text")
    assert text["element"]["initial_value"] == "Slippers are back."
    desk.submit(EVE, slack.view, published_text=f"Slippers are here. {HOSTILE}")

    said = str(desk.card(post)["blocks"])
    assert "Published otherwise than approved, text: " in said
    assert "<!channel>" not in desk.card(post)["text"]
    desk.click(MAX, desk.card(post), MORE, choice=DETAILS)
    assert "Not as approved: what went is struck, what came is bold" in str(slack.view["blocks"])
    assert desk.trail()[-1].event.detail["otherwise"] == "text"


@pytest.mark.parametrize("by", [EVE, ELI, MIA, HAL, FAY, ADA])
def test_its_author_colleagues_approvers_and_admins_mark_it(desk: Desk, by: UserId) -> None:
    assert published(desk, approved(desk), by).state_by == by


def test_a_stranger_does_not_and_nothing_changes(desk: Desk, slack: FakeSlack) -> None:
    post = approved(desk)
    before = desk.kept()

    desk.click(WIM, desk.card(post), MORE, choice=PUBLISH)

    assert f"Ask <@{ADA}>" in slack.reply
    assert desk.kept() == before


def test_pressed_twice_the_second_hears_who_was_first(desk: Desk, slack: FakeSlack) -> None:
    post = approved(desk)
    desk.click(EVE, desk.card(post), MARK)
    form = slack.view
    desk.click(ELI, desk.card(post), MARK)
    desk.submit(ELI, slack.view)
    before = desk.kept()

    answer = desk.submit(EVE, form)

    assert f"<@{ELI}> marked this post as published" in str(answer.body["view"]["blocks"])
    assert desk.kept() == before
    assert desk.wanted()["author", str(len(desk.trail())), EVE] == 1


@on_one_database
@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "x.com/1", "https://a@b.example", "https://x.com/ |<!here>"]
)
def test_a_link_that_is_none_is_refused_below_its_input(desk: Desk, slack: FakeSlack, link: str) -> None:
    post = approved(desk)
    desk.click(EVE, desk.card(post), MARK)

    assert "https://" in desk.submit(EVE, slack.view, link_x=link).errors["link_x"]
    assert desk.post(post.id).state is State.APPROVED


def test_nothing_frozen_is_marked_and_nobody_is_called_for_it(desk: Desk, slack: FakeSlack) -> None:
    post = approved(desk)
    desk.click(EVE, desk.card(post), MARK)
    form = slack.view
    cold = freeze(desk.workspace(), id="F1", scope=Scope(), reason="A recall.", by=ADA, at=desk.at)
    desk.set_up(replace(cold, freezes=tuple(replace(one, begun=True) for one in cold.freezes)))

    assert "A recall." in str(desk.submit(EVE, form).body["view"]["blocks"])
    assert "Mark as published" not in (*controls(desk.card(post)), *choices(desk.card(post)))
    desk.at += 2 * HOUR
    tick(desk)
    assert of_kind(desk, NoticeKind.PUBLISH) == []


def test_a_slip_is_taken_back_within_an_hour_by_whoever_made_it(desk: Desk, slack: FakeSlack) -> None:
    before = approved(desk)
    post = published(desk, before)
    old = desk.card(post)

    desk.click(ELI, old, MORE, choice=TAKE_BACK)
    assert f"Only <@{EVE}>, who marked this post" in slack.reply
    desk.at += timedelta(minutes=59)
    assert desk.click(EVE, old, MORE, choice=TAKE_BACK).body == ""

    assert desk.post(post.id) == before
    assert desk.card(post)["text"].startswith(f"🟢 Approved by <@{MIA}>")
    assert desk.said_in_trail()[-1][0] == "not published after all"
    desk.click(EVE, old, MORE, choice=TAKE_BACK)
    assert "nothing to take back" in slack.reply
    assert contradictions(desk.trail(), [desk.post(post.id)]) == ()

    again = published(desk, before)
    old = desk.card(again)
    desk.at += HOUR
    desk.click(EVE, old, MORE, choice=TAKE_BACK)
    assert "can be taken back for one hour" in slack.reply
    assert "Not published after all" not in choices(desk.card(again))


def test_at_its_time_the_author_gets_the_final_text_of_each_network_once(desk: Desk) -> None:
    post = approved(desk, networks=["x", "instagram"])
    tick(desk)
    assert of_kind(desk, NoticeKind.PUBLISH) == []
    desk.at += HOUR
    tick(desk)
    tick(desk)
    desk.at += 9 * HOUR
    tick(desk)

    (call,) = of_kind(desk, NoticeKind.PUBLISH)
    assert (call.place, call.wanted) == (EVE, 1)
    message = drawn(desk, call)
    assert message["text"] == "📣 It is time to publish “Slippers are back.” on X and Instagram"
    (text,) = (
        part
        for block in message["blocks"]
        if block["type"] == "rich_text"
        for part in block["elements"]
        if part["type"] == "rich_text_preformatted"
    )
    assert text["elements"][0]["text"] == "Slippers are back."
    assert labels(message) == ["Mark as published"]

    assert desk.click(EVE, message, MARK).body == ""
    assert desk.submit(EVE, desk.slack.view).body == ""
    (call,) = of_kind(desk, NoticeKind.PUBLISH)
    assert call.wanted == 2
    assert drawn(desk, call)["text"].startswith(f"📣 Published by <@{EVE}>")
    assert labels(drawn(desk, call)) == []
    assert post.id in str(desk.said_in_trail()[-1])


def test_while_its_author_is_away_a_colleague_is_called(desk: Desk) -> None:
    approved(desk)
    away = Absence(user=EVE, since=desk.at, until=desk.at + DAY)
    desk.set_up(replace(desk.workspace(), absences=(away,)))
    desk.at += HOUR
    tick(desk)

    assert [one.place for one in of_kind(desk, NoticeKind.PUBLISH)] == [ELI]


def test_an_edit_after_the_call_takes_the_old_text_away(desk: Desk) -> None:
    post = approved(desk)
    desk.at += HOUR
    tick(desk)
    with desk.database.transaction(WORKSPACE) as work:
        found = work.posts.get(post.id)
        assert found is not None
        work.posts.save(found.moved(State.IN_REVIEW, by=EVE, at=desk.at))

    message = drawn(desk, of_kind(desk, NoticeKind.PUBLISH)[0])
    assert "Please do not publish it as it was" in str(message["blocks"])
    assert labels(message) == []


def test_results_that_nobody_recorded_are_asked_for_once_in_one_message(desk: Desk, slack: FakeSlack) -> None:
    first, second = approved(desk, "One."), approved(desk, "Two.")
    published(desk, first)
    published(desk, second)
    desk.at += 7 * DAY - HOUR
    tick(desk)
    assert of_kind(desk, NoticeKind.RESULTS) == []

    desk.at += 9 * HOUR  # 21:00 in London: nobody is asked in the evening
    tick(desk)
    assert of_kind(desk, NoticeKind.RESULTS) == []
    desk.at += 12 * HOUR
    tick(desk)
    tick(desk)
    desk.at += 3 * DAY
    tick(desk)

    (asked,) = of_kind(desk, NoticeKind.RESULTS)
    message = drawn(desk, asked)
    assert (asked.place, message["text"]) == (EVE, "📈 What did 2 posts bring?")
    assert "They went out a week ago or longer. The measure that counts for each is" in str(message)
    assert labels(message) == ["Record results", "Record results"]
    assert desk.click(EVE, message, RECORD).body == ""
    assert desk.submit(EVE, slack.view, figure_clicks="0").body == ""
    left = drawn(desk, asked)
    assert labels(left) == ["Record results"]
    assert left["text"] == "📈 What did 1 post bring?"
    assert "It went out a week ago or longer. The measure that counts for it is" in str(left)
    assert of_kind(desk, NoticeKind.RESULTS)[0].wanted == 2


def test_results_are_corrected_and_both_are_kept(desk: Desk, slack: FakeSlack) -> None:
    post = measured(desk, published(desk, approved(desk)), figure_clicks="30")
    desk.click(MIA, desk.card(post), MORE, choice=RESULTS)
    form = slack.view
    (clicks,) = (one for one in form["blocks"] if one.get("block_id") == "figure_clicks")
    assert clicks["element"]["initial_value"] == "30"

    assert desk.submit(MIA, form, figure_clicks="300").body == ""
    assert desk.submit(MIA, form, figure_clicks="300").body == ""
    late = desk.submit(EVE, form, figure_clicks="31")

    assert f"<@{MIA}> recorded results of this post" in str(late.body["view"]["blocks"])
    assert [one[0] for one in desk.said_in_trail()[-2:]] == ["results recorded", "results corrected"]
    assert "📈 Clicks 300" in str(desk.card(post)["blocks"])
    desk.click(MIA, desk.card(post), MORE, choice=DETAILS)
    assert "Clicks 300" in str(slack.view["blocks"])
    assert "Clicks 30'" in str(slack.view["blocks"])


@on_one_database
@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({}, "figure_own", "at least one figure"),
        ({"figure_clicks": "<!channel>"}, "figure_clicks", "no number"),
        ({"figure_clicks": "-3"}, "figure_clicks", "cannot be right"),
        ({"figure_own": "3"}, "measure", "what this figure counts"),
    ],
)
def test_figures_that_are_none_are_refused_below_their_inputs(
    desk: Desk, slack: FakeSlack, typed: dict[str, str], field: str, said: str
) -> None:
    post = published(desk, approved(desk))
    desk.click(EVE, desk.card(post), RECORD)

    assert said in desk.submit(EVE, slack.view, **typed).errors[field]
    assert desk.post(post.id).state is State.PUBLISHED


@on_one_database
def test_the_list_has_what_lacks_results_and_what_posts_brought_in_pages(
    desk: Desk, slack: FakeSlack
) -> None:
    assert "No published post lacks results" in str(desk.command(EVE, "results").body["blocks"])
    done = published(desk, approved(desk, "Done.", title="Done"))
    measured(desk, done, measure=HOSTILE, figure_own="7")
    for number in range(21):
        desk.at += timedelta(minutes=1)
        published(desk, approved(desk, f"Post {number}.", title=f"Post {number}"))

    page = desk.command(EVE, "results").body
    assert page["text"] == "Published, results missing: 21 posts"
    assert "Post 0" in str(page["blocks"][1])
    assert "1-20 of 21" in str(page["blocks"])
    assert labels(page).count("Record results") == 20
    assert labels(page)[-3:] == ["Missing", "Recorded", "Newer"]
    assert "Record results" not in labels(desk.command(WIM, "results").body)
    desk.click(EVE, page, f"{PAGE}:on")
    assert "Post 20" in str(slack.to("respond")[-1]["blocks"][1])
    desk.click(EVE, page, f"{PAGE}:recorded")
    recorded = slack.to("respond")[-1]
    assert recorded["text"] == "Results recorded: 1 post"
    assert "&lt;!channel&gt;" in str(recorded["blocks"][1])
    assert RETAILER.desk
    assert desk.at > NOON
