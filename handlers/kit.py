"""What every handler works with: the database, the rulebook, the policy, a clock and a source of ids."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from domain.findings import Verdict
from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.policy import Policy
from rulebook.checking import check
from rulebook.lengths import too_long
from rulebook.loading import Rulebook
from storage.database import Database

KEY = "onevoice"
"""Where the kit travels in Bolt's context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The real world as handlers see it.

    Attributes:
        rulebook: the rulebook in force.
        now: the present, in UTC.
        new_id: a fresh opaque id.
        wake: tells the courier that there is something to show.
    """

    database: Database
    rulebook: Callable[[], Rulebook]
    policy: Policy
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    wake: Callable[[], None]

    def verdict(self, text: str, *, networks: tuple[Network, ...] = ()) -> Verdict:
        """What the rulebook in force says about a text, the networks' lengths included."""
        rulebook = self.rulebook()
        findings = (*check(text, rulebook), *too_long(text, networks))
        return Verdict(findings=findings, rulebook=rulebook.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who is asking, and in which workspace. Slack signed both."""

    workspace: WorkspaceId
    user: UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One slash command: the words behind the sub-command's name, and what an answer needs."""

    words: str
    trigger_id: str
    ack: Ack
    client: WebClient
    context: BoltContext


def kit_of(context: BoltContext) -> Kit:
    """The kit that `bot.wiring` put into the context of this request."""
    kit = context[KEY]
    assert isinstance(kit, Kit)
    return kit


def caller_of(context: BoltContext) -> Caller:
    """The person behind this request."""
    assert context.team_id is not None
    assert context.user_id is not None
    return Caller(workspace=WorkspaceId(context.team_id), user=UserId(context.user_id))
