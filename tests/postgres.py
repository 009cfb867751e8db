"""A PostgreSQL server of our own, from the programs that Debian installs."""

import os
import pwd
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import chown, rmtree

_PROGRAMS = max(
    Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), default=Path()
)
FOUND = (_PROGRAMS / "initdb").exists() and (_PROGRAMS / "pg_ctl").exists()
_QUICK = (
    "-c fsync=off -c full_page_writes=off -c max_connections=150 -c listen_addresses= -c shared_buffers=16MB"
)


class PostgresServer:
    """One server in a folder of its own, reached through a socket in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # PostgreSQL refuses to run as root.
        self._as = _unprivileged() if os.geteuid() == 0 else None
        if self._as:
            chown(folder, self._as)
        self._call("initdb", "-U", "onevoice", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://onevoice@/{database}?host={self.folder}"

    def start(self) -> None:
        self._call("pg_ctl", "start", "-w", "-l", f"{self.folder}/log", "-o", f"-k {self.folder} {_QUICK}")

    def stop(self) -> None:
        self._call("pg_ctl", "stop", "-w", "-m", "immediate")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Every process of the server stands still: it accepts what it is sent and answers nothing."""
        processes = self._processes()
        for one in processes:
            os.kill(one, signal.SIGSTOP)
        try:
            yield
        finally:
            for one in processes:
                os.kill(one, signal.SIGCONT)

    def _processes(self) -> list[int]:
        parent = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                found = re.match(r"(\d+) \(.*\) \S (\d+)", stat.read_text(), re.DOTALL)
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has just ended
            assert found
            parents[int(found[1])] = int(found[2])
        return [parent, *(one for one, its in parents.items() if its == parent)]

    def _call(self, program: str, *arguments: str) -> None:
        # pg_ctl's child keeps the pipes open, so its output goes to a file and not to a pipe.
        with (self.folder / f"{program}.log").open("w+") as log:
            result = subprocess.run(
                [_PROGRAMS / program, "-D", self.folder / "data", *arguments],
                user=self._as,
                group=pwd.getpwnam(self._as).pw_gid if self._as else None,
                extra_groups=() if self._as else None,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                check=False,
            )
            log.seek(0)
            assert result.returncode == 0, log.read()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A running server, gone with everything in it afterwards."""
    # Not below pytest's folder, which only its own user may enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="onevoice-pg-"))
    try:
        server = PostgresServer(folder)
        server.start()
        try:
            yield server
        finally:
            if (folder / "data/postmaster.pid").exists():
                server.stop()
    finally:
        rmtree(folder)


def _unprivileged() -> str:
    known = {one.pw_name for one in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"
