"""What a reviewer may change, and his decisions carried over to a later reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cqtargets.extraction.statement import Statement

__all__ = ["EDITABLE", "decided", "edited"]

EDITABLE: Final = {
    "类别": "kind", "名称": "name", "概念": "concept", "年份": "year", "比较": "comparator", "下限": "low", "上限": "high", "单位": "unit",
    "基期年": "baseline_year", "基期值": "baseline", "性质": "binding", "地区": "region",
}  # fmt: skip


_SAID_BY: Final = {
    "target_text": ("low", "high", "comparator", "unit"), "change": ("low", "high", "unit"), "tolerance": ("low", "high", "unit"),
    "baseline_text": ("baseline", "unit"),
}  # fmt: skip
"""What a row of a table prints, and the fields in which a reviewer may say otherwise."""


def edited(one: Statement, changes: Mapping[str, Any]) -> Statement:
    """The statement with a reviewer's values; what its row of a table prints goes where he says otherwise."""
    other = {name for name, value in changes.items() if value != getattr(one, name)}
    kept = tuple((column, text) for column, text in one.table_row if not other.intersection(_SAID_BY.get(column, ())))
    return replace(one, **changes, table_row=kept)


def decided(fresh: Sequence[Statement], reviewed: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements of a new reading, each with the decision on the one that says the same in the same words."""
    known: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in reviewed:
        known[_printed(one)].append(one)
    found = []
    for one in fresh:
        held = known.get(_printed(one))
        if not held:
            found.append(one)
            continue
        earlier = held.pop(0)
        kept = {name: getattr(earlier, name) for name in EDITABLE.values()} if earlier.accepted else {}
        found.append(replace(edited(one, kept), accepted=earlier.accepted))
    return tuple(found)


def _printed(one: Statement) -> tuple[object, ...]:
    """What stands in print: the quote and the places of its numbers in it."""
    return ("".join(one.quote.split()), one.rule, tuple((a - one.start, b - one.start) for a, b in one.used))
