"""The maturity file: followed as it changes; what admins change in Slack stays until the file's content changes."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.following import Faults, FollowedFile
from bot.maturity_file import read_maturity_file
from domain.audit import Action, Event
from domain.maturity import MaturityModel
from domain.maturity_changes import model_changes
from domain.notices import NoticeKind
from domain.workspaces import Workspace
from storage.database import Transaction

SUBJECT = "maturity file"
"""What the record says about the file is kept under this subject."""


@cache
def shipped_model() -> MaturityModel:
    """What is in force where nobody changed anything."""
    return read_maturity_file()


def maturity_file(path: Path) -> FollowedFile[MaturityModel]:
    """The model of a file."""

    def keep(work: Transaction, model: MaturityModel, event: Event) -> None:
        work.maturity_models.hold()
        changes = "\n".join(model_changes(work.maturity_models.in_force(shipped_model()), model))
        work.maturity_models.replace(model, by=None, at=event.at)
        work.audit.record(replace(event, detail={**event.detail, "changes": changes}))

    return FollowedFile(
        path=path,
        faults=Faults(
            subject=SUBJECT,
            refused=Action.MATURITY_REFUSED,
            mended=Action.MATURITY_MENDED,
            notice=NoticeKind.MATURITY_REFUSED,
        ),
        changed=Action.MATURITY_CHANGED,
        read=_read,
        keep=keep,
        untouched=lambda work: work.maturity_models.newest() is None,
    )


def _read(path: Path, _: Workspace) -> MaturityModel:
    return read_maturity_file(path)
