"""Reading files of 100,000 rows that are all different, beside pandas and version 0.1.

Own rows have the columns of this library, printed ones those of a plan, with names, values and targets that never
repeat (≥7.013, 比2020年增加9人). Unknown names are made of words of the field and stand for no concept; Chinese headings
stand over such names; mixed rows have many kinds of names, starts and targets in any order, known concepts, ranges and
dashes among them. All are examined, faults and remarks included. What the first row of a kind has settled holds for rows
that differ from it in name and numbers alone. Pandas is `read_csv(dtype=str)` on the same CSV, which reads no number and no
word; the xlsx hold the same rows with their numbers as numbers. Version 0.1 is taken out of this repository's history.
Processor seconds in interpreters of their own, the least of several runs taken in turns; the memory is what a million
printed rows take, a row.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.catalogue import HEADER
from benchmarks.versions import ROOT, first_version

BARS = {
    "unknown_names_over_pandas": 60.0,
    "chinese_headings_over_pandas": 60.0,
    "mixed_rows_over_pandas": 60.0,
    "own_rows_over_pandas": 60.0, "printed_rows_over_pandas": 60.0, "own_rows_xlsx_over_first_version": 0.4,
    "printed_rows_xlsx_over_first_version": 0.4, "own_rows_over_first_version": 1.3, "printed_rows_over_first_version": 1.3,
    "unknown_names_over_first_version": 1.3, "chinese_headings_over_first_version": 1.3, "mixed_rows_over_first_version": 1.3,
}  # fmt: skip
ROWS, _ROUNDS, _MANY = 100_000, 2, 1_000_000
_PRINTED = ["序号", "指标", "单位", "2020年基期值", "2025年目标值", "属性"]
_WORDS = (
    "社区", "乡镇", "老年", "儿童", "医疗", "卫生", "机构", "床位", "护士", "健康", "服务", "管理", "培训", "康复", "设施", "覆盖", "家庭", "慢病", "妇女",
    "残疾", "居民", "养老", "照护", "中医",
)  # fmt: skip
_MIXED = (
    ("每千人口床位数", "张"), ("千人口医师数", "人"), ("孕产妇死亡率", "1/10万"), ("人均预期寿命", "岁"), ("居民健康素养水平", "%"), ("{}街道床位数", "张"),
    ("第{}类机构护理型床位占比", "%"), ("村卫生室{}组", "个"), ("{}区平均住院日", "天"), ("慢病规范管理率{}", "%"), ("培训护理员第{}批", "人次"), ("投入{}", "万元"),
)  # fmt: skip
_GOALS = (
    "{}",
    "≥{}",
    "{}以上",
    "达到{}",
    "控制在{}以内",
    "比2020年增加{}",
    "不低于{}",
    "{}左右",
    "{}—99",
    "持续提高",
    "力争{}",
    ">{}",
)
_STARTS = ("{}", "{}", "{}（2019年）", "—", "约{}")
_EXAMINED = """
import sys, time
from pathlib import Path
from cqtargets.io.catalogue_file import examine_catalogue
small, large = sys.argv[1:]
examine_catalogue(small)
start = time.process_time()
found = examine_catalogue(large)
print(time.process_time() - start)
status = Path("/proc/self/status")
peak = [line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM")] if status.exists() else []
print(1024 * int(peak[0]) / len(found.values) if peak else "nan")
"""
_PANDAS = """
import sys, time
import pandas as pd
times = []
for _ in range(5):
    start = time.process_time()
    pd.read_csv(sys.argv[2], dtype=str)
    times.append(time.process_time() - start)
print(min(times))
"""


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
        value, number = 5 + i % 100_000 / 977, str(i + 1)
        yield (
            [number, f"第{i}区每千人口床位数", "张", f"{value:.3f}", f"{value + 2:.3f}", "预期性"],
            [number, f"第{i}号护理型床位占比", "%", f"{value / 2:.3f}", f"≥{value / 2 + 9:.3f}", "约束性"],
            [number, f"第{i}社区孕产妇死亡率", "1/10万", f"{value:.3f}", f"控制在{value + 1:.3f}以内", "预期性"],
            [number, f"第{i}镇卫生技术人员", "人", f"{i + 100}", f"比2020年增加{i + 7}人", "预期性"],
        )[i % 4]


def unknown_rows(rows: int) -> Iterator[list[str]]:
    """Own rows without a concept, whose names are made of words of the field."""
    yield [column for column in HEADER.strip().split(",") if column != "concept"]
    drawn = random.Random(3)
    for i, row in enumerate(own_rows(rows)):
        if i:
            row[3] = "".join(drawn.sample(_WORDS, 5)) + ("率", "数", "人数", "占比")[i % 4]
            yield [row[0], *row[2:]]


def chinese_rows(rows: int) -> Iterator[list[str]]:
    """Such names under plain Chinese headings."""
    yield ["指标", "单位", "基期值", "基期年", "目标值", "目标年"]
    drawn = random.Random(4)
    for i in range(rows):
        name = "".join(drawn.sample(_WORDS, 5)) + ("数量", "总数", "人数", "总量")[i % 4]
        yield [name, "个", f"{i + 0.5}", "2020", f"≥{i + 6}", "2025"]


def mixed_rows(rows: int) -> Iterator[list[str]]:
    """Printed rows of many kinds in any order."""
    yield _PRINTED
    drawn = random.Random(5)
    for i in range(rows):
        name, unit = drawn.choice(_MIXED)
        start = drawn.choice(_STARTS).format(f"{drawn.uniform(3, 50):.2f}")
        goal = drawn.choice(_GOALS).format(f"{drawn.uniform(50, 98):.2f}")
        yield [str(i + 1), name.format(i), unit, start, goal, drawn.choice(("预期性", "约束性", ""))]


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


def _run(code: str, file: Path, small: Path, root: Path) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", code, str(small), str(file)], capture_output=True, text=True, check=True, cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    return [float(line) for line in done.stdout.split()]


def measure() -> dict[str, float]:
    """Processor seconds of each file, and what they are of pandas' and of version 0.1's."""
    made: dict[str, Callable[[int], Iterator[list[str]]]] = {
        "own_rows": own_rows, "printed_rows": printed_rows, "unknown_names": unknown_rows, "chinese_headings": chinese_rows,
        "mixed_rows": mixed_rows,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = {name: _written(place / f"{name}.csv", rows(ROWS)) for name, rows in made.items()}
        files |= {f"{name}_xlsx": _as_workbook(files[name]) for name in ("own_rows", "printed_rows")}
        small, first = _written(place / "small.csv", chinese_rows(1)), first_version(place / "first")
        results: dict[str, float] = {}
        for name, file in files.items():
            runs = [(_run(_EXAMINED, file, small, ROOT)[0], _first(file, small, first)) for _ in range(_ROUNDS)]
            ours, theirs = min(run[0] for run in runs), min(run[1] for run in runs)
            results[f"{name}_processor_seconds"] = ours
            if file.suffix == ".csv":
                results[f"{name}_over_pandas"] = ours / _run(_PANDAS, file, small, ROOT)[0]
            if first is not None:
                results[f"{name}_over_first_version"] = ours / theirs
        many = _written(place / "many.csv", printed_rows(_MANY))
        seconds, held = _run(_EXAMINED, many, small, ROOT)
    results["million_printed_rows_processor_seconds"] = seconds
    results["million_printed_rows_kilobytes_a_row"] = held / 1000
    return results


def _first(file: Path, small: Path, first: Path | None) -> float:
    return float("inf") if first is None else _run(_EXAMINED, file, small, first)[0]
