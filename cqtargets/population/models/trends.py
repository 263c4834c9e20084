"""Totals carried forward: fitted curves with prediction intervals."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.errors import ConventionError, DomainError, UnitError
from cqtargets.population.models.shares import Result

__all__ = ["Trend", "fit_trend"]

Floats = NDArray[np.float64]
Method = Literal["linear", "geometric", "exponential", "logistic", "gompertz"]
Curve = Callable[[Floats, Floats], Floats]

_PARAMETERS = {
    "linear": ("start", "change"),
    "geometric": ("start", "rate"),
    "exponential": ("start", "rate"),
    "logistic": ("capacity", "odds", "rate"),
    "gompertz": ("capacity", "depth", "rate"),
}


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A fitted curve of totals; `params` by name, `n` observations, `origin` the clock's time of the first of them.

    With t the years since `origin`: linear ``start + change t``; geometric ``start (1 + rate)^t``; exponential
    ``start exp(rate t)``; logistic ``capacity / (1 + odds exp(-rate t))``; Gompertz
    ``capacity exp(-depth exp(-rate t))``.

    Attributes
    ----------
    method : str
        Name of the curve.
    params : mapping of str to float
        Its parameters by name.
    n : int
        Number of values.
    origin : float
        Moment of the first value, in years.
    residual_sd : float or None
        Spread about the curve.
    """

    method: str
    params: Mapping[str, float]
    n: int
    origin: float
    residual_sd: float | None
    _values: Floats = field(repr=False)
    _covariance: Floats | None = field(repr=False)

    def predict(self, when: clock.When | Sequence[clock.When]) -> Result:
        """Value on the curve at years or dates, in the unit of the observations.

        Parameters
        ----------
        when : int, date or str or sequence of int, date or str
            Years asked for.
        """
        times, single = _times(when)
        values = _scale_back(self.method, _curve(self.method)(times - self.origin, self._values))
        return float(values[0]) if single else values

    def interval(self, when: clock.When | Sequence[clock.When], level: float = 0.95) -> tuple[Result, Result]:
        """Prediction interval for an observation at `when`: low and high, in the unit.

        Least squares with t quantiles, on the scale of the fit: logs for geometric and exponential, levels (with the
        curve linearised in its parameters) for logistic and Gompertz.

        Parameters
        ----------
        when : int, date or str or sequence of int, date or str
            Years asked for.
        level : float
            Share of outcomes inside the interval, such as 0.95.

        Raises
        ------
        DomainError
            If no observation is left over to measure the spread, or `level` is not between 0 and 1.
        """
        if not 0 < level < 1:
            raise DomainError(f"level {level} is not between 0 and 1; write 0.95")
        if self.residual_sd is None or self._covariance is None:
            raise DomainError(
                f"{self.n} observations leave no spread around a {self.method} curve; give at least "
                f"{len(self.params) + 1} for an interval"
            )
        from scipy.special import stdtrit

        times, single = _times(when)
        since = times - self.origin
        slopes = _slopes(_curve(self.method), since, self._values)
        spread = np.sqrt(self.residual_sd**2 + np.einsum("ij,jk,ik->i", slopes, self._covariance, slopes))
        half = float(stdtrit(self.n - len(self.params), (1 + level) / 2)) * spread
        centre = _curve(self.method)(since, self._values)
        low, high = _scale_back(self.method, centre - half), _scale_back(self.method, centre + half)
        return (float(low[0]), float(high[0])) if single else (low, high)


