"""A rulebook that follows its files: swapped whole when they change, kept when the change is bad."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from rulebook.loading import Rulebook, load_rulebook
from rulebook.rules import Problem


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What became of a look at the files.

    Attributes:
        changed: whether another rulebook is in use now.
        refused: why the files' present state is not in use; empty when it is. To be told to the admins.
    """

    changed: bool
    refused: tuple[Problem, ...] = ()


class Shelf:
    """Holds the rulebook of some folders. Whoever took a rulebook may go on using it while another takes its place.

    Args:
        folders: folders of styles, the most important first.
        cache: where read files are kept, if anywhere.

    Raises:
        FileNotFoundError: one of the folders is not there.
    """

    def __init__(self, *folders: Path, cache: Path | None = None) -> None:
        self._folders, self._cache = folders, cache
        self._lock = Lock()
        self._state = _state(folders)
        self._refused: tuple[Problem, ...] = ()
        self.rulebook: Rulebook = load_rulebook(*folders, cache=cache)

    def refresh(self) -> Refreshed:
        """Look at the files again, cheaply when nothing changed.

        A change that brings a problem the rulebook in use does not have is refused until the files change again.
        """
        with self._lock:
            state = _state(self._folders)
            if state == self._state:
                return Refreshed(changed=False, refused=self._refused)
            self._state = state
            try:
                made = load_rulebook(*self._folders, cache=self._cache)
            except OSError as error:
                self._refused = (
                    Problem(file=str(error.filename or ""), line=1, rule="", sentence=str(error)),
                )
                return Refreshed(changed=False, refused=self._refused)
            known = {(problem.rule, problem.sentence) for problem in self.rulebook.problems}
            self._refused = tuple(one for one in made.problems if (one.rule, one.sentence) not in known)
            if self._refused:
                return Refreshed(changed=False, refused=self._refused)
            changed = made.version != self.rulebook.version
            self.rulebook = made
            return Refreshed(changed=changed)


def _state(folders: Sequence[Path]) -> frozenset[tuple[str, int, int]]:
    """Names, sizes and times of change of all files below the folders."""
    found = set()
    for folder in folders:
        for path in folder.rglob("*"):
            if path.suffix in (".yml", ".txt", ".dic", ".aff"):
                with suppress(OSError):  # a link to nothing, or a file that has just gone
                    status = path.stat()
                    found.add((str(path), status.st_size, status.st_mtime_ns))
    return frozenset(found)
