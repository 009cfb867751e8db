"""Eight weeks of check-ins, told by moving the clock. What `/social maturity` says was worked out on paper.

Four departments are asked each week; Field operations never answers, so three quarters of the answers are there at most.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.running import Bot
from bot.world import World
from domain.people import UserId, WorkspaceId
from sandbox import Message, Persona, Sandbox
from tests.stories.retailer import settings_for
from tests.stories.test_a_post import DESK

ActAs = Callable[[str], Persona]
MODEL = Path(__file__).with_name("eight_weeks.toml")
MONDAY = datetime(2026, 10, 5, 8, 0, 5, tzinfo=UTC)
"""Nine o'clock in London, where summer time lasts for three of these weeks."""
WINTER = datetime(2026, 10, 25, 1, tzinfo=UTC)
QUESTIONS = ("Profiles?", "Rhythm?", "Answering?", "Contests?", "Offers?", "Revenue?")
CHOICES = ("Not yet: none", "Sometimes: some", "Usually: most", "Always: all")
NO_CHANGES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Told:
    """A week: each department's answers to the six questions, and what they come to.

    Attributes:
        percents: recruit, engage, convert, as worked out on paper.
        held: which stages are.
        finding: how the finding begins.
    """

    answers: dict[str, str]
    percents: tuple[int, int, int]
    held: tuple[bool, bool, bool]
    finding: str


NONE = (False, False, False)
FIRST = (True, False, False)
WEEKS = (
    # profiles 1, rhythm 1/2: (2*1 + 1/2)/3 = 5/6 of 3. answering 1/2, contests 0: 1/4 of 3.
    Told(
        {"eli": "100000", "mia": "111000"},
        (28, 8, 0),
        NONE,
        "No stage is held yet; Recruit comes first, at 28 %",
    ),
    # profiles 4/3, rhythm 4/3: 4/3. answering 4/3, contests 1: 7/6.
    Told(
        {"eli": "211000", "mia": "221100", "hal": "012200"},
        (44, 39, 0),
        NONE,
        "No stage is held yet; Recruit comes first, at 44 % (▲ 16)",
    ),
    # Hal skips, so 0 1 2 2 0 0 still stands. profiles 5/3, rhythm 5/3; answering 4/3, contests 4/3; offers 2/3, revenue 1/3: (2 + 1/3)/4.
    Told(
        {"eli": "221110", "mia": "321111"},
        (56, 44, 19),
        NONE,
        "No stage is held yet; Recruit comes first, at 56 % (▲ 12)",
    ),
    # Hal answers a week late. profiles 7/3, rhythm 8/3: 22/9. answering 5/3, contests 4/3: 3/2. offers 2/3, revenue 1: 3/4.
    Told(
        {"eli": "331111", "mia": "332111", "hal": "122201"},
        (81, 50, 25),
        FIRST,
        "Recruit is held; Engage comes next, at 50 % (▲ 6)",
    ),
    # profiles and rhythm 8/3. answering 7/3, contests 2: 13/6. offers and revenue 1.
    Told(
        {"eli": "332211", "mia": "333211", "hal": "222211"},
        (89, 72, 33),
        (True, True, False),
        "Engage is held; Convert comes next, at 33 % (▲ 8)",
    ),
    # Profiles 4/3, rhythm 5/3: 13/9. Engage stays at 13/6, and is pulled back.
    Told(
        {"eli": "012211", "mia": "223211", "hal": "222211"},
        (48, 72, 33),
        NONE,
        "No stage is held yet; Recruit comes first, at 48 % (▼ 41)",
    ),
    # Hal does not answer: 2 2 2 2 1 1. profiles 8/3, rhythm 7/3: 23/9. answering 8/3, contests 7/3. offers 5/3, revenue 4/3: 19/12.
    Told(
        {"eli": "323221", "mia": "333322"},
        (85, 83, 53),
        (True, True, False),
        "Engage is held; Convert comes next, at 53 % (▲ 20)",
    ),
    # profiles, rhythm, answering, contests and offers 8/3, revenue 2: (8 + 2)/4.
    Told(
        {"eli": "333332", "mia": "333332", "hal": "222222"},
        (89, 89, 83),
        (True, True, True),
        "Every stage is held, up to Convert",
    ),
)


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
            transaction.people.save(workspace)
        yield running
    finally:
        running.stop()


