"""What is said about a target: a probability with its evidence, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cqtargets.attainment.paces import Paces
from cqtargets.attainment.predictive import Predictive
from cqtargets.attainment.scales import Scale
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
        The distribution on the scale.
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

    def quantiles(self, levels: Sequence[float]) -> NDArray[np.float64]:
        """Values in the unit with the chances `levels` at or below them.

        Raises
        ------
        DomainError
            If evidence is insufficient or a level is not strictly between 0 and 1.
        """
        if self.predictive is None:
            raise DomainError(f"no distribution: {self.reason}; look at paces instead")
        return np.array([self.scale.backward(self.predictive.quantile(level)) for level in levels], dtype=np.float64)

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """Central prediction interval in the unit.

        Raises
        ------
        DomainError
            As for `quantiles`.
        """
        low, high = self.quantiles(level_ends(level))
        return float(low), float(high)


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
