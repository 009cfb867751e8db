"""The real bot as a process of its own, to be killed."""

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from sandbox import Sandbox
from tests.stories.retailer import ROOT, WORKSPACE_FILE


@dataclass
class Process:
    """`python -m bot` on this sandbox and database; its log goes to a file in `folder`."""

    sandbox: Sandbox
    folder: Path
    database_url: str
    name: str = "bot"
    _running: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def start(self) -> None:
        """Start it, unless it runs."""
        if self._running is not None and self._running.poll() is None:
            return
        (app,) = self.sandbox.workspace.apps.values()
        file = self.folder / "workspace.toml"
        file.write_text(WORKSPACE_FILE)
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "bot"],
                cwd=self.folder,
                env={
                    "PYTHONPATH": str(ROOT),
                    "SLACK_BOT_TOKEN": app.bot_token,
                    "SLACK_APP_TOKEN": app.app_token,
                    "SLACK_API_URL": self.sandbox.api_url,
                    "DATABASE_URL": self.database_url,
                    "WORKSPACE_FILE": str(file),
                    "PORT": "0",
                    "LOG_FORMAT": "json",
                },
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """kill -9: no warning, no goodbye."""
        if self._running is not None:
            self._running.kill()
            self._running.wait()

    @property
    def died(self) -> bool:
        """Whether it ended by itself, which it never should."""
        return self._running is not None and self._running.poll() not in {None, -9}
