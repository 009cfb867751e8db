"""A seat is waived from the menu: by whom it may be, with the reason, and never past everybody."""

from dataclasses import replace

import pytest

from blocks.approvals import COMMENT
from blocks.cards import APPROVE, REQUEST_CHANGES
from blocks.more import EDIT, MORE, WAIVE
from blocks.waivers import SEAT
from domain.people import UserId
from domain.posts import Post, State
from domain.seats import SeatState, seats
from domain.workspaces import Workspace
from tests.handlers.desk import (
    ADA,
    BEA,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    RETAILER,
    WIM,
    Desk,
    choices,
    on_one_database,
)
from tests.handlers.slack import FakeSlack
from tests.handlers.test_holds import held

WHY = "The store is closed for refitting."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def in_store(desk: Desk, author: UserId = EVE) -> Post:
    """A post that marketing and field operations have to sign."""
    return desk.propose(author, stores=["S001"])


def waived(desk: Desk, post: Post, by: UserId = ADA, seat: str = "field-ops") -> Post:
    assert desk.click(by, desk.card(post), MORE, choice=WAIVE).body == ""
    assert desk.submit(by, desk.slack.view, **{SEAT: seat, COMMENT: WHY}).body == ""
    return desk.post(post.id)


def state_of(desk: Desk, post: Post, seat: str = "field-ops") -> SeatState:
    every = seats(desk.post(post.id), workspace=desk.workspace(), at=desk.at)
    return {one.department: one.state for one in every}[seat]


def offered(slack: FakeSlack) -> list[str]:
    (seat,) = [one for one in slack.view["blocks"] if one.get("block_id") == SEAT]
    return [one["text"]["text"] for one in seat["element"]["options"]]


def with_approvers(department: str, *approvers: UserId) -> Workspace:
    changed = tuple(
        replace(one, approvers=approvers) if one.key == department else one for one in RETAILER.departments
    )
    return replace(RETAILER, departments=changed)


@pytest.mark.parametrize("by", [ADA, FAY])
def test_the_seat_says_who_waived_it_and_why(desk: Desk, by: UserId) -> None:
    post = waived(desk, in_store(desk), by)

    assert post.state is State.IN_REVIEW
    assert f"⏭️ waived by <@{by}>: {WHY}" in str(desk.card(post))
    assert desk.said_in_trail()[-1] == ("waived", by, post.id, 1)
    detail = desk.trail()[-1].event.detail
    assert (detail["department"], detail["comment"]) == ("field-ops", WHY)
    assert desk.wanted()["decision", "2", "C0DESK"] == 1
    assert desk.wanted()["author", "2", EVE] == 1

    desk.tick(FAY, post)
    desk.click(MIA, desk.card(post), APPROVE)
    assert desk.post(post.id).state is State.APPROVED


def test_waiving_the_last_missing_seat_approves(desk: Desk) -> None:
    post = in_store(desk)
    desk.tick(FAY, post)
    desk.click(MIA, desk.card(post), APPROVE)

    post = waived(desk, post)

    assert (post.state, post.state_by) == (State.APPROVED, ADA)
    assert "a seat waived by" in desk.card(post)["text"]


def test_each_is_offered_the_seats_that_are_theirs_to_waive(desk: Desk, slack: FakeSlack) -> None:
    card = desk.card(in_store(desk))

    desk.click(FAY, card, MORE, choice=WAIVE)
    assert offered(slack) == ["Field operations", "Readiness of the stores"]
    desk.click(ADA, card, MORE, choice=WAIVE)
    assert offered(slack) == ["Marketing", "Field operations", "Readiness of the stores"]


def test_the_menu_offers_it_only_where_somebody_could(desk: Desk) -> None:
    assert "Waive seat" not in choices(desk.card(desk.propose(EVE)))
    post = in_store(desk)
    assert "Waive seat" in choices(desk.card(post))
    post = waived(desk, post)
    assert "Waive seat" in choices(desk.card(post))  # the stores' readiness may be waived, too
    desk.tick(FAY, post)
    assert "Waive seat" not in choices(desk.card(post))


@on_one_database
@pytest.mark.parametrize(
    ("by", "said"),
    [
        (EVE, "You wrote this post, so somebody else has to waive a seat."),
        (HAL, "Only approvers of Marketing and Field operations and admins can waive a seat of this post"),
        (WIM, f"<@{ADA}> and <@{BEA}>"),
    ],
)
def test_whoever_may_waive_nothing_is_told_why(desk: Desk, slack: FakeSlack, by: UserId, said: str) -> None:
    post = in_store(desk)
    before, opened = desk.kept(), len(slack.to("views.open"))

    desk.click(by, desk.card(post), MORE, choice=WAIVE)

    assert said in slack.reply
    assert (desk.kept(), len(slack.to("views.open"))) == (before, opened)


def test_whoever_signed_one_seat_cannot_waive_another(desk: Desk, slack: FakeSlack) -> None:
    desk.set_up(with_approvers("field-ops", FAY, MIA))
    post = in_store(desk)
    desk.click(MIA, desk.card(post), APPROVE)

    desk.click(MIA, desk.card(post), MORE, choice=WAIVE)

    assert "You have decided about this version for another department" in slack.reply
    assert state_of(desk, post) is SeatState.WAITING


