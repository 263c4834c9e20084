"""Levels and yearly amounts by the definition of what is measured, where a table does not say which its values are."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import Problem
from cqtargets.targets.observation import Observation

if TYPE_CHECKING:
    from cqtargets.concepts import Concepts

__all__ = ["SAID_SUM", "spread", "stated_level", "with_yearly_amounts"]

SAID_SUM: Final = expression(r"累计|累积|以来|总共|合计")
"""Words of a name or a note that make a value a sum."""

Numbered = tuple[int, Observation]


def stated_level(values: Mapping[str, Any], register: Concepts) -> str:
    """``level`` where a row says nothing of its form and its concept is a level by definition; else what the row says."""
    if values["form"] or values["since"] is not None or SAID_SUM.search(f"{values['name_zh']} {values['note']}"):
        return str(values["form"])
    concept = register.get(values["concept"])
    return "level" if concept is not None and concept.form == "level" else ""


def with_yearly_amounts(values: list[Numbered], register: Concepts) -> tuple[list[Numbered], list[Problem]]:
    """Values of whole years as amounts of their year, where their concept is one by definition, and the remark that says so.

    What is named a sum, has a start of its own, a part of a year as its date or no printed name stays as it is, and so do
    values of one place that run as sums do: then nobody says which they are.
    """
    bare: dict[tuple[str, str], list[int]] = {}
    for place, (_, seen) in enumerate(values):
        concept = None if seen.form else register.get(seen.concept)
        if concept is not None and concept.form == "flow" and _of_a_year(seen):
            bare.setdefault((seen.concept, seen.region), []).append(place)
    taken = [place for places in bare.values() if not _as_sums([values[one][1] for one in places]) for place in places]
    if not taken:
        return values, []
    chosen = set(taken)
    found = [(row, replace(seen, form="flow") if place in chosen else seen) for place, (row, seen) in enumerate(values)]
    names = "、".join(dict.fromkeys(values[place][1].name_zh for place in sorted(chosen)))
    remark = Reason("yearly_taken", count=len(chosen), names=names)
    return found, [Problem(row=values[min(chosen)][0], column="form", reason=remark)]


def _of_a_year(seen: Observation) -> bool:
    whole = type(seen.when) is int or (isinstance(seen.when, date) and (seen.when.month, seen.when.day) == (12, 31))
    return whole and seen.since is None and bool(seen.name_zh) and not SAID_SUM.search(f"{seen.name_zh} {seen.note}")


def _as_sums(seen: Sequence[Observation]) -> bool:
    """Whether values rise throughout, and by steps that are as steady as the values or steadier."""
    amounts = [one.value for one in sorted(seen, key=lambda one: one.time or 0.0)]
    steps = [later - earlier for earlier, later in itertools.pairwise(amounts)]
    return bool(steps) and min(steps) > 0 and spread(steps) <= spread(amounts)


def spread(values: Sequence[float]) -> float:
    """The largest over the smallest; infinite where not all are above zero.

    >>> spread([2.0, 3.0]), spread([0.0, 3.0])
    (1.5, inf)
    """
    return max(values) / min(values) if min(values) > 0 else float("inf")
