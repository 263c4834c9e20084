"""How much of our own data is read out of the documents it was taken from, kind by kind.

    python tools/count_documents.py gazette.txt=med14,care14 plan.txt=industry20 [--missing]

Each argument is the text of a document and the plans of `data/` that were taken from it. A row is found where a statement
holds its values at a place that prints them as our data do and speaks of the row (half of its name stands there); a
statement answers at most two rows, since our data file a norm with a year twice. Kind and name are counted apart.

A row is found as well where one statement carries its printed number and unit in its name and speaks of the row: our data
put the size of a norm (3—10万人 for each 社区卫生服务中心, 每80名 for each worker), the time of a share (10秒内 of a
接听比例 of at least 95 %) or the rank of a number of hospitals (前20名) into a row of its own, while a reading keeps it beside the
value it belongs to: 每3—10万人设置社区卫生服务中心, 1. Nothing is lost there, and a reader who looks for the number finds it
in that statement. How many rows were found in this way is printed.

`--missing` lists what is not found. The second figure leaves out what the contract of a reading calls qualifiers and no
statements, and of which our data made rows: numbers of levels and ranks and words such as 四大 or 1+3+X.
"""

from __future__ import annotations

import csv
import difflib
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cqtargets as cq
from cqtargets.extraction import Statement

DATA = Path(__file__).parents[1] / "data"
SCALES = {"万亿": 1e12, "百万": 1e6, "亿": 1e8, "万": 1e4, "千": 1e3}
ALIKE = 0.4
SAME_NAME = 0.6
NO_QUANTITY = re.compile(r"^(?:全面)?[两二三四五六七八九十]+(?:级|大)|\+|^前\d+名|^第\d+位|^24小时$|\d×24")


@dataclass(frozen=True)
class Row:
    """One row of the data: its kind, plan, name, values and unit; `size` where a norm has no value but a size."""

    kind: str
    plan: str
    name: str
    low: float | None
    high: float | None
    unit: str
    text: str
    size: bool = False

    @property
    def values(self) -> list[float]:
        return [value for value in (self.low, self.high) if value is not None]


def rows() -> list[Row]:
    found = []
    for one in _lines("indicators"):
        printed = re.match(r"专栏[12] .*行|专栏2 ", one["locator"]) is not None
        kind = "table" if printed else "target"
        found.append(Row(kind, one["plan"], one["name_zh"], _number(one["target_low"]), _number(one["target_high"]), one["unit"], one["target_text"]))  # fmt: skip
    for one in _lines("norms"):
        size = not one["low"] and not one["high"]
        low, high = ("size_low", "size_high") if size else ("low", "high")
        found.append(Row("norm", one["plan"], one["name_zh"], _number(one[low]), _number(one[high]), "" if size else one["unit"], one["text"], size))  # fmt: skip
    for one in _lines("observations"):
        value = _number(one["value"])
        found.append(Row("fact", one["document"], one["name_zh"], value, value, one["unit"], one["text"]))
    for one in _lines("incentives"):
        for key in ("rate_percent", "amount", "cap"):
            value, unit = _number(one[key]), "%" if key == "rate_percent" else one["unit"]
            found.append(Row("incentive", one["plan"], one["name_zh"], value, value, unit, one["text"]))
    return [row for row in found if row.values]


def _lines(name: str) -> list[dict[str, str]]:
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> float | None:
    return float(text) if text else None


def paired(wanted: list[Row], statements: list[Statement], text: str) -> dict[int, Statement]:
    """Row to statement, the likest names first; a statement answers two rows at most."""
    fitting = sorted(
        (
            (_likeness(row, one, text) + 0.2 * (one.kind == _kind(row)), number, place)
            for number, row in enumerate(wanted)
            for place, one in enumerate(statements)
            if (carries(row, one) or (_holds(row, one) and _printed(row, one, text)))
            and _likeness(row, one, text) >= ALIKE
        ),
        key=lambda found: -found[0],
    )
    pairs: dict[int, Statement] = {}
    taken: Counter[int] = Counter()
    for _, number, place in fitting:
        if number not in pairs and taken[place] < 2:
            pairs[number] = statements[place]
            taken[place] += 1
    return pairs


