"""App Home: the first thing somebody sees who opens the bot."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, HeaderBlock
from slack_sdk.models.views import View

from blocks.elements import plain
from blocks.help import help_message, stranger
from domain.people import UserId, Workspace

PROPOSE = "home_propose"
"""Action id of the button "Propose a post"."""
HEADING_LIMIT = 150


def home(workspace: Workspace, user: UserId, *, asked: bool = False) -> View:
    """What this person can do here; for a stranger, the way in.

    Args:
        asked: whether the stranger has asked to be added already.
    """
    if not workspace.roles_of(user):
        return View(type="home", blocks=stranger(workspace, asked=asked).blocks)
    begin = ButtonElement(text="Propose a post", action_id=PROPOSE, style="primary")
    return View(
        type="home",
        blocks=[
            HeaderBlock(text=plain("Many departments, one brand voice", HEADING_LIMIT)),
            ActionsBlock(elements=[begin]),
            *help_message(workspace, user).blocks,
        ],
    )
