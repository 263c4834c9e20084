"""Scales on which a series is taken to move by steps of the same size: log, logit, identity."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import ConventionError, DomainError

__all__ = ["SCALES", "Bounds", "Scale", "ScaleName"]

ScaleName = Literal["log", "logit", "identity"]
Bounds = tuple[float, float]
SCALES: Final[tuple[ScaleName, ...]] = ("log", "logit", "identity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    r"""A one-to-one map from the unit to the whole line, so that no forecast has to be clipped.

    ``log``: :math:`\ln v`, for counts and rates above zero. ``logit``: :math:`\ln\frac{v-a}{b-v}`, for shares between
    the bounds a and b, in the printed unit (0 and 100 for percentages). ``identity``: the value itself.

    Raises
    ------
    ConventionError
        If the name is unknown, a logit has no bounds, or another scale has some.
    DomainError
        If the bounds are not two finite ascending numbers.

    Examples
    --------
    >>> share = Scale(name="logit", bounds=(0, 100))
    >>> share.forward(50), round(share.backward(share.forward(92.0)), 9)
    (0.0, 92.0)
    """

    name: ScaleName
    bounds: Bounds | None = None

    def __post_init__(self) -> None:
        if self.name not in SCALES:
            raise ConventionError(f"unknown scale {self.name!r}; write one of {', '.join(SCALES)}")
        if self.name != "logit":
            if self.bounds is not None:
                raise ConventionError(
                    f"bounds {self.bounds} go with scale 'logit' only; leave them out for {self.name!r}"
                )
            return
        if self.bounds is None:
            raise ConventionError("scale 'logit' needs bounds=(low, high) in the unit; write (0, 100) for percentages")
        low, high = self.bounds
        if not (math.isfinite(low) and math.isfinite(high) and low < high):
            raise DomainError(f"bounds {self.bounds} are not ascending finite numbers; write (low, high)")

    @property
    def domain(self) -> Bounds:
        """Open interval of the values that the scale can hold, in the unit."""
        if self.bounds is not None:
            return self.bounds
        return (0.0, math.inf) if self.name == "log" else (-math.inf, math.inf)

    def forward(self, value: float) -> float:
        """From the unit to the scale; an end of the domain or beyond becomes an infinity, for use as a limit."""
        low, high = self.domain
        if value <= low:
            return -math.inf
        if value >= high:
            return math.inf
        if self.name == "log":
            return math.log(value)
        return math.log((value - low) / (high - value)) if self.name == "logit" else float(value)

    def backward(self, point: float) -> float:
        """From the scale to the unit.

        Raises
        ------
        DomainError
            If the value is too large for a floating-point number.
        """
        if self.name == "identity":
            return float(point)
        if self.name == "log":
            try:
                return math.exp(point)
            except OverflowError:
                raise DomainError(f"exp({point:.6g}) is too large a number; ask for a lower level") from None
        low, high = self.domain
        share = 1 / (1 + math.exp(-point)) if point >= 0 else math.exp(point) / (1 + math.exp(point))
        return low + (high - low) * share

    def series(self, values: NDArray[np.float64], what: str = "values") -> NDArray[np.float64]:
        """A whole series on the scale.

        Raises
        ------
        DomainError
            If a value lies outside the domain, with its position.
        """
        low, high = self.domain
        outside = np.flatnonzero((values <= low) | (values >= high))
        if outside.size:
            place = int(outside[0])
            room = "above 0" if self.name == "log" else f"strictly between {low:g} and {high:g}"
            raise DomainError(
                f"{what}: {values[place]:g} at position {place} is outside scale {self.name!r}, which holds numbers "
                f"{room}; use another scale or other bounds"
            )
        return np.array([self.forward(float(value)) for value in values], dtype=np.float64)
