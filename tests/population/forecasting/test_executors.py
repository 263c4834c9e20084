"""A pool of another library plugs in and gives the same bits."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
ALIKE = {"OMP_NUM_THREADS": "1"} if version("numpy").startswith("1.") else {}
"""The arithmetic that numpy 1.26 brings rounds by the number of its threads, and dask gives its workers one."""
SCRIPT = """
import numpy as np
import cqtargets as cq
from distributed import Client, LocalCluster

if __name__ == "__main__":
    asked = {"to": 2026, "draws": 1200, "seed": 3}
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        there = cq.population.forecast("districts", executor=client.get_executor(), **asked)
    here = cq.population.forecast("districts", **asked)
    first, second = (found.denominator("60+", on=2026).draws for found in (there, here))
    print(np.array_equal(first, second), first.shape)
"""


@pytest.mark.slow
def test_a_local_dask_cluster_gives_the_same_bits(tmp_path):
    pytest.importorskip("distributed")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env={**os.environ, **ALIKE, "PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["True", "(38,", "1200)"]
