"""Whole requests as Slack sends them: form-encoded, signed, field for field as in its reference."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from time import time as real_time  # noqa: TID251  # Bolt checks signatures against the real time
from typing import Any
from urllib.parse import urlencode

TEAM = "T0SHOP"
SECRET = "made-up signing secret"
FORM = "application/x-www-form-urlencoded"


def signed(body: bytes, *, secret: str = SECRET, age: float = 0) -> dict[str, str]:
    """The headers that prove where a body comes from ("Verifying requests from Slack")."""
    stamp = str(int(real_time() - age))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def command(user: str, text: str, *, response_url: str) -> bytes:
    """`/social …`."""
    return urlencode(
        {
            "token": "gone",
            "team_id": TEAM,
            "team_domain": "shop",
            "channel_id": "C0DESK",
            "channel_name": "social-desk",
            "user_id": user,
            "user_name": user.lower(),
            "command": "/social",
            "text": text,
            "api_app_id": "A01",
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": "1.2.abc",
        }
    ).encode()


def interaction(kind: str, user: str, **more: object) -> bytes:
    """A click, a shortcut or a submitted form."""
    payload = {
        "type": kind,
        "team": {"id": TEAM, "domain": "shop"},
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": TEAM},
        "api_app_id": "A01",
        "token": "gone",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": "1.2.abc",
        **more,
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


def in_message(message: Mapping[str, Any], *, response_url: str) -> dict[str, Any]:
    """What a click in a message of the desk carries besides the action."""
    return {
        "container": {
            "type": "message",
            "message_ts": "1700000000.000100",
            "channel_id": "C0DESK",
            "is_ephemeral": False,
        },
        "channel": {"id": "C0DESK", "name": "social-desk"},
        "message": {"type": "message", "user": "U0BOT", "ts": "1700000000.000100", **message},
        "state": {"values": {}},
        "response_url": response_url,
    }
