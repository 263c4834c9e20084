"""Rates and shares of few cases: the noise of counts in the known years and in the due year."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.attainment.damped import lasting
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError

__all__ = ["LEAST_COUNTED", "Counted", "count_interval", "counted", "pooled_rate"]

Array = NDArray[np.float64]
LEAST_COUNTED: Final = 3
_FALL: Final = (-0.05, 0.07)
_RISE: Final = (0.0, 0.1)
"""Pace a year, mean and s.d., before the cases are seen: a rate that is to fall goes down by 5 % a year, as national
death rates do (4 to 8 % a year 2014-2024), give or take 7; anything else by nothing, give or take 10."""
_MOVES: Final = (0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16)
"""S.d. a year by which the rate itself may wander off its line; the weights follow series of staff and beds."""
_USUAL_MOVE: Final = 0.02
_ENOUGH: Final = 2e4
"""Cases a year beyond which chance adds less than a hundredth to the spread; more are counted as so many."""
_NODES: Final = 41


@dataclass(frozen=True, slots=True, kw_only=True)
class _Latent:
    """One reading of the rate on the due date: logarithm (or logit) normal, yearly noise apart, weight."""

    mean: float
    sd: float
    excess: float
    weight: float


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Distribution of a rate or share to be counted on the due date, in its unit.

    Cases are Poisson about the true rate, negative binomial where the known years vary more than that, binomial for a
    share. `exposure` (births, people, institutions a year) and `per` turn cases into the unit. The exposure of the due
    year is not known to the last head, so that a bound is not rounded down to whole cases: between whole numbers the
    distribution function is continued by the incomplete gamma (beta) function.

    Attributes
    ----------
    latents : tuple of _Latent
        Readings of the rate on the due date, each with its weight.
    exposure : float
        Births, people or institutions a year.
    per : float
        Exposure to which the rate refers.
    share : bool
        Whether it is a share of the exposure (binomial) or a rate (Poisson).
    """

    latents: tuple[_Latent, ...]
    exposure: float
    per: float
    share: bool

    def _cases(self, value: float) -> float:
        return value * self.exposure / self.per

    def _mixed(self, below: Callable[[Array, float], Array]) -> float:
        nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
        weights = weights / weights.sum()
        return math.fsum(
            one.weight * float(weights @ below(one.mean + one.sd * nodes, one.excess)) for one in self.latents
        )

    def at_most(self, value: float) -> float:
        """Chance of a counted rate of `value` or less.

        Parameters
        ----------
        value : float
            Rate, in the unit.
        """
        cases = self._cases(value) + NOISE
        if cases < 0:
            return 0.0
        if self.share:
            return self._mixed(lambda point, _: _binomial_below(cases, self.exposure, point))
        return self._mixed(lambda point, excess: _cases_below(cases, self.exposure * np.exp(point), excess))

    def at_least(self, value: float) -> float:
        """Chance of a counted rate of `value` or more.

        Parameters
        ----------
        value : float
            Rate, in the unit.
        """
        return 1.0 - self.at_most(value - self.per / self.exposure)

    def quantile(self, share: float) -> float:
        """Value with the chance `share` at or below it; 0 where no case at all is likelier than that.

        Parameters
        ----------
        share : float
            Probability, strictly between 0 and 1.
        """
        if not 0 < share < 1:
            raise DomainError(f"quantile level {share} is not strictly between 0 and 1; write 0.9 for 90 %")
        step = self.per / self.exposure
        if self.at_most(0.0) >= share:
            return 0.0
        low, high = 0.0, step
        while self.at_most(high) < share and high < 1e12 * step:
            low, high = high, 2 * high
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if self.at_most(middle) < share else (low, middle)
        return min(high, self.per) if self.share else high


def _cases_below(cases: float, mean: Array, excess: float) -> Array:
    """Poisson, or negative binomial with variance m + excess m²: chance of `cases` or fewer."""
    from scipy.special import betainc, gammaincc

    if excess <= 0:
        return np.asarray(gammaincc(cases + 1, mean))
    size = 1 / excess
    return np.asarray(betainc(size, cases + 1, size / (size + mean)))


def _binomial_below(cases: float, base: float, point: Array) -> Array:
    from scipy.special import betainc, expit

    if cases >= base:
        return np.ones_like(point)
    return np.asarray(betainc(base - cases, cases + 1, expit(-point)))


