"""Aiming: taking over the step that a post's text suggests. Whoever may edit a post may; its author's choice stands."""

from dataclasses import replace

from domain.journey import Step
from domain.people import UserId
from domain.posts import Post
from domain.proposals import refuse_edit
from domain.refusals import Refusal
from domain.workspaces import Workspace


def choose_step(post: Post, step: Step, *, by: UserId, workspace: Workspace) -> Post:
    """The post that serves this step. Version and seats stay: it is the desk's own note.

    Raises:
        Refusal: this person may not edit the post, it has ended, or another step was chosen for it meanwhile.
    """
    if post.aim.step is step:
        return post
    refuse_edit(post, by=by, workspace=workspace)
    if post.aim.step:
        raise Refusal(
            'Somebody has chosen “{step}” for this post meanwhile. "Edit" changes it.',
            step=workspace.step_name(post.aim.step),
        )
    return replace(post, aim=replace(post.aim, step=step))
