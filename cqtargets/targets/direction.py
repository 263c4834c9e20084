"""Which way a target points: as printed, as the row says, as the field wants, as the baseline shows; or it stays open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cqtargets.concepts import Concept
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import fault
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.errors import Problem
from cqtargets.files.cells import Cells

__all__ = ["DIRECTION_WORDS", "Printed", "settle"]

DIRECTION_WORDS: Final = {
    **dict.fromkeys(("越高越好", "越大越好", "越多越好", "正向", "正向指标", "上升", "提高", "升", "高", "↑", "higher"), "up"),
    **dict.fromkeys(("越低越好", "越小越好", "越少越好", "逆向", "逆向指标", "负向", "反向", "下降", "降低", "降", "低", "↓", "lower"), "down"),
    **dict.fromkeys(("保持", "保持不变", "稳定", "维持", "适度", "中性", "持平", "→"), "hold"),
}  # fmt: skip
_AT_LEAST: Final = (">=", ">")
_AT_MOST: Final = ("<=", "<")
_KEPT: Final = expression(r"保持|维持|稳定|巩固|不变")
_FROM_ZERO: Final = ("increment", "cumulative", "flow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What the row itself says: whether the target is a bare number, and the words of column 方向."""

    bare: bool
    direction: str


def settle(
    cells: Cells, values: dict[str, Any], printed: Printed, concept: Concept | None, remarks: list[Problem]
) -> Problem | None:
    """Fill direction and comparator of a row, in the order: print, column 方向, concept, baseline.

    Returns
    -------
    Problem or None
        The question to a reader, where nothing of this says whether more or less is better: both stay empty then.
    """
    wanted = concept.direction if concept else ""
    if values["form"] in ("qualitative", "proportional"):
        compared = _of_comparator(values, printed) if values["reference"] else ""
        values["direction"] = printed.direction or compared or wanted or "up"
        return None
    if printed.direction:
        _refuse_contradiction(cells, values, printed)
    values["direction"] = printed.direction or _of_comparator(values, printed) or wanted
    if not values["direction"]:
        values["direction"] = _of_baseline(cells, values, remarks)
    if not values["direction"]:
        values["comparator"] = "" if printed.bare else values["comparator"]
        _keep_number(values)
        return _question(cells, values)
    if printed.bare:
        _point(values)
    else:
        _say_against_concept(cells, values, wanted, remarks)
    _say_step_back(cells, values, remarks)
    return None


def _refuse_contradiction(cells: Cells, values: Mapping[str, Any], printed: Printed) -> None:
    against = {"up": _AT_MOST, "down": _AT_LEAST}.get(printed.direction, ())
    if not printed.bare and values["form"] == "level" and values["comparator"] in against:
        cells.fault(
            "direction", *fault("direction_against_sign", direction=printed.direction, sign=values["comparator"])
        )


def _of_comparator(values: Mapping[str, Any], printed: Printed) -> str:
    if values["form"] in _FROM_ZERO and printed.bare:
        return ""
    if printed.bare:
        return ""
    comparator = values["comparator"]
    if comparator in _AT_MOST:
        return "down"
    if comparator in _AT_LEAST:
        return "up"
    return "hold" if comparator == "=" else ""


def _of_baseline(cells: Cells, values: Mapping[str, Any], remarks: list[Problem]) -> str:
    if values["form"] in _FROM_ZERO:
        return "up"
    start, goal = values["baseline"], _number(values)
    if goal is None or values["form"] != "level":
        return ""
    whole = values["measure"] == "share" and goal in (0, ceiling(values["unit"]))
    if not whole and (start is None or start == goal):
        return ""
    direction = "up" if (goal > 0 if whole else goal > (start or 0.0)) else "down"
    side = ">=" if direction == "up" else "<="
    if whole:
        reason, remedy = fault("direction_of_scale", goal=f"{goal:g}", side=side)
    else:
        reason, remedy = fault("direction_of_baseline", goal=f"{goal:g}", start=f"{start:g}", side=side)
    remarks.append(
        Problem(row=cells.row, column="direction", value=values["target_text"], reason=reason, remedy=remedy)
    )
    return direction


def _number(values: Mapping[str, Any]) -> float | None:
    low, high = values["target_low"], values["target_high"]
    if low is None or high is None:
        return low if high is None else high  # type: ignore[no-any-return]
    return (low + high) / 2  # type: ignore[no-any-return]


def _keep_number(values: dict[str, Any]) -> None:
    if not values["comparator"]:
        values["target_low"], values["target_high"] = _number(values), None


def _point(values: dict[str, Any]) -> None:
    """Give a bare number its comparator; one to be held is met from the baseline's side."""
    number, start = _number(values), values["baseline"]
    falling = values["direction"] == "down"
    if values["direction"] == "hold" and start is not None and number is not None:
        falling = number < start
    values["comparator"] = "<=" if falling else ">="
    values["target_low"], values["target_high"] = (None, number) if falling else (number, None)


def _question(cells: Cells, values: Mapping[str, Any]) -> Problem:
    start = "—" if values["baseline"] is None else f"{values['baseline']:g}"
    number = _number(values)
    goal = values["target_text"] or ("—" if number is None else f"{number:g}")
    reason, remedy = fault("direction_unsaid", name=values["name_zh"], goal=goal, start=start)
    return Problem(row=cells.row, column="direction", value=values["target_text"], reason=reason, remedy=remedy)


def _say_against_concept(cells: Cells, values: Mapping[str, Any], wanted: str, remarks: list[Problem]) -> None:
    against = {"up": _AT_MOST, "down": _AT_LEAST}.get(wanted, ())
    if values["form"] == "level" and values["comparator"] in against:
        reason, remedy = fault("against_the_field", sign=values["comparator"], usual=wanted)
        remarks.append(
            Problem(row=cells.row, column="comparator", value=values["target_text"], reason=reason, remedy=remedy)
        )


def _say_step_back(cells: Cells, values: Mapping[str, Any], remarks: list[Problem]) -> None:
    start, goal = values["baseline"], _number(values)
    if start is None or goal is None or _KEPT.search(values["target_text"] or ""):
        return
    if values["form"] not in ("level", "flow"):
        return
    falls, rises = values["comparator"] in _AT_LEAST and goal < start, values["comparator"] in _AT_MOST and goal > start
    if falls or rises:
        reason, remedy = fault("step_back", sign=values["comparator"], goal=f"{goal:g}", start=f"{start:g}")
        remarks.append(
            Problem(row=cells.row, column="target_text", value=values["target_text"], reason=reason, remedy=remedy)
        )