@door
def fit_trend(when: Sequence[clock.When], values: ArrayLike, method: Method = "linear") -> Trend:
    r"""Fit a curve to totals of one population.

    Linear by least squares; geometric and exponential by least squares of logs (one curve, whose `rate` is
    discrete or continuous); logistic through three equally spaced values by
    :math:`K = (2 p_0 p_1 p_2 - p_1^2 (p_0 + p_2)) / (p_0 p_2 - p_1^2)`, Gompertz through three by the same on logs;
    both by least squares on levels from four values on.

    Parameters
    ----------
    when : sequence of years or dates, length n
        An integer year is its end; the order does not matter.
    values : array, shape (n,)
        Persons, one unit throughout; above zero except for ``"linear"``.
    method : {"linear", "geometric", "exponential", "logistic", "gompertz"}

    Returns
    -------
    Trend

    Raises
    ------
    DomainError
        If values and dates do not align, dates are doubled, values are not positive where a log is taken, too few are
        given (two, or three for logistic and Gompertz), or the curve does not exist: growth that does not slow down
        has no limit.
    UnitError
        If neighbours differ a thousandfold (万人 beside persons).
    ConventionError
        If the method is unknown.

    References
    ----------
    Siegel and Swanson (2004), The Methods and Materials of Demography, chapters 10 and 21. Smith, Tayman and Swanson
    (2013), A Practitioner's Guide to State and Local Population Projections, chapter 8.

    Examples
    --------
    >>> trend = fit_trend([2000, 2010, 2020], [100, 160, 200], method="logistic")
    >>> round(trend.params["capacity"], 1), round(trend.predict(2010), 6)
    (228.6, 160.0)
    """
    if method not in _PARAMETERS:
        raise ConventionError(f"unknown method {method!r}; write one of {', '.join(_PARAMETERS)}")
    times, levels = _series(when, values, method)
    since = times - times[0]
    if method in ("linear", "geometric", "exponential"):
        fitted = _line(since, levels if method == "linear" else np.log(levels))
        observed = levels if method == "linear" else np.log(levels)
    else:
        fitted, observed = _ceiling(method, since, levels), levels
    spread, covariance = _uncertainty(method, since, observed, fitted)
    return Trend(
        method=method,
        params=MappingProxyType(_named(method, fitted)),
        n=times.size,
        origin=float(times[0]),
        residual_sd=spread,
        _values=fitted,
        _covariance=covariance,
    )


def _times(when: clock.When | Sequence[clock.When]) -> tuple[Floats, bool]:
    single = isinstance(when, str) or not isinstance(when, (Sequence, np.ndarray))
    moments: Sequence[clock.When] = [when] if single else when  # type: ignore[list-item, assignment]
    return np.array([clock.time(moment) for moment in moments], dtype=np.float64), single


def _series(when: Sequence[clock.When], values: ArrayLike, method: str) -> tuple[Floats, Floats]:
    times, _ = _times(when)
    levels = np.asarray(values, dtype=np.float64)
    if levels.shape != times.shape:
        raise DomainError(f"{times.size} dates and values of shape {levels.shape}; give one value a date")
    needed = 3 if method in ("logistic", "gompertz") else 2
    if times.size < needed:
        raise DomainError(f"{times.size} values; a {method} curve needs {needed} or more")
    if np.unique(times).size != times.size:
        raise DomainError("two values share one date; give one value a date")
    order = np.argsort(times)
    times, levels = times[order], levels[order]
    bad = ~np.isfinite(levels) | ((levels <= 0) if method != "linear" else False)
    if bad.any():
        at = int(np.flatnonzero(bad)[0])
        raise DomainError(
            f"the value at time {times[at]:g} is {levels[at]:g}; a {method} curve needs values above zero"
        )
    sizes = np.abs(levels)
    apart = (sizes[1:] >= 1000 * sizes[:-1]) | (sizes[:-1] >= 1000 * sizes[1:])
    apart &= (sizes[1:] > 0) & (sizes[:-1] > 0)
    if apart.any():
        at = int(np.flatnonzero(apart)[0])
        raise UnitError(
            f"values {levels[at]:g} and {levels[at + 1]:g} at times {times[at]:g} and {times[at + 1]:g} differ a "
            "thousandfold: 万人 beside persons? Give one unit"
        )
    return times, levels


def _line(since: Floats, observed: Floats) -> Floats:
    centred = since - since.mean()
    slope = float(centred @ observed / (centred @ centred))
    return np.array([observed.mean() - slope * since.mean(), slope])


