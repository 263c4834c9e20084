"""Rows of which one suffices: which of them stands for all."""

from __future__ import annotations

from collections.abc import Sequence

from cqtargets.catalogue import Catalogue

__all__ = ["counted_rows"]


def counted_rows(catalogue: Catalogue, met: Sequence[bool | None]) -> tuple[list[bool], list[str]]:
    """Which rows count in a tally, and what to say of those with alternatives.

    Parameters
    ----------
    met : sequence of bool or None
        True met, False assessed and not met, None not assessed.

    Returns
    -------
    counted : list of bool
        One row a group: the first that is met; else the first that is not assessed, because it might be; else the
        first. Rows without alternatives count each.
    remarks : list of str
    """
    groups: dict[tuple[str, str, str], list[int]] = {}
    counted, remarks = [True] * len(catalogue), [""] * len(catalogue)
    for row, target in enumerate(catalogue):
        if target.alternative:
            groups.setdefault((target.plan, target.region, target.alternative), []).append(row)
    ids = catalogue.ids
    for rows in groups.values():
        if len(rows) < 2:
            continue
        answers = [met[row] for row in rows]
        wanted = True if True in answers else None if None in answers else False
        chosen = rows[answers.index(wanted)]
        said = {True: "met by", None: "open because of", False: "none is met, counted as"}[wanted]
        for row in rows:
            counted[row] = row == chosen
            remarks[row] = f"one of {len(rows)} alternatives suffices: {said} {ids[chosen]}"
    return counted, remarks
