"""The bundled plans: checked against each other, and reported with all sections as one page and as every format; and 5,000
targets in every format.

Reports run in fresh processes, their start counted; memory is the peak, beside that of a bare import of pandas and of
this library.
"""

from __future__ import annotations

import cqtargets as cq
from benchmarks.timing import Cost, best, fresh

BARS = {
    "check_bundled_seconds": 0.1, "report_page_seconds": 30.0, "report_page_gigabytes": 0.6,
    "report_all_formats_seconds": 30.0, "report_all_formats_gigabytes": 0.6, "report_5000_targets_seconds": 180.0,
}  # fmt: skip
_REPORT = """
import tempfile, cqtargets as cq
with tempfile.TemporaryDirectory() as place:
    cq.report.write(cq.load_catalogue(), cq.load_observations(), place, formats={formats})
"""
_LARGE_REPORT = """
import tempfile, cqtargets as cq
from dataclasses import replace
known = cq.load_catalogue()
many = [replace(one, id=f"{one.id}.{copy}", parent="") for copy in range(18) for one in known][:5000]
with tempfile.TemporaryDirectory() as place:
    cq.report.write(cq.Catalogue(many, known.documents.values()), cq.load_observations(), place)
"""


def whole_report() -> Cost:
    """The bundled report in every format, in Chinese."""
    return fresh(_REPORT.format(formats=None))


def measure() -> dict[str, float]:
    catalogue, observations = cq.load_catalogue(), cq.load_observations()
    page, everything = fresh(_REPORT.format(formats=["html"])), whole_report()
    large = fresh(_LARGE_REPORT)
    return {
        "report_5000_targets_seconds": large.seconds,
        "report_5000_targets_gigabytes": large.gigabytes,
        "check_bundled_seconds": best(lambda: cq.check(catalogue, observations)),
        "import_pandas_gigabytes": fresh("import pandas").gigabytes,
        "import_gigabytes": fresh("import cqtargets").gigabytes,
        "report_page_seconds": page.seconds,
        "report_page_gigabytes": page.gigabytes,
        "report_all_formats_seconds": everything.seconds,
        "report_all_formats_gigabytes": everything.gigabytes,
    }
