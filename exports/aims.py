"""The columns of the sheet "Posts" that say what a post is for: its own, and what it takes over from its campaign."""

from domain.inheriting import whole_aim
from domain.posts import Post
from domain.workspaces import Workspace
from exports.listings import Column
from exports.looks import TEXT


def aim_columns(workspace: Workspace) -> tuple[Column[Post], ...]:
    """Step, audience, measure, who gains and who pays; for those who look closely, not for print."""
    return (
        Column(
            heading="Journey step",
            width=14,
            look=TEXT,
            value=lambda post: workspace.step_name(post.aim.step) if post.aim.step else "",
            printed=False,
        ),
        Column(heading="Audience", width=20, look=TEXT, value=lambda post: post.aim.audience, printed=False),
        Column(
            heading="Measure",
            width=20,
            look=TEXT,
            value=lambda post: whole_aim(post, workspace=workspace).measure,
            printed=False,
        ),
        Column(
            heading="Who gains",
            width=20,
            look=TEXT,
            value=lambda post: ", ".join(post.aim.gains),
            printed=False,
        ),
        Column(
            heading="Cost centre",
            width=16,
            look=TEXT,
            value=lambda post: whole_aim(post, workspace=workspace).cost_centre,
            printed=False,
        ),
    )
