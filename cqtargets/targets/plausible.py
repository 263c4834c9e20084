"""What looks odd in a row that could be read: numbers far apart, shares below 1, a share counted in 张, no unit at all."""

from __future__ import annotations

from typing import Any, Final

from cqtargets import units
from cqtargets.concepts import Concept
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import fault
from cqtargets.errors import Problem
from cqtargets.files.cells import Cells

__all__ = ["FAR", "FEW", "far_apart", "say_oddities", "says_of"]

FAR: Final = 10.0
"""So many times its start a level rarely reaches: more often the two are in different units."""
FEW: Final = 20.0
"""Below so many, whole things may well become ten times as many."""
_AMOUNTS: Final = ("level", "increment", "cumulative", "flow")
_SHARES: Final = frozenset({"%", "‰"})
_COUNT: Final = expression(
    r"(?:[人床位家所个院校村县区市城镇站点间户次场例项]|机构|医院|医生|医师|护士|中心|城)数量?$|数量$"
)
_SHARE: Final = expression(r"(?:占比|比例|比重|率)$")


def far_apart(start: float | None, goal: float | None) -> bool:
    """Whether one is at least ten times the other.

    >>> far_apart(0.45, 48), far_apart(6.9, 7.5), far_apart(None, 8)
    (True, False, False)
    """
    if start is None or goal is None or start <= 0 or goal <= 0:
        return False
    return goal >= FAR * start or start >= FAR * goal


def says_of(name: str) -> str:
    """What the end of a name says it is: "share" for 占比 and 覆盖率, "count" for 人数 and 床位数, else empty.

    >>> says_of("护理型床位占比"), says_of("卫生城市数"), says_of("健康指数")
    ('share', 'count', '')
    """
    last = name[-1:]
    if last in ("率", "比", "例", "重"):
        return "share" if _SHARE.search(name) else ""
    return "count" if last in ("数", "量") and _COUNT.search(name) else ""


def say_oddities(cells: Cells, values: dict[str, Any], concept: Concept | None, remarks: list[Problem]) -> None:
    """Say what a reader should look at; nothing is changed."""
    if values["form"] not in _AMOUNTS:
        return
    row, unit = cells.row, values["unit"]
    low, high = values["target_low"], values["target_high"]
    goal = high if low is None else low if high is None else (low + high) / 2
    start = values["baseline"]
    if not unit:
        remarks.append(_said(row, "unit", "unitless"))
    elif (kind := says_of(values["name_zh"])) and units.is_unit(unit):
        if kind == "share" and units.counts(units.single(unit)):
            remarks.append(_said(row, "unit", "share_in_unit", unit=unit))
        elif kind == "count" and unit in _SHARES:
            remarks.append(_said(row, "unit", "count_in_share", unit=unit))
    small = units.is_unit(unit) and units.counts(unit) and start is not None and start < FEW
    if values["form"] in ("level", "flow") and far_apart(start, goal) and not small:
        remarks.append(_said(row, "baseline", "far_apart", goal=f"{goal:g}", start=f"{start:g}"))
    if _is_fraction(values, goal, start):
        remarks.append(_said(row, "target_text", "below_one_percent", goal=f"{goal:g}"))
    bounds = (concept.low, concept.high) if concept is not None and unit == concept.unit else (None, None)
    beyond = [value for value in (start, low, high) if value is not None and not _within(value, *bounds)]
    if beyond:
        remarks.append(_said(row, "target_text", "beyond_bounds", value=f"{beyond[0]:g}"))


def _is_fraction(values: dict[str, Any], goal: float | None, start: float | None) -> bool:
    """Whether a share to be raised stays below 1 %, as one written as a fraction does."""
    if values["unit"] != "%" or values["direction"] != "up" or goal is None:
        return False
    return 0 < goal < 1 and (start is None or start < 1)


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _said(row: int, column: str, code: str, **facts: Any) -> Problem:
    reason, remedy = fault(code, **facts)
    return Problem(row=row, column=column, reason=reason, remedy=remedy)
