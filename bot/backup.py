"""`backup`: a copy of the database. Imports stand inside, as in `bot.commands`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.complaints import Complaint
from bot.settings import read_settings


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(help="A new file; else onevoice-YYYY-MM-DD-HHMMSS.sqlite3 in this folder."),
    ] = None,
) -> None:
    """Copy the SQLite database into a new file while the bot goes on, and print where it is."""
    from storage.backups import BackupError, back_up

    path = file or Path(f"onevoice-{context.obj.now():%Y-%m-%d-%H%M%S}.sqlite3")
    try:
        back_up(read_settings().database_url.get_secret_value(), to=path)
    except BackupError as error:
        raise Complaint(f"{error}.") from None
    typer.echo(path)
