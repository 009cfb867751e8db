"""The policy file: followed as it changes; what admins change in Slack stays until the file's content changes."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from structlog import get_logger

from bot.complaints import WrongFile
from bot.policy_file import read_policy_file
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import WorkspaceId
from domain.policy_words import policy_changes
from handlers.changing import keep_change
from storage.database import Database, Transaction

SUBJECT = "policy file"
"""What the record says about the policy file is kept under this subject."""
TOLD = 5
"""Problems that the admins are told; the log has all."""

log = get_logger("onevoice.policy")


def begin_policy(
    path: Path,
    database: Database,
    *,
    workspace: WorkspaceId,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> None:
    """Look at the file for the first time after a start.

    Raises:
        WrongFile: it is wrong, and there is no policy of this workspace that could stay in force instead.
        Unavailable: the database does not answer.
    """
    with database.snapshot(workspace) as transaction:
        first, people = transaction.policies.newest().number == 0, transaction.people.workspace()
    if first:
        read_policy_file(path, workspace=people)
    refresh_policy(path, database, workspace=workspace, now=now, new_id=new_id)


def refresh_policy(
    path: Path,
    database: Database,
    *,
    workspace: WorkspaceId,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> bool:
    """Look at the file again; whether anybody has something new to see.

    A file comes into force when its content is not the one that came into force from it last: so neither a
    restart nor the next look takes back what admins have changed in Slack since. A file that cannot be used
    leaves everything as it was, and the admins are told of it once.

    Raises:
        Unavailable: the database does not answer.
    """
    content = _fingerprint(path)
    with database.snapshot(workspace) as transaction:
        if content and content == _last(transaction, Action.POLICY_CHANGED, "content"):
            return False
        people = transaction.people.workspace()
    at = now()
    try:
        policy, _ = read_policy_file(path, workspace=people)
    except WrongFile as error:
        return _refuse(str(error).split("\n"), database, workspace=workspace, at=at, new_id=new_id)
    with database.transaction(workspace) as transaction:
        if content == _last(transaction, Action.POLICY_CHANGED, "content"):
            return False  # another process was quicker
        before, was = transaction.people.workspace(), transaction.policies.newest().policy
        detail = {"content": content, "changes": "\n".join(policy_changes(was, policy, workspace=before))}
        event = Event(action=Action.POLICY_CHANGED, by=None, at=at, subject=SUBJECT, detail=detail)
        changed = keep_change(transaction, event, before=before, after=before, policy=policy, new_id=new_id)
    log.info("policy file applied", routes=len(policy.routes), posts=len(changed))
    return True


def _refuse(
    problems: list[str],
    database: Database,
    *,
    workspace: WorkspaceId,
    at: datetime,
    new_id: Callable[[], str],
) -> bool:
    mark = sha256("\n".join(problems).encode("utf-8", "replace")).hexdigest()[:16]
    with database.transaction(workspace) as transaction:
        if mark == _last(transaction, Action.POLICY_REFUSED, "mark"):
            return False
        detail = {
            "mark": mark,
            "problems": "\n".join(problems[:TOLD]),
            "more": str(max(0, len(problems) - TOLD)),
        }
        event = Event(action=Action.POLICY_REFUSED, by=None, at=at, subject=SUBJECT, detail=detail)
        number = str(transaction.audit.record(event).number)
        for admin in transaction.people.workspace().admins:
            wanted = Wanted(kind=NoticeKind.POLICY_REFUSED, subject=number, place=admin)
            transaction.notices.want(wanted, id=NoticeId(new_id()), at=at)
    for problem in problems:
        log.warning("policy file refused", problem=problem)
    return True


def _last(transaction: Transaction, action: Action, key: str) -> str:
    """What the last entry about the file said under this key; a refusal counts until a file is taken again."""
    entries = transaction.audit.of(SUBJECT)
    if action is Action.POLICY_REFUSED:
        entries = entries[-1:]
    found = [one.event.detail[key] for one in entries if one.event.action is action]
    return found[-1] if found else ""


def _fingerprint(path: Path) -> str:
    """What tells this content from others; empty for a file that cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
