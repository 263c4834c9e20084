"""The bundled plans: checked against each other, and reported with all sections as one page and as every format; and 5,000
targets in every format.

Reports run in fresh processes, their start counted; memory is the peak, beside that of a bare import of pandas and of
this library. Version 0.1, taken out of this repository's history, writes its own report of the same targets, which has
fewer sections. Processor seconds; of the bundled reports the least of three taken in turns, of 5,000 targets one run each.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import cqtargets as cq
from benchmarks.timing import Cost, best, fresh
from benchmarks.versions import first_version

BARS = {
    "check_bundled_seconds": 0.1, "report_page_processor_seconds": 30.0, "report_page_gigabytes": 0.6,
    "report_all_formats_processor_seconds": 30.0, "report_all_formats_gigabytes": 0.6,
    "report_all_formats_over_first_version": 0.7, "report_5000_targets_processor_seconds": 180.0,
    "report_5000_targets_gigabytes": 0.8, "report_5000_targets_over_first_version": 0.6,
}  # fmt: skip
_REPORT = """
import tempfile, cqtargets as cq
with tempfile.TemporaryDirectory() as place:
    cq.report.write(cq.load_catalogue(), cq.load_observations(), place, formats={formats})
"""
_COMMAND = """
import sys, tempfile
from cqtargets.cli import main
with tempfile.TemporaryDirectory() as place:
    sys.argv = ["cqtargets", "report", "--lang", "zh", "--out", f"{place}/report"]
    main()
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
    """The bundled report in every format, in Chinese, as the command `cqtargets report` writes it."""
    return fresh(_COMMAND)


def measure() -> dict[str, float]:
    catalogue, observations = cq.load_catalogue(), cq.load_observations()
    page, large = fresh(_REPORT.format(formats=["html"])), fresh(_LARGE_REPORT)
    with tempfile.TemporaryDirectory() as folder:
        first = first_version(Path(folder))
        pairs = [(whole_report(), first and fresh(_COMMAND, first)) for _ in range(3)]
        their_large = first and fresh(_LARGE_REPORT, first)
    ours = min(run.processor_seconds for run, _ in pairs)
    found = {
        "report_5000_targets_processor_seconds": large.processor_seconds,
        "report_5000_targets_gigabytes": large.gigabytes,
        "check_bundled_seconds": best(lambda: cq.check(catalogue, observations)),
        "import_pandas_gigabytes": fresh("import pandas").gigabytes,
        "import_gigabytes": fresh("import cqtargets").gigabytes,
        "report_page_processor_seconds": page.processor_seconds,
        "report_page_gigabytes": page.gigabytes,
        "report_all_formats_processor_seconds": ours,
        "report_all_formats_gigabytes": max(run.gigabytes for run, _ in pairs),
    }
    theirs = [run.processor_seconds for _, run in pairs if run is not None]
    if theirs and their_large is not None:
        found["report_all_formats_over_first_version"] = ours / min(theirs)
        found["report_5000_targets_over_first_version"] = large.processor_seconds / their_large.processor_seconds
    return found
