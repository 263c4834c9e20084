"""From where to where targets run: the way of one, and the ways of many as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions import comparison
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import REACHED

__all__ = ["NO_NUMBER", "OPEN_CHANGE", "Course", "Courses"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]

NO_NUMBER: Final = Reason("no_number")
OPEN_CHANGE: Final = Reason("change_without_baseline")
_FROM_BASELINE: Final = ("level", "relative", "growth", "proportional")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The way of one target, in its unit; what is not known is None, and `reason` says why.

    Attributes
    ----------
    form : str
        The target's form.
    begin, due : int or None
        The years at whose ends the way begins and is over.
    start, end : float or None
        Values there. An increment starts at 0; a flow has no start, its `end` is every year's amount.
    low, high : float or None
        What meets the target on the due date, with `comparator` and `direction`: changes are added to their baseline.
    comparator, direction : str
    through : tuple of (int, float)
        Year and value of an earlier target on the way.
    reason : str
        Why there is no way: no baseline, an open question, or that the start already meets the target (it is to be
        kept). Empty where there is one.

    Examples
    --------
    >>> import cqtargets as cq
    >>> way = cq.load_catalogue()["med14.beds_per_1000"].course()
    >>> way.begin, way.start, way.due, way.end, way.years, way.rated
    (2020, 6.38, 2025, 8.0, 5.0, True)
    """

    form: str
    begin: int | None
    due: int
    start: float | None
    end: float | None
    low: float | None
    high: float | None
    comparator: str
    direction: str
    through: tuple[tuple[int, float], ...] = ()
    reason: str = ""

    @property
    def years(self) -> float | None:
        """From begin to due."""
        return None if self.begin is None else float(self.due - self.begin)

    @property
    def rated(self) -> bool:
        """Whether values on this way grow at rates; sums and flows have a pace alone."""
        return self.form in _FROM_BASELINE

    @property
    def passed(self) -> bool:
        """Whether the start lies beyond the target, so that it is to be kept and nothing is required."""
        return self.reason == REACHED

    @property
    def wanted(self) -> str:
        """The side on which a value is better: kept levels with 以上 or 以下 have one."""
        if self.direction != "hold" or self.comparator not in (">=", ">", "<=", "<"):
            return self.direction
        return "up" if self.comparator in (">=", ">") else "down"

    def meets(self, value: float, tolerance: float | None = None) -> bool | None:
        """Whether a value (a level, or a sum for increments) meets the target; None for 左右 without a tolerance.

        Raises
        ------
        DomainError
            If the end that the comparator needs is not known.
        """
        if self.comparator == "~" and tolerance is None:
            hit = comparison.met(value, "=", self.low, self.high, direction=self.direction)
            return True if hit else None
        return comparison.met(
            value, self.comparator, self.low, self.high, direction=self.direction, tolerance=tolerance
        )


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Courses:
    """The ways of n targets as columns: numbers with NaN for what is not known, words as objects.

    Attributes
    ----------
    begin, due, start, end, low, high : array, shape (n,)
    form, comparator, direction, reason : object array of str, shape (n,)
    through : tuple of n tuples of (year, value)
    """

    form: Objects
    begin: Floats
    due: Floats
    start: Floats
    end: Floats
    low: Floats
    high: Floats
    comparator: Objects
    direction: Objects
    through: tuple[tuple[tuple[int, float], ...], ...]
    reason: Objects

    def __len__(self) -> int:
        return len(self.form)

    def __getitem__(self, row: int) -> Course:
        begin = self.begin.item(row)
        return Course(
            form=self.form[row], begin=None if begin != begin else int(begin), due=int(self.due.item(row)),
            start=_or_none(self.start.item(row)), end=_or_none(self.end.item(row)), low=_or_none(self.low.item(row)),
            high=_or_none(self.high.item(row)), comparator=self.comparator[row], direction=self.direction[row],
            through=self.through[row], reason=self.reason[row],
        )  # fmt: skip


def _or_none(value: float) -> float | None:
    return None if value != value else value
