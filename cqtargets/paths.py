"""Paths between a baseline and a target: where a value should stand on a date, and when a path passes a value."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.shapes import share_of_time, value_between
from cqtargets.errors import ConventionError, DomainError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["METHODS", "Path", "interpolate", "passes"]

Array = NDArray[np.float64]
Knots = tuple[Array, Array]
Moment = int | float | date | str

METHODS: Final = ("linear", "geometric", "logit", "pchip", "front_loaded", "back_loaded")


@door
def interpolate(
    t0: Moment,
    v0: float,
    t1: Moment,
    v1: float,
    times: Moment | ArrayLike | Sequence[Moment],
    method: str = "linear",
    *,
    bounds: tuple[float, float] | None = None,
    milestones: Mapping[Moment, float] | Sequence[tuple[Moment, float]] | None = None,
) -> Array | float:
    r"""Values of the path from (`t0`, `v0`) to (`t1`, `v1`) at `times`.

    With the time share :math:`s = (t - t_0)/(t_1 - t_0)`:

    ============= ==========================================================================
    linear        equal steps in the unit
    geometric     equal growth rates; both ends > 0
    logit         equal steps of :math:`\ln\frac{v - a}{b - v}` within `bounds` (a, b)
    pchip         monotone cubic through the milestones (Fritsch and Carlson)
    front_loaded  share :math:`1 - (1 - s)^2` of the way
    back_loaded   share :math:`s^2` of the way
    ============= ==========================================================================

    Parameters
    ----------
    t0, t1 : int, date, str or float
        Years (their ends), dates, ISO strings, or times on the library's clock (`clock.time`), t0 < t1.
    v0, v1 : float
        Values in the indicator's unit.
    times : one of these, or a sequence or array of them, shape (n,)
        Between t0 and t1; after t1 the path stays at v1.
    method : str
        One of the shapes above.
    bounds : (low, high), optional
        Needed by ``logit``: (0, 100) for a share in per cent.
    milestones : mapping or pairs (time, value), optional
        Points in between that the path passes; the other methods join each pair of neighbours by their own shape.

    Returns
    -------
    float or array, shape (n,)

    Raises
    ------
    ConventionError
        For an unknown method, or ``logit`` without bounds.
    DomainError
        If a time lies before `t0`, a milestone outside the path, or a value where the method has none.

    References
    ----------
    Fritsch, F. N. and Carlson, R. E. (1980), Monotone piecewise cubic interpolation, SIAM Journal on Numerical
    Analysis 17 (2), 238-246.

    Examples
    --------
    Beds per 1,000 halfway through 2023, on the way from 6.38 to 8:

    >>> round(interpolate(2020, 6.38, 2025, 8, "2023-06-30"), 2)
    7.19
    >>> interpolate("2020-12-31", 6.38, 2025, 8, [2021, 2022]).round(3).tolist()
    [6.704, 7.028]
    """
    start, end = _on_clock(t0), _on_clock(t1)
    between = milestones.items() if isinstance(milestones, Mapping) else milestones or ()
    knots = _knots(start, v0, end, v1, [(_on_clock(when), value) for when, value in between])
    wanted = _all_on_clock(times)
    if not np.isfinite(wanted).all():
        raise DomainError("times are not finite; give times on the library's clock")
    early = wanted < knots[0][0]
    if early.any():
        first = float(np.min(wanted))
        raise DomainError(Reason("before_path", time=first, start=start))
    values = _evaluate(np.minimum(wanted, knots[0][-1]), knots, method, bounds)
    return float(values) if values.ndim == 0 else values


@door
def passes(
    t0: float,
    v0: float,
    t1: float,
    v1: float,
    value: float,
    method: str = "linear",
    *,
    bounds: tuple[float, float] | None = None,
    milestones: Mapping[float, float] | Sequence[tuple[float, float]] | None = None,
) -> float | None:
    """The first time at which the path of `interpolate` has `value`; None where it never has.

    Parameters
    ----------
    t0 : float
        Start, in years.
    v0 : float
        Value at the start.
    t1 : float
        End, in years.
    v1 : float
        Value at the end.
    value : float
        Value that is passed.
    method : str
        As for `interpolate`.
    bounds : tuple of float, float, optional
        As for `interpolate`.
    milestones : mapping or sequence of tuple, optional
        As for `interpolate`.

    Examples
    --------
    >>> round(passes(2020, 6.38, 2025, 8, 7.0), 4)
    2021.9136
    """
    times, values = _knots(t0, v0, t1, v1, milestones)
    _check_method(method, values, bounds)
    for index in range(len(times) - 1):
        low, high = sorted((values[index], values[index + 1]))
        if low <= value <= high:
            return _passing(times, values, index, float(value), method, bounds)
    return None


def _passing(
    times: Array, values: Array, index: int, value: float, method: str, bounds: tuple[float, float] | None
) -> float:
    start, end = float(times[index]), float(times[index + 1])
    if value == values[index]:
        return start
    if value == values[index + 1]:
        return end
    if method == "pchip":
        from scipy.optimize import brentq

        curve = _pchip(times, values)
        return float(brentq(lambda time: float(curve(time)) - value, start, end, xtol=1e-12))
    share = float(share_of_time(value, values[index], values[index + 1], method, bounds))
    return start + share * (end - start)


def _on_clock(when: Moment) -> float:
    return clock.time(when) if isinstance(when, (str, date)) else float(when)


def _all_on_clock(times: Any) -> Array:
    if isinstance(times, (str, date)):
        return np.asarray(_on_clock(times))
    listed = np.asarray(times)
    if listed.dtype.kind in "OUM":
        plain = listed.astype("datetime64[D]") if listed.dtype.kind == "M" else listed
        return np.array([_on_clock(when) for when in plain.ravel().tolist()], dtype=np.float64).reshape(listed.shape)
    return listed.astype(np.float64)


def _knots(
    t0: float, v0: float, t1: float, v1: float, milestones: Mapping[float, float] | Sequence[tuple[float, float]] | None
) -> Knots:
    between = sorted(milestones.items() if isinstance(milestones, Mapping) else milestones or ())
    if not t0 < t1:
        raise DomainError(f"the path ends at {t1:g}, not after its start {t0:g}; give a later end")
    outside = [time for time, _ in between if not t0 < time < t1]
    if outside:
        raise DomainError(f"milestone at {outside[0]:g} lies outside {t0:g} to {t1:g}; leave it out or correct it")
    times = np.array([t0, *(time for time, _ in between), t1], dtype=np.float64)
    values = np.array([v0, *(value for _, value in between), v1], dtype=np.float64)
    if not np.isfinite(values).all():
        raise DomainError("a value of the path is not finite; give finite numbers")
    if (np.diff(times) <= 0).any():
        raise DomainError("two milestones share one time; keep one")
    return times, values


def _check_method(method: str, values: Array, bounds: tuple[float, float] | None) -> None:
    if method not in METHODS:
        raise ConventionError(f"method {method!r} is not a path; write one of {', '.join(METHODS)}")
    if method == "geometric" and (values <= 0).any():
        raise DomainError(f"a geometric path has no way through {values.min():g}; use linear")
    if method == "logit":
        if bounds is None:
            raise ConventionError("a logit path needs bounds=(low, high); (0, 100) for a share in per cent")
        beyond = values[(values <= bounds[0]) | (values >= bounds[1])]
        if beyond.size:
            raise DomainError(
                f"a logit path has no way through {beyond[0]:g}, at or beyond its bounds "
                f"{bounds[0]:g} to {bounds[1]:g}; use linear"
            )


def _pchip(times: Array, values: Array) -> Callable[[ArrayLike], Array]:
    from scipy.interpolate import PchipInterpolator

    curve = PchipInterpolator(times, values)
    return lambda wanted: np.asarray(curve(np.asarray(wanted, dtype=np.float64)), dtype=np.float64)


def _evaluate(wanted: Array, knots: Knots, method: str, bounds: tuple[float, float] | None) -> Array:
    times, values = knots
    _check_method(method, values, bounds)
    if method == "pchip":
        return _pchip(times, values)(wanted)
    segment = np.clip(np.searchsorted(times, wanted, side="right") - 1, 0, len(times) - 2)
    start, end = times[segment], times[segment + 1]
    share = (wanted - start) / (end - start)
    return value_between(values[segment], values[segment + 1], share, method, bounds)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """The way from a baseline to a target; make one with `Indicator.path`.

    Attributes
    ----------
    start, due : float
        Times on the library's clock.
    baseline, target : float
        In `unit`.
    method : str
        One of `METHODS`; ``"flat"`` for yearly flows, whose target is the same each year.
    milestones : tuple of (time, value)
    unit : str
        Unit of the values.
    bounds : tuple of float, float, optional
        As for `interpolate`.

    Examples
    --------
    >>> import cqtargets as cq
    >>> path = cq.load_catalogue()["med14.beds_per_1000"].path()
    >>> round(path.at(2023), 3), round(path.at("2023-06-30"), 2)
    (7.352, 7.19)
    >>> path.years
    (2020, 2021, 2022, 2023, 2024, 2025)
    """

    start: float
    baseline: float
    due: float
    target: float
    method: str = "linear"
    unit: str = ""
    bounds: tuple[float, float] | None = None
    milestones: tuple[tuple[float, float], ...] = field(default=())

    def __post_init__(self) -> None:
        if self.method != "flat":
            _check_method(
                self.method, _knots(self.start, self.baseline, self.due, self.target, self.milestones)[1], self.bounds
            )

    def at(self, when: int | date | str | Sequence[int | date | str]) -> Any:
        """The value on a date (float), or on several (array); after the due date the target.

        Parameters
        ----------
        when : int or date or str or sequence of int or date or str
            Year, date or ISO text, or several.

        Raises
        ------
        DomainError
            For a date before the start.
        """
        several = isinstance(when, Sequence) and not isinstance(when, str)
        times = [clock.time(item) for item in when] if several else clock.time(when)  # type: ignore[arg-type, union-attr]
        return self.at_time(times)

    def at_time(self, time: ArrayLike) -> Array | float:
        """`at` for times that are already on the library's clock.

        Parameters
        ----------
        time : array
            Moments, in years on the library's clock.
        """
        if self.method == "flat":
            flat = np.full(np.shape(time), self.target)
            return float(flat) if flat.ndim == 0 else flat
        return interpolate(
            self.start, self.baseline, self.due, self.target, time, self.method,
            bounds=self.bounds, milestones=self.milestones,
        )  # fmt: skip

    def passes(self, value: float) -> float | None:
        """The first time at which the path has `value`; None where it never has.

        Parameters
        ----------
        value : float
            Value, in the unit.
        """
        if self.method == "flat":
            return None
        return passes(
            self.start, self.baseline, self.due, self.target, value, self.method,
            bounds=self.bounds, milestones=self.milestones,
        )  # fmt: skip

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose ends lie on the path; the first is the baseline's, except for flows."""
        first = math.ceil(self.start) + (1 if self.method == "flat" else 0)
        return tuple(range(first, math.floor(self.due) + 1))

    @property
    def values(self) -> Array:
        """The values at the ends of `years`."""
        return np.atleast_1d(np.asarray(self.at_time([float(year) for year in self.years])))

    def to_series(self) -> pd.Series[float]:
        """`values` by year, as a pandas Series."""
        import pandas as pd

        return pd.Series(self.values, index=pd.Index(self.years, name="year"), name=self.unit or "value")