def monday(week: int) -> datetime:
    """Nine o'clock on the week's Monday."""
    at = MONDAY + timedelta(weeks=week)
    return at + timedelta(hours=at > WINTER)


def request(person: Persona, week: int) -> Message:
    """The message that asks for this week's check-in."""
    return person.see("@onevoice", f"week {41 + week}")


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


def test_scores_and_moves_of_eight_weeks_agree_with_the_paper(act_as: ActAs, sandbox: Sandbox) -> None:
    eli, mia, hal, ada = map(act_as, ("eli", "mia", "hal", "ada"))
    people = {"eli": eli, "mia": mia, "hal": hal}

    for week, told in enumerate(WEEKS):
        sandbox.clock.set(monday(week))
        late = week == 3
        for handle, levels in told.answers.items():
            if not (late and handle == "hal"):
                answer(people[handle], week, levels, handle)
        if week == 2:
            hal.choose(request(hal, week), "Skip this week", "No time this week")
            hal.see("@onevoice", "No time this week")
        if late:
            # On Friday evening it is closed. Hal's answers of week 2 count until he has answered.
            sandbox.clock.set(monday(week) + timedelta(days=4, hours=10))
            # (2*2 + 7/3)/3 = 19/9 of 3
            assert "*Recruit*  held · 70 %" in maturity(ada).visible
            answer(hal, week, told.answers["hal"], "hal", {"By when": monday(week + 1).date()})
        shown = maturity(ada)
        stages = shown.blocks[2]["text"]["text"].split("\n")
        for line, percent, held in zip(stages, told.percents, told.held, strict=True):
            assert f" · {percent} %" in line, f"week {week + 1}: {line}"
            assert ("  held · " in line) is held, f"week {week + 1}: {line}"
        assert told.finding in shown.visible

        if week == 3:
            assert "Open moves" in shown.visible
            assert "“Step 4” · E-commerce, <@U0ELI> · was to happen by Thu 29 Oct, 1 day ago" in shown.visible
        if week == 5:
            assert "Not held any more since last week: Recruit and Engage" in shown.visible
            assert "waits for Recruit · 72 % (the same)" in shown.visible
            assert "Profiles: E-commerce went from “always” to “not yet”" in shown.visible
            assert "Biggest gap*  Profiles (Recruit) stands at 44 %; “usually” is 67 %" in shown.visible

    # The last week: the table, the trend and what the record says.
    (table,) = (one for one in shown.blocks if one["type"] == "data_table")
    cells = {
        row[0]["text"]: [cell["text"].replace("\u00a0", " ") for cell in row[1:]] for row in table["rows"]
    }
    assert cells["Capability"] == ["Stage", "All", "E-commerce", "Marketing", "HR", "Field operations"]
    assert cells["Revenue"] == ["Convert", "67 %", "◕ Usually", "◕ Usually", "◕ Usually", "– No answer"]
    (chart,) = (one for one in shown.blocks if one["type"] == "data_visualization")
    series = {one["name"]: [point["value"] for point in one["data"]] for one in chart["chart"]["series"]}
    recruit, engage, convert = zip(*(one.percents for one in WEEKS), strict=True)
    assert series == {"Recruit": list(recruit), "Engage": list(engage), "Convert": list(convert)}
    assert "3 of 4 departments answered this week" in shown.visible
    assert "the record looks like “not yet” (nothing went out last month)" in shown.visible

    # An earlier week says what it said then, but for Hal's late answer, which counts in its own week.
    earlier = shown
    for number in (47, 46):
        ada.click(earlier, f"◀ Week {number}")
        earlier = ada.see(DESK, f"Maturity, week {number}")
    assert WEEKS[5].finding in earlier.visible

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
