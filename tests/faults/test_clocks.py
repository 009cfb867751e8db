"""Two clocks, killed and cut off: each period comes exactly once.

A few weeks only; `python -m tests.faults.clocks` does a hundred periods with fifty kills and three outages.
"""

from pathlib import Path

import pytest

from tests.faults.clocks import Counts, Run


@pytest.mark.timeout(400)
def test_two_clocks_that_are_killed_and_cut_off_miss_nothing_and_do_nothing_twice(
    tmp_path: Path, database_url: str
) -> None:
    run = Run(weeks=2, kills=3, outages=2, seed=3, url=database_url, folder=tmp_path)
    assert run() == Counts(periods=8, kills=3, outages=2, missing=0, twice=0, half=0)
