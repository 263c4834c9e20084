"""Timing: best of several, so that other work on the machine counts least."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["Cost", "best", "exponent", "fresh"]


def best(work: Callable[[], object], repeats: int = 5) -> float:
    """Processor seconds of the fastest of `repeats` runs."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


# A new program inherits the peak of the one that started it in getrusage, and not in VmHWM.
_PEAK = """
import pathlib as p, resource as r, sys
unit = 1e9 if sys.platform == "darwin" else 1e6
peaks = [r.getrusage(r.RUSAGE_CHILDREN).ru_maxrss / unit]
status = p.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peaks += [int(line.split()[1]) / 1e6 for line in lines if line.startswith("VmHWM")]
print(max(peaks) if lines else max(*peaks, r.getrusage(r.RUSAGE_SELF).ru_maxrss / unit))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a fresh interpreter cost, its start counted: the clock's seconds, those of all its processes, the peak of
    the largest process in gigabytes."""

    seconds: float
    processor_seconds: float
    gigabytes: float


def fresh(code: str, root: Path | None = None) -> Cost:
    """The cost of `code` in a fresh interpreter, with the version that lies in `root`; what it compiles it may keep."""
    start, busy = time.perf_counter(), _of_children()
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around |= {} if root is None else {"PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_PEAK}"], capture_output=True, text=True, check=False, cwd=root, env=around,
    )  # fmt: skip
    seconds, worked = time.perf_counter() - start, _of_children() - busy
    if done.returncode:
        raise SystemExit(done.stderr)
    return Cost(seconds=seconds, processor_seconds=worked, gigabytes=float(done.stdout.splitlines()[-1]))


def _of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """Power of the size with which the cost grows between the last two: 1 is in proportion."""
    return float(np.log(seconds[-1] / seconds[-2]) / np.log(sizes[-1] / sizes[-2]))
