"""Timing: best of several, so that other work on the machine counts least."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

__all__ = ["best", "best_import_ratio"]


def best(work: Callable[[], object], repeats: int = 5) -> float:
    """Seconds of the fastest of `repeats` runs."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def best_import_ratio(module: str, peer: str, repeats: int = 7) -> float:
    """Time to import `module` in a fresh interpreter over that of `peer`, in alternating runs."""

    def run(name: str) -> float:
        return best(lambda: subprocess.run([sys.executable, "-c", f"import {name}"], check=True), 1)

    run(module), run(peer)
    pairs = [(run(module), run(peer)) for _ in range(repeats)]
    return min(ours for ours, _ in pairs) / min(theirs for _, theirs in pairs)
