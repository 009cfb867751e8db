"""The policy file: followed as it changes; what admins change in Slack stays until the file's content changes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.following import Faults, FollowedFile
from bot.policy_file import read_policy_file
from domain.audit import Action, Event
from domain.notices import NoticeKind
from domain.policy import Policy
from domain.policy_words import policy_changes
from domain.workspaces import Workspace
from handlers.changing import keep_change
from storage.database import Transaction

SUBJECT = "policy file"
"""What the record says about the policy file is kept under this subject."""


def policy_file(path: Path, *, new_id: Callable[[], str]) -> FollowedFile[Policy]:
    """The policy of a file; posts under way are asked anew in the moment in which it comes into force."""

    def keep(work: Transaction, policy: Policy, event: Event) -> None:
        before, was = work.people.workspace(), work.policies.newest().policy
        changes = "\n".join(policy_changes(was, policy, workspace=before))
        told = replace(event, detail={**event.detail, "changes": changes})
        keep_change(work, told, before=before, after=before, policy=policy, new_id=new_id)

    return FollowedFile(
        path=path,
        faults=Faults(
            subject=SUBJECT,
            refused=Action.POLICY_REFUSED,
            mended=Action.POLICY_MENDED,
            notice=NoticeKind.POLICY_REFUSED,
        ),
        changed=Action.POLICY_CHANGED,
        read=_read,
        keep=keep,
        untouched=lambda work: work.policies.newest().number == 0,
    )


def _read(path: Path, workspace: Workspace) -> Policy:
    return read_policy_file(path, workspace=workspace)[0]
