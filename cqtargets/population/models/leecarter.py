"""Lee-Carter: mortality by age as one index that walks with a drift."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_YEARS, checked_draws, whole_number
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.checks import checked_rates

__all__ = ["LeeCarter", "LeeCarterForecast", "lee_carter"]

Floats = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class LeeCarterForecast:
    """Rates of the years ahead: `years` (h,), `kt` and its bounds (h,), `mx` and its bounds (h, A); `level` the share
    inside the bounds, which hold the uncertainty of the index alone."""

    years: Floats
    level: float
    kt: Floats
    kt_low: Floats
    kt_high: Floats
    mx: Floats
    low: Floats
    high: Floats

    def __post_init__(self) -> None:
        for name in ("years", "kt", "kt_low", "kt_high", "mx", "low", "high"):
            getattr(self, name).setflags(write=False)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class LeeCarter:
    """ln m(x, t) = ax + bx kt: `ax`, `bx` (A,), `kt` (T,), the yearly `drift` of kt and the yearly `sd` around it.

    `explained` is the share of the variance of ln m around its mean over time that the first component holds.

    Attributes
    ----------
    ax : array
        Mean log rate by age.
    bx : array
        Response of each age.
    kt : array
        Level by year.
    times : array
        The years.
    drift : float
        Yearly step of the level.
    sd : float
        Spread of the yearly steps.
    explained : float
        Share of the variance explained, 0 to 1.
    last : array
        Log rates of the last year, by age.
    """

    ax: Floats
    bx: Floats
    kt: Floats
    times: Floats
    drift: float
    sd: float
    explained: float
    last: Floats

    def __post_init__(self) -> None:
        for name in ("ax", "bx", "kt", "times", "last"):
            getattr(self, name).setflags(write=False)

    def forecast(
        self, h: int, level: float = 0.95, jump_off: Literal["fitted", "observed"] = "fitted"
    ) -> LeeCarterForecast:
        """Central rates and their bounds for 1 to `h` years after the last date.

        kt goes on by the drift; its s.d. after h years is sd sqrt(h + h^2 / span), span the years observed, and the
        quantile is t with the increments less one as degrees of freedom.

        Parameters
        ----------
        h : int
            Years ahead, one or more.
        level : float
            Share inside the bounds.
        jump_off : {"fitted", "observed"}
            Start from the fitted rates of the last date, or from the observed ones.

        Raises
        ------
        DomainError
            If `h` or `level` is out of range.
        ConventionError
            If `jump_off` is unknown.
        """
        if not 0 < level < 1:
            raise DomainError(f"level {level} is not between 0 and 1; write 0.95")
        from scipy.special import stdtrit

        ahead = _ahead(h)
        span = self.times[-1] - self.times[0]
        centre = self.kt[-1] + self.drift * ahead
        half = float(stdtrit(self.kt.size - 2, (1 + level) / 2)) * self.sd * np.sqrt(ahead + ahead**2 / span)
        base = self._base(jump_off)
        one, two = (self._rates(centre + sign * half, base) for sign in (-1, 1))
        return LeeCarterForecast(
            years=self.times[-1] + ahead,
            level=level,
            kt=centre,
            kt_low=centre - half,
            kt_high=centre + half,
            mx=self._rates(centre, base),
            low=np.minimum(one, two),
            high=np.maximum(one, two),
        )

    def simulate(
        self, h: int, draws: int, rng: np.random.Generator, jump_off: Literal["fitted", "observed"] = "fitted"
    ) -> Floats:
        """Random rates, shape (h, A, draws): random walks of kt whose drift is drawn too.

        One generator used in chunks gives the same draws as in one call.

        Parameters
        ----------
        h : int
            Years ahead.
        draws : int
            Number of trajectories.
        rng : np.random.Generator
            Source of random numbers.
        jump_off : {"fitted", "observed"}
            Where the trajectories begin.

        Raises
        ------
        DomainError
            If `h` or `draws` is not a positive whole number.
        ConventionError
            If `jump_off` is unknown.
        """
        checked_draws(draws)
        ahead = _ahead(h)
        span = float(self.times[-1] - self.times[0])
        noise = rng.standard_normal((draws, ahead.size + 1)).T * self.sd
        drift, steps = self.drift + noise[0] / math.sqrt(span), noise[1:]
        kt: Floats = self.kt[-1] + ahead[:, None] * drift + np.cumsum(steps, axis=0)
        rates: Floats = np.exp(self._base(jump_off)[:, None] + self.bx[:, None] * (kt[:, None, :] - self.kt[-1]))
        return rates

    def _base(self, jump_off: str) -> Floats:
        if jump_off == "fitted":
            fitted: Floats = self.ax + self.bx * self.kt[-1]
            return fitted
        if jump_off == "observed":
            observed: Floats = np.log(self.last)
            return observed
        raise ConventionError(f"unknown jump_off {jump_off!r}; write 'fitted' or 'observed'")

    def _rates(self, kt: Floats, base: Floats) -> Floats:
        rates: Floats = np.exp(base + self.bx * (kt[:, None] - self.kt[-1]))
        return rates


@door
def lee_carter(mx: ArrayLike, when: Sequence[clock.When], ages: ArrayLike | None = None) -> LeeCarter:
    r"""Lee-Carter model :math:`\ln m_{x,t} = a_x + b_x k_t` with :math:`\sum b = 1`, :math:`\sum k = 0`.

    a is the mean of ln m over time, b and k the first singular vectors of what remains, k a random walk with drift.
    Dates may be unequally spaced: the drift is (k_T - k_0) / span and the variance a year is estimated for steps of any
    length. k is not refitted to yearly deaths.

    Parameters
    ----------
    mx : array, shape (T, A)
        Deaths a person-year, above zero: one row a date, one column an age.
    when : sequence of years or dates, length T >= 3, ascending
    ages : array, shape (A,), optional
        Lower bounds, used in messages.

    Returns
    -------
    LeeCarter

    Raises
    ------
    DomainError
        If shapes do not align, dates do not ascend, fewer than three are given, a rate is zero or below, or rates do
        not change.

    References
    ----------
    Lee and Carter (1992), Journal of the American Statistical Association 87. Li, Lee and Tuljapurkar (2004),
    Population Studies 58 (unequal intervals).

    Examples
    --------
    Rates that fall by 2 % a year at both ages:

    >>> rates = [[0.01 * 0.98**t, 0.1 * 0.98**t] for t in range(5)]
    >>> model = lee_carter(rates, range(2015, 2020))
    >>> model.bx.round(6), round(float(np.expm1(model.drift / 2)), 6)
    (array([0.5, 0.5]), -0.02)
    """
    rates = np.asarray(mx, dtype=np.float64)
    times = np.array([clock.time(moment) for moment in when], dtype=np.float64)
    if rates.ndim != 2 or rates.shape[0] != times.size:
        raise DomainError(
            f"mx of shape {rates.shape} does not align with {times.size} dates; give one row a date, one column an age"
        )
    if times.size < 3:
        raise DomainError(f"{times.size} dates; Lee-Carter needs three or more")
    if (np.diff(times) <= 0).any():
        raise DomainError("dates do not ascend; sort rows and dates, one row a date")
    rates = checked_rates(rates, ages=ages, axes=("date", "age"), positive=True)
    logs = np.log(rates)
    ax = logs.mean(axis=0)
    left, values, right = np.linalg.svd(logs - ax, full_matrices=False)
    scale = right[0].sum()
    if values[0] <= 1e-12 * np.abs(logs).max() or abs(scale) <= 1e-12:
        raise DomainError("rates do not change in a common direction: no index of mortality can be found")
    bx, kt = right[0] / scale, left[:, 0] * values[0] * scale
    kt = kt - kt.mean()
    gaps, span = np.diff(times), float(times[-1] - times[0])
    drift = float(kt[-1] - kt[0]) / span
    variance = float(((np.diff(kt) - drift * gaps) ** 2).sum()) / (span - float((gaps**2).sum()) / span)
    return LeeCarter(
        ax=ax,
        bx=bx,
        kt=kt,
        times=times,
        drift=drift,
        sd=math.sqrt(variance),
        explained=float(values[0] ** 2 / (values**2).sum()),
        last=rates[-1].copy(),
    )


def _ahead(h: int) -> Floats:
    if h != int(h) or h < 1:
        raise DomainError(f"h is {h}; give a whole number of years, one or more")
    whole_number("h", int(h), least=1, most=MOST_YEARS)
    return np.arange(1, int(h) + 1, dtype=np.float64)
