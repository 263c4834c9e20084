"""Large mixed catalogues (see `mixed.py`): growth, paths, gaps, grades and a check of their targets.

A third of the targets are no levels, a quarter of the values are bounds, some lie before the baseline, in the due year and after
it. The work of pandas by hand (`by_hand.py`) is the numbers alone, on frames that are ready: no reasons, no comparability,
no rounding. Version 0.1 is taken out of this repository's history and gets the same rows in an interpreter of its own.
Processor seconds, the best of several; the first call, which reads the columns of a catalogue, is measured apart. Of the
targets some follow another one; version 0.1 looks through the whole catalogue for each, so that its time for 100,000 grows with
their square: 20,000 are given beside. Memory a row is the peak over that of the catalogue alone.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cqtargets as cq
from benchmarks import by_hand
from benchmarks.mixed import catalogue_of, mixed_rows, observations_of
from benchmarks.timing import exponent, fresh
from benchmarks.versions import ROOT, first_version

ON = 2025
BARS = {
    **{f"{what}_100000_over_pandas": 30.0 for what in ("growth", "paths", "gaps")},
    "assess_100000_over_pandas": 90.0,
    "assess_100000_over_first_version": 0.35,
    "check_20000_over_first_version": 0.5,
    **{f"{what}_exponent": 1.1 for what in ("growth", "paths", "gaps", "assess")},
}
_MILLION = 1_000_000
_OF_A_VERSION = """
import importlib.util, json, sys, time
import cqtargets as cq
found = importlib.util.spec_from_file_location("mixed", sys.argv[1])
mixed = importlib.util.module_from_spec(found)
found.loader.exec_module(mixed)
def least(ask, runs):
    times = []
    for _ in range(runs):
        start = time.process_time()
        ask()
        times.append(time.process_time() - start)
    return min(times)
targets, observed = mixed.mixed_rows(100_000)
cat, obs = mixed.catalogue_of(targets), mixed.observations_of(observed)
assess = least(lambda: cq.assess(cat, obs, on=2025).to_frame(), 1)
targets, observed = mixed.mixed_rows(20_000)
cat, obs = mixed.catalogue_of(targets), mixed.observations_of(observed)
few = least(lambda: cq.assess(cat, obs, on=2025).to_frame(), 4)
print(json.dumps({"assess_100000": assess, "assess_20000": few, "check_20000": least(lambda: cq.check(cat, obs), 4)}))
"""
_BUILT = "import cqtargets as cq\nfrom benchmarks.mixed import *\ncat, obs = mixed_catalogue(100_000), mixed_observations(100_000)\n"
_ASKED = {
    "growth": "cat.required_growth()",
    "paths": "cat.paths(on='2023-06-30')",
    "gaps": f"cat.gaps(obs, on={ON})",
    "assess": f"cq.assess(cat, obs, on={ON}).to_frame()",
}


def least(ask: Callable[[], object], runs: int = 3) -> float:
    """Processor seconds of the fastest run."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        ask()
        times.append(time.process_time() - start)
    return min(times)


def of_version(root: Path) -> dict[str, float]:
    """Seconds of the version that lies in a folder, on the same rows."""
    mixed = ROOT / "benchmarks" / "mixed.py"
    done = subprocess.run(
        [sys.executable, "-c", _OF_A_VERSION, str(mixed)], capture_output=True, text=True, check=True, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def asked(cat: cq.Catalogue, obs: cq.Observations) -> dict[str, Callable[[], object]]:
    """The questions whose cost is measured."""
    return {
        "growth": lambda: cat.required_growth(),
        "paths": lambda: cat.paths(on="2023-06-30"),
        "gaps": lambda: cat.gaps(obs, on=ON),
        "assess": lambda: cq.assess(cat, obs, on=ON).to_frame(),
    }


def beside_pandas(size: int) -> dict[str, float]:
    """Seconds, and over those of pandas by hand."""
    targets, observed = mixed_rows(size)
    cat, obs = catalogue_of(targets), observations_of(observed)
    frame, values = by_hand.target_frame(targets), by_hand.observed_frame(observed)
    hand: dict[str, Callable[[], object]] = {
        "growth": lambda: by_hand.growth(frame),
        "paths": lambda: by_hand.paths(frame, 2022.5),
        "gaps": lambda: by_hand.gaps(frame, values, float(ON)),
        "assess": lambda: by_hand.grades(frame, values, float(ON)),
    }
    found = {"columns_100000_seconds": least(lambda: (cat.columns, cat.courses), 1)}
    for name, ask in asked(cat, obs).items():
        seconds = least(ask)
        found |= {
            f"{name}_{size}_seconds": seconds,
            f"{name}_{size}_over_pandas": seconds / least(hand[name], 5),
        }
    return found


def beside_first_version() -> dict[str, float]:
    """Over version 0.1 on the same rows; nothing where the history is not at hand."""
    with tempfile.TemporaryDirectory() as folder:
        first = first_version(Path(folder))
        if first is None:
            return {}
        before, now = of_version(first), of_version(ROOT)
    return {f"{name}_over_first_version": now[name] / before[name] for name in now}


def grown() -> dict[str, float]:
    """Seconds of ten thousand and of a million targets, and the power that joins them."""
    found: dict[str, float] = {}
    sizes = (10_000, _MILLION)
    seconds: dict[str, list[float]] = {}
    for size in sizes:
        targets, observed = mixed_rows(size)
        cat, obs = catalogue_of(targets), observations_of(observed)
        del targets, observed
        for name, ask in asked(cat, obs).items():
            seconds.setdefault(name, []).append(least(ask, 3 if size < _MILLION else 2))
    for name, (few, many) in seconds.items():
        found |= {f"{name}_1000000_seconds": many, f"{name}_exponent": exponent(sizes, (few, many))}
    return found


def memory() -> dict[str, float]:
    """Kilobytes a target with its values, as objects, and what its columns and each frame add."""
    empty, built = fresh("import pandas\nfrom benchmarks.mixed import *\n").gigabytes, fresh(_BUILT).gigabytes
    found = {"objects_kilobytes_a_row": (built - empty) * 10}
    for name, ask in _ASKED.items():
        found[f"{name}_kilobytes_a_row"] = (fresh(f"{_BUILT}frame = {ask}\n").gigabytes - built) * 10
    return found


def measure() -> dict[str, float]:
    return {**beside_pandas(100_000), **beside_first_version(), **memory(), **grown()}
