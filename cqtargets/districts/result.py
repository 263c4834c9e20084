"""What sharing a target gives: each district's part, what is left, and how unequal the parts are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets.allocation import gini, ratio_of_extremes, theil
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, checked_language, said
from cqtargets.errors import DomainError

__all__ = ["DistrictAllocation", "Inequality"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Inequality:
    """How unequal the levels per person are, people as weights; `ratio` is the highest level over the lowest.

    A number that does not exist is None, and `reason` says why.

    Attributes
    ----------
    gini : float or None
        Gini coefficient of levels per person, 0 to 1.
    theil : float or None
        Theil index of levels per person, 0 or more.
    ratio : float or None
        Highest level over the lowest.
    reason : str
        Why something is missing; empty where nothing is.
    """

    gini: float | None
    theil: float | None
    ratio: float | None
    reason: str = ""


def inequality_of(stock: Array, people: Array | None) -> Inequality:
    """Inequality of stock per person."""
    if people is None:
        return Inequality(gini=None, theil=None, ratio=None, reason=Reason("nobody_to_hold_against"))
    if not stock.any():
        return Inequality(gini=None, theil=None, ratio=None, reason=Reason("every_district_nothing"))
    stock, people = stock[people > 0], people[people > 0]
    levels = stock / people
    without = bool((stock == 0).any())
    return Inequality(
        gini=gini(levels, people),
        theil=theil(levels, people),
        ratio=None if without else ratio_of_extremes(levels),
        reason=Reason("a_district_nothing") if without else "",
    )


def _a_head(units: Array, people: Array) -> Array:
    levels = np.full(len(people), np.nan)
    np.divide(units, people, out=levels, where=people > 0)
    return levels


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DistrictAllocation:
    """A total shared among districts.

    Attributes
    ----------
    target : str
        Id of the target shared; empty for a bare number.
    total : float
        Units there are, in `unit`.
    districts : tuple of str
    weights, allocated : array, shape (districts,)
    current : array, shape (districts,), or None
        Stock of each district now, where given.
    people : array, shape (districts,), or None
        Persons the parts are held against; `people_interval`, shape (2, districts), where they are forecasts.
    per : int
        Persons that `per_head` counts: 1,000 is units per 1,000 people.
    reserve, slack : float
        Kept back for nobody, and what is left (negative: what is missing): parts + reserve + slack = total.
    before, after : Inequality or None
        Of the current stock, where given, and of the parts.
    note : str
        How the total came about, and whose weights were used.
    unit : str
        Unit of what is shared.
    method : str
        How it is shared.
    people_interval : array, optional
        Lower and upper end of each district's people.
    """

    target: str
    total: float
    unit: str
    method: str
    districts: tuple[str, ...]
    weights: Array = field(repr=False)
    allocated: NDArray[Any] = field(repr=False)
    current: Array | None = field(repr=False)
    people: Array | None = field(repr=False)
    people_interval: Array | None = field(repr=False)
    per: int
    reserve: float
    slack: float
    before: Inequality | None
    after: Inequality
    note: str

    def __getitem__(self, district: str) -> float:
        """The part of one district."""
        if district not in self.districts:
            raise DomainError(f"{district!r} has no part here; there are {', '.join(self.districts[:5])} ...")
        return float(self.allocated[self.districts.index(district)])

    @property
    def per_head(self) -> Array | None:
        """Units per `per` persons, NaN where nobody lives; None without a population."""
        return None if self.people is None else _a_head(self.per * self.allocated, self.people)

    @property
    def per_head_interval(self) -> Array | None:
        """The least and the greatest level per `per` persons, shape (2, districts), where people are forecasts."""
        if self.people_interval is None:
            return None
        return np.stack([_a_head(self.per * self.allocated, people) for people in self.people_interval[::-1]])

    def to_frame(self, *, lang: str = "en") -> pd.DataFrame:
        """One row a district: district, weight, (current,) share, allocated, (change,) (per_head, per_head_low,
        per_head_high) (reason). Columns in brackets stand where current stocks, people or forecasts were given; the reason
        where a district has no people.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the reasons.
        """
        checked_language(lang)
        columns: dict[str, Any] = {"district": self.districts, "weight": self.weights}
        if self.current is not None:
            columns["current"] = self.current
        columns |= {"share": self.allocated / self.total, "allocated": self.allocated}
        if self.current is not None:
            columns["change"] = self.allocated - self.current
        if self.people is not None:
            columns["per_head"] = self.per_head
        if self.people_interval is not None:
            columns["per_head_low"], columns["per_head_high"] = self.per_head_interval  # type: ignore[misc]
        if self.people is not None and not self.people.all():
            columns["reason"] = ["" if heads else said(Reason("nobody_lives_here"), lang) for heads in self.people]
        return pd.DataFrame(columns)

    def inequality(self, *, lang: str = "en") -> pd.DataFrame:
        """Gini, Theil and ratio of the extremes before and after, one row each, with the reason where one is missing.

        Without current stocks there is no row `before`.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the reasons.
        """
        checked_language(lang)
        rows = {"before": self.before, "after": self.after}
        return pd.DataFrame(
            [
                {
                    "when": when,
                    "gini": np.nan if one.gini is None else one.gini,
                    "theil": np.nan if one.theil is None else one.theil,
                    "ratio": np.nan if one.ratio is None else one.ratio,
                    "reason": said(one.reason, lang),
                }
                for when, one in rows.items()
                if one is not None
            ]
        )
