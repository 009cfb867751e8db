"""Where the real world is made: the clock, ids, chance and waiting. Nothing else in the program makes them."""

import atexit
import gc
import random
import sys
import time
from datetime import UTC, datetime
from uuid import uuid4

from bot.commands import app
from bot.complaints import Complaint
from bot.world import World

EXIT_WRONG = 2
"""The exit code when the operator has to mend something first."""


def main() -> None:
    """Run the command that was typed; what is expected to go wrong ends with one sentence."""
    world = World(
        now=lambda: datetime.now(UTC),
        new_id=lambda: uuid4().hex,
        chance=random.random,
        pause=time.sleep,
    )
    # The system takes everything back at once; looking through it all before takes a third of a start's work.
    atexit.register(gc.freeze)
    try:
        app(obj=world)
    except Complaint as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(EXIT_WRONG) from None


if __name__ == "__main__":
    main()
