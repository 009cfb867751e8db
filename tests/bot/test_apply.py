"""`apply`: a file becomes the workspace, wholly or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from pathlib import Path

import pytest

from bot.apply import apply_changed_file, apply_file
from bot.complaints import WrongFile
from bot.lookup import Lookup
from bot.removals import Removals
from bot.slack import slack_client
from domain.audit import Action
from domain.journey import Step
from domain.notices import NoticeKind
from domain.people import Absence, Department, Member, Store, UserId, WorkspaceId
from domain.timetable import Timetable, WeekTime
from domain.workspaces import Workspace
from sandbox import Fault, Sandbox
from storage.database import Database
from tests.bot.command_line import CommandLine
from tests.storage.examples import a_post
from tests.stories.retailer import WORKSPACE_FILE

SHOP = WorkspaceId("T0SHOP")
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "workspace.toml"
    file.write_text(WORKSPACE_FILE)
    return file


def workspace(kept: Database) -> Workspace:
    with kept.transaction(SHOP) as transaction:
        return transaction.people.workspace()


def trail(kept: Database) -> list[tuple[str, str | None, str]]:
    with kept.transaction(SHOP) as transaction:
        return [
            (one.event.action.value, one.event.by, one.event.subject) for one in transaction.audit.entries()
        ]


def test_a_file_becomes_the_workspace(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    ended = onevoice("apply", file.name, env=slack_env)

    assert ended.code == 0
    assert "desk: none → C0DESK" in ended.lines
    assert "timezone: UTC → Europe/London" in ended.lines
    assert "admins: nobody → U0ADA" in ended.lines
    assert "department marketing, approvers: nobody → U0MIA, U0MAX" in ended.lines
    assert "store S001: added (Leeds Briggate)" in ended.lines
    assert workspace(kept).desk == "C0DESK"
    assert workspace(kept).stores[0].timezone == "Europe/London"
    assert trail(kept) == [("settings applied", None, "workspace.toml")]


def test_applied_again_it_changes_nothing(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    before = (workspace(kept), trail(kept))

    ended = onevoice("apply", file.name, env=slack_env)

    assert (ended.code, ended.out) == (0, "Nothing to change: the workspace is as the file says.\n")
    assert (workspace(kept), trail(kept)) == before


def test_only_what_differs_is_said(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    changed = WORKSPACE_FILE.replace('approvers = ["U0HAL"]', 'approvers = ["U0HAL", "U0ELI"]')
    changed = changed.replace('key = "S001"', 'key = "S002"').replace('key = "field-ops"', 'key = "shops"')
    file.write_text(changed)

    ended = onevoice("apply", file.name, "--remove", env=slack_env)

    assert sorted(ended.lines) == [
        "department field-ops: removed",
        "department hr, approvers: U0HAL → U0HAL, U0ELI",
        "department shops: added (Field operations)",
        "store S001: removed",
        "store S002: added (Leeds Briggate)",
    ]
    assert len(trail(kept)) == 2
    with kept.transaction(SHOP) as transaction:
        detail = transaction.audit.of("workspace.toml")[-1].event.detail
    assert sorted(detail["changes"].splitlines()) == sorted(ended.lines)


def test_what_the_file_does_not_name_is_shown_and_stays_unless_it_is_said_to_go(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    admitted = with_more(kept)
    before = trail(kept)

    ended = onevoice("apply", file.name, env=slack_env)

    assert ended.code == 1
    assert ended.lines == [
        "department press (Press): would be removed",
        "store S002 (York Coppergate): would be removed",
        "U0PAT: would have no role here any more",
        "U0WHO (Wim Otter): would have no role here any more",
    ]
    assert ended.err == (
        "workspace.toml does not name these, so nothing was changed. Name them there, or remove them: "
        ".venv/bin/python -m bot apply workspace.toml --remove\n"
    )
    assert (workspace(kept), trail(kept)) == (admitted, before)

    ended = onevoice("apply", file.name, "--remove", env=slack_env)

    assert ended.code == 0
    assert "store S002: removed" in ended.lines
    assert {one.key for one in workspace(kept).stores} == {"S001"}
    assert UserId("U0WHO") not in workspace(kept).everybody


def test_nothing_goes_that_came_while_somebody_was_asked(
    sandbox: Sandbox, file: Path, kept: Database
) -> None:
    (app,) = sandbox.workspace.apps.values()
    new_id = iter(map(str, count())).__next__

    def apply(may_remove: Callable[[Removals], bool]) -> None:
        apply_file(
            file,
            workspace=SHOP,
            database=kept,
            lookup=Lookup(slack_client(app.bot_token, api_url=sandbox.api_url)),
            new_id=new_id,
            at=NOON,
            may_remove=may_remove,
        )

    def imports_meanwhile(gone: Removals) -> bool:
        assert gone.lines
        with kept.transaction(SHOP) as transaction:
            stands = transaction.people.workspace()
            late = Store(key="S003", name="Bath Milsom")
            transaction.people.save(replace(stands, stores=(*stands.stores, late)))
        return True

    apply(lambda _: False)
    with_more(kept)
    with pytest.raises(WrongFile, match="somebody changed the setup meanwhile"):
        apply(imports_meanwhile)
    assert [one.key for one in workspace(kept).stores] == ["S001", "S002", "S003"]


def test_a_store_that_a_post_names_stays_whatever_is_said(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    with_more(kept)
    with kept.transaction(SHOP) as transaction:
        transaction.posts.save(replace(a_post(workspace=SHOP), stores=("S002",)))

    ended = onevoice("apply", file.name, "--remove", env=slack_env)

    assert ended.code == 2
    assert "1 post still to go out names York Coppergate, such as “Autumn jackets”." in ended.err
    assert [one.key for one in workspace(kept).stores] == ["S001", "S002"]


def with_more(kept: Database) -> Workspace:
    """What admins have added in Slack since: a department with its people, and a store."""
    press = Department(key="press", name="Press", members=(UserId("U0PAT"), UserId("U0WHO")))
    york = Store(key="S002", name="York Coppergate", region="North", timezone="Europe/London")
    with kept.transaction(SHOP) as transaction:
        stands = transaction.people.workspace()
        more = replace(stands, departments=(*stands.departments, press), stores=(*stands.stores, york))
        transaction.people.save(more)
        transaction.people.saw(Member(user=UserId("U0WHO"), name="Wim Otter", timezone="UTC"))
    return more


ONE_DEPARTMENT = """
desk = "C0DESK"
admins = ["U0ADA"]

