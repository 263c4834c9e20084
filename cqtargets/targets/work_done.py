"""Amounts that add up over a plan: people trained, homes adapted and what is added have no start, and count from zero."""

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
_ADDED: Final = expression(
    r"^(?:累计)?(?:新增|净增|新建|新设|新改扩建|新建改建|新增加)(?!.*(?:病例|感染|患者|发病|死亡|劳动力|人口|住宅|住房|小区|居住区))"
)
_ADDED_UNITS: Final = _COUNTED | {"张", "位", "辆", "支", "间", "条", "项", "亩", "公里", "公顷"}
_YEARLY: Final = expression(r"(?:每年度?|年度|年均|年)(?=[\u4e00-\u9fff])")


def counted_over_plan(cells: Cells, values: dict[str, Any], remarks: list[Problem]) -> None:
    """Read a bare amount of work, or of what is added (新增托位), as that of the plan's years where it has no start; with
    one it stays a level, which is said; 每年培训 is the amount of a year."""
    if cells.text("form") or values["form"] not in ("", "level") or values["per"] is not None:
        return
    if values["comparator"] not in ("", "=", ">=", ">"):
        return
    name = re.sub(r"\([^()]*\)", "", placeless(values["name_zh"]))
    yearly = _YEARLY.match(name)
    what, unit = name[yearly.end() :] if yearly else name, units.single(values["unit"])
    added = bool(_ADDED.match(what)) and unit in _ADDED_UNITS
    if not added and not (unit in _COUNTED and _AMOUNT.search(what)):
        return
    started = values["baseline"] is not None or values["baseline_text"] not in DASHES
    over_plan = "added_over_plan" if added else "work_over_plan"
    code = "work_each_year" if yearly else "work_since_start" if started else over_plan
    reason, remedy = fault(code, name=values["name_zh"])
    remarks.append(Problem(row=cells.row, column="form", value=values["target_text"], reason=reason, remedy=remedy))
    summed = "increment" if added else "cumulative"
    values["form"] = "flow" if yearly else values["form"] if started else summed
