"""A file of stores in Slack: what goes wrong on the way is said in the window, and nothing is half imported."""

from collections.abc import Mapping
from dataclasses import replace
from time import monotonic, sleep
from typing import Any

import pytest
from slack_sdk import WebClient

from blocks.store_import import LOOK
from blocks.store_setup import IMPORT, STORES
from domain.people import Store
from domain.refusals import Refusal
from exports.sheets import BYTES_LIMIT
from handlers.files import fetched
from tests.handlers.desk import ADA, EVE, RETAILER, Desk
from tests.handlers.logs import Log
from tests.handlers.slack import FakeSlack

View = Mapping[str, Any]
GOOD = b"Key,Name,Region\nS001,Leeds Briggate,North\nS002,York,North\n"
PATIENCE = 30


def comes(slack: FakeSlack, number: int) -> View:
    """The view that is shown as the so-manieth one later on."""
    until = monotonic() + PATIENCE
    while len(slack.to("views.update")) < number:
        assert monotonic() < until, "nothing was shown"
        sleep(0.01)
    view: View = slack.to("views.update")[number - 1]["view"]
    return view


def form(desk: Desk, slack: FakeSlack) -> View:
    assert desk.command(ADA, "setup").status == 200
    desk.press(ADA, slack.view, STORES)
    desk.press(ADA, slack.view, IMPORT)
    return slack.view


def looked_at(desk: Desk, slack: FakeSlack, data: bytes, **values: object) -> View:
    """What the window shows of a file in the end."""
    before = len(slack.to("views.update"))
    sent = slack.file("stores.csv", data)
    reading = desk.submit(ADA, form(desk, slack), file=[sent], **values).body
    assert reading["response_action"] == "update"
    assert "Reading “stores.csv”" in str(reading["view"])
    view = comes(slack, before + 1)
    assert slack.to("views.update")[-1]["external_id"] == reading["view"]["external_id"]
    return view


def test_a_file_is_seen_and_then_imported(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    plan = looked_at(desk, slack, GOOD)
    assert "1 new · 0 changed · 0 removed" in str(plan)
    assert desk.workspace() == RETAILER
    assert desk.submit(ADA, plan).body["response_action"] == "update"
    assert "Imported “stores.csv”: 1 new" in str(comes(slack, 2))
    assert [one.key for one in desk.workspace().stores] == ["S001", "S002"]
    # The form sent once more finds everything done.
    desk.submit(ADA, plan)
    assert "have changed since you saw" in str(comes(slack, 3))


def test_what_was_seen_is_what_is_imported(desk: Desk, slack: FakeSlack) -> None:
    plan = looked_at(desk, slack, GOOD)
    slack.files["stores.csv"] = GOOD + b"S003,Hull,North\n"
    desk.submit(ADA, plan)
    assert "have changed since you saw what the file would change" in str(comes(slack, 2))
    assert desk.workspace() == RETAILER


def test_a_store_that_a_post_names_is_not_removed_by_a_file(desk: Desk, slack: FakeSlack) -> None:
    other = b"Key,Name\nS002,York\n"
    plan = looked_at(desk, slack, other, remove_missing=["yes"])
    assert "*Removed*: Leeds Briggate" in str(plan)
    desk.propose(EVE, stores=["store:S001"], title="Slippers")
    desk.submit(ADA, plan)
    said = "1 post still to go out names Leeds Briggate, such as “Slippers”"
    assert said in str(comes(slack, 2))
    assert said in str(looked_at(desk, slack, other, remove_missing=["yes"]))
    assert desk.workspace() == RETAILER


def test_whoever_ceases_to_be_an_admin_imports_nothing(desk: Desk, slack: FakeSlack) -> None:
    plan = looked_at(desk, slack, GOOD)
    desk.set_up(replace(RETAILER, admins=(EVE,)))
    assert "Only an admin can change this" in str(desk.submit(ADA, plan).body)
    assert desk.workspace().stores == RETAILER.stores


def test_a_window_that_was_left_alone_is_asked_again(desk: Desk, slack: FakeSlack) -> None:
    reading = desk.submit(ADA, form(desk, slack), file=[slack.file("stores.csv", GOOD)]).body["view"]
    comes(slack, 1)
    assert desk.press(ADA, reading, LOOK).status == 200
    assert "1 new · 0 changed" in str(comes(slack, 2))
    assert slack.to("views.update")[-1]["view_id"] == "V1"


def test_a_window_that_slack_does_not_know_yet_is_waited_for(desk: Desk, slack: FakeSlack) -> None:
    slack.refuse("views.update", "not_found")
    desk.submit(ADA, form(desk, slack), file=[slack.file("stores.csv", GOOD)])
    comes(slack, 2)
    slack.refuse("views.update", "")
    known = len(slack.to("views.update"))
    assert "1 new · 0 changed" in str(comes(slack, known + 1))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Key,Name\nS 1,York\n", "row 2, column Key: “S 1” is no key"),
        (b"%PDF", "This is no table but a document"),
        (b"<html>Sign in</html>", "Onevoice may lack the permission files:read"),
        (b"", "The file is empty."),
    ],
)
def test_what_cannot_be_imported_says_why(desk: Desk, slack: FakeSlack, data: bytes, said: str) -> None:
    assert said in str(looked_at(desk, slack, data))


