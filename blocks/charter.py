"""The charter: as everybody reads it, and what the desk reads when it changes."""

from collections.abc import Iterable, Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, RichTextElement
from slack_sdk.models.views import View

from blocks.diffs import diff_line
from blocks.elements import context, lines, plain, section, words
from blocks.messages import Message
from blocks.moments import when
from blocks.text import inline, isolated, listed, mention, plural
from domain.charter import Charter, CharterVersion, Goal
from domain.charter_changes import charter_changes
from domain.people import Role, UserId
from domain.workspaces import Workspace

EDIT = "setup_charter"
"""Action id of the button that opens the form, for admins."""
SEE_ALL = "home_goals"
"""Action id of the Home's button."""
NAME_SHOWN = 40
GOALS_SHOWN = 15
"""Departments in one message: with two full lines each they stay below what Slack takes in all."""
CHANGES_SHOWN = 8
CHANGE_SHOWN = 400
"""Weight of one part's changes in the desk."""
PART_SHOWN = 90
TITLE = "Why we do social here"


def goals_message(version: CharterVersion, *, workspace: Workspace, reader: UserId) -> Message:
    """Answers `/social goals`: the charter, the reader's own departments first; what to do where there is none."""
    if version.charter.empty:
        return Message(
            "Nobody has written the charter yet.",
            (section(_missing(workspace, reader)), *_button(workspace, reader, label="Write the charter")),
        )
    blocks = (
        _head(),
        *_charter(version.charter, workspace=workspace, reader=reader),
        context(_source(version)),
    )
    return Message(_summary(version.charter), (*blocks, *_button(workspace, reader, label="Edit")))


def goals_form(version: CharterVersion, *, workspace: Workspace, reader: UserId) -> View:
    """The same in a modal, for the Home."""
    message = goals_message(version, workspace=workspace, reader=reader)
    return View(type="modal", title="Charter", close="Close", blocks=list(message.blocks))


def goals_snapshot(version: CharterVersion, *, workspace: Workspace, reader: UserId) -> list[Block]:
    """For the App Home: where social lives, what the reader's own departments want, and the way to all of it.

    Whoever belongs to none of those with a goal reads why social is done, or all goals where the charter does not say.
    """
    charter = version.charter
    if charter.empty:
        return [section(_missing(workspace, reader)), *_button(workspace, reader, label="Write the charter")]
    own = [one.key for one in workspace.departments_of(reader)]
    goals = [one for one in charter.goals if one.department in own]
    why = [] if goals or not charter.why else [_named("Why", charter.why)]
    if not goals and not why:
        goals = list(charter.goals[:GOALS_SHOWN])
    see_all = ButtonElement(text="See all goals", action_id=SEE_ALL, value=str(version.number))
    shown = [*_home(charter), *why, *(_goal(one, workspace=workspace) for one in goals)]
    return [
        *([lines(*shown)] if shown else []),
        ActionsBlock(block_id="goals", elements=[see_all]),
    ]


def charter_letter(version: CharterVersion, *, workspace: Workspace, reader: UserId) -> Message:
    """Brings the charter to somebody who belongs here from now on."""
    if version.charter.empty:
        return Message(
            "There is no charter at the moment.",
            (
                section(
                    "There is no charter at the moment. `/social goals` shows it as soon as there is one."
                ),
            ),
        )
    told = "📜 This is why we do social here, what each department wants of it, and what counts as a gain."
    return Message(
        f"{told} `/social goals` shows it any time.",
        (
            section(f"{told} `/social goals` shows it any time."),
            *_charter(version.charter, workspace=workspace, reader=reader),
        ),
    )


def charter_news(version: CharterVersion, *, before: CharterVersion, workspace: Workspace) -> Message:
    """Tells the desk what changed: the old words struck, the new ones bold; all of it when it is the first."""
    by = mention(version.by) if version.by else "The workspace file"
    if before.charter.empty:
        said = f"📜 *{by} wrote the charter*: why we do social here, for whom, and what counts."
        return Message(said, (section(said), *_charter(version.charter, workspace=workspace), _where()))
    if version.charter.empty:
        said = f"📜 *{by} emptied the charter.* Admins write a new one with `/social goals`."
        return Message(said, (section(said),))
    said = f"📜 *{by} changed the charter*"
    return Message(
        said,
        (
            section(f"{said} {when(version.at)}" if version.at else said),
            *change_blocks(before.charter, version.charter, workspace=workspace),
            _where(),
        ),
    )


