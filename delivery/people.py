"""People: who asks to be added, who was, and departments whose group has nobody."""

from datetime import datetime

from blocks.groups import emptied_group
from blocks.people import access_request, welcome
from delivery.renderings import Gone, Letter
from domain.notices import Notice
from domain.people import UserId
from storage.database import Transaction


def access(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears when somebody asks to be added."""
    workspace = work.people.workspace()
    return Letter(draw=lambda _: access_request(UserId(notice.subject), workspace=workspace))


def welcomed(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What somebody hears who has been added to a department."""
    workspace = work.people.workspace()
    name = workspace.department_name(notice.subject)
    return Letter(draw=lambda _: welcome(name, desk=workspace.desk))


def group_empty(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears about a user group that stands for approvers. The subject is the department."""
    workspace = work.people.workspace()
    department = workspace.department(notice.subject)
    if department is None:
        raise Gone("This was about a department that is no longer there. Nothing to do.")
    return Letter(draw=lambda _: emptied_group(department))
