"""Loading the bundled catalogue, validating a large file."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cqtargets as cq
from benchmarks.timing import best
from cqtargets.io.catalogue_file import examine_catalogue

BARS = {"load_catalogue": 0.05, "validate_100000_rows": 5.0}
HEADER = "id,concept,plan,name_zh,measure,form,comparator,unit,baseline_year,baseline,target_year,target_low\n"


def write_large_plan(folder: Path, rows: int = 100_000) -> Path:
    path = folder / f"large_{rows}.csv"
    lines = (f"a{i},c{i},p,指标{i},count,level,>=,个,2020,5,2025,{i + 6}\n" for i in range(rows))
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def measure() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        large = write_large_plan(Path(folder))
        return {
            "load_catalogue": best(cq.load_catalogue),
            "validate_100000_rows": best(lambda: examine_catalogue(large), 2),
        }
