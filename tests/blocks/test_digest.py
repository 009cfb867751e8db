"""The digest's screen: within Slack's limits whatever it tells, on one phone's screen, and harmless."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from re import search
from typing import Any

import pytest

from blocks.digest import digest_message
from blocks.digest_buttons import posted_buttons, private_buttons
from blocks.digest_details import digest_details
from blocks.digest_page import Page
from domain.calendar import Coming
from domain.digest import Digest, Figures, Present, TakingPart, TopRule
from domain.digest_freezes import Pause
from domain.digest_needs import Need, Reason
from domain.people import Department, Store, WorkspaceId
from domain.posts import PostId, State
from domain.weeks import Week
from domain.workspaces import Workspace
from sandbox.blockkit import problems

WEEK = Week(year=2026, number=47)
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
HOSTILE = (
    "<!channel> *x* :tada:",
    "A very long name indeed, the 1st",
    "A very long name indeed, the 2nd",
    "ا" * 90,
)
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


def page(departments: int, *, digest: Digest | None = None, **present: Any) -> Page:
    """Departments with posts out and waiting, and names that people make up."""
    keys = [f"d{number}" for number in range(departments)]
    names = [HOSTILE[number % len(HOSTILE)] for number in range(departments)]
    workspace = Workspace(
        id=WorkspaceId("T01"),
        departments=tuple(Department(key=key, name=name) for key, name in zip(keys, names, strict=True)),
        stores=(Store(key="S1", name="Leeds <@U1>"),),
    )
    counted = {key: number + 1 for number, key in enumerate(keys)}
    stand: dict[str, Any] = {"at": FRIDAY, "needs": (), "this_week": (), "next_week": ()}
    now = replace(NOTHING, went_out=counted)
    told = Digest(
        week=WEEK,
        timezone="Europe/London",
        until=FRIDAY,
        now=now,
        before=NOTHING,
        waiting=counted,
        present=Present(**stand | present),
    )
    return Page(digest=digest or told, workspace=workspace)


def texts(page: Page) -> str:
    return str(digest_message(page).payload()["blocks"])


@pytest.mark.parametrize("departments", [0, 1, 4, 20, 21, 200])
def test_any_number_of_departments_is_taken_by_slack(departments: int) -> None:
    shown = page(departments)
    shown = replace(shown, buttons=(posted_buttons(WEEK, workbook="", direct=False),))
    message = digest_message(shown)
    for payload in (message.payload(), message.simpler_payload()):
        assert problems(payload["blocks"], on="message") == []
        marked_up = [one for one in payload["blocks"] if one["type"] != "data_visualization"]
        assert "<!channel>" not in f"{payload['text']}{marked_up}", "a chart's labels are plain text"
    kinds = [one["type"] for one in message.payload()["blocks"]]
    assert ("data_visualization" in kinds) == (0 < departments <= 20)
    assert "data_visualization" not in str(message.simpler_payload())


def test_the_chart_has_its_sentence_and_every_figure_stands_in_words_without_it() -> None:
    shown = page(4)
    assert "'title': '10 waiting, 4 in" in texts(shown)
    assert "'title': '10 published, 4 in" in texts(replace(shown, digest=replace(shown.digest, waiting={})))
    even = replace(shown.digest, waiting={"d0": 2, "d1": 2})
    assert "'title': '4 waiting, 2 in each of 2 departments'" in texts(replace(shown, digest=even))
    uneven = replace(shown.digest, waiting={"d0": 2, "d1": 2, "d2": 1})
    assert "'title': '5 waiting, at most 2 in one department'" in texts(replace(shown, digest=uneven))
    words = str(digest_message(shown).simpler_payload())
    for figure in ("1 published, 1 waiting", "2 published, 2 waiting", "3 published", "4 published"):
        assert figure in words


def test_the_needs_lead_to_their_cards_and_next_week_is_met_day_by_day() -> None:
    monday = FRIDAY + timedelta(days=3)
    coming = tuple(
        Coming(
            post=PostId(f"P{number}"),
            title=f"Post {number} <@U1>",
            department="d0",
            publish_at=monday + timedelta(hours=number * 7),
            state=State.APPROVED if number % 2 else State.IN_REVIEW,
            stores=("S1",),
        )
        for number in range(9)
    )
    post = (PostId("P1"), "Gloves & <!here>")
    need = Need(reason=Reason.NOT_ANSWERED, department="d1", post=post, since=FRIDAY - timedelta(hours=30))
    shown = replace(
        page(4, needs=(need,), next_week=coming),
        links={PostId("P1"): "https://acme.slack.com/archives/C1/p1"},
    )
    said = texts(shown)
    assert "<https://acme.slack.com/archives/C1/p1|Gloves &amp; &lt;!here&gt;>" in said
    assert "*Next week as a customer near Leeds &lt;@U1&gt; meets it*" in said
    assert "*Mon* ⏳ Post 0 &lt;@U1&gt; · *Tue* ⏳ Post 2 &lt;@U1&gt; · *Wed* Post 5 &lt;@U1&gt;" in said
    assert "Mon ⏳ Post 0 &lt;@U1&gt;, Post 1 &lt;@U1&gt; · Tue ⏳ Post 2" in digest_message(shown).text
    assert "⏳ not approved yet" in digest_message(shown).text


def test_what_a_phone_has_no_room_for_stands_behind_details() -> None:
    """All needs, days and results; the screen counts what it leaves out."""
    needs = tuple(Need(reason=Reason.NOBODY_TO_ASK, department=f"d{number}") for number in range(9))
    joined = TakingPart(campaign="Spring", stores=9, of=40, joined=3)
    shown = page(9, needs=needs, taking_part=(joined,))
    told = replace(
        shown.digest,
        now=replace(
            shown.digest.now, measured=2, brought={"reach": 900_000_000.0, "revenue": 12_000.0}, settled=3
        ),
        closed_out=2,
        pauses=(Pause(what="all posts", reason="<!here> storm", since=FRIDAY, lifted=FRIDAY),),
    )
    shown = replace(shown, digest=told)
    screen, details = texts(shown), digest_details(shown, at=FRIDAY).to_dict()
    assert problems(details["blocks"], on="modal") == []
    assert search(r"has no approver · and \d more", screen)
    assert "revenue 12,000" in screen
    behind = str(details)
    assert behind.count("has no approver") == 9
    for said in (
        "reach 900,000,000",
        "9 of 40 stores take part in “Spring” (▲ 3)",
        "The rest of week 46 brought 2 more posts.",
        "all posts lifted Fri 20 Nov: “&lt;!here&gt; storm”",
        "By department: ",
        f"As the record has it <!date^{int(FRIDAY.timestamp())}^",
    ):
        assert said not in screen
        assert said in behind
    assert "Frozen" not in screen, "it is over"


@pytest.mark.parametrize("departments", [0, 4, 200])
def test_details_of_anything_are_taken_by_slack(departments: int) -> None:
    needs = tuple(Need(reason=Reason.NOBODY_TO_ASK, department=f"d{number}") for number in range(departments))
    monday = FRIDAY + timedelta(days=3)
    coming = tuple(
        Coming(
            post=PostId(f"P{number}"),
            title=HOSTILE[number % len(HOSTILE)] * 9,
            department="d0",
            publish_at=monday + timedelta(hours=number),
            state=State.APPROVED,
            stores=(),
        )
        for number in range(150)
    )
    view = digest_details(page(departments, needs=needs, next_week=coming), at=FRIDAY).to_dict()
    assert problems(view["blocks"], on="modal") == []
    assert "<!channel>" not in str(view)


def test_what_is_frozen_now_stands_on_the_screen() -> None:
    told = replace(page(1).digest, pauses=(Pause(what="all posts", reason="storm", since=FRIDAY),))
    assert "*Frozen*  all posts since Fri 20 Nov: “storm”" in texts(page(1, digest=told))


def test_a_quiet_week_is_short_and_says_what_could_be_done() -> None:
    told = page(1).digest
    quiet = replace(
        told,
        now=NOTHING,
        waiting={},
        present=Present(at=FRIDAY, needs=(), this_week=(), next_week=()),
    )
    message = digest_message(page(1, digest=quiet))
    assert "One offer, one question to customers" in message.text
    assert len(message.blocks) == 3
    assert message.text.splitlines()[0] == "Week 47 at the social desk"


def test_the_rulebook_is_told_in_words() -> None:
    top = TopRule(rule="House.EngagementBait", hits=3, overruled=0)
    told = replace(page(1).digest, now=replace(NOTHING, stopped=3, top_rule=top))
    said = texts(page(1, digest=told))
    assert (
        "*Rulebook*  3 blocked before they went out (▲ 3) · most frequent: engagement bait (overruled 0 times)"
        in said
    )


@pytest.mark.parametrize(
    ("gets", "wish"), [(None, []), (True, ["Not to me"]), (False, ["Also send it to me"])]
)
def test_private_buttons_lead_on_only_as_far_as_there_is_something(
    *, gets: bool | None, wish: list[str]
) -> None:
    last = private_buttons(WEEK, latest=WEEK, gets=gets).to_dict()["elements"]
    assert [one["text"]["text"] for one in last] == ["Details", "Open the workbook", "Earlier weeks", *wish]
    more = private_buttons(WEEK, latest=WEEK.plus(1), gets=gets).to_dict()["elements"]
    assert more[3]["text"]["text"] == "Week 48 ▶"
