"""When something fails underneath: an answer in time that says what to do, and nothing half-kept."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blocks.approvals import COMMENT, REASON
from blocks.cards import APPROVE, REJECT
from blocks.more import EDIT, MORE, WITHDRAW
from domain.posts import PostId
from storage.notices import Notices
from storage.posts import Posts
from tests.handlers.breakage import gone, locked
from tests.handlers.desk import ADA, EVE, MAX, MIA, WIM, Answer, Desk, target_of
from tests.handlers.logs import Log
from tests.handlers.slack import FakeSlack

PATIENCE = 3
"""Seconds after which Slack gives up ("Handling user interaction", acknowledgment response)."""
SAID = "The database did not answer, so nothing was changed. Please try again in a moment."
BUSY = (
    "So many people are at it that it was not your turn in time, so nothing was changed. "
    "Please try again in a moment."
)


def in_time(answer: Answer) -> Answer:
    assert answer.status == 200
    assert answer.seconds < PATIENCE
    return answer


def test_while_the_database_is_locked_everybody_is_told_in_time_to_try_again(
    desk: Desk, slack: FakeSlack, file_of: Path, log: Log
) -> None:
    post = desk.propose(EVE, "Slippers are back.")
    card = desk.card(post)
    view = desk.form(EVE, "Boots are back.")
    before = desk.kept()
    acts = [
        lambda: desk.command(EVE, ""),
        lambda: desk.command(EVE, "propose Boots"),
        lambda: desk.command(EVE, "export"),
        lambda: desk.click(MIA, card, APPROVE),
        lambda: desk.click(MAX, card, APPROVE),
        lambda: desk.submit(EVE, view, networks=["x"]),
        lambda: desk.search(EVE, view, "stores", "leeds"),
        lambda: desk.shortcut(EVE, "propose"),
    ]

    with locked(file_of), ThreadPoolExecutor(len(acts)) as everybody:
        answers = list(everybody.map(lambda act: in_time(act()), acts))

    assert [one.body for one in answers[:3]] == [BUSY] * 3
    assert [one["text"] for one in slack.to("respond")] == [BUSY] * 2
    assert answers[5].errors == {"text": BUSY}
    assert BUSY in str(slack.view)
    assert {line["event"] for line in log.lines} == {"database unavailable"}
    assert "Boots" not in log.text
    assert desk.kept() == before


@pytest.mark.parametrize("typed", ["", "propose Hello", "export"])
def test_a_command_without_a_database_is_told_to_try_again(
    desk: Desk, log: Log, file_of: Path, typed: str
) -> None:
    with gone(desk.database, file_of):
        answer = in_time(desk.command(EVE, typed))

    assert answer.text == SAID
    assert [line["event"] for line in log.lines] == ["database unavailable"]
    assert "Hello" not in log.text


def test_a_click_is_told_to_try_again_and_then_counts(desk: Desk, slack: FakeSlack, file_of: Path) -> None:
    post = desk.propose(EVE)
    card = desk.card(post)
    with gone(desk.database, file_of):
        in_time(desk.click(MIA, card, APPROVE))
    assert slack.reply == SAID
    assert desk.post(post.id).sign_offs == ()

    desk.click(MIA, card, APPROVE)

    assert desk.post(post.id).state.value == "approved"


def test_a_proposal_keeps_its_words_and_can_be_sent_again(desk: Desk, file_of: Path) -> None:
    view = desk.form(EVE, "Slippers are back.")
    with gone(desk.database, file_of):
        answer = in_time(desk.submit(EVE, view, networks=["x"]))
    # The form stays open with everything in it: only a sentence is put under its first field.
    assert answer.body == {"response_action": "errors", "errors": {"text": SAID}}

    assert desk.submit(EVE, view, networks=["x"]).body == ""

    assert len(desk.trail()) == 1


@pytest.mark.parametrize(
    ("decision", "values"),
    [("post_request_changes", {COMMENT: "Why?"}), (REJECT, {REASON: "other", COMMENT: "No."})],
)
def test_a_decision_keeps_its_words(
    desk: Desk, slack: FakeSlack, file_of: Path, decision: str, values: dict[str, object]
) -> None:
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), decision)
    view = slack.view
    with gone(desk.database, file_of):
        answer = in_time(desk.submit(MIA, view, **values))
    assert list(answer.errors.values()) == [SAID]
    assert desk.submit(MIA, view, **values).body == ""


def test_a_form_without_fields_says_it_in_its_place(desk: Desk, slack: FakeSlack, file_of: Path) -> None:
    post = desk.propose(EVE)
    desk.click(EVE, desk.card(post), MORE, choice=WITHDRAW)
    with gone(desk.database, file_of):
        answer = in_time(desk.submit(EVE, slack.view))

    assert answer.body["response_action"] == "update"
    assert SAID in str(answer.body["view"])


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id"])
def test_a_form_that_slack_no_longer_opens_is_explained(
    desk: Desk, slack: FakeSlack, error: str, log: Log
) -> None:
    post = desk.propose(EVE)
    slack.refuse("views.open", error)

    assert "took too long for Slack" in desk.command(EVE, "propose Hello").text
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    assert "took too long for Slack" in slack.reply
    desk.message_shortcut(EVE, "check_message", "Hello")
    assert "took too long for Slack" in slack.reply
    assert not any(line["level"] == "error" for line in log.lines)


def test_where_nothing_can_be_said_slack_is_left_to_say_so(desk: Desk, slack: FakeSlack, log: Log) -> None:
    slack.refuse("views.open", "expired_trigger_id")

    answer = desk.shortcut(EVE, "propose")

    assert (answer.status, answer.body) == (500, "")
    assert [line["reason"] for line in log.of("sentence not shown")] == ["expired_trigger_id"]
    assert len(log.lines) == 1


def test_a_refusal_that_cannot_be_shown_changes_nothing(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    before = desk.kept()
    slack.refuse("respond", "lost")

    assert desk.click(WIM, desk.card(post), APPROVE).status == 500

    assert desk.kept() == before


@pytest.mark.parametrize("method", ["views.open", "views.update"])
@pytest.mark.parametrize("error", ["invalid_auth", "internal_error", "lost"])
def test_slack_that_fails_is_an_apology_with_a_reference(
    desk: Desk, slack: FakeSlack, log: Log, method: str, error: str
) -> None:
    view = desk.form(EVE, "The best jacket ever.")
    slack.refuse(method, error)

    if method == "views.open":
        said = desk.command(EVE, "propose A secret of ours.").text
    else:
        desk.press(EVE, view, "check_wording")
        said = str(slack.view)

    (line,) = log.of("handler failed")
    assert line["reference"] in said
    assert "Slack did not take what I wanted to show" in said
    assert "A secret of ours." not in log.text
    assert "best jacket" not in log.text


class BrokenError(Exception):
    """A fault of the program."""


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last thing that a transaction does goes wrong."""

    def want(*_: object, **__: object) -> None:
        raise BrokenError("something nobody expected")

    for name in ("want", "want_all"):
        monkeypatch.setattr(Notices, name, want)


