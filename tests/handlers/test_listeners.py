"""The listeners as Bolt sees them: few, with arguments that Bolt knows, and one for everything in the manifest."""

import ast
import inspect
from pathlib import Path

import pytest
from slack_bolt.kwargs_injection import Args
from slack_bolt.listener.custom_listener import CustomListener

import handlers
from bot import errors
from tests.handlers.desk import Desk

KNOWN = frozenset(Args.__annotations__) | {"error"}
"""What Bolt hands in by name ("Listener function arguments"), and the error to an error handler."""
MOST = 60
"""Bolt tries one after another, 10 to 13 microseconds each; the house's limit is a hundred."""


def listeners(desk: Desk) -> list[CustomListener]:
    found = [one for one in desk.app._listeners if isinstance(one, CustomListener)]
    assert len(found) == len(desk.app._listeners)
    return found


def test_every_argument_of_a_listener_is_one_that_bolt_knows(desk: Desk) -> None:
    # Bolt hands None to a name it does not know, and only warns.
    for function in (*(one.ack_function for one in listeners(desk)), errors.answer):
        unknown = set(inspect.signature(function).parameters) - KNOWN
        assert (function.__qualname__, unknown) == (function.__qualname__, set())


def test_the_known_arguments_are_the_ones_we_think(desk: Desk) -> None:
    assert {"ack", "body", "client", "context", "respond", "view", "action", "command", "event"} <= KNOWN
    assert "kit" not in KNOWN


def test_there_are_few_listeners(desk: Desk) -> None:
    assert 10 < len(listeners(desk)) < MOST


def test_no_listener_is_registered_twice(desk: Desk) -> None:
    names = [one.ack_function.__qualname__ for one in listeners(desk)]
    assert len(names) == len(set(names))


MODULES = sorted(Path(str(handlers.__file__)).parent.glob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_handlers_post_nothing(path: Path) -> None:
    # What should be in Slack is wanted in the database; only the courier posts.
    called = {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
    reads = {"conversations_replies"}
    assert not {one for one in called if one.startswith(("chat_", "files_", "conversations_"))} - reads
    assert "say" not in called
