"""Sharing 10,000 units among 3,000 districts, by every rule."""

from __future__ import annotations

import numpy as np

from benchmarks.timing import best
from cqtargets.districts import METHODS, DistrictAllocation, allocate_target

UNITS, DISTRICTS = 10_000, 3_000
BARS = {f"share_{UNITS}_units_{method}": 0.05 for method in METHODS}


def people(districts: int = DISTRICTS) -> dict[str, float]:
    """As many districts as China has counties, between 10,000 and 2 million people."""
    sizes = np.random.default_rng(7).integers(10_000, 2_000_000, districts)
    return {f"district {number}": float(size) for number, size in enumerate(sizes)}


def share(method: str, weights: dict[str, float]) -> DistrictAllocation:
    """One allocation; a tenth of the units is kept back by tiers."""
    rates = {"rates": 0.9 * UNITS / sum(weights.values()), "reserve": 0.1 * UNITS} if method == "tiered" else {}
    need = {"need": dict.fromkeys(weights, 1.0)} if method == "need" else {}
    return allocate_target(UNITS, weights, method, population=weights, **rates, **need)  # type: ignore[arg-type]


def measure() -> dict[str, float]:
    weights = people()
    return {f"share_{UNITS}_units_{method}": best(lambda method=method: share(method, weights)) for method in METHODS}
