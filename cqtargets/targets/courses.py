"""The kernel that finds the ways of many targets at once; its answer for one row is the course of one target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions import comparison
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.conventions.vocabulary import FORMS, REACHED, WITHOUT_RATE
from cqtargets.targets.course import NO_NUMBER, OPEN_CHANGE, Course, Courses
from cqtargets.targets.target import Target

__all__ = ["course_of", "courses_of"]

Floats = NDArray[np.float64]
Objects = NDArray[np.object_]
Mask = NDArray[np.bool_]
Through = tuple[tuple[int, float], ...]

NO_BASELINE: Final = Reason("no_baseline")
NO_START_YEAR: Final = Reason("no_start_year")
NO_TIME: Final = Reason("no_time")
RATES: Final = Reason("rate_itself")
_FORM: Final = {word: code for code, word in enumerate(FORMS)}
_UPPER: Final = frozenset({"<=", "<"})
_LOWER: Final = frozenset({">=", ">"})
_READ: Final = attrgetter(
    "form", "change", "start_year", "target_year", "baseline", "target_low", "target_high", "comparator", "direction",
    "unit", "unanswered", "reference",
)  # fmt: skip


def course_of(target: Target, followed: Target | None = None, earlier: Target | None = None) -> Course:
    """The course of one target: `courses_of` for one row; that of a target alone is remembered for a while."""
    if followed is None and earlier is None:
        return _alone(target)
    return courses_of([target], [followed], [earlier])[0]


@lru_cache(maxsize=16_384)
def _alone(target: Target) -> Course:
    return courses_of([target])[0]


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
    columns = _Columns.of(targets)
    _copy_growth(columns, followed, targets)
    through = _pass_earlier(columns, earlier, targets)
    end = _ends(columns)
    reason = _why(columns, end)
    return Courses(
        form=columns.form, begin=columns.begin, due=columns.due, start=columns.start, end=end, low=columns.low,
        high=columns.high, comparator=columns.comparator, direction=columns.direction, through=through, reason=reason,
    )  # fmt: skip


@dataclass(slots=True, kw_only=True, eq=False)
class _Columns:
    """What the kernel works on, filled step by step; `is_form` holds the place of each form in `FORMS`."""

    form: Objects
    is_form: NDArray[np.int8]
    change: tuple[str, ...]
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
        read = tuple(zip(*map(_READ, targets), strict=True)) or ((),) * 12
        form, change, begin, due, start, low, high, comparator, direction, unit, unanswered, reference = read
        is_form = np.array([_FORM[word] for word in form], dtype=np.int8)
        rates = is_form == _FORM["growth"]
        if rates.any():
            rates &= np.array([word == "%" for word in unit], dtype=bool)
        reason = objects(unanswered)
        for row in [row for row, named in enumerate(reference) if named and not reason[row]]:
            reason[row] = _not_given(targets[row])
        return cls(
            form=objects(form), is_form=is_form, change=change, begin=_numbers(begin), due=_numbers(due),
            start=_numbers(start), low=_numbers(low), high=_numbers(high), comparator=objects(comparator),
            direction=objects(direction), rates=rates, reason=reason,
        )  # fmt: skip

    def of_form(self, *words: str) -> Mask:
        """Which rows have one of these forms."""
        found: Mask = self.is_form == _FORM[words[0]]
        for word in words[1:]:
            found |= self.is_form == _FORM[word]
        return found


def _numbers(values: Sequence[float | None]) -> Floats:
    return np.array(values, dtype=np.float64)


def _not_given(target: Target) -> str:
    """Why a change has nothing to be added to: it is compared with something whose value nobody gave."""
    return "" if target.compared_with_baseline else Reason("reference_open", reference=target.reference)


class _Others:
    """The courses of other targets, each found once."""

    def __init__(self, targets: Iterable[Target]) -> None:
        once = {id(target): target for target in targets}
        self._place = {key: place for place, key in enumerate(once)}
        self._ways = courses_of(list(once.values()))

    def __getitem__(self, target: Target) -> Course:
        return self._ways[self._place[id(target)]]


def _copy_growth(columns: _Columns, followed: Sequence[Target | None] | None, targets: Sequence[Target]) -> None:
    """Proportional targets take the factor of the concept they follow: its course from start to end."""
    rows = np.flatnonzero(columns.of_form("proportional")).tolist()
    if not rows:
        return
    others = [None if followed is None else followed[row] for row in rows]
    ways = _Others(other for other in others if other is not None and other.form != "proportional")
    for row, other in zip(rows, others, strict=True):
        way = None if other is None or other.form == "proportional" else ways[other]
        if way is None or not way.start or way.end is None:
            columns.reason[row] = Reason("copies_nothing" if other else "copies", followed=targets[row].follows)
            continue
        if np.isnan(columns.start[row]):
            columns.reason[row] = joined(Reason("copies", followed=targets[row].follows), NO_BASELINE)
            continue
        factors = [np.nan if end is None else end / way.start for end in (way.low, way.high)]
        columns.low[row], columns.high[row] = (factor * columns.start[row] for factor in factors)
        columns.comparator[row], columns.direction[row] = way.comparator, way.direction


def _pass_earlier(
    columns: _Columns, earlier: Sequence[Target | None] | None, targets: Sequence[Target]
) -> tuple[Through, ...]:
    """What lies on each way: the end of the earlier target; a level without a baseline starts where that one does."""
    through: list[Through] = [()] * len(targets)
    held = [(row, one) for row, one in enumerate(earlier or ()) if one is not None]
    ways = _Others(one for _, one in held) if held else None
    for row, one in held if ways is not None else ():
        way, target = ways[one], targets[row]  # type: ignore[index]
        through[row] = _between(target, one, way)
        without = target.form == "level" and target.baseline is None
        if without and way.rated and way.start is not None and way.begin is not None:
            columns.start[row], columns.begin[row] = way.start, way.begin
    return tuple(through)


def _between(target: Target, earlier: Target, way: Course) -> Through:
    """The end of the earlier target of the same quantity, where it lies on the way."""
    if (earlier.unit, earlier.per) != (target.unit, target.per) or target.form == "flow":
        return ()
    begin = way.begin if target.start_year is None else target.start_year
    if way.end is None or begin is None or not begin < way.due < target.target_year:
        return ()
    return ((way.due, way.end),)


def _ends(columns: _Columns) -> Floats:
    """Turn changes and rates into levels, and give each way its end: the easier one of a range."""
    change, growth = columns.of_form("relative"), columns.of_form("growth") & ~columns.rates
    if change.any() or growth.any():
        _add_changes(columns, change, growth)
    refused = columns.reason.astype(bool) & ~columns.of_form("proportional")
    columns.low[refused] = columns.high[refused] = np.nan
    columns.start[columns.of_form("increment", "cumulative")] = 0.0
    columns.start[columns.of_form("flow") | columns.rates] = np.nan
    sides = zip(columns.comparator.tolist(), columns.direction.tolist(), strict=True)
    upper = [word in _UPPER or (way == "down" and word not in _LOWER) for word, way in sides]
    return np.where(np.array(upper, dtype=bool), columns.high, columns.low)


def _add_changes(columns: _Columns, change: Mask, growth: Mask) -> None:
    percent = change & np.array([word == "percent_of_baseline" for word in columns.change], dtype=bool)
    years = np.where(growth, columns.due - columns.begin, 0.0)
    for name in ("low", "high"):
        held = getattr(columns, name)
        with np.errstate(invalid="ignore"):
            moved = np.where(growth, columns.start * (1 + held / 100) ** years, held)
        moved = np.where(change, columns.start + held, moved)
        setattr(columns, name, np.where(percent, columns.start * (1 + held / 100), moved))


def _why(columns: _Columns, end: Floats) -> Objects:
    """The first reason that holds for each row, empty where there is a way."""
    start, reason = columns.start, columns.reason
    unstarted = np.isnan(start)
    changes = columns.of_form("relative", "growth") & ~columns.rates
    beyond = comparison.met_many(start, columns.comparator, columns.low, columns.high, columns.direction) == 1
    rules: tuple[tuple[Mask, str], ...] = (
        (columns.of_form("qualitative"), WITHOUT_RATE["qualitative"]),
        (changes & unstarted, OPEN_CHANGE),
        (np.isnan(end), NO_NUMBER),
        (columns.of_form("flow"), WITHOUT_RATE["flow"]),
        (columns.rates, RATES),
        (unstarted, NO_BASELINE),
        (np.isnan(columns.begin), NO_START_YEAR),
        (columns.begin >= columns.due, NO_TIME),
        (beyond & ~comparison.same(start, end), REACHED),
    )
    open_ = ~reason.astype(bool)
    for mask, said in rules:
        reason[mask & open_] = said
        open_ &= ~mask
    return reason
