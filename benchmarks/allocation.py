"""Sharing 10,000 whole units among 3,000 districts."""

from __future__ import annotations

import numpy as np

from benchmarks.timing import best
from cqtargets.allocation import largest_remainder

BARS = {"largest_remainder_10000_to_3000": 0.05}


def measure() -> dict[str, float]:
    weights = np.random.default_rng(5).uniform(1e4, 2e6, 3000)
    return {"largest_remainder_10000_to_3000": best(lambda: largest_remainder(10_000, weights), 7)}
