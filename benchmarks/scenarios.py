"""Two hundred scenarios over the whole bundled catalogue, into one frame."""

from __future__ import annotations

import cqtargets as cq
from benchmarks.timing import best

BARS = {"compare_200_scenarios": 2.0}


def scenarios(count: int = 200) -> list[cq.Scenario]:
    """Every due year slips by 1 to 5 years, every rate is scaled by a factor of its own."""
    return [
        cq.Scenario(
            f"{number}",
            [
                cq.Shift("*", "target_year", by=1 + number % 5),
                cq.Scale({"measure": "rate"}, "target", 1 + number / 1000),
            ],
        )
        for number in range(count)
    ]


def measure() -> dict[str, float]:
    """Seconds, with gaps and grades."""
    catalogue, observations, chosen = cq.load_catalogue(), cq.load_observations(), scenarios()

    def run() -> object:
        return cq.compare(catalogue, *chosen, observations=observations, profile="schedule").to_frame()

    return {"compare_200_scenarios": best(run, 3)}
