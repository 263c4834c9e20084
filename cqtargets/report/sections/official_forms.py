"""The official table of each plan: the mid-term form, or the final one once the plan is due."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cqtargets import clock
from cqtargets.assessment import Assessment, assess
from cqtargets.catalogue import Catalogue
from cqtargets.report.content import Cell, Column, Row, Table
from cqtargets.report.request import Request, Words

__all__ = ["official_tables"]

_PROFILES: Final = {"midterm": "chongqing_2023", "final": "final"}
_WIDTHS: Final = {"midterm": (16, 4, 6, 8, 7, 9, 14), "final": (3, 4, 16, 8, 9, 16)}
_WORDS: Final[Words] = {
    "zh": {
        "midterm": "{plan}：主要指标中期评估表", "midterm_sheet": "中期评估表 {key}", "final": "{plan}：主要指标总结评估表",
        "final_sheet": "总结评估表 {key}", "bound": "注：本表列规划注明属性的指标 {shown} 项；另有未注明属性的 {others} 项见“全部目标”表。",
        "observed": "注：规划未注明属性；本表列有观测值的指标 {shown} 项，另有 {others} 项见“全部目标”表。",
    },
    "en": {
        "midterm": "{plan}: mid-term table of main targets", "midterm_sheet": "Mid-term {key}",
        "final": "{plan}: final table of main targets", "final_sheet": "Final {key}",
        "bound": "Note: the {shown} targets to which the plan gives a type; {others} others stand in the table of all targets.",
        "observed": "Note: the plan gives no types; these are the {shown} targets with an observation. {others} others stand in"
        " the table of all targets.",
    },
}  # fmt: skip


def official_tables(request: Request) -> list[Table]:
    """One table a plan; none for a plan that states no binding type and has nothing observed."""
    return [table for key in request.catalogue.plans for table in _tables(request, request.plan(key), key)]


def _tables(request: Request, plan: Catalogue, key: str) -> list[Table]:
    words = _WORDS[request.lang]
    whole = request.once(
        f"grades of {key}",
        lambda: assess(plan, request.observations, request.on, profile=_PROFILES["midterm"]),
    )
    bound = [target.id for target in plan if target.binding]
    chosen = bound or [
        target.id for target, held in zip(plan, whole.held, strict=True) if held.seen and target.goal is not None
    ]
    if not chosen:
        return []
    form = "final" if _year(request, whole) >= max(target.target_year for target in plan) else "midterm"
    listed = Catalogue((plan[id] for id in chosen), plan.documents.values())
    result = request.once(
        f"{form} grades of {key}",
        lambda: assess(listed, request.observations, request.on, profile=_PROFILES[form]),
    )
    count = {"shown": len(chosen), "others": len(plan) - len(chosen)}
    frame = result.table(form, lang=request.lang)
    return [
        Table(
            words[form].format(plan=request.catalogue.document(key).label),
            words[f"{form}_sheet"].format(key=key),
            *_as_table(frame if form == "midterm" else _with_type(frame), form),
            note=words["bound" if bound else "observed"].format(**count),
        )
    ]


def _year(request: Request, whole: Assessment) -> int:
    """The year that is looked back from: the one asked for, else that of the latest value."""
    if request.on is not None:
        when = clock.parse_when(request.on)
        return when if isinstance(when, int) else when.year
    years = (held.seen.year for held in whole.held if held.seen is not None)
    return max((year for year in years if year is not None), default=0)


def _with_type(frame: pd.DataFrame) -> pd.DataFrame:
    """The final form groups its rows by binding type; here the type is a column behind the number."""
    typed = frame.copy()
    typed.insert(1, str(frame.index.names[0]), frame.index.get_level_values(0))
    return typed


def _as_table(frame: pd.DataFrame, form: str) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    columns = tuple(Column(str(title), width=width) for title, width in zip(frame.columns, _WIDTHS[form], strict=True))
    rows = tuple(Row(tuple(Cell(str(value)) for value in values)) for values in frame.to_numpy())
    return columns, rows
