"""All districts to 2035 with a thousand trajectories: seconds, and the most memory of a fresh process."""

from __future__ import annotations

from benchmarks.timing import fresh

BARS = {"forecast_districts_2035_processor_seconds": 10.0, "forecast_districts_2035_gigabytes": 1.0}
_RUN = "import cqtargets as cq; cq.population.forecast('districts', to=2035, draws=1000, seed=1)"


def measure() -> dict[str, float]:
    runs = [fresh(_RUN) for _ in range(2)]
    return {
        "forecast_districts_2035_processor_seconds": min(run.processor_seconds for run in runs),
        "forecast_districts_2035_gigabytes": max(run.gigabytes for run in runs),
    }
