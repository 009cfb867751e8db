"""kill -9 at random moments with a flaky Slack: nothing lost, nothing twice, nothing out of order.

A few rounds only; `python -m tests.faults.kill --rounds 50` does the full run.
"""

from dataclasses import asdict
from pathlib import Path

import pytest

from tests.faults.kill import Run, say

ROUNDS = 3


@pytest.mark.timeout(400)
def test_a_bot_killed_again_and_again_loses_doubles_and_disorders_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(
        rounds=ROUNDS,
        seed=7,
        database_url=f"sqlite:///{tmp_path}/onevoice.sqlite3",
        folder=tmp_path,
        tell=say,
    )
    counts = run()
    with capsys.disabled():
        say(f"\n{ROUNDS} kills: {asdict(counts)}")
    assert counts.posts == ROUNDS
    assert counts.decisions == 2 * ROUNDS
    assert counts.faultless, counts