def counted(
    times: Array, values: Array, due: float, exposure: float, per: float, *, share: bool, falling: bool = False
) -> Counted | str:
    r"""Predict a rate (or share) from the cases of the known years, each with its own noise.

    Cases :math:`y_i` are Poisson with mean :math:`E e^{\theta_i}` (binomial for a share, :math:`\theta` its logit);
    :math:`\theta` follows a line whose pace is known beforehand as little as `_FALL` and `_RISE` say, and which fades
    after the last value as in `damped`; off the line it may wander by a random walk or, from year to year, by
    excess noise. How far is not known; it is averaged over, each possibility weighed by how well it explains the
    series (Laplace's approximation). Zeros are data.

    References
    ----------
    Rasmussen and Williams (2006), Gaussian processes for machine learning, section 3.4.
    """
    exposure = min(exposure, _ENOUGH * per / float(values.max())) if values.max() > 0 else exposure
    cases = values * exposure / per
    if share and (cases > exposure * (1 + NOISE)).any():
        return Reason("above_its_base", per=per)
    if not (cases > 0.5).any():
        return Reason("no_case")
    parts, pace = [], _FALL if falling and not share else _RISE
    for move in _MOVES:
        prior = -0.5 * (math.log(move / _USUAL_MOVE) / 0.8) ** 2
        for lasting_share in (1.0, 0.0):
            wander, excess = move**2 * lasting_share, move**2 * (1 - lasting_share)
            mean, var, evidence = _laplace(times, cases, due, exposure, wander, excess, pace, share=share)
            parts.append((mean, math.sqrt(var), math.expm1(excess), prior + evidence))
    top = max(part[3] for part in parts)
    raw = [math.exp(part[3] - top) for part in parts]
    latents = tuple(
        _Latent(mean=mean, sd=sd, excess=excess, weight=one / sum(raw))
        for (mean, sd, excess, _), one in zip(parts, raw, strict=True)
    )
    return Counted(latents=latents, exposure=exposure, per=per, share=share)


def _laplace(
    times: Array,
    cases: Array,
    due: float,
    exposure: float,
    wander: float,
    excess: float,
    pace: tuple[float, float],
    *,
    share: bool,
) -> tuple[float, float, float]:
    """Mean and variance of the latent rate on the due date, and the logarithm of the evidence."""
    since = np.append(times, due) - times[0]
    ahead = np.append(times - times[-1], lasting(due - float(times[-1])))
    pooled = float(np.clip(cases.sum() / (exposure * cases.size), 1e-12, 1 - 1e-12 if share else math.inf))
    line = (math.log(pooled / (1 - pooled)) if share else math.log(pooled)) + pace[0] * ahead
    centre = line[:-1]
    covariance = 4.0 + pace[1] ** 2 * np.outer(ahead, ahead) + wander * np.minimum.outer(since, since)
    known = covariance[:-1, :-1] + excess * np.eye(cases.size)
    cross, own = covariance[-1, :-1], float(covariance[-1, -1])
    offset = np.zeros(cases.size)
    for _ in range(50):
        slope, weight = _derivatives(cases, exposure, centre + offset, share)
        root = np.sqrt(weight)
        inner = np.eye(cases.size) + root[:, None] * known * root[None, :]
        target = weight * offset + slope
        solved = target - root * np.linalg.solve(inner, root * (known @ target))
        moved = known @ solved
        if float(np.abs(moved - offset).max()) < NOISE:
            offset = moved
            break
        offset = moved if float(np.abs(moved - offset).max()) < 2 else offset + np.clip(moved - offset, -2, 2)
    _, weight = _derivatives(cases, exposure, centre + offset, share)
    root = np.sqrt(weight)
    inner = np.eye(cases.size) + root[:, None] * known * root[None, :]
    solved = np.linalg.solve(known + 1e-12 * np.eye(cases.size), offset)
    evidence = _log_chance(cases, exposure, centre + offset, share) - 0.5 * float(offset @ solved)
    evidence -= 0.5 * float(np.linalg.slogdet(inner)[1])
    half = root * cross
    variance = own - float(half @ np.linalg.solve(inner, half))
    return float(line[-1]) + float(cross @ solved), max(variance, 1e-12), evidence


