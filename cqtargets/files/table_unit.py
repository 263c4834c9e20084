"""The unit that a table's title or a line above it gives for all rows, and which rows do not count in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import told
from cqtargets.errors import Problem
from cqtargets.files.cells import Row
from cqtargets.files.printed_cells import unit_in, unit_printed
from cqtargets.files.table import NumberedRows, filled
from cqtargets.language.numerals import half_width_text

__all__ = ["counts_otherwise", "table_unit", "with_table_unit"]

_SAID: Final = re.compile(r"(?:计量)?单位\s*[:：]\s*(?P<unit>[^()（）\[\]〔〕:：;；。]{1,24}?)\s*[)）\]〕]?\s*$")
_BEHIND: Final = re.compile(r"[(（](?P<unit>[^()（）]{1,10})[)）]\s*$")
_BUT_FOR: Final = re.compile(r"[,，;；\s]*除?(?:另有|有|特别|特殊)?(?:注明|说明|标注|标明)(?:的|者)?(?:除?外)?$")
"""单位：%，另有注明的除外."""
_SEVERAL: Final = re.compile(r"[、,，;；\s]+|和|或")
_ORGAN: Final = re.compile(r"局|委|厅|院|部|办|中心|政府|公司")
_SHARES: Final = frozenset({"%", "‰"})
_SHARE: Final = expression(r"[率比](?:[（(].*)?$|占比|比例|比重|程度|水平$")
_COUNT: Final = expression(r"(?<!指)(?<!百分)数(?:[（(].*)?$|床位$|(?:=|＝|以[男女]为)100")
_DRESSED: Final = expression(r"\d\s*(?!以上|以下|以内|及以|左右|上下)[\u4e00-\u9fff%‰％㎡/]|全覆盖|百分")


def table_unit(above: NumberedRows, named: str = "") -> str:
    """What stands as the unit of the whole table above it; empty where nothing does. `named` is a line 单位：张 of its own.

    >>> table_unit([(1, ["附表 主要指标（单位：%）"])]), table_unit([(1, ["2025年孕产妇死亡率控制目标（1/10万）"])])
    ('%', '1/10万')
    """
    if named and not _ORGAN.search(named):
        return named
    lines = [str(cell).strip() for _, row in reversed(above) for cell in row if filled(cell)]
    for line in lines:
        found = _SAID.search(line)
        if found and not _ORGAN.search(found["unit"]):
            return found["unit"].strip()
    for line in lines:
        behind = _BEHIND.search(half_width_text(line))
        if behind and unit_in(unit_printed(behind["unit"])):
            return unit_printed(behind["unit"])
    return ""


def with_table_unit(rows: list[Row], unit: str, header: int) -> tuple[list[Row], list[Problem]]:
    """Rows without a unit of their own with that of the table, and what is said of it.

    A share does not count in 张, nor does a row whose values carry a unit; several units (万人、%) are left to a reader.
    """
    units = [unit_printed(part) for part in _SEVERAL.split(_BUT_FOR.sub("", unit)) if part]
    if not units:
        return rows, []
    open_rows = [number for number, row in rows if not _has_unit(row)]
    if not open_rows:
        return rows, []
    if len(units) > 1 or unit_in(units[0]) is None:
        return rows, [Problem(row=header, column="unit", value=unit, **told("table_units", unit=unit))]
    only, per = unit_in(units[0]) or (units[0], None)
    found, taken, left = [], [], []
    for number, row in rows:
        if _has_unit(row):
            found.append((number, row))
        elif counts_otherwise(row, only):
            left.append(number)
            found.append((number, row))
        else:
            taken.append(number)
            given = {"unit": only, "per": per} if per and not filled(row.get("per")) else {"unit": only}
            found.append((number, {**row, **given}))
    return found, [*_said("table_unit", taken, unit), *_said("table_unit_not", left, unit)]


def _said(code: str, rows: list[int], unit: str) -> Iterable[Problem]:
    for number in dict.fromkeys(rows):
        yield Problem(row=number, column="unit", **told(code, unit=unit))


def _has_unit(row: Mapping[str, Any]) -> bool:
    return filled(row.get("unit"))


def counts_otherwise(record: Mapping[str, Any], unit: str) -> bool:
    """Whether a row is no amount in a unit that others have: a share of a count, or numbers that carry a unit."""
    name = str(record.get("name_zh") or "")
    share = unit in _SHARES or unit.startswith("1/")
    if (_COUNT if share else _SHARE).search(name):
        return True
    return any(_DRESSED.search(str(record.get(field) or "")) for field in ("target_text", "baseline_text"))
