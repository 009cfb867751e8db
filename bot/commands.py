"""The command line: `python -m bot …`, also `onevoice …`. Imports stand inside, so that help comes at once."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from logging import WARNING
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.backup import backup
from bot.check import check
from bot.complaints import Complaint
from bot.database import migrate_patiently, opened_database
from bot.export import export
from bot.logs import configure_logs
from bot.settings import read_settings
from bot.stores import stores
from bot.world import World

if TYPE_CHECKING:
    from bot.removals import Removals

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def everything(context: typer.Context) -> None:
    """Onevoice: many departments, one brand voice. Without a command, all of it runs in one process."""
    configure_logs("text", level=WARNING)
    if context.invoked_subcommand is None:
        _run(context.obj, "listen", "deliver", "keep time")


@app.command()
def web(context: typer.Context) -> None:
    """Listen to Slack; leave delivering to `worker`, and the time to `clock`. For PostgreSQL and several processes."""
    _run(context.obj, "listen")


@app.command()
def worker(context: typer.Context) -> None:
    """Deliver to Slack what `web` and `clock` have recorded."""
    _run(context.obj, "deliver")


@app.command()
def clock(context: typer.Context) -> None:
    """Remind, let expire, and send check-ins and digests when their time has come. Two of them do no harm."""
    _run(context.obj, "keep time")


@app.command()
def migrate() -> None:
    """Bring the database of DATABASE_URL up to date."""
    with opened_database() as database:
        migrate_patiently(database, say=_tell)
    typer.echo("The database is up to date.")


@app.command()
def apply(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="For example workspace.toml.")],
    *,
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove departments, stores and people not in FILE.")
    ] = False,
) -> None:
    """Make the workspace what FILE says: departments, people, channels, stores. Asks before anything is removed."""
    from blocks.text import plural
    from bot.apply import apply_file, warnings
    from bot.lookup import Lookup
    from bot.slack import identify, slack_client, slack_or_complaint
    from bot.workspace_file import read_workspace_file
    from domain.people import WorkspaceId

    read_workspace_file(file)  # so that a slip in it is told before anything else is asked for
    settings = read_settings()
    client = slack_client(settings.bot_token(), api_url=settings.slack_api_url)
    with slack_or_complaint(client.base_url), opened_database() as database:
        workspace = WorkspaceId(str(identify(client).team_id))
        migrate_patiently(database, say=_tell)
        changes = apply_file(
            file,
            workspace=workspace,
            database=database,
            lookup=Lookup(client),
            new_id=context.obj.new_id,
            at=context.obj.now(),
            may_remove=lambda gone: remove or _may_remove(gone, file),
        )
        with database.transaction(workspace) as transaction:
            warned = tuple(warnings(transaction.people.workspace()))
    typer.echo("\n".join(changes) or "Nothing to change: the workspace is as the file says.")
    for one in warned:
        _tell(f"Note: {one}.")
    if changes:
        _tell(f"{plural(len(changes), 'change', 'changes')} applied.")


def _may_remove(gone: "Removals", file: Path) -> bool:
    """Ask whoever sits there; nobody does in a script, which ends here."""
    typer.echo("\n".join(gone.lines))
    if sys.stdin.isatty() and typer.confirm(f"{file} does not name these. Remove them?", err=True):
        return True
    _tell(
        f"{file} does not name these, so nothing was changed. Name them there, or remove them: "
        f".venv/bin/python -m bot apply {file} --remove"
    )
    raise typer.Exit(1)


app.command()(stores)
app.command()(check)
app.command()(export)
app.command()(backup)


@app.command()
def doctor(
    context: typer.Context,
    *,
    retry: Annotated[bool, typer.Option("--retry", help="First try again what could not be shown.")] = False,
) -> None:
    """Look at token, scopes, clock, database and channels, and say what to do."""
    from bot.doctor import examine, try_again

    if retry:
        with opened_database(migrated=True) as database:
            tried = try_again(database, at=context.obj.now())
        _tell(f"Messages that are tried again: {tried}.")
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
    with opened_database(migrated=True) as database:
        if not database.workspaces():
            _tell("Nothing is recorded yet.")
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


def _tell(said: str) -> None:
    """Beside what a command answers with, where nobody's program reads it."""
    typer.echo(said, err=True)


def _run(world: World, *parts: str) -> None:
    from bot.running import Bot, Part
    from bot.stopping import stop_when_signalled
    from storage.database import Unavailable

    settings = read_settings()
    configure_logs(settings.log_format)
    bot = Bot(settings, world, parts=frozenset(map(Part, parts)))
    stop_when_signalled(bot.give_up)
    try:
        bot.start()
        bot.wait()
    except Unavailable as error:
        raise Complaint(f"DATABASE_URL: {error}") from None
    finally:
        bot.stop()
