"""`python -m sandbox`: an empty local workspace for an app that brings its manifest."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from pathlib import Path

from sandbox import AppInstall, Channel, Person, Sandbox

PEOPLE = (
    Person(
        id="U01", name="Ada Byron", handle="ada", title="Everything", is_admin=True, email="ada@sandbox.test"
    ),
    Person(id="U02", name="Ben Okri", handle="ben", tz="America/New_York", email="ben@sandbox.test"),
    Person(id="U03", name="Chiara Rossi", handle="chiara", tz="Europe/Rome", email="chiara@sandbox.test"),
)


def main() -> None:
    """Serve a workspace of three people and one channel until interrupted."""
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="A local workspace that speaks Slack."
    )
    parser.add_argument("--manifest", type=Path, help="an app manifest (JSON) to install")
    parser.add_argument("--port", type=int, default=8065)
    parser.add_argument("--request-url", help="deliver by signed HTTP to this address instead of Socket Mode")
    options = parser.parse_args()
    apps = []
    if options.manifest:
        try:
            apps = [
                AppInstall(manifest=json.loads(options.manifest.read_text()), request_url=options.request_url)
            ]
        except (OSError, ValueError) as problem:
            sys.exit(f"The manifest cannot be used: {problem}")
    members = tuple(person.id for person in PEOPLE) + tuple(app.bot_user for app in apps)
    channels = [Channel(id="C01", name="general", members=members)]
    with Sandbox(people=PEOPLE, channels=channels, apps=apps, port=options.port) as sandbox:
        lines = [f"Workspace  {sandbox.url}/", f"SLACK_API_URL={sandbox.api_url}"]
        for app in apps:
            lines += [f"SLACK_BOT_TOKEN={app.bot_token}", f"SLACK_APP_TOKEN={app.app_token}"]
            lines += [f"SLACK_SIGNING_SECRET={app.signing_secret}"]
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
