"""The maturity message, its form and the Home's snapshot: what they say, and that Slack takes them whatever they hold."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from blocks.cutting import weight
from blocks.maturity import maturity_form, maturity_message, maturity_snapshot, read_week
from blocks.messages import Message
from domain.maturity import Anchor, MaturityModel, Source
from domain.maturity_evidence import Evidence
from domain.maturity_report import MaturityReport, maturity_report
from domain.moves import Move
from domain.people import Department
from domain.refusals import Refusal
from domain.weeks import Week
from domain.workspaces import Workspace
from sandbox.blockkit import problems
from tests.blocks.judge import MESSAGE_LIMIT, judged, judged_view, strings
from tests.blocks.test_limits import ours_only
from tests.blocks.test_text import OWN_NAUGHTY
from tests.domain.maturity import KEYS, MODEL, WEEK, answered, check_in, large_model, levels, monday_of
from tests.domain.stories import MIA, WORKSPACE

WEDNESDAY = monday_of(WEEK) + timedelta(days=2)
RECORD = {
    Source.RHYTHM: Evidence(source=Source.RHYTHM, line="nothing went out last month", level=Anchor.NOT_YET)
}


def reported(*check_ins: Any, model: MaturityModel = MODEL, **changes: Any) -> MaturityReport:
    plain: dict[str, Any] = {"workspace": WORKSPACE, "week": WEEK, "at": WEDNESDAY, "evidence": RECORD}
    return maturity_report(model, check_ins, **plain | changes)


def words(blocks: Iterable[Block]) -> str:
    return "\n".join(strings([one.to_dict() for one in blocks])).replace("\u00a0", " ")


def native(message: Message, kind: str) -> dict[str, Any]:
    """The one block of this kind, after the sandbox has taken the whole message."""
    blocks = message.payload()["blocks"]
    assert problems(blocks, on="message") == []
    (found,) = (one for one in blocks if one["type"] == kind)
    return dict(found)


def simple(message: Message) -> str:
    """The message without native blocks, after Slack's limits were looked at."""
    judged(Message(message.text, message.simpler or message.blocks))
    return words(message.simpler or message.blocks)


STORY = (
    answered(levels(2, 2, 1, 0, 0, 0), "hr", WEEK.plus(-6)),
    answered(levels(2, 3, 1, 0, 1, 0), "marketing", WEEK.plus(-1)),
    answered(
        levels(3, 3, 1, 1, 1, 0),
        "marketing",
        move=Move(what="Answer within 4 h", who=MIA, due=WEEK.monday + timedelta(days=3)),
    ),
    answered(
        {"contests": 3},
        "field-ops",
        move=Move(what="Ask *one* question", who=MIA, due=WEEK.monday - timedelta(days=2)),
    ),
)


def test_the_finding_comes_first_and_the_matrix_names_each_answer() -> None:
    message = maturity_message(reported(*STORY), workspace=WORKSPACE)

    assert message.text.startswith("Maturity, week 48: Recruit is held; Engage comes next, at ")
    first = message.payload()["blocks"][1]["text"]["text"]
    assert first.startswith("*Recruit is held; Engage comes next")
    table = native(message, "data_table")
    assert table["caption"].startswith("Recruit is held; Engage comes next")
    rows = [[cell["text"].replace("\u00a0", " ") for cell in row] for row in table["rows"]]
    assert rows[0] == ["Capability", "Stage", "All", "E-commerce", "Marketing", "HR", "Field operations"]
    # profiles: marketing 3 and hr 2, of 3: 5/6; hr's answer is six weeks old
    assert rows[1] == [
        "Profiles",
        "Recruit",
        "83 %",
        "– No answer",
        "● Always",
        "◕ Usually (week 42)",
        "– No answer",
    ]
    assert rows[4][2:] == ["44 %", "– No answer", "◔ Sometimes", "○ Not yet (week 42)", "● Always"]
    assert table["page_size"] == 6


