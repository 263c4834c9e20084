"""What is said of one target: its chance with the evidence, or why there is none, and always the paces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from cqtargets import attainment, clock
from cqtargets.attainment import Attainment, Fan, Paces
from cqtargets.attainment.methods import Base, Donors, Method
from cqtargets.attainment.result import level_ends
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, checked_language, joined, said
from cqtargets.errors import DomainError
from cqtargets.prospects.past import History
from cqtargets.targets.indicator import Indicator

__all__ = ["Prospect", "Recipe"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the forecast is made: everything `cqtargets.attainment` is told beside the values and the target.

    Attributes
    ----------
    method : Method or {"counts"}
        How the chance is found.
    scale : Scale
        Scale on which the series moves.
    base : Base
        Method that is stretched.
    factor : float, optional
        By how much.
    donor : Donors, optional
        Series that lend their spread.
    sizes : mapping of str to float, optional
        People of each donor over those of the place.
    count : tuple of float, float, optional
        Exposure a year, and to how much of it the rate refers.
    """

    method: Method | Literal["counts"]
    scale: Scale
    base: Base = "damped"
    factor: float | None = None
    donor: Donors | None = None
    sizes: Mapping[str, float] | None = None
    count: tuple[float, float] | None = None

    def arguments(self) -> dict[str, Any]:
        """As keywords of `attainment.probability` and `attainment.fan`."""
        return {
            "method": None if self.count else self.method, "base": self.base, "factor": self.factor, "donor": self.donor,
            "sizes": self.sizes, "scale": self.scale.name, "bounds": self.scale.bounds,
        }  # fmt: skip


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """How likely a target is met on its due date, from the comparable observations of its concept.

    Parameters
    ----------
    indicator : Indicator
        As asked; a relative or followed target is held as the level it comes to, see `goal`.
    goal : float or None
        The level to reach, in the unit.
    history : History
        The values used, and those left out with their reasons.
    attainment : Attainment or None
        The number-level answer; None where there is no series or no place for it on the scale.
    paces : Paces or None
        Needed, so far, best three years and the nation's; None only where there is no value at all, the target has no
        number, its due date has come, or it is a yearly amount (flow).
    reason : str
        Why there is no probability; empty where there is one.
    recipe : Recipe or None
        Method, scale, factor and donors of the forecast.
    remarks : tuple of str
        What was taken for granted.
    with_population : bool
        Whether the uncertainty of a population forecast has joined in.
    outcome : bool or None
        Whether the target is met, where the series has reached its due date and can tell.
    """

    indicator: Indicator
    goal: float | None
    history: History
    attainment: Attainment | None = None
    paces: Paces | None = None
    reason: str = ""
    recipe: Recipe | None = field(default=None, repr=False)
    remarks: tuple[str, ...] = ()
    with_population: bool = False
    outcome: bool | None = None

    @property
    def probability(self) -> float | None:
        """Fraction; None where evidence is insufficient."""
        return None if self.attainment is None else self.attainment.probability

    @property
    def evidence(self) -> str:
        """ "sufficient", "borrowed" or "insufficient"."""
        return "insufficient" if self.attainment is None else self.attainment.evidence

    @property
    def donors(self) -> tuple[str, ...]:
        """Series whose spread was borrowed."""
        return () if self.attainment is None else self.attainment.donors

    @property
    def method(self) -> str:
        """The method with what it stretches, as "calibrated damped x1.23"; empty without a forecast."""
        if self.attainment is None or self.attainment.probability is None:
            return ""
        seen = self.attainment
        return seen.method if seen.factor is None else f"calibrated {seen.base} x{seen.factor:.2f}"

    def calibration(self, lang: str = "en") -> str:
        """By how much the interval was stretched, and on what that was learned; empty where it was not.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        learned = None if self.attainment is None else self.attainment.calibration
        return "" if learned is None else learned.text(lang)

    def pace_for(self, chance: float) -> float | None:
        """Pace a year that would make the chance `chance`; None without a forecast or where no pace does.

        Parameters
        ----------
        chance : float
            Probability wanted, from 0 to 1.
        """
        return None if self.attainment is None else self.attainment.pace_for(chance)

    @property
    def median(self) -> float | None:
        """In the unit, on the due date."""
        return None if self.attainment is None else self.attainment.median

    @property
    def years_until_met(self) -> float | None:
        """Years after the last value at the present pace; 0 where it is met, None where the pace leads away."""
        return None if self.attainment is None or self.paces is None else self.attainment.years_until_met

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """Central prediction interval on the due date, in the unit.

        Parameters
        ----------
        level : float
            Share of outcomes inside the interval, such as 0.95.

        Raises
        ------
        DomainError
            Where there is no probability, with the reason.
        """
        if self.attainment is None or self.attainment.probability is None:
            raise self._no_distribution()
        return self.attainment.interval(level)

    def fan(self, levels: Sequence[float] = (0.8, 0.95)) -> Fan:
        """Intervals at each year's end up to the due date, for a chart.

        A population's uncertainty stands in the last date only: its forecast is of the due date.

        Parameters
        ----------
        levels : sequence of float
            Shares of outcomes inside each interval.

        Raises
        ------
        DomainError
            As for `interval`.
        """
        if self.recipe is None or self.attainment is None or self.attainment.probability is None:
            raise self._no_distribution()
        last = clock.time(self.history.when[-1])
        years = range(int(np.floor(last + NOISE)) + 1, self.indicator.target_year + 1)
        found = attainment.fan(
            self.history.when, self.history.values, list(years), levels, **self.recipe.arguments(),
            count=self.recipe.count, falling=self.attainment.low is None,
        )  # fmt: skip
        if not self.with_population:
            return found
        ends = np.array([self.attainment.quantiles(level_ends(level)) for level in levels])
        median, low, high = found.median.copy(), found.low.copy(), found.high.copy()
        median[-1], low[:, -1], high[:, -1] = self.attainment.median, ends[:, 0], ends[:, 1]
        return replace(found, median=median, low=low, high=high)

    def _no_distribution(self) -> DomainError:
        why = Reason("no_distribution", why=self.reason)
        return DomainError(Reason("about_indicator", id=self.indicator.id, why=why))

    def facts(self, lang: str = "en") -> dict[str, Any]:
        """The answer as plain values, for a table or JSON; a missing number is None and `reason` says why, in `lang`.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        checked_language(lang)
        low, high = self.interval(0.8) if self.probability is not None else (None, None)
        used, paces = self.history.used, self.paces
        return {
            "goal": self.goal,
            "due": self.indicator.target_year,
            "n": len(used),
            "last": self.history.values[-1] if used else None,
            "last_when": str(used[-1].when) if used else "",
            "source": used[-1].source if used else "",
            "probability": self.probability,
            "median": self.median,
            "low": low,
            "high": high,
            "evidence": self.evidence,
            "method": self.method,
            "donors": ", ".join(self.donors),
            "pace_needed": paces.needed if paces else None,
            "pace_so_far": paces.so_far if paces else None,
            "pace_best": paces.best if paces else None,
            "pace_nation": paces.reference if paces else None,
            "pace_80": self.pace_for(0.8),
            "pace_95": self.pace_for(0.95),
            "per_year": paces.per_year if paces else "",
            "years_until_met": self.years_until_met,
            "reason": said(self.reason, lang),
            "remark": said(joined(*self.remarks), lang),
            "calibration": self.calibration(lang),
        }
