"""Eight weeks, told by moving the clock: check-ins, moves, scores and digests are what was worked out on paper.

The paper is `eight_weeks.py`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from re import sub
from types import MappingProxyType

import pytest

from bot.running import Bot
from bot.world import World
from delivery.backlog import backlog
from domain.people import ChannelId, UserId, WorkspaceId
from sandbox import Message, Persona, Sandbox
from tests.stories.eight_weeks import (
    ANSWERS,
    DIGESTS,
    FIRST,
    FRIDAY,
    MONDAY,
    PURPOSE,
    Answers,
    Told,
    monday,
)
from tests.stories.eight_weeks_posts import HOUR, happenings
from tests.stories.retailer import settings_for
from tests.stories.test_a_post import DESK

ActAs = Callable[[str], Persona]
MODEL = Path(__file__).with_name("eight_weeks.toml")
QUESTIONS = ("Profiles?", "Rhythm?", "Answering?", "Contests?", "Offers?", "Revenue?")
CHOICES = ("Not yet: none", "Sometimes: some", "Usually: most", "Always: all")
NO_CHANGES: Mapping[str, object] = MappingProxyType({})
SKIPS, LATE = 2, 3
"""The weeks, counted from 0, in which Hal skips and answers late."""


@pytest.fixture
def bot(sandbox: Sandbox, world: World, tmp_path: Path) -> Iterator[Bot]:
    """The bot at work with the small model; HR and Field operations have leads, too."""
    sandbox.clock.set(MONDAY - timedelta(minutes=30))
    settings = settings_for(sandbox, tmp_path, over_http=True)
    running = Bot(settings.model_copy(update={"maturity_file": MODEL}), world)
    running.start()
    sandbox.clock.watch(running.look_at_clock)
    try:
        sandbox.deliver_over_http(f"http://127.0.0.1:{running.port}/slack/events")
        with running.database.transaction(WorkspaceId("T0SHOP")) as transaction:
            workspace = transaction.people.workspace()
            leads = {"hr": UserId("U0HAL"), "field-ops": UserId("U0FAY")}
            for one in workspace.departments:
                workspace = workspace.with_department(replace(one, lead=leads.get(one.key, one.lead)))
            transaction.people.save(
                replace(
                    workspace,
                    leadership=ChannelId("C0LEAD"),
                    leaders=(UserId("U0MAX"),),
                    campaigns=(PURPOSE,),
                )
            )
        yield running
    finally:
        running.stop()


def request(person: Persona, week: int) -> Message:
    """The message that asks for this week's check-in."""
    return person.see("@onevoice", f"week {FIRST + week}")


def answer(
    person: Persona, week: int, levels: str, who: str, move: Mapping[str, object] = NO_CHANGES
) -> None:
    form = person.click(request(person, week), "Start check-in").view
    values: dict[str, object] = {
        question: CHOICES[int(level)] for question, level in zip(QUESTIONS, levels, strict=True)
    }
    if week and "What came of it?" in form.labels:
        values["What came of it?"] = "Done"
    due = (monday(week) + timedelta(days=3)).date()
    values |= {"What": f"Step {week + 1}", "Who": f"@{who}", "By when": due, **move}
    submitted = person.submit(person.fill(form, values))
    assert submitted.errors == {}


def test_eight_weeks_agree_with_the_paper(act_as: ActAs, sandbox: Sandbox, bot: Bot) -> None:
    eli, mia, hal, ada, eve = map(act_as, ("eli", "mia", "hal", "ada", "eve"))
    people = {"eli": eli, "mia": mia, "hal": hal}

    for week, (said, told) in enumerate(zip(ANSWERS, DIGESTS, strict=True)):
        sandbox.clock.set(monday(week))
        answer(
            eli, week, said.eli, "eli", {"By when": (monday(1) + 2 * 24 * HOUR).date()} if week == 0 else {}
        )
        answer(mia, week, said.mia, "mia")
        if said.hal and week != LATE:
            answer(hal, week, said.hal, "hal")
        if week == SKIPS:
            hal.choose(request(hal, week), "Skip this week", "No time this week")
            all_shown(bot, sandbox, eve)
            hal.see("@onevoice", "No time this week")
        if week != LATE:
            agrees(maturity(ada), said, week)
        for number, (hours, act) in enumerate(sorted(happenings(week, eve, people), key=lambda one: one[0])):
            sandbox.clock.set(monday(week) + hours * HOUR + timedelta(seconds=number))
            act()
        all_shown(bot, sandbox, eve)
        sandbox.clock.set(monday(week) + FRIDAY * HOUR)
        tells(mia.see("#leadership", f"Week {FIRST + week} at the social desk"), told)
        if week == LATE:
            # It is closed, and Hal's answers of week 42 have counted until now, as in the digest.
            sandbox.clock.set(monday(week) + (FRIDAY + 3) * HOUR)
            assert "*Recruit*  held · 70 %" in maturity(ada).visible
            answer(hal, week, said.hal, "hal", {"By when": monday(week + 1).date()})
            shown = maturity(ada)
            agrees(shown, said, week)
            assert "“Step 4” · E-commerce, <@U0ELI> · was to happen by Thu 29 Oct, 1 day ago" in shown.visible
        if week == 5:
            shown = maturity(ada)
            assert "Not held any more since last week: Recruit and Engage" in shown.visible
            assert "waits for Recruit · 72 % (=)" in shown.visible
            assert "Profiles: E-commerce went from “always” to “not yet”" in shown.visible
            assert "Biggest gap*  Profiles (Recruit) stands at 44 %; “usually” is 67 %" in shown.visible

    looks_back(ada, eli)


