"""A local workspace that speaks Slack as strictly as Slack does, for the demo and for tests."""

from sandbox.answers import Answer, Submitted
from sandbox.clock import Clock
from sandbox.faults import Fault, Faults
from sandbox.onlooker import ActFailed
from sandbox.people import Persona
from sandbox.screen import Message, NotAsExpected, Window
from sandbox.server import Sandbox
from sandbox.values import AppInstall, Channel, Person, Team, UserGroup

__all__ = [
    "ActFailed",
    "Answer",
    "AppInstall",
    "Channel",
    "Clock",
    "Fault",
    "Faults",
    "Message",
    "NotAsExpected",
    "Person",
    "Persona",
    "Sandbox",
    "Submitted",
    "Team",
    "UserGroup",
    "Window",
]
