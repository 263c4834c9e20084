"""From where to where a target runs: one kernel on columns, whose answer for one row is the course of one target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions import comparison
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.conventions.vocabulary import REACHED, WITHOUT_RATE
from cqtargets.targets.target import Target

__all__ = ["Course", "Courses", "course_of", "courses_of"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Mask = NDArray[np.bool_]

NO_BASELINE: Final = Reason("no_baseline")
NO_START_YEAR: Final = Reason("no_start_year")
NO_NUMBER: Final = Reason("no_number")
NO_TIME: Final = Reason("no_time")
OPEN_CHANGE: Final = Reason("change_without_baseline")
RATES: Final = Reason("rate_itself")
_SUMS: Final = ("increment", "cumulative")
_FROM_BASELINE: Final = ("level", "relative", "growth", "proportional")


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
        values: dict[str, Any] = {one.name: getattr(self, one.name)[row] for one in fields(self)}
        for name in ("begin", "start", "end", "low", "high"):
            values[name] = None if np.isnan(values[name]) else float(values[name])
        values["begin"] = None if values["begin"] is None else int(values["begin"])
        return Course(**{**values, "due": int(values["due"])})


def course_of(target: Target, followed: Target | None = None, earlier: Target | None = None) -> Course:
    """The course of one target: `courses_of` for one row."""
    return courses_of([target], [followed], [earlier])[0]


def courses_of(
    targets: Sequence[Target],
    followed: Sequence[Target | None] | None = None,
    earlier: Sequence[Target | None] | None = None,
) -> Courses:
    """The courses of many targets.

    Parameters
    ----------
    targets : sequence of Target, length n
    followed : sequence of Target or None, length n, optional
        For proportional targets, the one whose growth each copies.
    earlier : sequence of Target or None, length n, optional
        The row with an earlier year of the same target: its end lies on the way.
    """
    size = len(targets)
    columns = _Columns.of(targets)
    _copy_growth(columns, followed or [None] * size, targets)
    before = list(earlier) if earlier is not None else [None] * size
    through = tuple(_between(target, one) for target, one in zip(targets, before, strict=True))
    _start_earlier(columns, before)
    end = _ends(columns)
    columns.reason[:] = _why(columns, end)
    return Courses(
        form=columns.form, begin=columns.begin, due=columns.due, start=columns.start, end=end, low=columns.low,
        high=columns.high, comparator=columns.comparator, direction=columns.direction, through=through,
        reason=columns.reason,
    )  # fmt: skip


@dataclass(slots=True, kw_only=True, eq=False)
class _Columns:
    """What the kernel works on, filled step by step."""

    form: Objects
    change: Objects
    begin: Floats
    due: Floats
    start: Floats
    low: Floats
    high: Floats
    comparator: Objects
    direction: Objects
    rates: Mask
    reason: Objects

    @classmethod
    def of(cls, targets: Sequence[Target]) -> _Columns:
        def numbers(name: str) -> Floats:
            values = [getattr(target, name) for target in targets]
            return np.array([np.nan if value is None else value for value in values], dtype=np.float64)

        def words(name: str) -> Objects:
            return np.array([getattr(target, name) for target in targets], dtype=object)

        return cls(
            form=words("form"), change=words("change"), begin=numbers("start_year"), due=numbers("target_year"),
            start=numbers("baseline"), low=numbers("target_low"), high=numbers("target_high"),
            comparator=words("comparator"), direction=words("direction"),
            rates=np.array([target.form == "growth" and target.unit == "%" for target in targets], dtype=bool),
            reason=np.array([target.unanswered or _not_given(target) for target in targets], dtype=object),
        )  # fmt: skip


def _not_given(target: Target) -> str:
    """Why a change has nothing to be added to: it is compared with something whose value nobody gave."""
    if not target.reference or target.compared_with_baseline:
        return ""
    return Reason("reference_open", reference=target.reference)


def _copy_growth(columns: _Columns, followed: Sequence[Target | None], targets: Sequence[Target]) -> None:
    """Proportional targets take the factor of the concept they follow: its course from start to end."""
    rows = [row for row, target in enumerate(targets) if target.form == "proportional"]
    for row in rows:
        other = followed[row]
        way = None if other is None or other.form == "proportional" else course_of(other)
        if way is None or not way.start or way.end is None:
            columns.reason[row] = Reason("copies_nothing" if other else "copies", followed=targets[row].follows)
            continue
        if np.isnan(columns.start[row]):
            columns.reason[row] = joined(Reason("copies", followed=targets[row].follows), NO_BASELINE)
            continue
        factors = [np.nan if end is None else end / way.start for end in (way.low, way.high)]
        columns.low[row], columns.high[row] = (factor * columns.start[row] for factor in factors)
        columns.comparator[row], columns.direction[row] = way.comparator, way.direction


def _between(target: Target, earlier: Target | None) -> tuple[tuple[int, float], ...]:
    """The end of the earlier target of the same quantity, where it lies on the way."""
    if earlier is None or (earlier.unit, earlier.per) != (target.unit, target.per) or target.form == "flow":
        return ()
    way = course_of(earlier)
    begin = way.begin if target.start_year is None else target.start_year
    if way.end is None or begin is None or not begin < way.due < target.target_year:
        return ()
    return ((way.due, way.end),)


def _start_earlier(columns: _Columns, earlier: Sequence[Target | None]) -> None:
    """A level without a baseline starts where the earlier target of the same quantity does."""
    for row, one in enumerate(earlier):
        if one is not None and columns.form[row] == "level" and np.isnan(columns.start[row]):
            way = course_of(one)
            if way.rated and way.start is not None and way.begin is not None:
                columns.start[row], columns.begin[row] = way.start, way.begin


def _ends(columns: _Columns) -> Floats:
    """Turn changes and rates into levels, and give each way its end: the easier one of a range."""
    change = columns.form == "relative"
    percent = change & (columns.change == "percent_of_baseline")
    growth = (columns.form == "growth") & ~columns.rates
    years = np.where(growth, columns.due - columns.begin, 0.0)
    refused = columns.reason != ""
    for name in ("low", "high"):
        held = getattr(columns, name)
        with np.errstate(invalid="ignore"):
            moved = np.where(growth, columns.start * (1 + held / 100) ** years, held)
        moved = np.where(change, columns.start + held, moved)
        moved = np.where(percent, columns.start * (1 + held / 100), moved)
        setattr(columns, name, np.where(refused & (columns.form != "proportional"), np.nan, moved))
    sums, flat = np.isin(columns.form.astype(str), _SUMS), (columns.form == "flow") | columns.rates
    columns.start = np.where(sums, 0.0, np.where(flat, np.nan, columns.start))
    upper = np.isin(columns.comparator.astype(str), ("<=", "<"))
    lower = np.isin(columns.comparator.astype(str), (">=", ">"))
    upper |= ~lower & (columns.direction == "down")
    return np.where(upper, columns.high, columns.low)


def _why(columns: _Columns, end: Floats) -> Objects:
    form, start = columns.form, columns.start
    beyond = comparison.met_many(
        start, columns.comparator, columns.low, columns.high, columns.direction
    ) == 1  # fmt: skip
    rules: list[tuple[Any, Any]] = [
        (columns.reason != "", columns.reason),
        (form == "qualitative", WITHOUT_RATE["qualitative"]),
        (np.isin(form.astype(str), ("relative", "growth")) & ~columns.rates & np.isnan(start), OPEN_CHANGE),
        (np.isnan(end), NO_NUMBER),
        (form == "flow", WITHOUT_RATE["flow"]),
        (columns.rates, RATES),
        (np.isnan(start), NO_BASELINE),
        (np.isnan(columns.begin), NO_START_YEAR),
        (columns.begin >= columns.due, NO_TIME),
        (beyond & ~comparison.same(start, end), REACHED),
    ]
    conditions = [np.asarray(mask, dtype=bool) for mask, _ in rules]
    said = [np.broadcast_to(np.asarray(text, dtype=object), form.shape) for _, text in rules]
    return np.select(conditions, said, default="") if form.size else form.copy()