def test_the_trend_is_a_chart_with_its_sentence() -> None:
    message = maturity_message(reported(*STORY), workspace=WORKSPACE)

    chart = native(message, "data_visualization")
    assert chart["chart"]["axis_config"]["categories"] == [f"W{number}" for number in range(42, 49)]
    recruit = chart["chart"]["series"][0]
    assert recruit["name"] == "Recruit"
    # week 42: hr alone, (2*2+2)/3 = 2 of 3; week 48: profiles 5/2, rhythm 5/2 of 3
    assert [one["value"] for one in recruit["data"]][::6] == [67, 83]
    assert "Over 7 weeks: Recruit from 67 to 83 %" in words(message.blocks)


def test_a_trend_of_one_week_stands_in_words() -> None:
    message = maturity_message(reported(answered(levels(1, 1, 1, 1, 1, 1))), workspace=WORKSPACE)

    assert "data_visualization" not in [one["type"] for one in message.payload()["blocks"]]
    assert "• Recruit: –, –, –, –, –, –, –, –, –, –, –, 33" in words(message.blocks)


def test_what_to_do_next_and_where_views_differ() -> None:
    said = words(maturity_message(reported(*STORY), workspace=WORKSPACE).blocks)

    assert (
        "*Biggest gap*  Answering (Engage) stands at 33 %; “usually” is 67 %\n*Try next*  Try answering."
        in said
    )
    assert (
        "“Ask ∗one∗ question” · Field operations, <@U0MIA> · was to happen by Sat 21 Nov, 4 days ago" in said
    )
    assert "“Answer within 4 h” · Marketing, <@U0MIA> · by Thu 26 Nov" in said
    assert "*Changed since week 47*\n• Profiles: Marketing went from “usually” to “always”" in said
    assert "• Contests: “always” for Field operations, “not yet” for HR" in said
    assert "• Rhythm: answered Marketing “always”, HR “usually”; the record looks like “not yet”" in said
    assert "2 of 2 departments answered this week." in said


def test_refused_blocks_leave_nothing_untold() -> None:
    message = maturity_message(reported(*STORY), workspace=WORKSPACE)

    said = simple(message)
    assert (
        "• Profiles 83 %: ● Always Marketing · ◕ Usually (week 42) HR · – No answer E-commerce, Field operations"
        in said
    )
    assert (
        "*Week 37 to 48, in %; 100 % is “always” everywhere*\n• Recruit: –, –, –, –, –, 67, 67, 67, 67, 67, 83, 83"
        not in said
    )
    assert "• Recruit: –, –, –, –, –, 67, 67, 67, 67, 67, " in said
    judged_view(maturity_form(reported(*STORY), workspace=WORKSPACE))


def test_nobody_has_answered_yet() -> None:
    leaderless = replace(WORKSPACE, departments=(*WORKSPACE.departments, Department(key="it", name="IT")))

    said = simple(maturity_message(reported(workspace=leaderless), workspace=leaderless))
    assert "*Nobody has answered a check-in yet, so there is nothing to show.*" in said
    assert "the first answers appear here" in said
    assert "Without a lead, so nobody is asked: IT." in said
    waiting = simple(maturity_message(reported(check_in("hr")), workspace=WORKSPACE))
    assert (
        "This week's questions are with the leads of HR. It takes two or three minutes: `/social checkin`"
        in waiting
    )
    earlier = reported(answered(levels(1, 1, 1, 1, 1, 1)), week=WEEK.plus(-1))
    assert "The weeks after it may say more." in simple(maturity_message(earlier, workspace=WORKSPACE))


def turns(report: MaturityReport) -> list[str]:
    blocks = maturity_message(report, workspace=WORKSPACE).payload()["blocks"]
    return [
        f"{one['text']['text']}: {one['value']}"
        for block in blocks
        if block["type"] == "actions"
        for one in block["elements"]
    ]


