"""The first run: how to begin, what to do next, and the test post."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement
from slack_sdk.models.views import View

from blocks.elements import context, section
from blocks.messages import Message
from blocks.seats import department_name
from blocks.text import listed
from domain.people import ChannelId
from domain.posts import PostId
from domain.workspaces import Workspace

BEGIN = "setup_begin"
TEST_POST = "setup_test_post"
WITHDRAW_TEST = "setup_withdraw_test"
"""Action ids of the buttons that begin, and of the test post's."""


def nobody_yet() -> Message:
    """Tells anybody that Onevoice has no admin here, with the way to become the first one."""
    ask = "Nobody has set up Onevoice here yet."
    begin = ButtonElement(text="Set up Onevoice", action_id=BEGIN, value="begin", style="primary")
    return Message(
        f"{ask} An admin or owner of this Slack workspace can begin, or whoever runs it names admins in workspace.toml.",
        (
            section(
                f"👋 {ask} An admin or owner of this Slack workspace can begin with one click and is its first admin "
                "then. Or whoever runs Onevoice names the admins in `workspace.toml`."
            ),
            ActionsBlock(block_id=BEGIN, elements=[begin]),
        ),
    )


def trial_view(post: PostId, *, desk: ChannelId) -> View:
    """Tells the first admin that the test post is proposed, with one click to take it back."""
    withdraw = ButtonElement(text="Withdraw the test post", action_id=WITHDRAW_TEST, value=post)
    return View(
        type="modal",
        title="Set up Onevoice",
        close="Close",
        blocks=[
            section(
                f"✅ The test post is in <#{desk}>. Let your approvers look at its card and press *Approve*; nothing is "
                "published. Then take it back:"
            ),
            ActionsBlock(block_id=WITHDRAW_TEST, elements=[withdraw]),
            context("`/social propose` is the way for real posts, `/social setup` changes everything later."),
        ],
    )


def next_step(workspace: Workspace, *, tested: bool) -> list[Block]:
    """What comes next in a first run; nothing once a post was proposed."""
    if tested:
        return []
    if workspace.desk is None:
        return [
            section(
                "*Step 1 of 3: the desk.* Choose the channel in which posts are proposed and approved, and invite me "
                "there: `/invite @Onevoice`."
            )
        ]
    vacant = [one.key for one in workspace.departments if not set(one.approvers) - workspace.deactivated]
    if vacant:
        names = listed([department_name(one, workspace=workspace) for one in vacant])
        return [section(f"*Step 2 of 3: who signs.* Name approvers for {names}; you can change it any time.")]
    try_it = ButtonElement(text="Propose a test post", action_id=TEST_POST, value="test", style="primary")
    return [
        section(
            f"*Step 3 of 3: try it.* I propose a test post in <#{workspace.desk}>; your approvers see what a card looks "
            "like and may sign it. You withdraw it with one click; nothing is published."
        ),
        ActionsBlock(block_id=TEST_POST, elements=[try_it]),
    ]
