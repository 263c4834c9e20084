"""Very many regions into a folder: the bits of `forecast`, whatever the blocks, the workers and the interruptions."""

import json
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import cqtargets as cq
from benchmarks.regions import WHOLE, resampled

ROOT = Path(__file__).resolve().parents[3]
ASKED = {"to": 2024, "draws": 300, "seed": 3}
to_folder = cq.population.forecast_to_folder


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def single(tmp_path_factory):
    return to_folder(tmp_path_factory.mktemp("single") / "districts", block=5, **ASKED)


@pytest.fixture(scope="module")
def in_memory():
    return cq.population.forecast("districts", **ASKED)


def test_the_frame_is_the_forecasts_own_bit_for_bit(single, in_memory):
    keys = ["region", "quantity", "year"]
    there = single.to_frame().query("quantity != 'median_age'").sort_values(keys, ignore_index=True)
    here = in_memory.to_frame().sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(there, here, check_exact=True)
    assert single.method == in_memory.method
    assert single.notes == in_memory.notes


def test_indices_own_bands_and_the_whole_are_the_forecasts_own(tmp_path):
    names = ["重庆市", "南岸区"]
    there = to_folder(
        tmp_path / "f",
        names,
        quantities=["70+", "old_dependency", "median_age"],
        levels=[0.9],
        trajectories=True,
        **ASKED,
    )
    here = cq.population.forecast(names, bands=["70+"], **ASKED)
    for row, region in enumerate(names):
        draws = there.draws_of(region)
        for place, name in enumerate(there.quantities):
            asked = here.quantity(name, on=2023)
            np.testing.assert_array_equal(draws[place, there.years.index(2023), :-1], asked.draws[row])
            low, high = asked.interval(0.9)
            stored = there.summary(region)[place, there.years.index(2023)]
            np.testing.assert_array_equal(stored, [asked.median[row], asked.point[row], low[row], high[row]])
    assert there.to_frame(["南岸区"])["unit"].unique().tolist() == ["人", "per 100", "岁"]


def test_without_draws_the_variant_stands_alone(tmp_path):
    found = to_folder(tmp_path / "f", "南岸区", to=np.int64(2023), draws=np.int64(0), seed=np.int64(1))
    assert found.levels == ()
    assert found.to_frame().columns.tolist()[-1] == "median"
    point = cq.population.forecast("南岸区", to=2023, draws=0).denominator("60+", on=2023).median
    assert found.summary("南岸区")[found.quantities.index("60+"), -1].tolist() == [point, point]


def test_blocks_change_no_number(single, tmp_path):
    other = to_folder(tmp_path / "f", block=38, **ASKED)
    assert len(other.blocks) == 1
    pd.testing.assert_frame_equal(other.to_frame(), single.to_frame(), check_exact=True)
    pd.testing.assert_frame_equal(pd.concat(single.frames(), ignore_index=True), single.to_frame(), check_exact=True)


def test_two_jobs_and_a_pool_write_the_same_bytes(single, tmp_path):
    to_folder(tmp_path / "jobs", block=5, jobs=2, **ASKED)
    with ThreadPoolExecutor(2) as pool:
        to_folder(tmp_path / "pool", block=5, executor=pool, **ASKED)
    assert content(tmp_path / "jobs") == content(single.folder) == content(tmp_path / "pool")


class Stopping(Executor):
    """Stops as a full disk would after some tasks."""

    def __init__(self, tasks):
        self.left = tasks

    def submit(self, work, /, *args, **kwargs):
        self.left -= 1
        done = Future()
        if self.left < 0:
            done.set_exception(OSError(28, "No space left on device"))
        else:
            done.set_result(work(*args, **kwargs))
        return done


@pytest.mark.parametrize("tasks", [0, 1, 4])
def test_a_stopped_run_goes_on_and_keeps_what_was_finished(single, tmp_path, tasks):
    with pytest.raises(cq.OutputError, match="No space left on device; mend this and call again to go on"):
        to_folder(tmp_path / "f", block=5, executor=Stopping(tasks), **ASKED)
    finished = {path: path.stat().st_mtime_ns for path in (tmp_path / "f").glob("regions-*.npy")}
    assert len(finished) == max(tasks - 2, 0)
    if tasks < 4:
        with pytest.raises(cq.DataFileError, match="lacks 8 of 8 blocks"):
            cq.population.read_forecast(tmp_path / "f")
    to_folder(tmp_path / "f", block=5, **ASKED)
    assert content(tmp_path / "f") == content(single.folder)
    assert {path: path.stat().st_mtime_ns for path in finished} == finished


