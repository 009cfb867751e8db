"""`export`: the workbook of a period as a file. Imports stand inside, as in `bot.commands`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.complaints import Complaint
from bot.database import opened_database


def export(
    context: typer.Context,
    period: Annotated[
        str, typer.Argument(help="week, month, or two dates such as 2026-11-01..2026-11-30.")
    ] = "week",
    *,
    folder: Annotated[Path, typer.Option("--to", help="The folder to write into.")] = Path(),
) -> None:
    """Write the workbook that /social export sends, and print where it is. Days are those of the workspace's zone."""
    from bot.maturity import shipped_model
    from delivery.workbooks import pack_period
    from domain.audit import Action, Event
    from domain.periods import read_period
    from domain.refusals import Refusal

    at = context.obj.now()
    with opened_database(migrated=True) as database:
        every = database.workspaces()
        if not every:
            raise Complaint("Nothing is recorded yet, so there is nothing to export.")
        for workspace in every:
            with database.snapshot(workspace) as work:
                try:
                    days = read_period(period, at=at, timezone=work.people.workspace().timezone)
                except Refusal as error:
                    raise Complaint(str(error)) from None
                pack = pack_period(days, work=work, at=at, model=shipped_model)
            file = pack()
            path = folder / (file.name if len(every) == 1 else f"{workspace}-{file.name}")
            _write(path, file.content)
            with database.transaction(workspace) as work:
                work.audit.record(Event(action=Action.EXPORTED, by=None, at=at, subject=str(days)))
            typer.echo(path)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Complaint(f"{path}: it cannot be written ({error.strerror}).") from None
