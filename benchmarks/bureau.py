"""Statistics in a workbook: 100,000 values in 500 sheets, one a place, as observations, against openpyxl reading the same cells.

Both run in this process, alternating; openpyxl reads read-only and gives the values alone.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cqtargets as cq

SHEETS, NAMES, YEARS = 500, 20, range(2015, 2025)
BARS = {"values_over_openpyxl_ratio": 3.0}
_MEASURED = ("医疗卫生机构床位数（张）", "卫生技术人员（人）", "养老服务床位（张）", "医疗卫生机构数（个）")
_SYLLABLES = "东南西北云江山石水林金白青长安平和永新大"


def workbook(path: Path, sheets: int = SHEETS) -> Path:
    """A sheet for each of `sheets` invented counties, what is measured down and years across."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path)
    for number in range(sheets):
        first, rest = divmod(number, len(_SYLLABLES) ** 2)
        second, third = divmod(rest, len(_SYLLABLES))
        page = book.add_worksheet(_SYLLABLES[first] + _SYLLABLES[second] + _SYLLABLES[third] + "县")
        page.write_row(0, 0, ["指标", *(f"{year}年" for year in YEARS)])
        for row in range(NAMES):
            kind = _MEASURED[row % len(_MEASURED)]
            name = kind if row < len(_MEASURED) else f"第{row // len(_MEASURED)}类{kind}"
            page.write_row(row + 1, 0, [name, *(1000 + number + 7 * row + year for year in YEARS)])
    book.close()
    return path


def with_openpyxl(path: Path) -> int:
    """Cells that openpyxl gives."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    count = sum(value is not None for page in book for row in page.iter_rows(values_only=True) for value in row)
    book.close()
    return count


def _busy(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def ratio(sheets: int = SHEETS, repeats: int = 3) -> dict[str, float]:
    """Processor seconds of both, and ours over theirs: both read on one core, whatever else the machine does."""
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder) / "各县.xlsx", sheets)
        pairs = [(_busy(lambda: cq.read_observations(path)), _busy(lambda: with_openpyxl(path))) for _ in range(repeats)]  # fmt: skip
    ours, theirs = min(one for one, _ in pairs), min(other for _, other in pairs)
    return {
        "read_100000_values_seconds": ours, "openpyxl_same_cells_seconds": theirs, "values_over_openpyxl_ratio": ours / theirs,
    }  # fmt: skip


def measure() -> dict[str, float]:
    return ratio()