KILLED = """
import os, signal
import cqtargets as cq

put = os.replace

def killed(temporary, path):
    if path.name == "regions-0003.npy":
        os.kill(os.getpid(), signal.SIGKILL)
    put(temporary, path)

os.replace = killed
cq.population.forecast_to_folder("f", block=5, to=2024, draws=300, seed=3)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_run_killed_while_it_writes_goes_on(single, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", KILLED], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False
    )
    assert done.returncode == -signal.SIGKILL
    finished = {path: path.stat().st_mtime_ns for path in (tmp_path / "f").glob("regions-*.npy")}
    assert len(finished) == 3
    assert [*(tmp_path / "f" / ".cqtargets-unfinished").glob("*.part")]
    to_folder(tmp_path / "f", block=5, **ASKED)
    assert content(tmp_path / "f") == content(single.folder)
    assert {path: path.stat().st_mtime_ns for path in finished} == finished


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"seed": 4}, "not the same seed (3 there, 4 here)"),
        ({"draws": 200}, "not the same draws (300 there, 200 here)"),
        ({"block": 6}, "not the same blocks"),
        ({"spread": cq.population.Spread(parts=0.5)}, "not the same inputs"),
    ],
)
def test_another_forecast_is_refused(single, changed, message):
    before = content(single.folder)
    with pytest.raises(cq.OutputError, match=re.escape(f"holds another forecast: {message}; choose another folder")):
        to_folder(single.folder, **{"block": 5, **ASKED, **changed})
    assert content(single.folder) == before


def test_a_folder_with_other_files_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(cq.OutputError, match=r"holds other files and no manifest\.json; choose a new folder"):
        to_folder(tmp_path, **ASKED)
    with pytest.raises(cq.OutputError, match=r"notes\.txt.*; mend this and call again"):
        to_folder(tmp_path / "notes.txt", **ASKED)
    with pytest.raises(cq.DataFileError, match=r"has no manifest\.json"):
        cq.population.read_forecast(tmp_path)
    (tmp_path / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(cq.DataFileError, match=r"manifest\.json cannot be read"):
        cq.population.read_forecast(tmp_path)


def test_an_ended_run_is_read_not_repeated(single):
    before = {path: path.stat().st_mtime_ns for path in single.folder.iterdir()}
    again = to_folder(single.folder, block=5, **ASKED)
    assert again.regions == single.regions
    assert {path: path.stat().st_mtime_ns for path in single.folder.iterdir()} == before
    assert json.loads((single.folder / "manifest.json").read_text(encoding="utf-8"))["seed"] == 3


def test_wrong_questions_get_one_answer(single, tmp_path):
    with pytest.raises(cq.DomainError, match="block is 0; give a whole number of regions"):
        to_folder(tmp_path / "f", block=0, **ASKED)
    with pytest.raises(cq.DomainError, match="seed is -1; give a whole number of 0 or more"):
        to_folder(tmp_path / "f", **{**ASKED, "seed": -1})
    with pytest.raises(cq.DomainError, match="no quantity is to be kept"):
        to_folder(tmp_path / "f", quantities=[], **ASKED)
    with pytest.raises(cq.DomainError, match="keeps summaries alone"):
        single.draws_of("南岸区")
    with pytest.raises(cq.UnknownIdError, match="南岸区"):
        single.summary("南岸")
    assert not (tmp_path / "f").exists()


def test_resampled_districts_add_up_to_their_whole(tmp_path):
    data = resampled(2)
    found = to_folder(tmp_path / "f", [WHOLE, *(part for part, _ in data.parents)], to=2023, draws=0, data=data)
    people = np.array([found.summary(region)[0, :, 1] for region in found.regions])
    np.testing.assert_allclose(people[1:].sum(axis=0), people[0], rtol=1e-12)
    assert len(found.regions) == 77


DASK = """
import cqtargets as cq
from distributed import Client, LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        cq.population.forecast_to_folder("f", block=5, to=2024, draws=300, seed=3, executor=client.get_executor())
"""


@pytest.mark.slow
def test_a_local_dask_cluster_writes_the_same_bytes(single, tmp_path):
    pytest.importorskip("distributed")
    (tmp_path / "script.py").write_text(DASK, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "f") == content(single.folder)
