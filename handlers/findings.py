"""Findings: counting the forms that a rule stopped, which nothing else would keep."""

from collections.abc import Iterator
from contextlib import contextmanager

from domain.findings import Verdict
from domain.people import WorkspaceId
from domain.posts import PostId
from domain.refusals import InvalidForm
from handlers.kit import Kit


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
