"""The database and its one door: a transaction of one workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic

from sqlmodel import Session, col, select

from domain.people import WorkspaceId
from storage.audit import Audit
from storage.briefs import Briefs
from storage.calendar import Calendar
from storage.calls import Calls
from storage.campaign_stores import CampaignStores
from storage.campaigns import CampaignPosts
from storage.charters import Charters
from storage.checkins import CheckIns
from storage.clashes import Clashes
from storage.digest_wishes import DigestWishes
from storage.digests import Digests
from storage.engines import PATIENCE, READING, engine_for
from storage.exceptions import Exceptions
from storage.findings import Findings
from storage.maturity_evidence import Evidence
from storage.maturity_models import MaturityModels
from storage.migrations import Tables, tables, upgrade
from storage.notices import Notices
from storage.people import People
from storage.policies import Policies
from storage.posts import Posts
from storage.publications import Publications
from storage.reminders import Reminders
from storage.rows.people import WorkspaceRow
from storage.rules import Rules
from storage.runs import Runs
from storage.templates import Templates
from storage.turns import Turns
from storage.unavailable import Busy, Overtaken, Unavailable, told_as_unavailable
from storage.watching import Watching

__all__ = ["Busy", "Database", "Overtaken", "Tables", "Transaction", "Unavailable"]


class Transaction:
    """Everything that can be read and written of one workspace, until the `with` ends."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self.workspace_id = workspace
        self.posts = Posts(workspace, session=session)
        self.people = People(workspace, session=session)
        self.policies = Policies(workspace, session=session)
        self.audit = Audit(workspace, session=session)
        self.notices = Notices(workspace, session=session)
        self.turns = Turns(workspace, session=session)
        self.findings = Findings(workspace, session=session)
        self.rules = Rules(workspace, session=session)
        self.exceptions = Exceptions(workspace, session=session)
        self.watching = Watching(workspace, session=session)
        self.reminders = Reminders(workspace, session=session)
        self.publications = Publications(workspace, session=session)
        self.calendar = Calendar(workspace, session=session)
        self.calls = Calls(workspace, session=session)
        self.runs = Runs(workspace, session=session)
        self.digests = Digests(workspace, session=session)
        self.digest_wishes = DigestWishes(workspace, session=session)
        self.checkins = CheckIns(workspace, session=session)
        self.maturity_models = MaturityModels(workspace, session=session)
        self.charters = Charters(workspace, session=session)
        self.campaigns = CampaignPosts(workspace, session=session)
        self.campaign_stores = CampaignStores(workspace, session=session)
        self.evidence = Evidence(workspace, session=session)
        self.clashes = Clashes(workspace, session=session)
        self.templates = Templates(workspace, session=session)
        self.briefs = Briefs(workspace, session=session)


class Database:
    """A SQLite file or a PostgreSQL database, shared by all threads of a process.

    Args:
        url: `sqlite:///FILE`, `postgresql://…` or `postgres://…`.
        patience: seconds that a transaction may spend waiting.

    Raises:
        ValueError: another kind of address.
    """

    def __init__(self, url: str, *, patience: float = PATIENCE) -> None:
        self._engine = engine_for(url, patience=patience)
        self._patience = patience
        self._alone = self._engine.dialect.name == "sqlite"
        # Threads queue here in turn; SQLite's own waiting polls, and lets the unlucky starve.
        self._turnstile = Lock()
        self._file = Path(self._engine.url.database or "") if self._alone else None
        self._opened: tuple[int, int] | None = None

    @contextmanager
    def transaction(self, workspace: WorkspaceId) -> Iterator[Transaction]:
        """All or nothing: committed once at the end, rolled back by any exception.

        Raises:
            Busy: others were at it for as long as this one is patient.
            Unavailable: the database is gone or frozen, or too slow for that.
        """
        with self._session() as session:
            yield Transaction(workspace, session=session)

    @contextmanager
    def snapshot(self, workspace: WorkspaceId) -> Iterator[Transaction]:
        """The workspace as it is at this moment, for long reading such as an export. It keeps nobody waiting.

        What would write or hold something, `posts.get` included, is refused by the database.

        Raises:
            Unavailable: as `transaction`.
        """
        with told_as_unavailable(), Session(self._engine) as session, session.begin():
            session.connection(execution_options=READING)
            yield Transaction(workspace, session=session)

    def workspaces(self) -> tuple[WorkspaceId, ...]:
        """Every workspace that was ever saved, in the order of their ids."""
        with self._session() as session:
            ids = session.exec(select(WorkspaceRow.workspace).order_by(col(WorkspaceRow.workspace)))
            return tuple(WorkspaceId(one) for one in ids)

    def migrate(self) -> None:
        """Bring the tables up to date. Two processes may try at once: one does it, the other waits.

        Raises:
            Unavailable: the database cannot be reached, or the other one takes longer than a minute.
        """
        with told_as_unavailable():
            upgrade(self._engine)

    def tables(self) -> Tables:
        """How its tables stand to what this version expects; nothing is changed.

        Raises:
            Unavailable: the database cannot be reached.
        """
        with told_as_unavailable():
            return tables(self._engine)

    def ping(self) -> None:
        """See whether a transaction is possible, and is kept where the next start will look for it.

        Raises:
            Unavailable: it is not; or SQLite's file was deleted or replaced while it was open.
        """
        with self._session():
            pass
        if self._opened != self._found():
            raise Unavailable(
                "its file was deleted or replaced while I was running, so what I save now would be lost. Put the "
                "file back and restart me."
            )

    def close(self) -> None:
        """Close every connection. The database may be used again; it then opens new ones."""
        self._engine.dispose()
        self._opened = None

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with (
            told_as_unavailable(),
            self._turn() as until,
            Session(self._engine) as session,
            session.begin(),
        ):
            session.connection(execution_options={"until": until})
            self._opened = self._opened or self._found()
            yield session

    def _found(self) -> tuple[int, int] | None:
        """Which file lies where SQLite's file belongs: its device and inode; None when there is none."""
        try:
            found = self._file.stat() if self._file else None
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if found else None

    @contextmanager
    def _turn(self) -> Iterator[float]:
        """Wait for this thread's turn; gives the moment until which it may wait for others, as `monotonic` counts."""
        until = monotonic() + self._patience
        if not self._alone:
            yield until
            return
        if not self._turnstile.acquire(timeout=self._patience):
            raise Busy("Others of this process are at it.")
        try:
            yield until
        finally:
            self._turnstile.release()
