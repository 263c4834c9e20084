"""Names that count for each place (每个乡镇敬老院), which a bare number beside them does not say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any, Final

from cqtargets import units
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import fault
from cqtargets.errors import Problem
from cqtargets.files.cells import Cells
from cqtargets.targets.baseline_cell import BaselineUnit

__all__ = ["UNKNOWN", "counted_for_each", "each_said"]

UNKNOWN: Final = "?"
"""Counted for each of something that is no place this library knows."""
_OTHERWISE: Final = expression(
    r"每(?:一个?|个)?(?:年|季|月|周|星期|天|日|次|[百千万亿十\d]|平方|立方|公里|公顷|升|元|床)"
)
"""Periods and sizes, which have columns of their own."""
_MANY: Final = frozenset("十1万千百")
_HEADS: Final = expression(
    r"(?:十万|10万|万|千|百)人(?!口|次|计划|大|会|工程|规模|以|同|左右|级|培训|队|健步|马拉松|参|评)"
)


@cache
def _place() -> re.Pattern[str]:
    from cqtargets.language.lexicon import PLACE_NOUNS

    nouns = "|".join(re.escape(noun) for noun in sorted(PLACE_NOUNS.split(), key=len, reverse=True))
    return re.compile(rf"^(?:全[省市县区州])?(?:每一?[个所家座]?|各个)(?P<place>{nouns})(?![级类种度率])")


def each_said(name: str) -> str:
    """The place of which each one is counted; UNKNOWN for each of anything else, empty for none.

    >>> each_said("万人发明专利拥有量")
    '?'
    >>> each_said("每个乡镇敬老院"), each_said("每名护理员照护老人"), each_said("每千人口床位数"), each_said("床位数")
    ('乡镇', '?', '', '')
    """
    if "每" not in name and "各个" not in name:
        return UNKNOWN if name[:1] in _MANY and _HEADS.match(name) else ""
    found = _place().match(name)
    if found:
        return found["place"]
    return UNKNOWN if "每" in _OTHERWISE.sub("", name) else ""


def counted_for_each(cells: Cells, values: dict[str, Any], start: BaselineUnit, remarks: list[Problem]) -> BaselineUnit:
    """Let a bare amount and its start be those of each place which the name says; of anything else a reader is told."""
    unit = values["unit"]
    if values["per"] is not None or values["place_unit"] or "/" in unit or values["form"] not in ("", "level"):
        return start
    place = each_said(values["name_zh"])
    if not place or not unit or not units.is_unit(unit) or not units.counts(unit):
        return start
    if place == UNKNOWN:
        reason, remedy = fault("each_not_read", name=values["name_zh"])
        remarks.append(Problem(row=cells.row, column="unit", reason=reason, remedy=remedy))
        return start
    values["unit"], values["place_unit"] = f"{unit}/{place}", place
    reason, remedy = fault("each_taken", unit=values["unit"])
    remarks.append(Problem(row=cells.row, column="unit", reason=reason, remedy=remedy))
    return replace(start, unit=values["unit"]) if start.unit in ("", unit) else start
