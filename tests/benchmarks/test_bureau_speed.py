import pytest

import cqtargets as cq
from benchmarks import bureau


def test_every_value_of_every_sheet_is_read(tmp_path):
    found = cq.read_observations(bureau.workbook(tmp_path / "各县.xlsx", 6))
    assert len(found) == 6 * bureau.NAMES * len(bureau.YEARS)
    assert len({seen.region for seen in found}) == 6
    assert {seen.value for seen in found if (seen.sheet, seen.cell) == ("东东南县", "C3")} == {1000 + 1 + 7 + 2016}


@pytest.mark.slow
def test_reading_values_stays_near_its_bar_beside_openpyxl():
    # The bar itself is measured by `make bench`; in a busy suite, full of objects, the collector costs us more than openpyxl.
    assert bureau.ratio(200)["values_over_openpyxl_ratio"] < 3 * bureau.BARS["values_over_openpyxl_ratio"]
