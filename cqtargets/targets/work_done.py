"""Amounts of work that add up over a plan: people trained and homes adapted have no start, and are counted from zero."""

from __future__ import annotations

import re
from typing import Any, Final

from cqtargets import units
from cqtargets.concepts.wording import placeless
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import fault
from cqtargets.errors import Problem
from cqtargets.files.cells import DASHES, Cells

__all__ = ["counted_over_plan"]

_COUNTED: Final = frozenset(
    [
        "人",
        "名",
        "人次",
        "户",
        "户次",
        "次",
        "场",
        "场次",
        "例",
        "个",
        "家",
        "所",
        "件",
        "套",
        "台",
        "栋",
        "处",
        "座",
        "平方米",
    ]
)
_WORK: Final = "培训|轮训|改造|整治|救治|帮扶|义诊|筛查|选派|资助|复明"
_AMOUNT: Final = expression(
    rf"(?:{_WORK})(?:任务|手术|服务)?(?:总)?(?:人次数?|人数|户数|户次|次数|场次|例数|数量|数|量|面积)?$"
    r"|^(?:累计)?(?:培养|培训|轮训|改造|救治|资助|举办|选派)+(?!.*(?:每|年均|年度))[^率比占]{2,16}(?<!基地)(?<!机构)(?<!中心)(?<!学校)$"
)
_YEARLY: Final = expression(r"(?:每年度?|年度|年均|年)(?=[\u4e00-\u9fff])")


def counted_over_plan(cells: Cells, values: dict[str, Any], remarks: list[Problem]) -> None:
    """Read a bare amount of work as the sum of the plan's years where it has no start; with one it
    stays a level, which is said; 每年培训 is the amount of a year."""
    if cells.text("form") or values["form"] not in ("", "level") or values["per"] is not None:
        return
    if values["comparator"] not in ("", "=", ">=", ">") or units.single(values["unit"]) not in _COUNTED:
        return
    name = re.sub(r"\([^()]*\)", "", placeless(values["name_zh"]))
    yearly = _YEARLY.match(name)
    if not _AMOUNT.search(name[yearly.end() :] if yearly else name):
        return
    started = values["baseline"] is not None or values["baseline_text"] not in DASHES
    code = "work_each_year" if yearly else "work_since_start" if started else "work_over_plan"
    reason, remedy = fault(code, name=values["name_zh"])
    remarks.append(Problem(row=cells.row, column="form", value=values["target_text"], reason=reason, remedy=remedy))
    values["form"] = "flow" if yearly else values["form"] if started else "cumulative"
