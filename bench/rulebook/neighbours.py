"""Other checkers of prose, with their own rules, where this machine has them: for the order of things, not as baselines.

Neither is a dependency of ours. proselint counts when this Python can import it, write-good when it is on the PATH.
"""

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from shutil import which
from subprocess import CalledProcessError, run
from time import process_time

Run = Callable[[Sequence[str]], float]
"""Processor seconds for all these texts; the best of some rounds."""

ROUNDS = 3
_WRITE_GOOD = """
const check = require(process.argv[1]);
const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const costs = [];
for (let round = 0; round < Number(process.argv[2]); round++) {
  const before = process.cpuUsage();
  for (const text of texts) check(text);
  const used = process.cpuUsage(before);
  costs.push((used.user + used.system) / 1e6);
}
console.log(Math.min(...costs));
"""


def neighbours() -> dict[str, Run | None]:
    """Each checker by name; None for one that is not installed."""
    return {"proselint": _proselint(), "write-good": _write_good()}


def _proselint() -> Run | None:
    try:
        rules = import_module("proselint.checks").__register__
        registry = import_module("proselint.registry").CheckRegistry()
        prepare = import_module("proselint.tools").LintFile
    except (ImportError, AttributeError):  # not there, or of a version that is called in another way
        return None
    registry.register_many(rules)

    def cost(texts: Sequence[str]) -> float:
        started = process_time()
        for text in texts:
            prepare("post", text).lint()
        return process_time() - started

    return lambda texts: min(cost(texts) for _ in range(ROUNDS))


def _write_good() -> Run | None:
    program, node = which("write-good"), which("node")
    if program is None or node is None:
        return None
    library = Path(program).resolve().parent.parent / "write-good.js"
    if not library.is_file():
        return None

    def cost(texts: Sequence[str]) -> float:
        command = [node, "-e", _WRITE_GOOD, str(library), str(ROUNDS)]
        said = run(command, input=json.dumps(list(texts)), check=True, capture_output=True, text=True)
        return float(said.stdout)

    return cost


def compare(texts: Sequence[str], *, ours: float, found: dict[str, Run | None] | None = None) -> list[str]:
    """A line for each checker: its cost beside ours (seconds a post), or that it is left out."""
    lines = []
    for name, measure in (neighbours() if found is None else found).items():
        if measure is None:
            lines.append(f"{name:>14}: not installed, left out")
            continue
        try:
            cost = measure(texts) / len(texts)
        except (CalledProcessError, OSError, ValueError) as error:
            lines.append(f"{name:>14}: installed but does not run ({type(error).__name__}), left out")
            continue
        lines.append(
            f"{name:>14}: {cost * 1e6:9,.0f} us a post, {1 / cost:9,.0f} posts a CPU-second, "
            f"{cost / ours:6.1f} times ours; with its own rules"
        )
    return lines
