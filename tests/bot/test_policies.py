"""The policy file is followed: a sound change counts at once, a bad one is told once, Slack's changes are kept."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.complaints import WrongFile
from bot.policies import SUBJECT, policy_file
from domain.audit import Action
from domain.notices import NoticeKind
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import PostId, State
from storage.database import Database
from tests.domain.stories import ADA, MONDAY, WORKSPACE, proposed

BRAND = """[[route]]
name = "brand"
because = "one voice"
departments = ["marketing"]
"""
LEGAL = (
    BRAND
    + """
[[route]]
name = "staff"
because = "staff read it too"
departments = ["hr"]
"""
)
UNKNOWN = BRAND.replace("marketing", "legal")
Look = Callable[[str | None], bool]


@pytest.fixture
def look(tmp_path: Path, database: Database) -> Look:
    """Write the file, unless there is nothing to write, and look at it."""
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.people.save(WORKSPACE)
    numbers, path = count(1), tmp_path / "policy.toml"

    def looked(text: str | None) -> bool:
        if text is not None:
            path.write_text(text)
        file = policy_file(path, new_id=lambda: f"id{next(numbers)}")
        return file.refresh(
            database, workspace=WORKSPACE.id, now=lambda: MONDAY, new_id=lambda: f"id{next(numbers)}"
        )

    return looked


def in_force(database: Database) -> list[str]:
    with database.transaction(WORKSPACE.id) as transaction:
        return [one.name for one in transaction.policies.newest().policy.routes]


def told(database: Database) -> list[str]:
    """What the admins were told of bad files."""
    with database.transaction(WORKSPACE.id) as transaction:
        refused = [one for one in transaction.audit.of(SUBJECT) if one.event.action is Action.POLICY_REFUSED]
        for one in refused:
            (notice,) = transaction.notices.of(NoticeKind.POLICY_REFUSED, str(one.number))
            assert notice.place == ADA
    return [one.event.detail["problems"] for one in refused]


def test_a_sound_change_counts_at_once_and_says_what_it_changed(database: Database, look: Look) -> None:
    assert [look(BRAND), look(None), look(LEGAL), look(None)] == [True, False, True, False]

    assert in_force(database) == ["brand", "staff"]
    with database.transaction(WORKSPACE.id) as transaction:
        first, second = transaction.audit.of(SUBJECT)
        assert [one.number for one in transaction.policies.history()] == [2, 1]
    assert "offer: removed" in first.event.detail["changes"]
    assert second.event.detail["changes"] == "staff: added; HR must sign, always"
    assert told(database) == []


def test_a_bad_file_leaves_the_old_one_in_force_and_is_told_once(database: Database, look: Look) -> None:
    look(BRAND)

    assert [look(UNKNOWN), look(None), look(None)] == [True, False, False]
    assert in_force(database) == ["brand"]
    (problem,) = told(database)
    assert "policy.toml, line 4, route[1].departments: There is no department “legal”." in problem

    assert [look("[[route]"), look(None), look(UNKNOWN)] == [True, False, True]
    assert len(told(database)) == 3
    assert look(LEGAL) is True
    assert in_force(database) == ["brand", "staff"]


def test_a_file_that_was_put_right_again_needs_no_words(database: Database, look: Look) -> None:
    look(BRAND)
    look(UNKNOWN)

    assert look(BRAND) is False, "its content is what came into force from it last"
    assert in_force(database) == ["brand"]
    assert [look(None), look(UNKNOWN), look(None)] == [False, True, False], "the same fault is news again"
    assert len(told(database)) == 2
    with database.transaction(WORKSPACE.id) as transaction:
        actions = [one.event.action.value for one in transaction.audit.of(SUBJECT)]
    assert actions == ["policy changed", "policy refused", "policy mended", "policy refused"]


def test_what_admins_changed_in_slack_stays_until_the_files_content_changes(
    database: Database, look: Look
) -> None:
    look(LEGAL)
    own = Policy(routes=(replace(SHIPPED_POLICY.routes[0], name="ours"),))
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.policies.replace(own, by=ADA, at=MONDAY)

    assert look(None) is False
    assert in_force(database) == ["ours"]
    assert look(LEGAL + "# touched") is True
    assert in_force(database) == ["brand", "staff"]


def test_a_file_that_waited_for_a_department_counts_once_it_is_there(database: Database, look: Look) -> None:
    look(UNKNOWN)
    with database.transaction(WORKSPACE.id) as transaction:
        before = transaction.people.workspace()
        legal = replace(before.departments[0], key="legal", name="Legal")
        transaction.people.save(replace(before, departments=(*before.departments, legal)))

    assert look(None) is True
    assert in_force(database) == ["brand"]


def test_posts_under_way_are_asked_anew_in_the_same_moment(database: Database, look: Look) -> None:
    with database.transaction(WORKSPACE.id) as transaction:
        transaction.posts.save(proposed())

    look(LEGAL)

    with database.transaction(WORKSPACE.id) as transaction:
        post = transaction.posts.get(PostId("P1"))
        assert post is not None
        assert [one.department for one in post.needs] == ["marketing", "hr"]
        assert post.state is State.IN_REVIEW
        (line,) = transaction.audit.of("P1")
        assert (line.event.action, line.event.detail["asked"]) == (Action.RECONSIDERED, "hr")
        assert transaction.notices.of(NoticeKind.CARD, "P1")
        assert transaction.notices.of(NoticeKind.DECISION, str(line.number))
        assert not transaction.notices.of(NoticeKind.AUTHOR, str(line.number))


def test_a_bad_file_ends_a_start_only_where_no_policy_can_stay_in_force(
    tmp_path: Path, database: Database, look: Look
) -> None:
    path = tmp_path / "policy.toml"

    def begin(text: str) -> None:
        path.write_text(text)
        file = policy_file(path, new_id=lambda: "id")
        file.begin(database, workspace=WORKSPACE.id, now=lambda: MONDAY, new_id=lambda: "id")

    with pytest.raises(WrongFile, match="line 4"):
        begin(UNKNOWN)
    begin(BRAND)
    begin(UNKNOWN)
    assert in_force(database) == ["brand"]
    assert len(told(database)) == 1


def test_a_file_that_is_gone_is_told_too(tmp_path: Path, database: Database, look: Look) -> None:
    look(BRAND)
    (tmp_path / "policy.toml").unlink()

    assert [look(None), look(None)] == [True, False]
    assert "cannot be read" in told(database)[0]
    assert in_force(database) == ["brand"]