def _derivatives(cases: Array, exposure: float, point: Array, share: bool) -> tuple[Array, Array]:
    if share:
        chance = 1 / (1 + np.exp(-point))
        return cases - exposure * chance, exposure * chance * (1 - chance)
    mean = exposure * np.exp(np.minimum(point, 50.0))
    return cases - mean, mean


def _log_chance(cases: Array, exposure: float, point: Array, share: bool) -> float:
    if share:
        return float((cases * point - exposure * np.logaddexp(0.0, point)).sum())
    return float((cases * point - exposure * np.exp(point)).sum())


@door
def count_interval(
    count: float, level: float = 0.95, method: Literal["exact", "byar"] = "exact"
) -> tuple[float, float]:
    r"""Central interval of the number of cases behind an observed count.

    ``exact``: gamma quantiles, :math:`G_y^{-1}(\alpha/2)` and :math:`G_{y+1}^{-1}(1-\alpha/2)`. ``byar``:
    :math:`y(1-\frac{1}{9y}-\frac{z}{3\sqrt y})^3` and :math:`(y+1)(1-\frac{1}{9(y+1)}+\frac{z}{3\sqrt{y+1}})^3`.

    Parameters
    ----------
    count : float
        Cases, 0 or more; need not be whole.
    level : float
        Strictly between 0 and 1.
    method : {"exact", "byar"}

    Returns
    -------
    (float, float)
        Cases; the lower end of a zero is 0.

    Raises
    ------
    DomainError
        If the count is negative or not finite, or the level is not strictly between 0 and 1.
    ConventionError
        If the method is unknown.

    References
    ----------
    Breslow and Day (1987), Statistical methods in cancer research II, IARC, section 2.3 (Byar).

    Examples
    --------
    >>> [round(end, 2) for end in count_interval(13)], [round(end, 2) for end in count_interval(13, method="byar")]
    ([6.92, 22.23], [6.92, 22.23])
    """
    if not (count >= 0 and math.isfinite(count)):
        raise DomainError(f"count {count} is not a finite number of cases; give 0 or more")
    if not 0 < level < 1:
        raise DomainError(f"level {level} is not strictly between 0 and 1; write 0.95 for 95 %")
    if method not in ("exact", "byar"):
        raise ConventionError(f"unknown method {method!r}; write exact or byar")
    from scipy.special import gammaincinv, ndtri

    tail = (1 - level) / 2
    if method == "exact":
        return (float(gammaincinv(count, tail)) if count else 0.0), float(gammaincinv(count + 1, 1 - tail))
    z = float(ndtri(1 - tail))
    low = count * max(0.0, 1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return low, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


@door
def pooled_rate(
    cases: ArrayLike, exposures: ArrayLike, *, per: float, level: float = 0.95
) -> tuple[float, float, float]:
    """Rate of several years together, with its gamma interval: years are pooled before the ratio is taken.

    Parameters
    ----------
    cases, exposures : array, shape (years,)
        Cases and exposure (births, people) of each year; zeros among the cases are data.
    per : float
        100000 for a rate per 100,000.
    level : float
        Share covered by the interval, such as 0.95.

    Returns
    -------
    (rate, low, high) : float
        In cases per `per`.

    Raises
    ------
    DomainError
        If a count is negative, an exposure is not above zero, or the lengths differ.

    Examples
    --------
    Three, none and four deaths in three years of a county with 9,000 births a year:

    >>> [round(number, 1) for number in pooled_rate([3, 0, 4], [9000, 9100, 8900], per=100_000)]
    [25.9, 10.4, 53.4]
    """
    seen, exposed = np.asarray(cases, dtype=np.float64), np.asarray(exposures, dtype=np.float64)
    if seen.shape != exposed.shape or seen.size == 0:
        raise DomainError(f"cases of shape {seen.shape} and exposures of shape {exposed.shape}; give one each a year")
    if not (np.isfinite(seen).all() and (seen >= 0).all()):
        raise DomainError("a year's cases are negative or missing; leave that year and its exposure out")
    if not (np.isfinite(exposed).all() and (exposed > 0).all()):
        raise DomainError("a year's exposure is not above zero, so it has no rate; leave that year out")
    total, under = float(seen.sum()), float(exposed.sum())
    low, high = count_interval(total, level)
    return total / under * per, low / under * per, high / under * per
