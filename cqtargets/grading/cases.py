"""The numbers a profile grades: baseline, value, target and their dates, as arrays with one place a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions import comparison
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.grading.progress import divide

__all__ = ["Cases", "Decision", "decide"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Objects = NDArray[np.object_]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """What is known of n cases; a number that is not known is NaN.

    Attributes
    ----------
    start, when, due : array, shape (n,)
        Dates of baseline, value and target on the library's clock (`cqtargets.clock.time`).
    baseline, current, target : array, shape (n,)
        In one unit a case; `target` is the end of the linear path.
    direction, comparator : object array, shape (n,)
        ``"up"``, ``"down"`` or ``"hold"``; ``">="`` ...
    down, hold : bool array, shape (n,)
        The direction as masks.
    side : array, shape (n,)
        +1 for ``>=`` and ``>``, -1 for ``<=`` and ``<``, NaN for the others.
    low, high, tolerance : array, shape (n,)
        Ends of the target and the half width of ``~``, as for `cqtargets.conventions.comparison.met`.
    met, undecided : bool array, shape (n,)
        Whether the value meets the target; `undecided` where ``~`` has no tolerance and the value misses the number.
    history_when, history : array, shape (n, k)
        Earlier values and their dates, padded with NaN.
    options : mapping
        The profile's own options, each an array of shape (n,).
    """

    start: Floats
    baseline: Floats
    when: Floats
    current: Floats
    due: Floats
    target: Floats
    direction: Objects
    comparator: Objects
    down: Bools
    hold: Bools
    side: Floats
    low: Floats
    high: Floats
    tolerance: Floats
    met: Bools
    undecided: Bools
    history_when: Floats
    history: Floats
    options: Mapping[str, NDArray[Any]]

    @property
    def size(self) -> int:
        """Number of cases."""
        return int(self.current.size)

    @property
    def targeted(self) -> Bools:
        """Whether there is a target."""
        return np.isfinite(self.target)

    @property
    def sign(self) -> Floats:
        """The wanted direction d: +1 or -1.

        For a level to hold it is the side of the comparator, or the side of the target the baseline stands on; NaN
        where neither is known.
        """
        plain = np.where(self.down, -1.0, 1.0)
        if not self.hold.any():
            return plain
        way = np.sign(self.target - self.baseline)
        way = np.where(np.nan_to_num(way) == 0, np.sign(self.target - self.current), way)
        held = np.where(np.isnan(self.side), np.where(way == 0, 1.0, way), self.side)
        return np.where(self.hold, np.where(self.targeted, held, np.nan), plain)

    @property
    def toward(self) -> Floats:
        """Direction from the value to the target: as `sign`, but turned round beyond an exact target (``=``, ``~``)."""
        exact = (self.comparator == "=") | (self.comparator == "~")
        exact &= self.targeted & (self.current != self.target)
        return np.where(exact, np.sign(self.target - self.current), self.sign)

    @property
    def started_beyond(self) -> Bools:
        """Whether the baseline already stands at or beyond the target: no way to cover."""
        return np.asarray(self.sign * (self.target - self.baseline) <= 0)

    @property
    def fallen(self) -> Bools:
        """Whether the baseline stood at or beyond the target and the value does not meet it."""
        return self.started_beyond & ~self.met & np.isfinite(self.current)

    @property
    def years(self) -> Floats:
        """Years from baseline to value."""
        return self.when - self.start

    @property
    def remaining(self) -> Floats:
        """Years from value to due date; 0 after it, because a pace is not carried backwards."""
        return np.maximum(self.due - self.when, 0.0)

    @property
    def time_share(self) -> Floats:
        """Share of the time gone (时序进度), above 1 after the due date."""
        return np.where(self.due > self.start, divide(self.years, self.due - self.start), np.nan)

    @property
    def progress(self) -> Floats:
        """Share of the way covered; missing where the baseline already stands at or beyond the target."""
        share = divide(self.current - self.baseline, self.target - self.baseline)
        return np.where(self.started_beyond, np.nan, share)

    @property
    def lead_progress(self) -> Floats:
        """Progress minus time share, as a fraction; after the due date the schedule asks for the whole way."""
        return self.progress - np.minimum(self.time_share, 1.0)

    @property
    def path(self) -> Floats:
        """The straight line from baseline to target at the value's date; the target itself after the due date."""
        return self.baseline + (self.target - self.baseline) * np.minimum(self.time_share, 1.0)

    @property
    def lead_value(self) -> Floats:
        """Value minus the straight line, in the unit; positive is better whatever the direction."""
        return self.sign * (self.current - self.path)

    @property
    def edge(self) -> Floats:
        """The number at which the target begins to be met."""
        ranged = self.comparator == "range"
        above = ranged & (self.down | (self.hold & (self.current > self.high)))
        return np.where((self.side < 0) | above, self.high, self.low)

    def meets(self, values: Floats) -> Bools:
        """Whether other values would meet the targets.

        Parameters
        ----------
        values : array
            Values, one a case.
        """
        return decide(self, values).met

    def exceeds(self, values: Floats) -> Bools:
        """Whether values lie beyond what the target asks for; ``>``, ``<``, ``=`` and ``~`` can only be met.

        Parameters
        ----------
        values : array
            Values, one a case.
        """
        ranged = self.comparator == "range"
        open_ended = (self.comparator == ">=") | (self.comparator == "<=") | (ranged & ~self.hold)
        upward = np.where(ranged, ~self.down, self.side > 0)
        bound = np.where(upward == ranged, self.high, self.low)
        noise = NOISE * np.maximum(np.abs(values), np.abs(bound))
        return np.asarray(open_ended & (np.where(upward, values - bound, bound - values) > noise))

    def series(self) -> tuple[Floats, Floats]:
        """Dates and values up to the present one, ascending, padded with NaN at the end; shapes (n, k).

        The history, the baseline where the history has no value of its date, and the present value.
        """
        again = self.history_when == self.when[:, None]
        times = np.where(again | np.isnan(self.history), np.nan, self.history_when)
        known = np.any(times == self.start[:, None], axis=1) | np.isnan(self.baseline) | (self.start >= self.when)
        first = np.where(known, np.nan, self.start)
        last = np.where(np.isnan(self.current), np.nan, self.when)
        times = np.column_stack([first, times, last])
        values = np.column_stack([self.baseline, self.history, self.current])
        order = np.argsort(times, axis=1, kind="stable")
        times = np.take_along_axis(times, order, axis=1)
        return times, np.where(np.isnan(times), np.nan, np.take_along_axis(values, order, axis=1))

    def at(self, *, baseline: Floats, current: Floats) -> Cases:
        """The same cases with other values of baseline and present.

        Parameters
        ----------
        baseline : array
            Values at the start.
        current : array
            Values now.
        """
        moved = replace(self, baseline=baseline, current=current)
        found = decide(moved, current)
        return replace(moved, met=found.met, undecided=found.undecided)

    def take(self, rows: NDArray[np.intp]) -> Cases:
        """Some of the cases.

        Parameters
        ----------
        rows : array
            Positions of the cases.
        """
        parts = {field.name: getattr(self, field.name)[rows] for field in fields(self) if field.name != "options"}
        return Cases(**parts, options={name: values[rows] for name, values in self.options.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Which targets are met, and which cannot be decided."""

    met: Bools
    undecided: Bools


def decide(cases: Cases, values: Floats) -> Decision:
    """The answer of `cqtargets.conventions.comparison.met` for every case that has a value and a target."""
    answers = comparison.met_many(values, cases.comparator, cases.low, cases.high, cases.direction, cases.tolerance)
    known = np.isfinite(values) & cases.targeted
    return Decision(met=known & (answers == 1), undecided=known & (answers == -1) & (cases.comparator == "~"))
