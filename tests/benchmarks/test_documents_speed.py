import pytest

from benchmarks import documents


@pytest.mark.slow
def test_the_whole_report_keeps_its_bars():
    cost = documents.whole_report()
    assert cost.seconds < 3 * documents.BARS["report_all_formats_seconds"]
    assert cost.gigabytes < documents.BARS["report_all_formats_gigabytes"]
