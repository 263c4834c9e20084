"""Reading files of 100,000 rows that are all different: rows that this library writes, and rows as plans print them.

Both are examined, faults and remarks included, and divided by `pandas.read_csv(dtype=str)` on the same CSV, which reads
no number and no word; the xlsx holds the first rows with their numbers as numbers. Processor seconds, the least of
several rounds taken in turns. The rows as printed hold names, values and targets that never repeat (≥7.013%, 比2020年增加9人),
so that nothing remembered of one row helps with another.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

from benchmarks.catalogue import HEADER
from cqtargets.io.catalogue_file import examine_catalogue

BARS = {"own_rows_over_pandas": 60.0, "printed_rows_over_pandas": 60.0}
ROWS, _ROUNDS = 100_000, 2
_PRINTED = ["序号", "指标", "单位", "2020年基期值", "2025年目标值", "属性"]


def own_rows(rows: int) -> Iterator[list[str]]:
    """The columns of this library, no two rows alike."""
    yield HEADER.strip().split(",")
    for i in range(rows):
        yield [
            f"a{i}",
            f"c{i}",
            "p",
            f"指标{i}",
            "count",
            "level",
            ">=",
            "个",
            "2020",
            f"{i + 0.5}",
            "2025",
            f"{i + 6}",
        ]


def printed_rows(rows: int) -> Iterator[list[str]]:
    """A plan's table, four kinds of targets in turns."""
    yield _PRINTED
    for i in range(rows):
        value, number = 5 + i / 977, str(i + 1)
        yield (
            [number, f"第{i}区每千人口床位数", "张", f"{value:.3f}", f"{value + 2:.3f}", "预期性"],
            [number, f"第{i}号护理型床位占比", "%", f"{value / 2:.3f}", f"≥{value / 2 + 9:.3f}", "约束性"],
            [number, f"第{i}社区孕产妇死亡率", "1/10万", f"{value:.3f}", f"控制在{value + 1:.3f}以内", "预期性"],
            [number, f"第{i}镇卫生技术人员", "人", f"{i + 100}", f"比2020年增加{i + 7}人", "预期性"],
        )[i % 4]


def _least(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    spent: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(_ROUNDS):
        for name, work in works.items():
            start = time.process_time()
            work()
            spent[name].append(time.process_time() - start)
    return {name: min(times) for name, times in spent.items()}


def _written(path: Path, rows: Iterator[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _as_workbook(source: Path) -> Path:
    from xlsxwriter import Workbook

    path = source.with_suffix(".xlsx")
    with Workbook(path, {"strings_to_numbers": True}) as book, source.open(encoding="utf-8", newline="") as file:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, row)
    return path


def measure() -> dict[str, float]:
    """Processor seconds of each file, and what they are of pandas' on the same CSV."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = {"own": _written(place / "own.csv", own_rows(ROWS))}
        files["printed"] = _written(place / "printed.csv", printed_rows(ROWS))
        book = _as_workbook(files["own"])
        works: dict[str, Callable[[], object]] = {"own_xlsx": lambda: examine_catalogue(book)}
        for name, path in files.items():
            works[f"{name}_rows"] = lambda path=path: examine_catalogue(path)
            works[f"{name}_pandas"] = lambda path=path: [pd.read_csv(path, dtype=str) for _ in range(3)]
        least = _least(works)
    return {
        "own_rows_processor_seconds": least["own_rows"],
        "own_rows_over_pandas": 3 * least["own_rows"] / least["own_pandas"],
        "own_rows_xlsx_processor_seconds": least["own_xlsx"],
        "printed_rows_processor_seconds": least["printed_rows"],
        "printed_rows_over_pandas": 3 * least["printed_rows"] / least["printed_pandas"],
    }
