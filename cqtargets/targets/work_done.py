"""Amounts that add up over a plan: people trained, homes adapted and what is added have no start, and count from zero."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from cqtargets import units
from cqtargets.concepts.wording import is_ordinary, placeless
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import fault
from cqtargets.errors import Problem
from cqtargets.files.cells import DASHES, Cells

__all__ = ["counted_over_plan", "kind_of_work"]

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
_WORDS: Final = expression(rf"{_WORK}|培养|举办|新增|净增|新建|新设|新改")
"""Words of which a name of work or of what is added has one."""
_MAY_ADD_UP: Final = expression("[培训訓轮輪改整治救帮幫扶义義诊診筛篩查选選派资資助复復明举舉新增净淨]")
"""The signs of those words in either script: a name without one is none of them."""


class Work(NamedTuple):
    """What a name says of work: whether it is done, whether something is added, whether it is counted by the year."""

    done: bool
    added: bool
    yearly: bool


def counted_over_plan(cells: Cells, values: dict[str, Any], remarks: list[Problem]) -> None:
    """Read a bare amount of work, or of what is added (新增托位), as that of the plan's years where it has no start; with
    one it stays a level, which is said; 每年培训 is the amount of a year."""
    if cells.text("form") or values["form"] not in ("", "level") or values["per"] is not None:
        return
    if values["comparator"] not in ("", "=", ">=", ">"):
        return
    work = kind_of_work(values["name_zh"])
    unit = units.single(values["unit"]) if work is not None else ""
    added = work is not None and work.added and unit in _ADDED_UNITS
    if work is None or not (added or (work.done and unit in _COUNTED)):
        return
    yearly = work.yearly
    started = values["baseline"] is not None or values["baseline_text"] not in DASHES
    over_plan = "added_over_plan" if added else "work_over_plan"
    code = "work_each_year" if yearly else "work_since_start" if started else over_plan
    reason, remedy = fault(code, name=values["name_zh"])
    remarks.append(Problem(row=cells.row, column="form", value=values["target_text"], reason=reason, remedy=remedy))
    summed = "increment" if added else "cumulative"
    values["form"] = "flow" if yearly else values["form"] if started else summed


def kind_of_work(name: str) -> Work | None:
    """Whether a name is that of work, or of what is added; None where it is neither.

    >>> kind_of_work("护士培训人次"), kind_of_work("每年新增托位"), kind_of_work("床位数")
    (Work(done=True, added=False, yearly=False), Work(done=False, added=True, yearly=True), None)
    """
    if not (_WORDS if is_ordinary(name) else _MAY_ADD_UP).search(name):
        return None
    bare = re.sub(r"\([^()]*\)", "", placeless(name))
    yearly = _YEARLY.match(bare)
    what = bare[yearly.end() :] if yearly else bare
    work = Work(bool(_AMOUNT.search(what)), bool(_ADDED.match(what)), bool(yearly))
    return work if work.done or work.added else None
