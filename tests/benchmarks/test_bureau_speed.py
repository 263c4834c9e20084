import os
import subprocess
import sys
from pathlib import Path

import pytest

import cqtargets as cq
from benchmarks import bureau

_ALONE = "from benchmarks import bureau; print(bureau.ratio(200)['values_over_openpyxl_ratio'])"


def _calls(path):
    """Calls of functions while a workbook is read: the same on every machine, however busy it is."""
    count = 0

    def counted(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        cq.read_observations(path)
    finally:
        sys.setprofile(None)
    return count


def test_every_value_of_every_sheet_is_read(tmp_path):
    found = cq.read_observations(bureau.workbook(tmp_path / "各县.xlsx", 6))
    assert len(found) == 6 * bureau.NAMES * len(bureau.YEARS)
    assert len({seen.region for seen in found}) == 6
    assert {seen.value for seen in found if (seen.sheet, seen.cell) == ("东东南县", "C3")} == {1000 + 1 + 7 + 2016}


def test_a_further_sheet_costs_few_calls_a_value_and_always_the_same(tmp_path):
    cq.read_observations(bureau.workbook(tmp_path / "first.xlsx", 1))
    few, some, more = (_calls(bureau.workbook(tmp_path / f"{count}.xlsx", count)) for count in (2, 12, 22))
    values = 10 * bureau.NAMES * len(bureau.YEARS)
    assert (more - some) / values < 45  # 36 on Python 3.11
    assert more - some <= 1.1 * (some - few)


@pytest.mark.slow
def test_reading_values_stays_near_its_bar_beside_openpyxl():
    # In a process of its own: in a suite full of objects the collector of memory costs us more than openpyxl.
    place = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", _ALONE],
        cwd=Path(__file__).parents[2],
        env=place,
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(done.stdout) < 4 / 3 * bureau.BARS["values_over_openpyxl_ratio"]