@pytest.mark.usefixtures("broken")
def test_an_unexpected_fault_leaves_nothing_half_kept(desk: Desk, log: Log) -> None:
    view = desk.form(EVE, "Slippers are back.")
    before = desk.kept()

    answer = desk.submit(EVE, view, networks=["x"])

    (line,) = log.of("handler failed")
    assert answer.body["response_action"] == "errors"
    assert "Something went wrong on our side and nothing was changed" in answer.errors["text"]
    assert answer.errors["text"].endswith(line["reference"])
    assert "BrokenError" in line["exception"]
    assert len(log.lines) == 1
    assert "Slippers" not in log.text
    assert desk.kept() == before
    with desk.database.transaction(desk.workspace().id) as transaction:
        assert transaction.posts.get(PostId(target_of(view))) is None


def test_an_unexpected_fault_of_a_click_is_told_under_it(
    desk: Desk, slack: FakeSlack, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = desk.propose(EVE)
    before = desk.kept()

    def fails(*_: object, **__: object) -> None:
        raise BrokenError("something nobody expected")

    monkeypatch.setattr(Notices, "want_all", fails)
    assert desk.click(MIA, desk.card(post), APPROVE).status == 200

    (line,) = log.of("handler failed")
    assert line["reference"] in slack.reply
    assert desk.kept() == before
    assert desk.post(post.id) == post


@pytest.mark.usefixtures("broken")
def test_each_fault_has_a_reference_of_its_own(desk: Desk, log: Log) -> None:
    desk.command(ADA, "export")
    desk.command(ADA, "export")

    first, second = (line["reference"] for line in log.of("handler failed"))
    assert first != second


def test_what_a_database_refuses_is_logged_without_the_words_in_it(
    shared_desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = shared_desk.form(EVE, "A secret of ours.")
    shared_desk.submit(EVE, view, networks=["x"])

    def finds_nothing(posts: Posts, id: PostId) -> None:
        posts._read[id] = None

    monkeypatch.setattr(Posts, "get", finds_nothing)
    answer = shared_desk.submit(EVE, view, networks=["x"])

    (line,) = log.of("handler failed")
    assert answer.errors["text"].endswith(line["reference"])
    assert "IntegrityError" in line["exception"]
    assert "A secret of ours" not in log.text


@pytest.mark.parametrize("oddity", ["\x00", "\ud800", "\x1b[31m", "\ufffe", "\r\n"])
def test_characters_that_databases_dislike_come_back_as_they_were_typed(
    shared_desk: Desk, oddity: str
) -> None:
    typed = f"One{oddity}two"

    view = shared_desk.form(EVE, "Hello.")
    values = {"networks": ["x"], "text": typed, "alt_text": typed, "media_link": "https://example.com/"}
    assert shared_desk.submit(EVE, view, **values).body == ""

    post = shared_desk.post(target_of(view))

    assert (post.version.content.text, post.version.content.alt_text) == (typed, typed)
    assert shared_desk.card(post)["blocks"]
