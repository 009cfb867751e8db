"""Changes of the charter: who may write it, what two admins at once get to see, and what differs between two."""

from collections.abc import Iterator
from dataclasses import replace

from domain.charter import Charter, CharterVersion, charter_errors, tidied
from domain.diffs import Difference, word_diff
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.setup import refuse_non_admin
from domain.workspaces import Workspace


class CharterOvertaken(Refusal):
    """Somebody else changed the charter while this one was being written; the writer decides which shall stand."""


def write_charter(
    before: CharterVersion, written: Charter, *, seen: int, by: UserId, workspace: Workspace
) -> Charter:
    """The charter as it shall be from now on; the same as before when nothing is new.

    Args:
        written: with a goal, empty or not, for each department that the form names; the others keep theirs.
        seen: the number of the version that the writer had before their eyes.

    Raises:
        Refusal: not asked by an admin.
        InvalidForm: a part is too long, or a measure has no goal.
        CharterOvertaken: somebody else changed it meanwhile.
    """
    refuse_non_admin(by, workspace=workspace)
    charter = tidied(completed(written, before.charter), workspace=workspace)
    if errors := charter_errors(charter):
        raise InvalidForm(errors)
    if charter != before.charter and seen != before.number:
        raise CharterOvertaken("Somebody else changed the charter while you were writing.")
    return charter


def completed(written: Charter, before: Charter) -> Charter:
    """The written charter, with the goals it does not name as they were."""
    named = {one.department for one in written.goals}
    kept = (one for one in before.goals if one.department not in named)
    return replace(written, goals=(*kept, *written.goals))


def charter_changes(old: Charter, new: Charter, *, workspace: Workspace) -> tuple[Difference, ...]:
    """What changed between two charters, word by word, the parts that stayed left out."""
    return tuple(
        Difference(part=part, runs=word_diff(was, is_now))
        for part, was, is_now in _parts(old, new, workspace=workspace)
        if was != is_now
    )


def charter_lines(old: Charter, new: Charter, *, workspace: Workspace) -> tuple[str, ...]:
    """The same in a line each, for the record and the operator."""
    return tuple(
        f"charter, {part}: {_shown(was)} → {_shown(is_now)}"
        for part, was, is_now in _parts(old, new, workspace=workspace)
        if was != is_now
    )


def _parts(old: Charter, new: Charter, *, workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    yield "where social lives", old.home, new.home
    yield "why", old.why, new.why
    for key in dict.fromkeys(one.department for one in (*old.goals, *new.goals)):
        was, is_now, name = old.goal_of(key), new.goal_of(key), workspace.department_name(key)
        yield f"{name}: goal", was.goal, is_now.goal
        yield f"{name}: measure", was.measure, is_now.measure
    yield "what counts as a gain", ", ".join(old.gains), ", ".join(new.gains)
    yield "who pays", old.pays, new.pays


def _shown(text: str) -> str:
    return " ".join(text.split()) or "none"
