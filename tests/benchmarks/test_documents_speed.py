import pytest

from benchmarks import documents


@pytest.mark.slow
def test_the_whole_report_keeps_its_bar_of_memory():
    assert documents.whole_report().gigabytes < documents.BARS["report_all_formats_gigabytes"]
