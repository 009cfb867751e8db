"""From a click to the card's new state while a freeze has every other card drawn anew: `python -m bench.busy`.

The baseline is the same click while nothing else is to be drawn. Slack takes an update each 1.2 seconds, so what a person
has just acted on must not wait for all the others.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.click import APART, DESK, GLANCE, running
from bench.start import settings
from sandbox import Message, Persona, Sandbox
from tests.stories.retailer import retailer

CARDS = 40
CLICKS = 5
LONGEST = 200.0
REASON = "A fire in Leeds"


def main() -> None:
    with retailer() as sandbox, tempfile.TemporaryDirectory() as folder:
        eve, mia, ada = (sandbox.as_person(one) for one in ("U0EVE", "U0MIA", "U0ADA"))
        with running(sandbox, [sys.executable, "-m", "bot"], settings(sandbox, Path(folder))):
            cards = [proposed(eve, number) for number in range(CARDS + CLICKS)]
            time.sleep(len(cards) * APART)  # until everybody has been told of the proposals
            quiet = signed(sandbox, mia, cards[CARDS:])
            ada.click(ada.command(DESK, "/social", f"pause {REASON}").reply, "Freeze")
            busy = signed(sandbox, mia, cards[CARDS - CLICKS : CARDS])
    print(f"    nothing else to draw: click to new state {median(quiet):.1f} s (median)")
    print(
        f"{CARDS} cards to draw: click to new state {median(busy):.1f} s (median), {max(busy):.1f} s (longest)"
    )
    print(f"ratio to nothing else: {median(busy) / median(quiet):.1f}, {CLICKS} clicks each")


def proposed(eve: Persona, number: int) -> Message:
    """The card of a post that only marketing has to sign, and that clashes with no other."""
    words = " ".join(f"{word}{number:02}" for word in ("Slippers", "boots", "hats"))
    form = eve.command(DESK, "/social", f"propose {words}").view
    eve.submit(eve.fill(form, {"Title": words, "Networks": ["X"]}))
    return eve.see(DESK, words, seconds=30)


def signed(sandbox: Sandbox, mia: Persona, cards: Sequence[Message]) -> list[float]:
    """For each card the seconds from Mia's click until it says that she has signed; she clicks one after another."""
    messages = sandbox.workspace.conversations[cards[0].channel].messages
    clicked: dict[str, float] = {}
    shown: dict[str, float] = {}
    begun = time.perf_counter()
    while len(shown) < len(cards):
        now = time.perf_counter()
        if len(clicked) < len(cards) and now >= begun + len(clicked) * APART:
            card = cards[len(clicked)]
            clicked[card.ts] = now
            mia.click(card, "Approve")
        for ts in clicked.keys() - shown.keys():
            if "✅" in str(messages[ts]["blocks"]):
                shown[ts] = time.perf_counter() - clicked[ts]
        time.sleep(GLANCE)
        assert now - begun < LONGEST, "the cards stay as they are"
    return list(shown.values())


if __name__ == "__main__":
    main()
