"""The digest's screen: within Slack's limits whatever it tells, on one phone's screen, and harmless."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from blocks.digest import Page, digest_message
from blocks.digest_buttons import posted_buttons, private_buttons
from domain.calendar import Coming
from domain.digest import Digest, Figures, Present, TopRule
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
        closed=NOTHING,
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
    assert "10 published, 4 in" in texts(shown)
    assert "10 waiting, 4 in" in texts(shown)
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
    assert "⏳ Post 0 &lt;@U1&gt;" in said
    assert "*Tue*" in said
    assert "+1" in said
    assert "⏳ not approved yet" in said


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
    assert [one["text"]["text"] for one in last] == ["Open the workbook", "Earlier weeks", *wish]
    more = private_buttons(WEEK, latest=WEEK.plus(1), gets=gets).to_dict()["elements"]
    assert more[2]["text"]["text"] == "Week 48 ▶"
