"""All districts to 2035 with a thousand trajectories: seconds, and the most memory of a fresh process."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import best

BARS = {"forecast_districts_2035_seconds": 10.0, "forecast_districts_2035_gigabytes": 1.0}
_RUN = (
    "import resource, cqtargets as cq;"
    "cq.population.forecast('districts', to=2035, draws=1000, seed=1);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)"
)


def measure() -> dict[str, float]:
    memory: list[float] = []

    def run() -> None:
        done = subprocess.run([sys.executable, "-c", _RUN], capture_output=True, text=True, check=True)
        memory.append(float(done.stdout))

    return {
        "forecast_districts_2035_seconds": best(run, 2),
        "forecast_districts_2035_gigabytes": max(memory),
    }
