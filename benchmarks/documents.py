"""The bundled plans: checked against each other, and reported with all sections as one page and as every format.

Reports run in fresh processes, their start counted; memory is the peak, beside that of a bare import of pandas and of
this library.
"""

from __future__ import annotations

import cqtargets as cq
from benchmarks.timing import best, fresh

BARS = {"check_bundled_seconds": 0.1, "report_page_seconds": 30.0, "report_page_gigabytes": 0.6}
_REPORT = """
import tempfile, cqtargets as cq
with tempfile.TemporaryDirectory() as place:
    cq.report.write(cq.load_catalogue(), cq.load_observations(), place, formats={formats})
"""


def measure() -> dict[str, float]:
    catalogue, observations = cq.load_catalogue(), cq.load_observations()
    page, everything = fresh(_REPORT.format(formats=["html"])), fresh(_REPORT.format(formats=None))
    return {
        "check_bundled_seconds": best(lambda: cq.check(catalogue, observations)),
        "import_pandas_gigabytes": fresh("import pandas").gigabytes,
        "import_gigabytes": fresh("import cqtargets").gigabytes,
        "report_page_seconds": page.seconds,
        "report_page_gigabytes": page.gigabytes,
        "report_all_formats_seconds": everything.seconds,
        "report_all_formats_gigabytes": everything.gigabytes,
    }
