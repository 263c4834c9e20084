"""Which bare years in a table of values are the targets of a plan: the reader of values leaves them to that of plans."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from cqtargets.files.identity import Identity, identity_in
from cqtargets.files.plan_headings import binding_word
from cqtargets.files.table import filled
from cqtargets.files.year_headings import read_heading
from cqtargets.files.year_roles import Dated, settle

__all__ = ["planned_years"]

_PLAN: Final = re.compile(r"规划|纲要|行动计划|行动方案|目标")


def planned_years(
    headings: Mapping[int, str],
    kind: int | None,
    dated: Collection[int],
    body: Sequence[Sequence[Any]],
    above: Sequence[Sequence[Any]] = (),
) -> frozenset[int]:
    """The positions of bare years that `read_catalogue` takes as targets, where the table is a plan's.

    It is one where a column `kind` says 约束性 or 预期性, where other columns are called 实际 or 基期, or where a plan's title
    stands above; `dated` are all columns with a time or a target in their heading.

    >>> headings = {0: "指标", 1: "2020年", 2: "2024年实际", 3: "2025年"}
    >>> sorted(planned_years(headings, None, {1, 2, 3}, [["寿命", 79.6, 80.7, 81]]))
    [3]
    >>> planned_years({1: "2023年", 2: "2024年"}, None, {1, 2}, [["寿命", 80.1, 80.7]])
    frozenset()
    """
    said = {place: read for place in dated if (read := read_heading(headings[place])).understood}
    bare = [place for place, read in said.items() if not read.roles and read.year is not None]
    title = " ".join(str(cell) for row in above for cell in row if filled(cell))
    about = identity_in(above) if _PLAN.search(title) else Identity()
    period = about.period
    marked = any(read.roles & {"actual", "baseline"} for read in said.values())
    if not bare or not (marked or period or _says_binding(kind, body)):
        return frozenset()
    columns = [
        Dated(position=place, heading=headings[place], said=said[place],
              cells=[row[place] for row in body if place < len(row)])
        for place in sorted(said)
    ]  # fmt: skip
    roles = settle(columns, 1, about).fields
    return frozenset(place for place in bare if roles.get(place, ("", None))[0] == "target_text")


def _says_binding(kind: int | None, body: Sequence[Sequence[Any]]) -> bool:
    return kind is not None and any(
        kind < len(row) and filled(row[kind]) and binding_word(str(row[kind])) for row in body
    )
