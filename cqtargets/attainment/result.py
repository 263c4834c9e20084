"""What is said about a target: a probability with its evidence, or the reason why there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cqtargets.attainment.calibration import Calibration
from cqtargets.attainment.counts import Counted
from cqtargets.attainment.paces import Paces
from cqtargets.attainment.predictive import Predictive
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["Attainment", "Fan", "level_ends"]


def level_ends(level: float) -> tuple[float, float]:
    """Shares below the two ends of a central interval.

    >>> low, high = level_ends(0.8)
    >>> round(low, 12), round(high, 12)
    (0.1, 0.9)
    """
    if not 0 < level < 1:
        raise DomainError(f"level {level} is not strictly between 0 and 1; write 0.8 for 80 %")
    return (1 - level) / 2, (1 + level) / 2


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment:
    """Probability that a target is met on its due date, from the series' own past.

    Parameters
    ----------
    probability : float or None
        Fraction; None where evidence is insufficient, and `reason` says why.
    median : float or None
        In the unit, on the due date.
    mean, sd : float or None
        On the scale; `sd` is the standard deviation of the prediction, which multiplies t.
    method, base, factor, scale
        As asked; `base` is what `calibrated` inflates, otherwise the method itself.
    n : int
        Values used.
    evidence : {"sufficient", "borrowed", "insufficient"}
        ``"borrowed"`` where the spread comes from the series named in `donors`.
    comparator, low, high, due
        The target as asked: its comparator, the ends of the values that meet it, in the unit (None for an open side),
        and its due date on the library's clock.
    years_until_met : float or None
        Years after the last value until the drift on the scale reaches the target; 0 where the last value meets it;
        None where the drift leads away from it, or there is no drift.
    paces : Paces
        Needed, so far, best three years, reference: given whatever the evidence.
    predictive : Predictive or None
        The distribution on the scale; None for counts.
    last, last_time : float
        The last value, in the unit, and its date on the library's clock.
    calibration : Calibration or None
        By how much and on what evidence the spread was stretched; None where a factor was given or none is used.
    counted : Counted or None
        The distribution in the unit where the noise of counts joined in.
    reason : str
        Why something is missing; empty where nothing is.
    donors : tuple of str
        Series whose spread was borrowed.
    """

    probability: float | None
    reason: str
    median: float | None
    mean: float | None
    sd: float | None
    method: str
    base: str
    factor: float | None
    scale: Scale
    n: int
    evidence: str
    donors: tuple[str, ...]
    comparator: str
    low: float | None
    high: float | None
    due: float
    years_until_met: float | None
    paces: Paces
    predictive: Predictive | None
    last: float
    last_time: float
    calibration: Calibration | None = None
    counted: Counted | None = None

    def quantiles(self, levels: Sequence[float]) -> NDArray[np.float64]:
        """Values in the unit with the chances `levels` at or below them.

        Parameters
        ----------
        levels : sequence of float
            Probabilities, strictly between 0 and 1.

        Raises
        ------
        DomainError
            If evidence is insufficient or a level is not strictly between 0 and 1.
        """
        if self.counted is not None:
            return np.array([self.counted.quantile(level) for level in levels], dtype=np.float64)
        if self.predictive is None:
            raise DomainError(Reason("no_distribution", why=self.reason))
        return np.array([self.scale.backward(self.predictive.quantile(level)) for level in levels], dtype=np.float64)

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """Central prediction interval in the unit.

        Parameters
        ----------
        level : float
            Share of outcomes inside the interval, such as 0.95.

        Raises
        ------
        DomainError
            As for `quantiles`.
        """
        low, high = self.quantiles(level_ends(level))
        return float(low), float(high)

    def pace_for(self, chance: float) -> float | None:
        """Pace a year from the last value to the due date that would make the chance of the target `chance`.

        The forecast is moved as a whole until the target has that chance; the pace is that of its median, a fraction a
        year on the log scale and units a year on the others, as in `paces`. None where there is no distribution, where
        the target is a range held inside, and where no such pace exists.

        Parameters
        ----------
        chance : float
            Probability wanted, from 0 to 1.

        Raises
        ------
        DomainError
            If the chance is not strictly between 0 and 1.

        Examples
        --------
        >>> from cqtargets.attainment import probability
        >>> seen = probability(range(2018, 2025), [5.1, 5.3, 5.6, 5.8, 6.0, 6.1, 6.3], target=6.8, due=2026)
        >>> round(seen.paces.needed, 3), [round(seen.pace_for(chance), 3) for chance in (0.5, 0.8, 0.95)]
        (0.039, [0.039, 0.051, 0.067])
        """
        if not 0 < chance < 1:
            raise DomainError(f"chance {chance} is not strictly between 0 and 1; write 0.8 for 80 %")
        end = self.low if self.high is None else self.high
        if end is None or (self.low is None) == (self.high is None):
            return None
        share = 1 - chance if self.high is None else chance
        if self.counted is not None:  # moved by a factor, which is what a change of pace does to a rate
            reached = self.counted.quantile(share)
            return self._pace_to(end * self.counted.quantile(0.5) / reached) if reached > 0 else None
        if self.predictive is None:
            return None
        apart = self.predictive.quantile(0.5) - self.predictive.quantile(share)
        return self._pace_to(self.scale.backward(self.scale.forward(end) + apart))

    def _pace_to(self, value: float) -> float | None:
        years = self.due - self.last_time
        if self.paces.per_year == "unit":
            return (value - self.last) / years
        return math.expm1(math.log(value / self.last) / years) if value > 0 and self.last > 0 else None


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """Prediction intervals over several dates.

    Parameters
    ----------
    times, median : array, shape (m,)
        The dates for which there is evidence, on the library's clock, and the median in the unit.
    levels : tuple of float, length k
    low, high : array, shape (k, m)
        Ends of each central interval, in the unit.
    reason : str
        Why dates that were asked for are left out; empty where none is.
    """

    times: NDArray[np.float64]
    median: NDArray[np.float64]
    levels: tuple[float, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    reason: str
