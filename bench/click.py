"""From a click to the card's new state in Slack: `python -m bench.click`.

The baseline is a bare Bolt app whose one handler acknowledges and updates the message: no database, no record, no other
message. Both run in a process of their own, reached by Socket Mode from the same sandbox.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from slack_sdk import WebClient

from bench.start import settings
from sandbox import Message, Persona, Sandbox
from tests.stories.retailer import retailer

CLICKS = 20
APART = 1.5
"""Seconds between clicks: Slack takes an update each 1.2 seconds, and waiting for one's turn is not what is measured."""
GLANCE = 0.001
"""Seconds between two looks."""
LONGEST = 10.0
DESK = "#social-desk"
BARE = """
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
app = App(client=WebClient("{bot}", base_url="{url}"), signing_secret="x")
@app.action("approve")
def approve(ack, body, client):
    ack()
    client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text="Approved", blocks=[])
SocketModeHandler(app, "{app}").start()
"""


def main() -> None:
    with retailer() as sandbox, tempfile.TemporaryDirectory() as folder:
        (app,) = sandbox.workspace.apps.values()
        eve, mia = sandbox.as_person("U0EVE"), sandbox.as_person("U0MIA")
        environment = settings(sandbox, Path(folder))
        bare = BARE.format(bot=app.bot_token, app=app.app_token, url=sandbox.api_url)
        with running(sandbox, [sys.executable, "-c", bare], environment):
            theirs = [clicked(sandbox, mia, bare_card(sandbox, eve, one)) for one in range(CLICKS)]
        with running(sandbox, [sys.executable, "-m", "bot"], environment):
            cards = [proposed(eve, number) for number in range(CLICKS)]
            time.sleep(CLICKS * APART)  # until everybody has been told of the proposals
            ours = [clicked(sandbox, mia, one) for one in cards]
    for name, seconds in (("bare Bolt handler", theirs), ("onevoice", ours)):
        most = quantiles(seconds, n=20)[-1]
        print(
            f"{name:>18}: click to new state {1000 * median(seconds):.0f} ms (median), {1000 * most:.0f} ms (p95)"
        )
    print(f"ratio to bare: {median(ours) / median(theirs):.1f}, {CLICKS} clicks each")


@contextmanager
def running(sandbox: Sandbox, command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """The process while it is connected to the sandbox."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        sandbox.wait_until_connected(seconds=60)
        yield
    finally:
        process.kill()
        process.wait()
        sandbox.drop_connections()


def bare_card(sandbox: Sandbox, eve: Persona, number: int) -> Message:
    """A message with one button."""
    (app,) = sandbox.workspace.apps.values()
    button = {"type": "button", "action_id": "approve", "text": {"type": "plain_text", "text": "Approve"}}
    WebClient(app.bot_token, base_url=sandbox.api_url).chat_postMessage(
        channel="C0DESK", text=f"Bare {number:02}", blocks=[{"type": "actions", "elements": [button]}]
    )
    return eve.messages(DESK)[-1]


def proposed(eve: Persona, number: int) -> Message:
    """The card of a post that only marketing has to sign."""
    title = f"Slippers {number:02}"
    form = eve.command(DESK, "/social", "propose Slippers are back.").view
    eve.submit(eve.fill(form, {"Title": title, "Networks": ["X"]}))
    return eve.see(DESK, title, seconds=30)


def clicked(sandbox: Sandbox, mia: Persona, card: Message) -> float:
    """Seconds from Mia's click until Slack holds the new state."""
    messages = sandbox.workspace.conversations[card.channel].messages
    time.sleep(APART)
    begun = time.perf_counter()
    mia.click(card, "Approve")
    while messages[card.ts]["text"] == card.text:
        time.sleep(GLANCE)
        assert time.perf_counter() - begun < LONGEST, f"{card.text} stays as it is"
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