def all_shown(bot: Bot, sandbox: Sandbox, person: Persona) -> None:
    """Nothing waits to be shown any more: the clock jumps, and a message a second is all that Slack takes."""
    person.wait_for(lambda: not backlog(bot.database, at=sandbox.clock()).due, what="everything in Slack")


def agrees(shown: Message, said: Answers, week: int) -> None:
    """`/social maturity` says what the paper says."""
    stages = shown.blocks[2]["text"]["text"].split("\n")
    for number, (line, percent) in enumerate(zip(stages, said.percents, strict=True)):
        assert f" · {percent} %" in line, f"week {FIRST + week}: {line}"
        assert ("  held · " in line) is (number < said.held), f"week {FIRST + week}: {line}"
    assert said.finding in shown.visible


def tells(shown: Message, told: Told) -> None:
    """The digest says what the paper says, and nothing where that is empty."""
    said = sub(r"<http[^|>]*\|([^>]*)>", r"\1", shown.raw["text"])  # a title leads to its card
    assert told.week in shown.visible
    assert any(one.startswith(told.week) for one in said.split("\n"))
    for head, words in (
        ("Needs you", told.needs),
        ("One customer, one voice", told.seen),
        ("Maturity", f"{told.stages} · {told.move}"),
    ):
        (line, *_) = [one for one in said.split("\n") if one.startswith(f"*{head}*")] or [""]
        assert line == (f"*{head}*  {words}" if words else ""), said
    assert ("blocked before" in said) is bool(told.blocked), said
    assert told.blocked in said


def looks_back(ada: Persona, eli: Persona) -> None:
    """At the end: the table, the trend, what the record says, earlier weeks, and the Home."""
    shown = maturity(ada)
    (table,) = (one for one in shown.blocks if one["type"] == "data_table")
    cells = {
        row[0]["text"]: [cell["text"].replace("\u00a0", " ") for cell in row[1:]] for row in table["rows"]
    }
    assert cells["Capability"] == ["Stage", "All", "E-commerce", "Marketing", "HR", "Field operations"]
    assert cells["Revenue"] == ["Convert", "67 %", "◕ Usually", "◕ Usually", "◕ Usually", "– No answer"]
    (chart,) = (one for one in shown.blocks if one["type"] == "data_visualization")
    series = {one["name"]: [point["value"] for point in one["data"]] for one in chart["chart"]["series"]}
    recruit, engage, convert = zip(*(one.percents for one in ANSWERS), strict=True)
    assert series == {"Recruit": list(recruit), "Engage": list(engage), "Convert": list(convert)}
    assert "3 of 4 departments answered this week" in shown.visible
    # Weeks 44 to 47: none, one, two, one.
    assert "the record looks like “usually” (4 posts went out last month, in 3 of 4 weeks)" in shown.visible

    # An earlier week says what it said then, but for Hal's late answer, which counts in its own week.
    earlier = shown
    for number in (47, 46):
        ada.click(earlier, f"◀ Week {number}")
        earlier = ada.see(DESK, f"Maturity, week {number}")
    assert ANSWERS[5].finding in earlier.visible

    # The Home leads to the same in words.
    home = eli.open_home()
    assert "Every stage" not in home.visible
    assert "*Convert*  held · 83 %" in home.visible
    form = eli.click(home, "See all").view
    assert "Revenue 67 %: ◕ Usually E-commerce, Marketing, HR · – No answer Field operations" in form.visible


def maturity(person: Persona) -> Message:
    return person.command(DESK, "/social", "maturity").reply


def test_a_move_that_has_not_happened_yet_goes_on_and_one_that_is_overdue_says_so(
    act_as: ActAs, sandbox: Sandbox
) -> None:
    mia, ada = act_as("mia"), act_as("ada")
    sandbox.clock.set(monday(0))
    answer(mia, 0, "111111", "mia", {"What": "Name who *answers*"})
    sandbox.clock.set(monday(0) + timedelta(days=5))
    assert (
        "“Name who ∗answers∗” · Marketing, <@U0MIA> · was to happen by Thu 8 Oct, 2 days ago"
        in maturity(ada).visible
    )

    sandbox.clock.set(monday(1))
    answer(
        mia, 1, "111111", "mia", {"What came of it?": "Not yet", "What": None, "Who": None, "By when": None}
    )
    assert "“Name who ∗answers∗” · Marketing, <@U0MIA> · by Mon 19 Oct" in maturity(ada).visible
