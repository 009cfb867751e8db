"""The command line, in this process: what it prints, and how it ends."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import Settings

NAMES = tuple(name.upper() for name in Settings.model_fields)
"""Every setting, as the environment has it."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass(slots=True)
class CommandLine:
    """`python -m bot …` in an empty folder, with nothing in the environment but what is given."""

    folder: Path
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]
    word_seconds: float = 60.0
    """How long a migration may take without a word: here long, as a busy machine takes its time too."""

    def __call__(self, *arguments: str, env: Mapping[str, str] | None = None, stdin: bytes = b"") -> Ended:
        with self.patch.context() as patch:
            for name in NAMES:
                patch.delenv(name, raising=False)
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            patch.setattr("bot.database.WORD_SECONDS", self.word_seconds)
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["onevoice", *arguments])
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
            self.capture.readouterr()
            code = _ended()
        said = self.capture.readouterr()
        return Ended(code, said.out, said.err)


def _ended() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
