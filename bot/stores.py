"""`stores`: a chain's stores from a file, on the command line. Imports stand inside, as in `bot.commands`."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bot.database import migrate_patiently, opened_database
from bot.settings import read_settings


def stores(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A .csv or .xlsx file with the columns Key and Name.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    new_regions: Annotated[bool, typer.Option("--new-regions", help="Take regions that are new.")] = False,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Remove stores not in FILE.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Import stores from FILE: show what would change, ask, and then change all of it or nothing."""
    from bot.slack import identify, slack_client, slack_or_complaint
    from bot.store_import import import_stores, look_at_stores, plan_lines, summary
    from domain.people import WorkspaceId
    from handlers.store_import import Wishes

    wishes = Wishes(new_regions=new_regions, remove=remove_missing)
    settings = read_settings()
    client = slack_client(settings.bot_token(), api_url=settings.slack_api_url)
    with slack_or_complaint(client.base_url), opened_database() as database:
        workspace = WorkspaceId(str(identify(client).team_id))
        migrate_patiently(database, say=partial(typer.echo, err=True))
        with database.snapshot(workspace) as transaction:
            seen = transaction.people.workspace()
            found, plan = look_at_stores(
                file, wishes=wishes, transaction=transaction, client=client, at=context.obj.now()
            )
        typer.echo("\n".join(plan_lines(found, plan, workspace=seen)))
        if plan.empty:
            typer.echo("Nothing to change: the stores are as the file says.", err=True)
        elif dry_run:
            typer.echo(f"Would be {summary(plan)}. Nothing was changed.", err=True)
        elif yes or typer.confirm(f"{summary(plan)}. Import?", err=True):
            import_stores(
                file,
                found,
                seen=seen,
                workspace=workspace,
                database=database,
                new_id=context.obj.new_id,
                at=context.obj.now(),
            )
            typer.echo(f"Imported: {summary(plan)}.", err=True)
        else:
            typer.echo("Nothing was changed.", err=True)