def test_buttons_lead_to_weeks_that_there_are() -> None:
    assert turns(reported(*STORY)) == ["◀ Week 47: 2026-W47"]
    assert turns(reported(*STORY, week=WEEK.plus(-1))) == ["◀ Week 46: 2026-W46", "Week 48 ▶: 2026-W48"]
    assert turns(reported(*STORY, week=WEEK.plus(-6))) == ["Week 43 ▶: 2026-W43"]
    last_year = maturity_message(reported(*STORY, week=Week.parse("2025-W52")), workspace=WORKSPACE)
    assert last_year.text.startswith("Maturity, week 52 of 2025")
    assert read_week("2026-W47") == WEEK.plus(-1)
    with pytest.raises(Refusal, match="I do not know this button any more"):
        read_week("2026-W99")


def test_the_home_shows_stages_and_the_next_move() -> None:
    (block,) = maturity_snapshot(reported(*STORY), workspace=WORKSPACE)

    told = block.to_dict()
    assert "✅ *Recruit*  held · 83 % (▲ 11)" in told["text"]["text"]
    assert "Next move: “Ask ∗one∗ question”" in told["text"]["text"]
    assert told["accessory"]["text"]["text"] == "See all"
    (empty,) = maturity_snapshot(reported(), workspace=WORKSPACE)
    assert "/social checkin" in empty.to_dict()["text"]["text"]


def hostile(text: str) -> tuple[MaturityReport, Workspace]:
    """Everything that people can name has this name."""
    departments = tuple(replace(one, name=text or "…") for one in WORKSPACE.departments)
    workspace = replace(WORKSPACE, departments=departments)
    model = replace(
        MODEL,
        stages=tuple(replace(one, name=f"{text[:18]}{place}") for place, one in enumerate(MODEL.stages)),
        capabilities=tuple(
            replace(one, name=text[:24] or "…", practice=text[:200]) for one in MODEL.capabilities
        ),
    )
    story = [replace(one, move=replace(one.move, what=text)) if one.move else one for one in STORY]
    return reported(*story, model=model, workspace=workspace), workspace


@pytest.mark.parametrize("text", OWN_NAUGHTY)
def test_every_naughty_name_stays_inactive(text: str) -> None:
    report, workspace = hostile(text)
    message = maturity_message(report, workspace=workspace)

    simple(message)
    native(message, "data_table")
    assert ours_only([one.to_dict() for one in (message.simpler or ()) if one.type == "section"])
    judged_view(maturity_form(report, workspace=workspace))


@pytest.mark.parametrize("name", ["W" * 200, "&" * 200, "😀" * 100])
def test_the_largest_model_of_many_departments_fits_a_message(name: str) -> None:
    model = large_model(28)
    model = replace(
        model, capabilities=tuple(replace(one, name=(name[:22] + one.key)[:24]) for one in model.capabilities)
    )
    departments = tuple(Department(key=f"d{number}", name=f"{number} {name}") for number in range(30))
    workspace = replace(WORKSPACE, departments=departments)
    keys = [one.key for one in model.capabilities]
    move = Move(what=name, who=MIA, due=WEEK.monday)
    check_ins = [
        answered(
            {key: (place + number) % 4 for number, key in enumerate(keys)},
            one.key,
            WEEK.plus(-5 * (place % 2)),
            move=move,
        )
        for place, one in enumerate(departments)
    ]
    report = reported(*check_ins, model=model, workspace=workspace)

    message = maturity_message(report, workspace=workspace)
    simple(message)
    assert sum(map(weight, strings(message.payload()["blocks"]))) < MESSAGE_LIMIT
    assert len(native(message, "data_table")["rows"][0]) == 13
    assert "20 more departments are in the workbook" in words(message.blocks)
    judged_view(maturity_form(report, workspace=workspace))


def test_every_capability_of_the_small_model_is_there() -> None:
    said = simple(maturity_message(reported(*STORY), workspace=WORKSPACE))
    assert all(f"• {key.title()}" in said for key in KEYS)
