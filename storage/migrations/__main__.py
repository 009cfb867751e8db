"""`python -m storage.migrations SUBJECT`: write the next migration from what the rows have and the tables lack."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic.command import revision
from alembic.script import ScriptDirectory

from storage.engines import engine_for
from storage.migrations import config, upgrade


def make(subject: str, *, folder: Path) -> None:
    """Compare the rows with a new database that has every migration so far, made in `folder`."""
    engine = engine_for(f"sqlite:///{folder / 'compare.sqlite3'}")
    upgrade(engine)
    with engine.begin() as connection:
        settings = config(connection)
        number = len(list(ScriptDirectory.from_config(settings).walk_revisions())) + 1
        revision(settings, message=subject, autogenerate=True, rev_id=f"{number:04}")
    engine.dispose()


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        make(" ".join(sys.argv[1:]), folder=Path(folder))
