from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.recorder import listening
from tests.sandbox.workplace import client_of, small_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk import WebClient

    from sandbox import Persona, Sandbox
    from tests.sandbox.recorder import Recorder


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with small_workspace(retry_delays=(0.01, 0.02, 0.05)) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return client_of(sandbox)


@pytest.fixture
def eve(sandbox: Sandbox) -> Persona:
    return sandbox.as_person("U01")


@pytest.fixture
def mia(sandbox: Sandbox) -> Persona:
    return sandbox.as_person("U02")


@pytest.fixture
def app(sandbox: Sandbox) -> Iterator[Recorder]:
    with listening(sandbox) as recorder:
        yield recorder
