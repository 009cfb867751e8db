"""The first run: somebody whom Slack trusts becomes the first admin, and ends with a test post."""

from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from blocks.first_run import BEGIN, TEST_POST, WITHDRAW_TEST, trial_view
from blocks.setup import said_in_setup
from domain.approvals import withdraw
from domain.audit import Action, Event
from domain.differences import differences
from domain.drafts import Draft
from domain.networks import Network
from domain.posts import PostId
from domain.proposals import propose
from domain.refusals import InvalidForm, Refusal
from domain.setup import become_first_admin, refuse_non_admin
from domain.workspaces import Workspace
from handlers.changing import keep_change
from handlers.deciding import settle
from handlers.kit import caller_of, kit_of
from handlers.record import record
from handlers.setup_changes import SUBJECT
from handlers.setup_overview import overview

TITLE = "Test post: nothing will be published"
TEXT = "This is a test of Onevoice. Whoever may sign presses Approve, or says what to change."


def _begin(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """The first admin is whom Slack already trusts with the workspace ("users.info", is_admin and is_owner)."""
    kit, caller = kit_of(context), caller_of(context)
    account = client.users_info(user=caller.user)["user"]
    trusted = bool(account.get("is_admin") or account.get("is_owner"))
    with kit.database.transaction(caller.workspace) as transaction:
        before = transaction.people.workspace()
        after = become_first_admin(before, user=caller.user, trusted=trusted)
        detail = {"changes": "\n".join(differences(before, after))}
        event = Event(
            action=Action.SETUP_CHANGED, by=caller.user, at=kit.now(), subject=SUBJECT, detail=detail
        )
        keep_change(transaction, event, before=before, after=after, new_id=kit.new_id)
    client.views_open(trigger_id=body["trigger_id"], view=overview(context))


def _test_post(_: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    """A post like any other, so that the first card is seen before it matters."""
    kit, caller = kit_of(context), caller_of(context)
    at, post_id = kit.now(), PostId(kit.new_id())
    verdict = kit.verdict(TEXT, workspace=caller.workspace, networks=(Network.X,))
    with kit.database.transaction(caller.workspace) as transaction:
        transaction.people.hold()
        workspace = transaction.people.workspace()
        refuse_non_admin(caller.user, workspace=workspace)
        desk = workspace.desk
        if desk is None or not workspace.departments or transaction.posts.any_proposed():
            raise Refusal("The test post is for the very first time. Type /social propose to propose a post.")
        policy = transaction.policies.current()
        try:
            post = propose(
                _draft(workspace),
                verdict,
                id=post_id,
                by=caller.user,
                at=at,
                workspace=workspace,
                policy=policy,
            )
        except InvalidForm as wrong:
            raise Refusal("The rulebook does not take the test post: {why}", why=str(wrong)) from None
        record(kit, transaction, post, Event(action=Action.PROPOSED, by=caller.user, at=at, subject=post_id))
    kit.wake()
    client.views_update(view_id=body["view"]["id"], view=trial_view(post_id, desk=desk))


def _draft(workspace: Workspace) -> Draft:
    return Draft(text=TEXT, title=TITLE, department=workspace.departments[0].key, networks=(Network.X,))


def _withdraw(action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext) -> None:
    caller = caller_of(context)
    settle(
        context,
        PostId(action["value"]),
        action=Action.WITHDRAWN,
        decide=lambda post, workspace, at: withdraw(post, by=caller.user, at=at, workspace=workspace),
    )
    said = (
        "✅ The test post is withdrawn. Everything is ready: `/social propose` begins the first real one, "
        "and `/social goals` is where you write down why you do social and what each department wants of it."
    )
    client.views_update(view_id=body["view"]["id"], view=said_in_setup(said))


CLICKS = {BEGIN: _begin, TEST_POST: _test_post, WITHDRAW_TEST: _withdraw}
"""What `handlers.setting_up` hands on to here."""
