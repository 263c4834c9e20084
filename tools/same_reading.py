"""Hold two states of the library against each other on what they read out of tables: values, faults, remarks, accounts.

    python tools/same_reading.py before.pkl folder ...            # writes them
    python tools/same_reading.py before.pkl folder ... --compare  # says where they differ; exit 1 where one does

Read are the tables of the folders, those of the bundled data, and tables drawn here: rows as plans print them and rows
as this library writes them, with many of a kind, and now and then one with a dash, a doubt or a fault.
"""

from __future__ import annotations

import argparse
import csv
import dataclasses
import pickle
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cqtargets as cq  # noqa: E402
from cqtargets.io.catalogue_file import examine_catalogue  # noqa: E402

ENDINGS = (".csv", ".xlsx")
DRAWN, ROWS = 60, 400
_NAMES = (
    "每千人口床位数", "千人口医师数", "人均预期寿命", "孕产妇死亡率", "第{i}区床位数", "{i}号护理型床位占比", "社区培训{i}人次", "居民健康素养水平",
    "每年培训护士{i}", "病房改造第{i}处", "第{i}镇平均住院日", "机构{i}覆盖率", "其中：公立{i}床位", "每万人全科医生{i}", "村卫生室{i}（个）", "3岁以下托位数{i}",
    "经费投入{i}（万元）", "“{i}”工程", "慢病规范管理率", "无烟单位{i}占比*", "老年人健康管理{i}率〔约束性〕", "①中医馆{i}",
)  # fmt: skip
_UNITS = ("张", "%", "岁", "人", "个", "1/10万", "‰", "天", "万元", "", "万张", "人次", "张/千人", "1:x", "处")
_TARGETS = (
    "{v}", "≥{v}", "{v}以上", "达到{v}", "控制在{v}以内", "比2020年增加{v}", "提高{v}个百分点", "{v}%", "降低{v}%", "≤{v}", "{v}左右", "—", "",
    "〔{v}〕", "年均增长{v}%", "全覆盖", "{v}万张", "不低于全国平均", "{v}—{w}", "增加{v}张", "每个区县至少{v}所", ">{v}", "持续提高", "{v}？", "累计{v}",
    "到2026年达到{v}", "力争{v}", "{v}*", "{v}（2024年）", "＞{v}％", "逐步下降", "约{v}", "近{v}", "{v}张", "{v}天",
)  # fmt: skip
_STARTS = (
    "{v}",
    "{v}",
    "{v}",
    "{v}（2019年）",
    "—",
    "{v}%",
    "新增指标",
    "{v}万张",
    "约{v}",
    "",
    "{v}张",
    "1,2{i}",
    "{v}①",
    "0{i}",
)


def _number(drawn: random.Random) -> str:
    """Mostly two digits with decimals, so that rows are alike; now and then an end of a scale, a whole or a large one."""
    if drawn.random() < 0.85:
        return f"{drawn.uniform(3, 99):.2f}"
    return drawn.choice((f"{drawn.randint(0, 120)}", f"{drawn.uniform(1, 2000):.1f}", "100", "0", "1", "0.5", "2500"))


def _cell(pattern: str, drawn: random.Random, row: int) -> str:
    return pattern.format(v=_number(drawn), w=_number(drawn), i=row)


def printed_table(seed: int) -> Iterator[list[str]]:
    """Rows as plans print them, a few kinds of each column in one table."""
    drawn = random.Random(seed)
    names, units = drawn.sample(_NAMES, 3), drawn.sample(_UNITS, 2)
    targets, starts = drawn.sample(_TARGETS, 3), drawn.sample(_STARTS, 2)
    years = [["2020年", "2025年目标"], ["基期值", "目标值", "目标年"], ["2020年基期值", "2023年目标", "2025年目标"]][
        seed % 3
    ]
    yield ["序号", "指标", "单位", *years, "属性"][: None if seed % 4 else -1]
    for row in range(1, ROWS):
        values = [_cell(drawn.choice(starts), drawn, row)]
        values += [
            _cell(drawn.choice(targets), drawn, row) for heading in years if "目标" in heading and heading != "目标年"
        ]
        values += ["2025"] * ("目标年" in years)
        kind = ("预期性", "约束性", "")[seed % 3] if drawn.random() < 0.98 else "？性"
        yield [str(row), _cell(drawn.choice(names), drawn, row), drawn.choice(units), *values, kind]


