"""Findings: the post whose words a form holds, and counting the forms that a rule stopped, which nothing else would keep."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from slack_bolt import BoltContext

from blocks.targets import read_target_of
from domain.findings import Verdict
from domain.people import WorkspaceId
from domain.posts import Post, PostId
from domain.refusals import InvalidForm
from handlers.kit import Kit, caller_of, kit_of


@contextmanager
def stops_counted(kit: Kit, *, workspace: WorkspaceId, post: PostId, verdict: Verdict) -> Iterator[None]:
    """Count it, once for each post, when the form inside is not taken because of what the rulebook says."""
    try:
        yield
    except InvalidForm:
        if verdict.stopping:
            with kit.database.transaction(workspace) as transaction:
                transaction.findings.made(verdict.stopping, post=post, version=0, at=kit.now())
        raise


def post_of(view: Mapping[str, Any], context: BoltContext) -> Post | None:
    """The post that a form is about; None for one that is yet to be."""
    post_id, _ = read_target_of(view)
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        return next(iter(transaction.posts.some([post_id])), None)