def _curve(method: str) -> Curve:
    """The curve on the scale of its fit: logs for geometric and exponential."""
    if method == "logistic":
        return lambda t, p: p[0] / (1 + p[1] * np.exp(-p[2] * t))
    if method == "gompertz":
        return lambda t, p: p[0] * np.exp(-p[1] * np.exp(-p[2] * t))
    return lambda t, p: p[0] + p[1] * t


def _scale_back(method: str, values: Floats) -> Floats:
    return np.exp(values) if method in ("geometric", "exponential") else values


def _named(method: str, fitted: Floats) -> dict[str, float]:
    values = [float(value) for value in fitted]
    if method in ("geometric", "exponential"):
        values = [math.exp(values[0]), math.expm1(values[1]) if method == "geometric" else values[1]]
    return dict(zip(_PARAMETERS[method], values, strict=True))


def _through_three(method: str, step: float, levels: Floats) -> Floats:
    """Parameters through three equally spaced values (1/p is a geometric series plus a constant, or log p is)."""
    series = 1 / levels if method == "logistic" else np.log(levels)
    early, late = series[1] - series[0], series[2] - series[1]
    if early == 0 or not 0 < late / early < 1:
        raise DomainError(
            f"the values {', '.join(f'{level:g}' for level in levels)} do not slow down towards a limit: no {method} "
            "curve passes through them; use 'exponential' or 'linear'"
        )
    rate = -math.log(late / early) / step
    asymptote = series[0] - early**2 / (late - early)
    if method == "gompertz":
        return np.array([math.exp(asymptote), asymptote - series[0], rate])
    if asymptote <= 0:
        raise DomainError(
            f"the values {', '.join(f'{level:g}' for level in levels)} have no positive limit: no logistic curve "
            "passes through them; use 'gompertz', 'exponential' or 'linear'"
        )
    return np.array([1 / asymptote, series[0] / asymptote - 1, rate])


def _ceiling(method: str, since: Floats, levels: Floats) -> Floats:
    if since.size == 3:
        if not math.isclose(since[1] * 2, since[2], rel_tol=1e-3):
            raise DomainError(f"three values for a {method} curve must be equally spaced; give a fourth or other dates")
        return _through_three(method, float(since[2] / 2), levels)
    from scipy.optimize import least_squares

    middle = since[-1] / 2
    guess = _through_three(method, float(middle), np.interp([0.0, middle, since[-1]], since, levels))
    size = float(np.abs(levels).max())
    scale = np.array([size, 1.0, 1.0])
    curve = _curve(method)

    def residuals(parameters: Floats) -> Floats:
        missed: Floats = (curve(since, parameters * scale) - levels) / size
        return missed

    done = least_squares(residuals, guess / scale, xtol=1e-14, ftol=1e-14)
    fitted: Floats = np.asarray(done.x, dtype=np.float64) * scale
    if not done.success or fitted[0] <= 0 or fitted[2] <= 0:
        raise DomainError(f"no {method} curve with a limit fits these values; use 'exponential' or 'linear'")
    return fitted


def _slopes(curve: Curve, since: Floats, fitted: Floats) -> Floats:
    """Derivatives by the parameters, shape (n, p), by central differences."""
    columns = []
    for position in range(fitted.size):
        move = np.zeros_like(fitted)
        move[position] = 1e-6 * max(abs(fitted[position]), 1e-3)
        columns.append((curve(since, fitted + move) - curve(since, fitted - move)) / (2 * move[position]))
    return np.stack(columns, axis=1)


def _uncertainty(method: str, since: Floats, observed: Floats, fitted: Floats) -> tuple[float | None, Floats | None]:
    free = since.size - fitted.size
    if free < 1:
        return None, None
    curve = _curve(method)
    slopes = _slopes(curve, since, fitted)
    variance = float(((observed - curve(since, fitted)) ** 2).sum()) / free
    scale = np.sqrt((slopes**2).sum(axis=0))
    inner = np.linalg.inv((slopes / scale).T @ (slopes / scale)) / np.outer(scale, scale)
    return math.sqrt(variance), variance * inner
