"""Rows of a table of norms into norms: one row a step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from cqtargets.conventions.names import Keyed
from cqtargets.files.cells import Row, number_or_none
from cqtargets.norms.norm import Norm, NormStep

__all__ = ["read_norms"]

_NORM_TEXTS: Final = (
    "concept", "plan", "locator", "name_zh", "name_en", "kind", "size_of", "size_unit", "comparator", "unit",
    "region", "applies_to", "basis", "certainty", "note",
)  # fmt: skip


def read_norms(rows: Iterable[Row]) -> Keyed[Norm]:
    """Norms by key, in the order of their first rows; rows of one norm are its steps."""
    steps: dict[str, list[NormStep]] = defaultdict(list)
    first: dict[str, Row] = {}
    for number, row in rows:
        steps[row["norm"]].append(
            NormStep(
                size_low=number_or_none(row["size_low"]),
                size_high=number_or_none(row["size_high"]),
                low=number_or_none(row["low"]),
                high=number_or_none(row["high"]),
                text=row["text"],
            )
        )
        first.setdefault(row["norm"], (number, row))
    return Keyed(
        "norm",
        {
            key: Norm(
                key=key,
                steps=tuple(steps[key]),
                **{name: row[name] for name in _NORM_TEXTS},
            )
            for key, (_, row) in first.items()
        },
    )