def change_blocks(old: Charter, new: Charter, *, workspace: Workspace) -> Iterator[Block]:
    """What changed between two charters, a line for each part."""
    changes = charter_changes(old, new, workspace=workspace)
    for one in changes[:CHANGES_SHOWN]:
        part = words(inline(f"{one.part[:1].upper()}{one.part[1:]}", limit=PART_SHOWN) + ": ")
        yield lines([part, *diff_line(one.runs, limit=CHANGE_SHOWN)])
    hidden = len(changes) - CHANGES_SHOWN
    if hidden > 0:
        yield context(f"+{plural(hidden, 'more change', 'more changes')}: `/social goals`")


def setup_line(version: CharterVersion) -> str:
    """What the setup's overview says about it."""
    if version.charter.empty:
        return "*Charter* · not written yet: why you do social, what each department wants of it, what counts"
    return f"*Charter* · {_source(version)}"


def _charter(charter: Charter, *, workspace: Workspace, reader: UserId | None = None) -> Iterator[Block]:
    own = {one.key for one in workspace.departments_of(reader)} if reader else set()
    goals = sorted(charter.goals, key=lambda one: one.department not in own)
    paragraphs = [
        *_home(charter),
        *([_named("Why", charter.why)] if charter.why else []),
        *(_goal(one, workspace=workspace) for one in goals[:GOALS_SHOWN]),
        *([_named("What counts as a gain", ", ".join(charter.gains))] if charter.gains else []),
        *([_named("Who pays", charter.pays)] if charter.pays else []),
    ]
    yield lines(*paragraphs)
    hidden = len(goals) - GOALS_SHOWN
    if hidden > 0:
        yield context(
            f"+{plural(hidden, 'more department', 'more departments')}: `/social export` has all goals"
        )


def _home(charter: Charter) -> list[list[RichTextElement]]:
    return [_named("Where social lives", charter.home)] if charter.home else []


def _goal(goal: Goal, *, workspace: Workspace) -> list[RichTextElement]:
    name = inline(workspace.department_name(goal.department), limit=NAME_SHOWN)
    measured = f" · measured by {inline(goal.measure)}" if goal.measure else " · no measure yet"
    return _named(name, f"{inline(goal.goal)}{measured}")


def _named(name: str, text: str) -> list[RichTextElement]:
    return [words(name, bold=True), words(f": {isolated(text)}\n")]


def _missing(workspace: Workspace, reader: UserId) -> str:
    """What to do while there is none."""
    what = "why social is done here, what each department wants of it, what counts as a gain and who pays"
    if Role.ADMIN in workspace.roles_of(reader):
        return f"📜 The charter is not written yet: {what}. Everybody gets it once you save it."
    admins: Iterable[UserId] = (one for one in workspace.admins if one not in workspace.deactivated)
    ask = listed([mention(one) for one in admins], last="or")
    return f"📜 Nobody has written the charter yet: {what}. Ask {ask or 'whoever runs Onevoice'} to write it."


def _button(workspace: Workspace, reader: UserId, *, label: str) -> list[Block]:
    if Role.ADMIN not in workspace.roles_of(reader):
        return []
    button = ButtonElement(text=label, action_id=EDIT, value="charter")
    return [ActionsBlock(block_id=EDIT, elements=[button])]


def _head() -> HeaderBlock:
    return HeaderBlock(text=plain(TITLE, 150))


def _where() -> Block:
    return context("`/social goals` shows all of it, any time.")


def _summary(charter: Charter) -> str:
    return f"{TITLE}: {plural(len(charter.goals), 'goal', 'goals')} of departments"


def _source(version: CharterVersion) -> str:
    by = mention(version.by) if version.by else "the workspace file"
    return f"version {version.number} · {by} · {when(version.at)}" if version.at else "not written yet"