@on_one_database
@pytest.mark.parametrize(
    ("values", "field"),
    [({SEAT: "field-ops", COMMENT: " "}, COMMENT), ({SEAT: "field-ops", COMMENT: "x" * 3_001}, COMMENT)],
)
def test_a_waiver_without_words_says_so_under_the_field(
    desk: Desk, slack: FakeSlack, values: dict[str, object], field: str
) -> None:
    post = in_store(desk)
    desk.click(ADA, desk.card(post), MORE, choice=WAIVE)

    assert list(desk.submit(ADA, slack.view, **values).errors) == [field]

    assert desk.post(post.id).sign_offs == ()


def test_a_waiver_without_a_seat_says_so_under_the_field(desk: Desk, slack: FakeSlack) -> None:
    desk.click(ADA, desk.card(in_store(desk)), MORE, choice=WAIVE)

    assert list(desk.submit(ADA, slack.view, **{COMMENT: WHY}).errors) == [SEAT]


def signed(desk: Desk, post: Post) -> None:
    desk.click(FAY, desk.card(post), APPROVE)


def edited(desk: Desk, post: Post) -> None:
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    desk.submit(EVE, desk.slack.view, text="Something else entirely.")


def withdrawn(desk: Desk, post: Post) -> None:
    desk.withdraw(post)


def on_hold(desk: Desk, post: Post) -> None:
    held(desk, post)


def waived_by_another(desk: Desk, post: Post) -> None:
    waived(desk, post, BEA)


def changes_asked(desk: Desk, post: Post) -> None:
    desk.click(FAY, desk.card(post), REQUEST_CHANGES)
    desk.submit(FAY, desk.slack.view, **{COMMENT: "Which stores?"})


def no_admin_any_more(desk: Desk, _: Post) -> None:
    desk.set_up(replace(RETAILER, admins=(BEA,)))


@on_one_database
@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (signed, f"<@{FAY}> already signed for Field operations <!date^"),
        (edited, f"<@{EVE}> made version 2 <!date^"),
        (withdrawn, f"This post was withdrawn by <@{EVE}> <!date^"),
        (on_hold, f"<@{MIA}> put this post on hold <!date^"),
        (waived_by_another, f"<@{BEA}> already waived the seat of Field operations <!date^"),
        (changes_asked, f"<@{FAY}> asked for changes for Field operations <!date^"),
        (no_admin_any_more, "Only approvers of Field operations and admins can waive its seat"),
    ],
)
def test_a_waiver_that_comes_too_late_gives_the_words_back(
    desk: Desk, slack: FakeSlack, happened: object, said: str
) -> None:
    post = in_store(desk)
    desk.click(ADA, desk.card(post), MORE, choice=WAIVE)
    view = slack.view
    assert callable(happened)
    happened(desk, post)
    before = desk.kept()

    answer = desk.submit(ADA, view, **{SEAT: "field-ops", COMMENT: "My words."})

    shown = str(answer.body["view"]["blocks"])
    assert said in shown
    assert "My words." in shown
    assert desk.kept() == before


def test_an_approver_removed_while_the_form_is_open_waives_nothing(desk: Desk, slack: FakeSlack) -> None:
    post = in_store(desk)
    desk.click(FAY, desk.card(post), MORE, choice=WAIVE)
    desk.set_up(with_approvers("field-ops", MAX))

    answer = desk.submit(FAY, slack.view, **{SEAT: "field-ops", COMMENT: "My words."})

    assert "Only approvers of Field operations and admins" in str(answer.body["view"])
    assert "My words." in str(answer.body["view"])
    assert desk.post(post.id).sign_offs == ()


def test_a_new_version_asks_the_department_again_and_the_line_says_so(desk: Desk) -> None:
    post = waived(desk, in_store(desk))

    edited(desk, post)

    assert state_of(desk, post) is SeatState.WAITING


def test_admins_who_heard_of_an_empty_seat_hear_that_the_post_goes_on(desk: Desk) -> None:
    desk.set_up(with_approvers("field-ops"))
    post = in_store(desk)
    seat = f"{post.id}/field-ops"
    assert desk.wanted()["vacant-seat", seat, ADA] == 1

    waived(desk, post)

    assert desk.wanted()["vacant-seat", seat, ADA] == desk.wanted()["vacant-seat", seat, BEA] == 2


def test_a_full_menu_leaves_the_rest_to_details(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE, "Come and utilize our in-store offer.", stores=["S001"])
    assert any(one.fixable for one in post.version.findings)
    assert choices(desk.card(post)) == ["Details", "Edit", "Fix wording", "Hold", "Readiness"]

    desk.click(FAY, desk.card(post), MORE, choice="details")
    assert desk.press(FAY, slack.view, "post_more_waive").status == 200
    (pushed,) = slack.to("views.push")
    assert pushed["view"]["title"]["text"] == "Waive seat"

    desk.click(EVE, desk.card(post), MORE, choice="fix_wording")
    assert desk.submit(EVE, slack.view).status == 200
    post = desk.post(post.id)
    assert post.version.number == 2

    # With two versions "History" is there for everybody, and more moves to the details.
    assert choices(desk.card(post)) == ["Details", "Edit", "History", "Hold", "Readiness"]
    desk.click(EVE, desk.card(post), MORE, choice="details")
    assert desk.press(EVE, slack.view, "post_more_withdraw").status == 200
    sure = {**slack.to("views.push")[-1]["view"], "previous_view_id": "V0"}
    assert desk.submit(EVE, sure).body == {"response_action": "clear"}
    assert desk.post(post.id).state is State.WITHDRAWN
