import pytest

import cqtargets as cq
from benchmarks import catalogue
from benchmarks.timing import best, best_import_ratio
from cqtargets.io.catalogue_file import examine_catalogue


@pytest.mark.slow
def test_import_costs_little_more_than_pandas():
    assert best_import_ratio("cqtargets", "pandas", 3) < 3 * catalogue.BARS["import_ratio"]


def test_bundled_catalogue_loads_at_once():
    assert best(cq.load_catalogue) < 3 * catalogue.BARS["load_catalogue"]


@pytest.mark.slow
def test_hundred_thousand_rows_are_validated(tmp_path):
    large = catalogue.write_large_plan(tmp_path)
    assert best(lambda: examine_catalogue(large), 1) < 3 * catalogue.BARS["validate_100000_rows"]
