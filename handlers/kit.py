"""What every handler works with: the database, the rulebook, a clock and a source of ids."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from slack_bolt import Ack, BoltContext
from slack_sdk import WebClient

from domain.aims import Aim
from domain.exceptions import excusing
from domain.exemptions import Exemption
from domain.findings import Verdict
from domain.journey import Suggestion
from domain.maturity import MaturityModel
from domain.networks import Network
from domain.people import ChannelId, UserId, WorkspaceId
from domain.posts import Post
from domain.refusals import Refusal
from domain.versions import Content, Variant
from handlers.rulebooks import Rulebooks
from rulebook.checking import check
from rulebook.lengths import too_long
from rulebook.loading import Rulebook
from rulebook.offers import offers_in
from rulebook.steps import NO_STEPS, suggested_step
from storage.database import Database

KEY = "onevoice"
"""Where the kit travels in Bolt's context."""
LATER = "later"
"""Where the way to go on behind an acknowledgement does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """The real world as handlers see it.

    Attributes:
        rulebook: the rules of files in force.
        model: the maturity model of workspaces in which no other was put in force.
        now: the present, in UTC.
        new_id: a fresh opaque id.
        wake: tells the courier that there is something to show.
        steps: finds the words that point to a step of the customer's way.
    """

    database: Database
    rulebook: Callable[[], Rulebook]
    model: Callable[[], MaturityModel]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    wake: Callable[[], None]
    steps: Rulebook = NO_STEPS
    rulebooks: Rulebooks = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rulebooks", Rulebooks(self.rulebook))

    def rulebook_of(self, workspace: WorkspaceId) -> Rulebook:
        """The rulebook in force in a workspace."""
        with self.database.snapshot(workspace) as transaction:
            return self.rulebooks.of(transaction)

    def suggested(self, aim: Aim, text: str) -> Suggestion | None:
        """The step that a text seems to serve, as long as its author has chosen none."""
        return None if aim.step else suggested_step(text, self.steps)

    def verdict(
        self,
        text: str,
        *,
        workspace: WorkspaceId,
        networks: tuple[Network, ...] = (),
        variants: tuple[Variant, ...] = (),
        exemptions: tuple[Exemption, ...] = (),
        writers: frozenset[UserId] = frozenset(),
        asked: bool = False,
        seen: datetime | None = None,
    ) -> Verdict:
        """What the rulebook in force says about a text, the networks' lengths included.

        Not to be called inside a transaction: it opens one of its own.

        Args:
            networks: where it goes; those with a variant are measured by that.
            variants: the texts of networks that have their own; what is found in them names the network.
            exemptions: the post's own; the dated ones of rules are known here.
            writers: whose words these are: what they granted themselves does not count.
            asked: whether the author asks for exceptions.
            seen: when people will read it, in UTC, for offers that end on a day without a date; None for now.
        """
        with self.database.snapshot(workspace) as transaction:
            rulebook = self.rulebooks.of(transaction)
            dated = transaction.exceptions.dated()
        own = {one.network for one in variants}
        findings = (
            *check(text, rulebook),
            *too_long(text, [one for one in networks if one not in own]),
            *(
                replace(found, network=one.network)
                for one in variants
                for found in (*check(one.text, rulebook), *too_long(one.text, [one.network]))
            ),
        )
        day = (seen or self.now()).date()
        offers = tuple(
            offer for each in (text, *(one.text for one in variants)) for offer in offers_in(each, seen=day)
        )
        verdict = Verdict(findings=findings, rulebook=rulebook.version, offers=tuple(dict.fromkeys(offers)))
        return excusing(
            verdict, exemptions=(*dated, *exemptions), writers=writers, asked=asked, at=self.now()
        )

    def verdict_of(
        self,
        content: Content,
        *,
        by: "Caller",
        post: Post | None = None,
        asked: bool = False,
        publish_at: datetime | None = None,
    ) -> Verdict:
        """The same of what the public will see of a post, each network's own text included.

        Args:
            by: who writes it.
            post: the one that it becomes a version of, if any.
            publish_at: when it shall go out, in UTC; None for when the post does.
        """
        known = (post.publish_at or post.proposed_at) if post else None
        return self.verdict(
            content.text,
            workspace=by.workspace,
            networks=content.networks,
            variants=content.variants,
            exemptions=post.exemptions if post else (),
            writers=(post.writers if post else frozenset()) | {by.user},
            asked=asked,
            seen=publish_at or known,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who is asking, and in which workspace. Slack signed both."""

    workspace: WorkspaceId
    user: UserId


class Nobody(Refusal):
    """A request behind which there is nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One slash command: the words behind the sub-command's name, where it was typed, and what an answer needs."""

    words: str
    channel: ChannelId
    trigger_id: str
    ack: Ack
    client: WebClient
    context: BoltContext


def kit_of(context: BoltContext) -> Kit:
    """The kit that `bot.wiring` put into the context of this request."""
    kit = context[KEY]
    assert isinstance(kit, Kit)
    return kit


def later(context: BoltContext, work: Callable[[], None]) -> None:
    """Do something that takes longer than Slack waits, once this request is answered or meanwhile.

    Args:
        work: must raise nothing, as nobody would hear of it.
    """
    context[LATER](work)


def caller_of(context: BoltContext) -> Caller:
    """The person behind this request.

    Raises:
        Nobody: Slack did not name a person and their workspace.
    """
    return Caller(workspace=workspace_of(context), user=UserId(_told(context.user_id)))


def workspace_of(context: BoltContext) -> WorkspaceId:
    """The workspace of an event, behind which there need be no person.

    Raises:
        Nobody: Slack did not name it.
    """
    return WorkspaceId(_told(context.team_id))


def _told(id: str | None) -> str:
    if not id:
        raise Nobody("Slack did not tell me who you are, so nothing was changed. Please try once more.")
    return id
