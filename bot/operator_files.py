"""The files that the operator names: the workspace, the policy, the maturity model and the rules."""

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from slack_sdk import WebClient
from structlog import get_logger

from bot.apply import apply_changed_file
from bot.following import FollowedFile
from bot.lookup import Lookup
from bot.maturity import maturity_file
from bot.policies import policy_file
from bot.removals import Removals
from bot.rules import FollowedRules, refresh_rules
from bot.settings import Settings
from bot.slack import slack_or_complaint
from bot.world import World
from domain.maturity import MaturityModel
from domain.people import WorkspaceId
from domain.policy import Policy
from storage.database import Database, Unavailable

log = get_logger("onevoice")


def _keep_all(file: Path, gone: Removals) -> bool:
    """At a start nobody can be asked: what the file does not name stays, and the log says how it goes."""
    if gone.departments or gone.stores:
        log.warning(
            "kept what the workspace file does not name; to remove it, run `.venv/bin/python -m bot apply FILE --remove`",
            file=str(file),
            kept=gone.lines,
        )
    return False


@dataclass(slots=True)
class OperatorFiles:
    """What this process is told by files, for one workspace."""

    workspace: WorkspaceId
    settings: Settings = field(kw_only=True)
    world: World = field(kw_only=True)
    database: Database = field(kw_only=True)
    rules: FollowedRules = field(kw_only=True)

    def begin(self, client: WebClient) -> None:
        """A workspace that is new here gets its row; the files are applied.

        Raises:
            WrongFile: the workspace file is wrong, or the first policy or maturity file is.
            Unavailable, Complaint: the database or Slack does not answer.
        """
        id = self.workspace
        if id not in self.database.workspaces():
            with self.database.transaction(id) as transaction:
                fresh = transaction.people.workspace()
                transaction.people.save(replace(fresh, timezone=self.settings.timezone))
        if self.settings.workspace_file:
            with slack_or_complaint(client.base_url):
                changes = apply_changed_file(
                    self.settings.workspace_file,
                    workspace=id,
                    database=self.database,
                    lookup=Lookup(client),
                    new_id=self.world.new_id,
                    at=self.world.now(),
                    may_remove=partial(_keep_all, self.settings.workspace_file),
                )
            log.info("workspace file applied", changes=len(changes))
        for file in self._followed():
            file.begin(self.database, workspace=id, now=self.world.now, new_id=self.world.new_id)

    def refresh(self) -> bool:
        """Look at the rules, the policy and the maturity model again; whether anybody has something new to see.

        Raises:
            Unavailable: the database does not answer.
        """
        now, new_id = self.world.now, self.world.new_id
        news = refresh_rules(self.rules, self.database, workspace=self.workspace, now=now, new_id=new_id)
        for file in self._followed():
            try:
                news |= file.refresh(self.database, workspace=self.workspace, now=now, new_id=new_id)
            except Unavailable:
                raise
            except Exception:  # one file's trouble must not end the look at the others; it is logged whole
                log.exception("file cannot be followed", file=file.faults.subject)
        return news

    def _followed(self) -> tuple[FollowedFile[Policy] | FollowedFile[MaturityModel], ...]:
        """The policy file and the maturity file, where the operator names them."""
        policy, maturity = self.settings.policy_file, self.settings.maturity_file
        return (
            *([policy_file(policy, new_id=self.world.new_id)] if policy else []),
            *([maturity_file(maturity)] if maturity else []),
        )
