"""The place of rows that name none: the one given, the one the file names, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem
from cqtargets.files.cells import Row

__all__ = ["place_of_the_rest"]


def place_of_the_rest(rows: Sequence[Row], given: str = "") -> tuple[str, Problem | None]:
    """The place for rows without one, and the remark that says so; no remark where every row names its own.

    `given` is the place that the caller or the table's title names. Without it the one place that the rows name is
    taken; where they name none or several, the place stays open.

    >>> rows = [(2, {"region": "成都市"}), (3, {"region": ""})]
    >>> place, remark = place_of_the_rest(rows)
    >>> place, str(remark)
    ('成都市', "row 3, column 'region': no region in 1 row: 成都市, the one place named here, is taken.")
    """
    places = [(number, _text(row.get("region"))) for number, row in rows]
    homeless = [number for number, place in places if not place]
    if not homeless:
        return "", None
    named = list(dict.fromkeys(place for _, place in places if place))
    place = given or (named[0] if len(named) == 1 else "")
    count = Reason("many_rows", count=len(homeless)) if homeless[1:] else Reason("one_row")
    if place:
        return place, Problem(row=homeless[0], column="region", reason=Reason("region_taken", count=count, place=place))
    return "", Problem(
        row=homeless[0],
        column="region",
        **told("no_region", count=count),
    )


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value).strip()