def own_table(seed: int) -> Iterator[list[str]]:
    """Rows as this library writes them, with words of each column that are right, and now and then one that is not."""
    drawn = random.Random(seed)
    columns = [
        "id", "concept", "plan", "name_zh", "measure", "form", "comparator", "unit", "per", "baseline_year", "baseline",
        "target_year", "target_low", "target_high", "target_text", "weight", "position", "note", "region",
    ]  # fmt: skip
    columns += ["change", "direction", "parent", "status", "earlier"] if seed % 2 else []
    yield columns
    words = {
        "measure": ("count", "share", "rate", "", "mean"), "form": ("level", "", "increment", "flow", "relative"),
        "unit": ("个", "%", "张", "人次", ""), "per": ("", "", "1000", "10000"), "target_year": ("2025", "2025年", "2030"),
        "weight": ("", "1", "0.5"), "region": ("成都市", ""), "plan": ("p", ""), "direction": ("", "", "up", "越低越好"),
        "status": ("", "", "在建"), "change": ("", "", "points"),
    }  # fmt: skip
    common = {name: drawn.sample(given, 2) for name, given in words.items()}
    odd = {
        "measure": "x",
        "form": "y",
        "per": "0",
        "target_year": "2019",
        "weight": "-1",
        "parent": "nobody",
        "earlier": "a1",
    }
    names, signs = drawn.sample(_NAMES, 3), drawn.sample((">=", "<=", ">", "", "range", "="), 2)
    concepts, ids = drawn.sample(("c{i}", "", "beds_per_1000", "own_{i}", "床位"), 2), ("a{i}", ("", "b{i}")[seed % 2])
    for row in range(1, ROWS):
        sign, low, high = drawn.choice(signs), _number(drawn), _number(drawn)
        cells = {name: given[drawn.random() < 0.1] for name, given in common.items()}
        cells |= {
            "id": drawn.choice(ids).format(i=row), "concept": drawn.choice(concepts).format(i=row), "comparator": sign,
            "name_zh": _cell(drawn.choice(names), drawn, row), "baseline_year": "2020", "baseline": _number(drawn),
            "target_low": "" if sign == "<=" else low, "target_high": {"<=": high, "=": low, "range": high}.get(sign, ""),
            "position": str(row) if seed % 3 else "", "note": f"注{row}", "earlier": "", "parent": "",
        }  # fmt: skip
        if drawn.random() < 0.03:
            name = drawn.choice(list(odd))
            cells[name] = odd[name]
        yield [cells.get(column, "") for column in columns]


def tables(folders: list[Path], into: Path) -> Iterator[tuple[str, Path]]:
    """Every table by a name that does not depend on where it lies."""
    for folder in [ROOT / "data", *folders]:
        for path in sorted(folder.rglob("*")):
            if path.suffix in ENDINGS and path.stat().st_size < 3_000_000:
                yield f"{folder.name}/{path.relative_to(folder)}", path
    for seed in range(DRAWN):
        for name, rows in (("printed", printed_table(seed)), ("own", own_table(seed))):
            path = into / f"{name}{seed}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            yield path.name, path


def dump(path: Path) -> dict[str, list[str]]:
    """All that is read out of one table, as text; the refusal where there is nothing."""
    try:
        found = examine_catalogue(path)
    except cq.CqTargetsError as error:
        return {"refused": [error.text("en"), error.text("zh")]}
    words = {
        name: [one.text("en") + one.value + one.text("zh") for one in getattr(found, name)]
        for name in ("problems", "remarks", "questions")
    }
    values = [
        f"{row} {[(one.name, getattr(target, one.name)) for one in dataclasses.fields(target)]}"
        for row, target in found.values
    ]
    account = [repr(found.reading), repr(found.identity)]
    return {**words, "values": values, "account": account}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--compare", action="store_true", help="hold against the file instead of writing it")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {name: dump(path) for name, path in tables(asked.folders, Path(folder))}
    if not asked.compare:
        asked.file.write_bytes(pickle.dumps(found))
        return 0
    before = pickle.loads(asked.file.read_bytes())
    differing = 0
    for name, what in found.items():
        for part in sorted({*what, *before[name]}):
            old, new = before[name].get(part, []), what.get(part, [])
            if old != new:
                differing += 1
                at = next(
                    (k for k, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]),
                    min(len(old), len(new)),
                )
                print(f"{name} {part}: {len(old)} / {len(new)}, from {at}:\n  {old[at : at + 1]}\n  {new[at : at + 1]}")
    print(f"{len(found)} tables, {differing} parts differ")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
