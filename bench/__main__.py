"""Every benchmark, one after another, each in a process of its own: `make bench`."""

import subprocess
import sys

BENCHMARKS = (
    ("bench.start",),
    ("bench.click",),
    ("bench.busy",),
    ("bench.exports", "--sizes", "1000", "10000"),
    ("bench.digest",),
    ("bench.stores",),
    ("bench.clashes", "--draw"),
    ("bench.clashes", "--accuracy", "10000"),
)

for benchmark in BENCHMARKS:
    print(f"\n== {' '.join(benchmark)}", flush=True)
    subprocess.run([sys.executable, "-m", *benchmark], check=True)
