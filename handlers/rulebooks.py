"""Rulebooks: what counts in each workspace, made once for each change and then only looked up."""

from collections.abc import Callable
from dataclasses import dataclass, field

from domain.people import WorkspaceId
from rulebook.layers import layered
from rulebook.loading import Rulebook
from storage.database import Transaction


@dataclass(slots=True)
class Rulebooks:
    """The files' rules with each workspace's own on top.

    A rulebook is replaced whole: whoever checks with the old one meanwhile goes on doing so.

    Args:
        files: the rules of files in force.
    """

    files: Callable[[], Rulebook]
    _made: dict[WorkspaceId, tuple[tuple[str, int], Rulebook]] = field(default_factory=dict, init=False)

    def of(self, transaction: Transaction) -> Rulebook:
        """The rulebook of this transaction's workspace. Costs one small query while nothing has changed."""
        base = self.files()
        state = (base.version, transaction.rules.changes())
        known = self._made.get(transaction.workspace_id)
        if known is not None and known[0] == state:
            return known[1]
        made = layered(base, transaction.rules.newest())
        self._made[transaction.workspace_id] = (state, made)
        return made
