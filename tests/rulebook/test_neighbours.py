"""The benchmark sets other checkers beside ours where they are installed, and says so where they are not."""

from collections.abc import Sequence
from subprocess import CalledProcessError

from bench.rulebook.neighbours import compare, neighbours


def broken(texts: Sequence[str]) -> float:
    raise CalledProcessError(1, f"checker of {len(texts)}")


def test_a_checker_is_set_beside_ours_left_out_when_missing_and_never_stops_the_others() -> None:
    lines = compare(
        ["one", "two"], ours=0.0001, found={"missing": None, "broken": broken, "slow": lambda _: 0.002}
    )
    assert [line.strip() for line in lines] == [
        "missing: not installed, left out",
        "broken: installed but does not run (CalledProcessError), left out",
        "slow:     1,000 us a post,     1,000 posts a CPU-second,   10.0 times ours; with its own rules",
    ]


def test_what_is_installed_here_measures_texts() -> None:
    found = neighbours()
    assert list(found) == ["proselint", "write-good"]
    assert all(measure is None or measure(["This is very nice."]) > 0 for measure in found.values())
