"""Results do not depend on the locale, the time zone, the home folder or the name of the folder."""

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cqtargets as cq
from cqtargets.errors import DataFileError

ROOT = Path(__file__).resolve().parents[1]
PLAN = "指标,单位,基期年,基期值,目标年,目标值\n床位数,张,2020,6.38,2025,8\n占比,%,,,2025,65%以上\n"


def run_report(folder, environment):
    (folder / "规划.csv").write_text(PLAN, encoding="utf-8")
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "SYSTEMROOT", "TEMP", "TMP")}
    command = [sys.executable, "-m", "cqtargets", "report", "规划.csv", "--out", "输 出", "--on", "2024"]
    done = subprocess.run(
        command, cwd=folder, env={**kept, "PYTHONPATH": str(ROOT), **environment}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    out = folder / "输 出"
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.mark.slow
def test_report_is_the_same_wherever_it_is_made(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    settings_ = (
        {"LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(tmp_path)},
        {"LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0", "HOME": str(tmp_path)},
        {"LANG": "tr_TR.UTF-8", "TZ": "America/New_York", "HOME": str(closed)},
        {"LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "7"},
    )
    results = []
    for number, environment in enumerate(settings_):
        folder = tmp_path / f"目 录 {number}"
        folder.mkdir()
        results.append(run_report(folder, environment))
    assert all(result == results[0] for result in results[1:])


def test_values_are_equal_hashable_and_survive_copies(cat, obs):
    for value in (cat["med14.beds_per_1000"], next(iter(obs)), next(iter(cq.load_norms().values())), cat):
        again = pickle.loads(pickle.dumps(value))
        assert again == value
        assert hash(again) == hash(value)
        assert copy.deepcopy(value) == value
    beds = cat["med14.beds_per_1000"]
    assert beds.path() == beds.path()
    assert beds.gap(7.0, on=2023) == beds.gap(7.0, on=2023)
    assert beds != beds.with_target(9)


def test_rows_in_another_order_give_the_same_answers(cat, obs):
    backwards = cq.Catalogue(reversed(list(cat)), cat.documents.values())
    first = cat.gaps(obs).sort_values("id", ignore_index=True)
    second = backwards.gaps(cq.Observations(reversed(list(obs)))).sort_values("id", ignore_index=True)
    assert list(first["to_path"].dropna()) == list(second["to_path"].dropna())


def problems_of(reader, path):
    """The faults of a file; anything but our own error passes through and fails the test."""
    try:
        found = reader(path)
    except DataFileError as error:
        return error.problems
    if isinstance(found, cq.Catalogue):
        found.required_growth()
    return []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8"))))
def test_no_content_makes_a_reader_raise_anything_but_our_own_errors(tmp_path, content):
    path = tmp_path / "fuzz.csv"
    path.write_bytes(content)
    for reader in (cq.read_catalogue, cq.read_observations, cq.read_population):
        assert problems_of(reader, path) is not None


CELLS = st.one_of(
    st.sampled_from(
        ["", "—", "8", "65%以上", "5—10", "1:1.6", "提高1岁", "2025", "2025年", "约", "=1", "-1", "1e9", "％"]
    ),
    st.text(max_size=6),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS, CELLS, CELLS), max_size=6))
def test_no_cells_make_a_reader_raise_anything_but_our_own_errors(tmp_path, rows):
    import csv

    path = tmp_path / "plan.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["指标", "单位", "基期年", "基期值", "目标年", "目标值"])
        writer.writerows(rows)
    assert all(problem.reason for problem in problems_of(cq.read_catalogue, path))