def _kind(row: Row) -> str:
    return "target" if row.kind == "table" else row.kind


def carries(row: Row, one: Statement) -> bool:
    """Whether a statement's name holds the number and unit that our data made a row of: a size, a time, a rank."""
    told = _squeezed(row.text)
    return (
        row.kind in ("norm", "target") and re.search(r"[\d十百千万]", told) is not None and told in _squeezed(one.name)
    )


def _holds(row: Row, one: Statement) -> bool:
    held = [(value, one.unit) for value in (one.low, one.high) if value is not None]
    if row.kind == "fact" and one.baseline is not None:
        held.append((one.baseline, one.unit))
    return all(any(_same(value, row.unit, other, unit) for other, unit in held) for value in row.values)


def _printed(row: Row, one: Statement, text: str) -> bool:
    """Whether the number as our data print it stands where the statement was read."""
    near = _squeezed(text[max(0, one.start - 10) : one.end + 30])
    digits = re.findall(r"\d+(?:\.\d+)?", _squeezed(row.text))
    return all(part in near for part in digits) if digits else row.kind == "table" or _squeezed(row.text)[:2] in near


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _same(one: float, unit: str, other: float, other_unit: str) -> bool:
    pairs = ((one, other), (one * _scale(unit), other * _scale(other_unit)))
    return any(abs(abs(a) - abs(b)) <= 1e-6 * max(1.0, abs(a), abs(b)) for a, b in pairs)


def _scale(unit: str) -> float:
    return next((value for word, value in SCALES.items() if unit.startswith(word) and unit != "千米"), 1.0)


def _likeness(row: Row, one: Statement, text: str) -> float:
    """How like a name is, or how much of it stands in the words around the number."""
    around = text[max(0, one.start - 60) : one.end + 20]
    pairs = {row.name[place : place + 2] for place in range(len(row.name) - 1)}
    spoken = sum(pair in around for pair in pairs) / max(1, len(pairs))
    return max(_like(row.name, one.name), 0.8 * spoken)


def _like(one: str, other: str) -> float:
    one, other = (re.sub(r"[^\w%]|的|其中|数$", "", text) for text in (one, other))
    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    inside = 0.85 if len(short) >= 4 and short in long else 0.0
    return max(inside, difflib.SequenceMatcher(None, one, other, autojunk=False).ratio())


def is_ours(row: Row) -> bool:
    """Whether our data made a row of a number of levels, a rank or another qualifier."""
    return row.size or NO_QUANTITY.search(row.text) is not None


def main(arguments: list[str]) -> None:
    missing = "--missing" in arguments
    known = rows()
    total: dict[str, Counter[str]] = {}
    for argument in arguments:
        if argument.startswith("--"):
            continue
        path, _, plans = argument.partition("=")
        draft = cq.read_plan(path)
        statements = list(draft.statements)
        wanted = [row for row in known if row.plan in plans.split(",")]
        pairs = paired(wanted, statements, draft.text)
        for number, row in enumerate(wanted):
            count = total.setdefault(row.kind, Counter())
            one = pairs.get(number)
            count["rows"] += 1
            count["found"] += one is not None
            if one is None:
                count["ours"] += is_ours(row)
                if missing:
                    print(f"{row.plan} {row.kind} {row.name} {row.text}{' (our own way)' * is_ours(row)}")
                continue
            count["carried"] += carries(row, one) and not _holds(row, one)
            count["kind"] += one.kind == _kind(row)
            count["name"] += _like(row.name, one.name) >= SAME_NAME
    for kind, count in total.items():
        rest = count["rows"] - count["ours"]
        print(f"{kind:<10} {count['found']}/{count['rows']} = {count['found'] / count['rows']:.3f} (in the name: {count['carried']}), without our own ways "
              f"{count['found']}/{rest} = {count['found'] / rest:.3f}; filed as its kind {count['kind'] / max(1, count['found']):.2f}, "
              f"named {count['name'] / max(1, count['found']):.2f}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
