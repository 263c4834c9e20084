"""Predictive distributions: a normal, a t, or a weighted mixture of such; distribution function, quantiles, CRPS."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from cqtargets.errors import DomainError

__all__ = ["Component", "Predictive"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A normal (`df` None) or Student t distribution: `mean`, the standard deviation `sd` that multiplies t, `df`.

    `weight` is its share in a mixture, relative to the other components'.
    """

    mean: float
    sd: float
    df: float | None = None
    weight: float = 1.0

    def cdf(self, point: float) -> float:
        """Chance of a value at or below `point`."""
        from scipy.special import ndtr, stdtr

        standard = (point - self.mean) / self.sd
        return float(ndtr(standard) if self.df is None else stdtr(self.df, standard))

    def quantile(self, share: float) -> float:
        """Value with the chance `share` at or below it."""
        from scipy.special import ndtri, stdtrit

        return self.mean + self.sd * float(ndtri(share) if self.df is None else stdtrit(self.df, share))

    def crps(self, observed: float) -> float:
        r"""Continuous ranked probability score in closed form.

        Normal: :math:`z(2\Phi(z)-1)+2\varphi(z)-1/\sqrt\pi`. Student t:
        :math:`z(2F(z)-1)+2f(z)\frac{\nu+z^2}{\nu-1}-\frac{2\sqrt\nu}{\nu-1}\frac{B(1/2,\nu-1/2)}{B(1/2,\nu/2)^2}`,
        each times `sd`.

        Raises
        ------
        DomainError
            If `df` is 1 or less: the score is then infinite.

        References
        ----------
        Gneiting and Raftery (2007), Strictly proper scoring rules, prediction, and estimation, JASA 102.
        Jordan, Krüger and Lerch (2019), Evaluating probabilistic forecasts with scoringRules, J. Stat. Software 90(12).
        """
        z = (observed - self.mean) / self.sd
        centre = z * (2 * self.cdf(observed) - 1)
        if self.df is None:
            density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
            return self.sd * (centre + 2 * density - 1 / math.sqrt(math.pi))
        if self.df <= 1:
            raise DomainError(f"t with {self.df:g} degrees of freedom has no finite CRPS; use a longer series")
        return self.sd * (centre + _t_terms(z, self.df))


def _t_terms(z: float, df: float) -> float:
    from scipy.special import betaln

    log_beta = float(betaln(0.5, df / 2))
    density = math.exp(-0.5 * math.log(df) - log_beta - (df + 1) / 2 * math.log1p(z * z / df))
    spread = 2 * math.sqrt(df) / (df - 1) * math.exp(float(betaln(0.5, df - 0.5)) - 2 * log_beta)
    return 2 * density * (df + z * z) / (df - 1) - spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Predictive:
    """One distribution or the mixture of several by their weights, on the scale of the series.

    Examples
    --------
    >>> one = Predictive(components=(Component(mean=2.0, sd=1.0),))
    >>> round(one.chance_between(2.0, float("inf")), 3), round(one.quantile(0.9), 4)
    (0.5, 3.2816)
    """

    components: tuple[Component, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """The components' weights, which add up to 1."""
        total = math.fsum(part.weight for part in self.components)
        return tuple(part.weight / total for part in self.components)

    @property
    def mean(self) -> float:
        """Mean of the components' means."""
        return math.fsum(share * part.mean for share, part in zip(self.shares, self.components, strict=True))

    @property
    def sd(self) -> float:
        """The number that multiplies t; for a mixture the root of the mean of sd² + (component mean - mean)²."""
        if len(self.components) == 1:
            return self.components[0].sd
        centre = self.mean
        squares = (part.sd**2 + (part.mean - centre) ** 2 for part in self.components)
        return math.sqrt(math.fsum(share * one for share, one in zip(self.shares, squares, strict=True)))

    def cdf(self, point: float) -> float:
        """Chance of a value at or below `point`."""
        return math.fsum(share * part.cdf(point) for share, part in zip(self.shares, self.components, strict=True))

    def chance_between(self, low: float, high: float) -> float:
        """Chance of a value from `low` to `high`; either may be infinite."""
        if high == math.inf:
            return 1.0 - self.cdf(low) if low > -math.inf else 1.0
        return max(0.0, self.cdf(high) - (self.cdf(low) if low > -math.inf else 0.0))

    def quantile(self, share: float) -> float:
        """Value with the chance `share` at or below it.

        Raises
        ------
        DomainError
            If `share` is not strictly between 0 and 1.
        """
        if not 0 < share < 1:
            raise DomainError(f"quantile level {share} is not strictly between 0 and 1; write 0.9 for 90 %")
        ends = [part.quantile(share) for part in self.components]
        low, high = min(ends), max(ends)
        if high - low <= 1e-13 * max(1.0, abs(low), abs(high)):
            return low
        from scipy.optimize import brentq

        return float(brentq(lambda point: self.cdf(point) - share, low, high, xtol=1e-13))

    def crps(self, observed: float) -> float:
        r"""Continuous ranked probability score, in the units of the scale; smaller is better.

        For a mixture: :math:`\sum w_k\,\mathrm{CRPS}_k - \sum_{k<l} w_k w_l\int (F_k-F_l)^2`.
        """
        parts, shares = self.components, self.shares
        total = math.fsum(share * part.crps(observed) for share, part in zip(shares, parts, strict=True))
        apart = math.fsum(
            shares[k] * shares[other] * _distance(parts[k], parts[other])
            for k in range(len(parts))
            for other in range(k + 1, len(parts))
        )
        return total - apart

    def inflated(self, factor: float) -> Predictive:
        """The same distribution with every distance from its mean multiplied by `factor`."""
        centre = self.mean
        return Predictive(
            components=tuple(
                replace(part, mean=centre + factor * (part.mean - centre), sd=part.sd * factor)
                for part in self.components
            )
        )


def _distance(one: Component, other: Component) -> float:
    """Integral of (F1 - F2)²."""
    if one == other:
        return 0.0
    from scipy.integrate import quad

    unit = max(one.sd, other.sd, abs(one.mean - other.mean))
    middle = (one.mean + other.mean) / 2

    def squared(x: float) -> float:
        return (one.cdf(middle + unit * x) - other.cdf(middle + unit * x)) ** 2

    pieces = (quad(squared, low, high, limit=200)[0] for low, high in ((-math.inf, -1), (-1, 0), (0, 1), (1, math.inf)))
    return unit * math.fsum(float(piece) for piece in pieces)
