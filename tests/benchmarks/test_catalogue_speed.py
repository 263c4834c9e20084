import pytest

from benchmarks import catalogue
from cqtargets.io.catalogue_file import examine_catalogue
from tests.growing import times_the_work


@pytest.mark.slow
def test_ten_times_the_rows_take_no_hundred_times_the_work(tmp_path):
    def work(rows):
        large = catalogue.write_large_plan(tmp_path, rows)
        assert len(examine_catalogue(large).values) == rows
        return lambda: examine_catalogue(large)

    assert times_the_work(work, 1_000, 10_000) < 40