def test_slack_not_telling_who_somebody_is_ends_with_a_reference(
    desk: Desk, slack: FakeSlack, log: Log
) -> None:
    managed = b"Key,Name,Manager\nS002,York,sam@example.com\n"
    slack.refuse("users.lookupByEmail", "ratelimited")
    assert "did not say who the managers are (ratelimited)" in str(looked_at(desk, slack, managed))
    slack.refuse("users.lookupByEmail", "")
    slack.answers["users.lookupByEmail"] = {"user": "nobody"}
    assert "Something went wrong on our side" in str(looked_at(desk, slack, managed))
    assert len(log.of("import failed")) == 1


def test_five_thousand_rows_are_looked_at(desk: Desk, slack: FakeSlack) -> None:
    rows = "".join(f"S{one},Shop {one},{'North' if one % 2 else 'Nort'}\n" for one in range(5_000))
    view = looked_at(desk, slack, f"Key,Name,Region\n{rows}".encode())
    assert "1 problem" in str(view)
    assert "row 2, column Region and 2,499 more rows: “Nort” is no region here: did you mean “North”?" in str(
        view
    )


def test_only_slacks_own_files_are_fetched(slack: FakeSlack) -> None:
    client = WebClient(token="xoxb-fake", base_url=slack.api_url)
    url = slack.file("stores.csv", GOOD)["url_private_download"]
    assert fetched(url, client=client, most=10) == GOOD[:11]
    for wrong, said in (
        ("https://evil.example/stores.csv", "no file that was sent here"),
        ("https://slack.com.evil.example/f", "no file that was sent here"),
        ("http://files.slack.com/f", "no file that was sent here"),
        ("file:///etc/passwd", "no file that was sent here"),
        ("", "no file that was sent here"),
        (f"{slack.url}/files/gone", "Slack did not give me the file (404)"),
    ):
        with pytest.raises(Refusal) as refused:
            fetched(wrong, client=client, most=BYTES_LIMIT)
        assert said in str(refused.value)
    stranger = WebClient(token="xoxb-other", base_url=slack.api_url)
    with pytest.raises(Refusal, match="302"):
        fetched(url, client=stranger, most=BYTES_LIMIT)
    away = WebClient(token="xoxb-fake", base_url="http://127.0.0.1:1/api/")
    with pytest.raises(Refusal, match="in time"):
        fetched("http://127.0.0.1:1/f", client=away, most=BYTES_LIMIT)


def test_a_store_may_come_from_a_file_without_a_region(desk: Desk, slack: FakeSlack) -> None:
    desk.submit(ADA, looked_at(desk, slack, b"Key;Name\nS009;Hull\n"))
    comes(slack, 2)
    assert desk.workspace().stores[1] == Store(key="S009", name="Hull", timezone="Europe/London")
