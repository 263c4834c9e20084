"""The methods by name, what each needs, and the rules by which evidence is insufficient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.attainment import damped, timeseries, trend
from cqtargets.attainment.calibration import FARTHEST, calibration_at
from cqtargets.attainment.scales import Scale
from cqtargets.attainment.trend import Forecaster
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError

__all__ = [
    "LEAST",
    "METHODS",
    "MOST_BORROWED",
    "Base",
    "Donors",
    "Lent",
    "Method",
    "chosen",
    "few",
    "forecaster",
    "lend",
    "observed",
    "too_far",
]

Method = Literal["damped", "drift", "ols", "pooled", "ets", "arima", "local_trend", "borrowed", "calibrated"]
Base = Literal["damped", "drift", "ols", "pooled", "borrowed"]
Donors = Mapping[str, tuple[Sequence[clock.When], ArrayLike]]
Array = NDArray[np.float64]
Lent = Mapping[str, tuple[Array, Array]]

LEAST: Final[dict[str, int]] = {
    "damped": 5, "drift": 5, "ols": 5, "pooled": 5, "ets": 10, "arima": 10, "local_trend": 10, "borrowed": 2, "calibrated": 5,
}  # fmt: skip
"""Fewest values each method takes; `calibrated` takes what its base takes."""

METHODS: Final[tuple[str, ...]] = tuple(LEAST)
MOST_BORROWED: Final = 4
_BASES: Final = ("damped", "drift", "ols", "pooled", "borrowed")
_OWN: Final = {
    "damped": damped.damped,
    "drift": trend.drift,
    "ols": trend.ols,
    "pooled": trend.pooled,
    "ets": timeseries.ets,
    "arima": timeseries.arima,
    "local_trend": timeseries.local_trend,
}


def observed(when: Sequence[clock.When], values: ArrayLike, what: str = "values") -> tuple[Array, Array]:
    """Times on the library's clock and values in the unit, both by time.

    Raises
    ------
    DomainError
        If a value is not finite, the lengths differ, nothing is given or two values share a date.
    """
    times = np.array([clock.time(moment) for moment in when], dtype=np.float64)
    levels = np.asarray(values, dtype=np.float64)
    if levels.shape != times.shape or times.size == 0:
        raise DomainError(f"{what}: {times.size} dates and values of shape {levels.shape}; give one value a date")
    bad = np.flatnonzero(~np.isfinite(levels))
    if bad.size:
        raise DomainError(f"{what}: the value at position {bad[0]} is {levels[bad[0]]}; leave that date out")
    order = np.argsort(times, kind="stable")
    times, levels = times[order], levels[order]
    twice = np.flatnonzero(np.diff(times) == 0)
    if twice.size:
        raise DomainError(f"{what}: two values share the date {when[int(order[twice[0]])]}; give one value a date")
    return times, levels


def too_far(times: Array, due: float, farthest: float = FARTHEST) -> str:
    """Why `due` lies too far ahead of the series, or nothing."""
    ahead, span = due - float(times[-1]), float(times[-1] - times[0])
    if ahead > farthest + NOISE:
        return Reason("beyond_tested", due=due, ahead=ahead, farthest=farthest)
    if ahead <= span + NOISE:
        return ""
    return Reason("beyond_series", due=due, ahead=ahead, span=span)


def few(count: int, least: int, method: str) -> Reason:
    """Why so few values are not enough for a method."""
    return Reason("needs_values_one" if count == 1 else "needs_values", method=method, least=least, count=count)


def forecaster(
    times: Array,
    points: Array,
    method: str,
    *,
    lent: Lent | None = None,
    factor: float | None = None,
    base: str = "damped",
    sizes: Mapping[str, float] | None = None,
) -> Forecaster | str:
    """Fit a method to values on the scale (`lent`: donors on the same scale); where evidence is insufficient, why.

    ``calibrated`` without a factor stretches ``damped`` by the learned factor of each horizon.

    Raises
    ------
    ConventionError
        If a method is unknown or its arguments do not belong together.
    DomainError
        If `borrowed` is asked of five or more values, or the factor is not positive.
    """
    _check(method, base, lent, factor)
    core = base if method == "calibrated" else method
    if points.size < LEAST[core]:
        return few(points.size, LEAST[core], core)
    fitted = _borrow(times, points, lent, sizes) if core == "borrowed" else _OWN[core](times, points)
    if isinstance(fitted, str) or method != "calibrated":
        return fitted
    plain = fitted
    if factor is None:
        return lambda years: plain(years).inflated(calibration_at(years).factor)
    return lambda years: plain(years).inflated(factor)


def chosen(size: int, method: str | None, donor: Donors | None) -> str:
    """The method for so many values: as asked, else the calibrated damped trend, or borrowed where donors are named."""
    return method or ("borrowed" if donor and size <= MOST_BORROWED else "calibrated")


def _check(method: str, base: str, lent: Lent | None, factor: float | None) -> None:
    if method not in METHODS:
        raise ConventionError(f"unknown method {method!r}; write one of {', '.join(METHODS)}")
    if base not in _BASES:
        raise ConventionError(f"unknown base {base!r} of calibrated; write one of {', '.join(_BASES)}")
    if factor is None and method == "calibrated" and base != "damped":
        raise ConventionError(
            f"calibrated {base} needs factor=, as backtest.calibration_factor learns it on other series; damped has its own"
        )
    if factor is not None and method != "calibrated":
        raise ConventionError(f"factor={factor} goes with method 'calibrated', not {method!r}; name that method")
    if factor is not None and not (factor > 0 and np.isfinite(factor)):
        raise DomainError(f"factor {factor} is not a positive finite number; 1 leaves the spread as it is")
    borrows = method == "borrowed" or (method == "calibrated" and base == "borrowed")
    if borrows and not lent:
        raise ConventionError("borrowed needs donor={name: (when, values)}: whose spread is borrowed must be named")
    if lent and not borrows:
        raise ConventionError(f"donor goes with method 'borrowed', not {method!r}; leave it out or name that method")


def _borrow(times: Array, points: Array, lent: Lent | None, sizes: Mapping[str, float] | None) -> Forecaster | str:
    if points.size > MOST_BORROWED:
        raise DomainError(
            f"borrowed is for two to four values and {points.size} are given; leave method= out, they have a spread of their own"
        )
    return damped.borrowed(times, points, lent or {}, sizes)


def lend(donor: Donors | None, scale: Scale) -> dict[str, tuple[Array, Array]]:
    """The donors' dates and values on the scale.

    Raises
    ------
    DomainError
        As for `observed`, or if a donor's value has no place on the scale.
    """
    lent = {}
    for name, (when, values) in (donor or {}).items():
        dates, levels = observed(when, values, f"donor {name}")
        lent[name] = (dates, scale.series(levels, f"donor {name}"))
    return lent
