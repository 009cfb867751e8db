"""The command line: `python -m bot …`, also `onevoice …`. Imports stand inside, so that help comes at once."""

import json
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from enum import StrEnum
from logging import WARNING
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from bot.complaints import Complaint
from bot.logs import configure_logs
from bot.settings import read_settings
from bot.world import World

if TYPE_CHECKING:
    from storage.database import Database


class Format(StrEnum):
    """How `check` reports."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    VALE = "vale"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def everything(context: typer.Context) -> None:
    """Onevoice: many departments, one brand voice. Without a command, all of it runs in one process."""
    configure_logs("text", level=WARNING)
    if context.invoked_subcommand is None:
        _run(context.obj, "listen", "deliver")


@app.command()
def web(context: typer.Context) -> None:
    """Listen to Slack and leave delivering to `worker`. For PostgreSQL and several processes."""
    _run(context.obj, "listen")


@app.command()
def worker(context: typer.Context) -> None:
    """Deliver to Slack what `web` has recorded."""
    _run(context.obj, "deliver")


@app.command()
def migrate() -> None:
    """Bring the database of DATABASE_URL up to date."""
    with _database() as database:
        database.migrate()
    typer.echo("The database is up to date.")


@app.command()
def apply(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="For example workspace.toml.")]
) -> None:
    """Make the workspace what FILE says: departments, people, channels, stores."""
    from bot.apply import apply_file, warnings
    from bot.lookup import Lookup
    from bot.slack import identify, slack_client, slack_or_complaint
    from bot.workspace_file import read_workspace_file
    from domain.people import WorkspaceId

    read_workspace_file(file)  # so that a slip in it is told before anything else is asked for
    settings = read_settings()
    client = slack_client(settings.bot_token(), api_url=settings.slack_api_url)
    with slack_or_complaint(client.base_url), _database() as database:
        workspace = WorkspaceId(str(identify(client).team_id))
        database.migrate()
        changes = apply_file(
            file,
            workspace=workspace,
            database=database,
            lookup=Lookup(client),
            new_id=context.obj.new_id,
            at=context.obj.now(),
        )
        with database.transaction(workspace) as transaction:
            warned = tuple(warnings(transaction.people.workspace()))
    typer.echo("\n".join(changes) or "Nothing to change: the workspace is as the file says.")
    for one in warned:
        typer.echo(f"Note: {one}.", err=True)
    if changes:
        typer.echo(f"{_counted(len(changes), 'change')} applied.", err=True)


@app.command()
def check(  # one parameter an option
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Texts, .jsonl, .csv, .xlsx, or folders of them; - for standard input (.jsonl)."),
    ] = None,
    *,
    rulebook: Annotated[Path | None, typer.Option(help="A folder of style folders.")] = None,
    report: Annotated[Format, typer.Option("--format", help="How to report.")] = Format.TEXT,
    column: Annotated[str, typer.Option(help="The heading over the texts in .csv and .xlsx.")] = "text",
    fix: Annotated[
        bool, typer.Option("--fix", help="Make safe replacements in the files first, and say which.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop when anything is wrong with the rulebook.")
    ] = False,
) -> None:
    """Check texts against the rulebook.

    Exit codes: 0 nothing must be changed; 1 at least one text must (a finding of level error); 2 a file, the rulebook
    or an option is wrong, and nothing was checked.
    """
    from bot.mending import mend_files
    from bot.rules import load_rules
    from bot.texts import check_texts, read_texts
    from domain.findings import Level
    from rulebook.reports import as_github, as_json, as_text, as_vale_json, worst

    rules = load_rules(
        rulebook or read_settings().rulebook_path,
        tell=lambda problem: typer.echo(str(problem), err=True),
        named="--rulebook" if rulebook else "RULEBOOK_PATH",
        strict=strict,
    )
    if files in (None, [], ["-"]) and sys.stdin.isatty():
        typer.echo('Waiting for texts, one {"text": "…"} a line; Ctrl+D ends them.', err=True)
    if fix:
        for line in mend_files(files or [], rules, column=column):
            typer.echo(line, err=True)
    checked = check_texts(read_texts(files or [], column=column, stdin=sys.stdin.buffer), rules)
    formats = {
        Format.TEXT: as_text,
        Format.JSON: as_json,
        Format.GITHUB: as_github,
        Format.VALE: as_vale_json,
    }
    said = formats[report](checked)
    if said:
        typer.echo(said)
    levels = Counter(finding.level for one in checked for finding in one.findings)
    counts = [_counted(levels[level], str(level)) for level in reversed(Level) if levels[level]]
    typer.echo(", ".join([_counted(len(checked), "text"), *(counts or ["no findings"])]), err=True)
    raise typer.Exit(1 if worst(checked) is Level.ERROR else 0)


@app.command()
def doctor(context: typer.Context) -> None:
    """Look at token, scopes, clock, database and channels, and say what to do."""
    from bot.doctor import examine

    well = True
    for one in examine(read_settings(), now=context.obj.now):
        well = well and bool(one.well)
        sign = "–" if one.well is None else "✓" if one.well else "✗"
        typer.echo(f"{sign} {one.part}: {one.said}")
    raise typer.Exit(0 if well else 1)


@app.command()
def audit(
    *, verify: Annotated[bool, typer.Option("--verify", help="Only see whether it is whole.")] = False
) -> None:
    """Print the audit trail, a JSON object a line, and see whether its chain is whole and the posts agree with it."""
    from domain.audit import UnreadableEntryError, first_break
    from domain.contradictions import contradictions

    whole = True
    with _database(migrated=True) as database:
        if not database.workspaces():
            typer.echo("Nothing is recorded yet.", err=True)
        for workspace in database.workspaces():
            with database.snapshot(workspace) as transaction:
                broken = first_break(transaction.audit.entries())
                with suppress(UnreadableEntryError):  # told below
                    for entry in () if verify else transaction.audit.entries():
                        typer.echo(json.dumps(asdict(entry), default=str))
                if broken is None:
                    wrong = contradictions(transaction.audit.entries(), transaction.posts.all())
                else:
                    wrong = (f"entry {broken} was changed, removed or put in",)
            whole = whole and not wrong
            for said in wrong or ("the chain is whole",):
                typer.echo(f"{workspace}: {said}.", err=not verify)
    raise typer.Exit(0 if whole else 1)


@app.command()
def demo(
    context: typer.Context,
    *,
    port: Annotated[int, typer.Option(help="Where the page is served.")] = 8000,
    browser: Annotated[bool, typer.Option(help="Open the browser, if there is one.")] = True,
) -> None:
    """Open a whole made-up workspace in the browser, no Slack account needed."""
    from bot.demo import run_demo

    run_demo(context.obj, port=port, browser=browser)


@contextmanager
def _database(*, migrated: bool = False) -> Iterator["Database"]:
    """The database of DATABASE_URL; that it does not answer becomes a complaint.

    Args:
        migrated: whether to complain of tables that this version does not know, too.
    """
    from storage.database import Database, Tables, Unavailable

    database = Database(read_settings().database_url.get_secret_value())
    try:
        if migrated and database.tables() is not Tables.CURRENT:
            raise Complaint(
                "DATABASE_URL: its tables are not those of this version. Run: python -m bot migrate"
            )
        yield database
    except Unavailable as error:
        raise Complaint(f"DATABASE_URL: {error}") from None
    finally:
        database.close()


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _run(world: World, *parts: str) -> None:
    from bot.running import Bot, Part
    from storage.database import Unavailable

    settings = read_settings()
    configure_logs(settings.log_format)
    stopping = Event()
    bot = Bot(settings, world, parts=frozenset(map(Part, parts)))

    def end(*_: object) -> None:
        bot.give_up()
        stopping.set()

    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, end)
    try:
        bot.start()
        stopping.wait()
    except Unavailable as error:
        raise Complaint(f"DATABASE_URL: {error}") from None
    finally:
        bot.stop()
