"""Start and idle memory of the whole bot in one process: `python -m bench.start`.

The baseline is a bare Bolt app with Socket Mode and nothing else, started in the same run.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from sandbox import Sandbox
from tests.stories.retailer import WORKSPACE_FILE, retailer

ROUNDS = 5
PORT = 39471
IDLE_SECONDS = 5.0
BARE = """
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
app = App(client=WebClient("{bot}", base_url="{url}"), signing_secret="x")
SocketModeHandler(app, "{app}").start()
"""


def main() -> None:
    with retailer() as sandbox, tempfile.TemporaryDirectory() as folder:
        (app,) = sandbox.workspace.apps.values()
        bare = BARE.format(bot=app.bot_token, app=app.app_token, url=sandbox.api_url)
        ours = [measured(sandbox, [sys.executable, "-m", "bot"], Path(folder), ready) for _ in range(ROUNDS)]
        theirs = [measured(sandbox, [sys.executable, "-c", bare], Path(folder), None) for _ in range(ROUNDS)]
    for name, rounds in (("bare Bolt app", theirs), ("onevoice", ours)):
        seconds, memory = (median(column) for column in zip(*rounds, strict=True))
        print(f"{name:>14}: start to ready {seconds:.2f} s, idle {memory:.0f} MB (PSS), median of {ROUNDS}")
    ratios = (median(column) for column in zip(*ours, strict=True))
    base = (median(column) for column in zip(*theirs, strict=True))
    print("ratio to bare:", ", ".join(f"{one / other:.1f}" for one, other in zip(ratios, base, strict=True)))


def measured(
    sandbox: Sandbox, command: list[str], folder: Path, is_ready: Callable[[], bool] | None
) -> tuple[float, float]:
    """Seconds until Slack can reach the process (and, for ours, `/readyz` says so), and MB when idle."""
    environment = settings(sandbox, folder)
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        sandbox.wait_until_connected()
        while is_ready is not None and not is_ready():
            time.sleep(0.01)
        seconds = time.perf_counter() - begun
        time.sleep(IDLE_SECONDS)
        return seconds, proportional_set_size(process.pid)
    finally:
        process.kill()
        process.wait()
        sandbox.drop_connections()


def settings(sandbox: Sandbox, folder: Path) -> dict[str, str]:
    """The environment of the whole bot in one process, with a new database in this folder."""
    (app,) = sandbox.workspace.apps.values()
    file = folder / "workspace.toml"
    file.write_text(WORKSPACE_FILE)
    return {
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "WORKSPACE_FILE": str(file),
        "PORT": str(PORT),
        "PYTHONPATH": ".",
    }


def ready() -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=1) as answer:
            return set(json.load(answer).values()) == {"ok"}
    except (URLError, OSError):
        return False


def proportional_set_size(pid: int) -> float:
    """MB of memory that belong to this process, shared pages counted in parts ("proc(5)", smaps_rollup)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