[[department]]
key = "ecommerce"
name = "Online shop"
approvers = ["U0ELI"]
"""


def test_shipped_departments_stay_without_being_named_and_others_are_added(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    press = '\n[[department]]\nkey = "press"\nname = "Press"\n'
    file.write_text(ONE_DEPARTMENT + press)
    ended = onevoice("apply", file.name, env=slack_env)

    assert (ended.code, [one for one in ended.lines if "removed" in one]) == (0, []), ended.err
    names = [one.name for one in workspace(kept).departments]
    assert names == ["Online shop", "Press", "Marketing", "HR", "Field operations"]
    assert "Note: department hr: it has no approver, so posts that need HR will wait." in ended.err
    assert onevoice("apply", file.name, env=slack_env).out.startswith("Nothing to change")

    # One that an admin has removed in Slack does not come back.
    with kept.transaction(SHOP) as transaction:
        here = transaction.people.workspace()
        rest = tuple(one for one in here.departments if one.key != "hr")
        transaction.people.save(replace(here, departments=rest))
    assert onevoice("apply", file.name, env=slack_env).out.startswith("Nothing to change")
    assert workspace(kept).department("hr") is None


CHARTER = """
[charter]
home = "Marketing"
gains = ["stores", "web sales"]

[[charter.goal]]
department = "hr"
goal = "Fill every vacancy"
measure = "applications"
"""


def test_the_charter_is_written_told_to_everybody_and_kept_where_the_file_says_nothing(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    file.write_text(WORKSPACE_FILE + CHARTER)
    ended = onevoice("apply", file.name, env=slack_env)
    assert "charter, where social lives: none → Marketing" in ended.lines
    assert "charter, what counts as a gain: none → web sales, stores" in ended.lines
    assert onevoice("apply", file.name, env=slack_env).out.startswith("Nothing to change")

    with kept.transaction(SHOP) as transaction:
        version = transaction.charters.newest()
        in_slack = replace(version.charter, pays="4711", goals=())
        transaction.charters.replace(in_slack, by=UserId("U0ADA"), at=NOON)
        letters = transaction.notices.of(NoticeKind.CHARTER, "charter")
        (news,) = transaction.notices.of(NoticeKind.CHARTER_CHANGED, "1")
    assert (version.number, version.by, news.place) == (1, None, "C0DESK")
    assert {one.place for one in letters} == workspace(kept).everybody

    file.write_text(WORKSPACE_FILE + CHARTER.replace('"Marketing"', '"HR"'))
    ended = onevoice("apply", file.name, env=slack_env)
    assert ended.lines == [
        "charter, where social lives: Marketing → HR",
        "charter, HR: goal: none → Fill every vacancy",
        "charter, HR: measure: none → applications",
    ]
    file.write_text(WORKSPACE_FILE)
    assert onevoice("apply", file.name, env=slack_env).out.startswith("Nothing to change")
    with kept.transaction(SHOP) as transaction:
        assert transaction.charters.newest().charter.pays == "4711"
        assert transaction.charters.newest().number == 3


def test_what_people_set_up_in_slack_outlives_the_file(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    before = workspace(kept)
    by_group = replace(before.departments[0], approver_group="S0GROUP")
    changed = replace(
        before.with_department(by_group),
        absences=(Absence(user=UserId("U0MIA"), since=NOON, until=NOON + timedelta(days=3)),),
        deactivated=frozenset({UserId("U0GONE")}),
        timetable=Timetable(check_in=WeekTime(1, time(8, 30)), digest=WeekTime(3, time(15))),
    )
    with kept.transaction(SHOP) as transaction:
        transaction.people.save(changed)
    file.write_text(WORKSPACE_FILE.replace("Leeds Briggate", "Leeds"))

    ended = onevoice("apply", file.name, env=slack_env)

    assert ended.lines == ["store S001, name: Leeds Briggate → Leeds"]
    leeds = replace(changed.stores[0], name="Leeds")
    assert workspace(kept) == replace(changed, stores=(leeds, *changed.stores[1:]))


def test_steps_are_renamed_and_keep_their_names_where_the_file_says_nothing(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    plain = file.read_text()
    file.write_text(f'{plain}\n[steps]\ntrial = "come and try"\n')
    assert "step trial: trial → come and try" in onevoice("apply", file.name, env=slack_env).lines
    file.write_text(f'{plain}\n[steps]\nloyalty = "come back"\n')
    assert onevoice("apply", file.name, env=slack_env).code == 0
    called = workspace(kept)
    assert [called.step_name(one) for one in (Step.TRIAL, Step.LOYALTY)] == ["come and try", "come back"]
    for wrong, said in (
        ('loyalty = "Come and Try"', "steps.loyalty: “come and try” is what trial is called already"),
        ('trail = "try"', "steps.trail: this key is unknown here; did you mean “trial”?"),
        ('trial = "try, buy"', "steps.trial: A name has no comma"),
        ('trial = ""', "steps.trial: this must not be empty"),
    ):
        file.write_text(f"{plain}\n[steps]\n{wrong}\n")
        ended = onevoice("apply", file.name, env=slack_env)
        assert ended.code != 0
        assert said in ended.err
    assert workspace(kept) == called


def test_times_may_be_named_and_have_to_follow_each_other(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    file.write_text(WORKSPACE_FILE + '\n[times]\ncheck_in = "Tuesday 08:30"\n')
    ended = onevoice("apply", file.name, env=slack_env)
    assert ended.lines == ["time of the check-in: Monday 09:00 → Tuesday 08:30"]
    assert workspace(kept).timetable == Timetable(check_in=WeekTime(1, time(8, 30)))

    file.write_text(
        WORKSPACE_FILE + '\n[times]\nreminder = "monday 8:30"\ndigest = "Fryday 16:00"\nclosing = 1\n'
    )
    ended = onevoice("apply", file.name, env=slack_env)
    assert 'times.reminder: write a day and a time, such as "Monday 09:00", not "monday 8:30"' in ended.err
    assert 'times.digest: write a day and a time, such as "Monday 09:00", not "Fryday 16:00"' in ended.err
    assert "times.closing: this key is unknown here; did you mean “close”?" in ended.err

    file.write_text(WORKSPACE_FILE + '\n[times]\nreminder = "Monday 08:30"\n')
    ended = onevoice("apply", file.name, env=slack_env)
    assert "times.reminder: Remind later in the week than Tuesday 08:30" in ended.err
    assert workspace(kept).timetable == Timetable(check_in=WeekTime(1, time(8, 30)))


def test_names_and_addresses_are_looked_up(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    file.write_text(WORKSPACE_FILE.replace('desk = "C0DESK"', 'desk = "#social-desk"'))

    assert onevoice("apply", file.name, env=slack_env).code == 0

    assert workspace(kept).desk == "C0DESK"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "hr"', "key = 5", "workspace.toml, line 20, department[3].key: "),
        ('"U0ADA"', '"nobody@example.com"', "has the address “nobody@example.com”"),
        ('desk = "C0DESK"', 'desk = "#nowhere"', "no channel “#nowhere”"),
        ('name = "HR"', 'name = "HR', "line 21"),
    ],
)
def test_a_wrong_file_changes_nothing(
    onevoice: CommandLine,
    slack_env: dict[str, str],
    file: Path,
    kept: Database,
    old: str,
    new: str,
    said: str,
) -> None:
    onevoice("apply", file.name, env=slack_env)
    before = (workspace(kept), trail(kept))
    # Something else in it is right and would change the workspace.
    file.write_text(WORKSPACE_FILE.replace("Leeds Briggate", "Leeds").replace(old, new))

    ended = onevoice("apply", file.name, env=slack_env)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1
    assert (workspace(kept), trail(kept)) == before


def test_names_stand_beside_ids_and_the_changes_are_counted(
    onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    onevoice("apply", file.name, env=slack_env)
    file.write_text(
        WORKSPACE_FILE.replace('"C0DESK"', '"#hall"').replace('approvers = ["U0HAL"]', "approvers = []")
    )

    ended = onevoice("apply", file.name, "--remove", env=slack_env)

    assert ended.lines == ["desk: C0DESK → C0HALL (#hall)", "department hr, approvers: U0HAL → nobody"]
    assert ended.err.splitlines() == [
        "Note: department hr: it has no approver, so posts that need HR will wait.",
        "2 changes applied.",
    ]
    detail = "\n".join(ended.lines).replace(" (#hall)", "")
    with kept.transaction(SHOP) as transaction:
        assert transaction.audit.of("workspace.toml")[-1].event.detail["changes"] == detail


def test_a_slip_in_the_file_is_told_before_a_token_is_asked_for(onevoice: CommandLine, file: Path) -> None:
    file.write_text(WORKSPACE_FILE.replace("desk =", "desks ="))

    ended = onevoice("apply", file.name, env={})

    assert ended.code == 2
    assert "did you mean “desk”?" in ended.err
    assert "SLACK_BOT_TOKEN" not in ended.err


@pytest.mark.parametrize("kind", ["server_error", "lost_before", "ratelimited"])
@pytest.mark.parametrize("method", ["auth.test", "conversations.list"])
def test_slack_that_fails_changes_nothing(
    onevoice: CommandLine,
    slack_env: dict[str, str],
    sandbox: Sandbox,
    file: Path,
    kept: Database,
    kind: str,
    method: str,
) -> None:
    file.write_text(WORKSPACE_FILE.replace('desk = "C0DESK"', 'desk = "#social-desk"'))
    sandbox.faults.switch_on(Fault(kind), method=method)  # type: ignore[arg-type]  # a literal by parametrisation

    ended = onevoice("apply", file.name, env=slack_env)

    assert ended.code == 2
    assert "Slack" in ended.err
    assert len(ended.err.splitlines()) == 1
    assert workspace(kept).desk is None


@pytest.mark.usefixtures("file")
def test_a_database_that_is_gone_is_a_sentence(
    onevoice: CommandLine, slack_env: dict[str, str], tmp_path: Path
) -> None:
    gone = slack_env | {"DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/onevoice.sqlite3"}

    ended = onevoice("apply", "workspace.toml", env=gone)

    assert ended.code == 2
    assert ended.err.startswith("DATABASE_URL: ")
    assert len(ended.err.splitlines()) == 1


def test_an_app_as_an_approver_is_refused_with_its_line(
    sandbox: Sandbox, onevoice: CommandLine, slack_env: dict[str, str], file: Path, kept: Database
) -> None:
    (app,) = sandbox.workspace.apps.values()
    file.write_text(
        WORKSPACE_FILE.replace('approvers = ["U0HAL"]', f'approvers = ["U0HAL", "{app.bot_user}"]')
    )

    ended = onevoice("apply", file.name, env=slack_env)

    assert ended.code == 2
    assert f"“{app.bot_user}” is an app or bot in Slack" in ended.err
    assert "workspace.toml, line 22, department[3].approvers[2]" in ended.err
    assert workspace(kept).desk is None


def test_a_file_that_is_not_there(onevoice: CommandLine, slack_env: dict[str, str]) -> None:
    ended = onevoice("apply", "nowhere.toml", env=slack_env)

    assert (ended.code, ended.err) == (2, "nowhere.toml cannot be read: No such file or directory.\n")


def test_at_a_restart_the_file_does_not_undo_what_admins_changed(
    sandbox: Sandbox, file: Path, kept: Database
) -> None:
    kept.migrate()
    (app,) = sandbox.workspace.apps.values()
    lookup = Lookup(slack_client(app.bot_token, api_url=sandbox.api_url))

    new_id = iter(map(str, count())).__next__

    def start() -> tuple[str, ...]:
        return apply_changed_file(file, workspace=SHOP, database=kept, lookup=lookup, new_id=new_id, at=NOON)

    assert start()
    with kept.transaction(SHOP) as transaction:
        by_admins = replace(transaction.people.workspace(), leaders=(UserId("U0ELI"),))
        transaction.people.save(by_admins)

    assert start() == ()
    assert workspace(kept) == by_admins

    # A changed file counts again, and so does `apply` typed by hand.
    file.write_text(WORKSPACE_FILE.replace("Leeds Briggate", "Leeds"))
    assert "leaders: U0ELI → nobody" in start()
    with kept.transaction(SHOP) as transaction:
        transaction.people.workspace()
        transaction.people.save(by_admins)
    assert apply_file(file, workspace=SHOP, database=kept, lookup=lookup, new_id=new_id, at=NOON)
    assert workspace(kept).leaders == ()
    assert {one[0] for one in trail(kept)} == {Action.SETTINGS_APPLIED.value}
