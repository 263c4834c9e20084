"""What a ratio means in beds, doctors or places: the target times the people there will be, and what is short of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.denominators import BANDS, EVERYBODY, other_people
from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import PeopleForecast, Quantity, unknown_region
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError
from cqtargets.targets.courses import course_of
from cqtargets.targets.target import Target
from cqtargets.units import parse_unit

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Stock", "StockGap", "refuse_other_people", "stock_of", "total_of"]

Array = NDArray[np.float64]
Kind = Literal["year_end", "year_average"]


class Forecast(PeopleForecast, Protocol):
    """What a forecast has to offer: denominators of one population."""

    @property
    def basis(self) -> str: ...


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stock:
    """What a target asks for when it is due.

    Attributes
    ----------
    indicator : str
        Id of the target.
    ratio, per : float
        The target in its unit, and for how many people (1 for a share).
    required : Quantity
        Beds, staff or places of each region, with its trajectories.
    denominator : Quantity
        The people counted, on the same date.
    """

    indicator: str
    ratio: float
    per: float
    required: Quantity
    denominator: Quantity = field(repr=False)

    @property
    def median(self) -> Any:
        """Median of what is required: a float for one region, else an array (regions,)."""
        return self.required.median

    def interval(self, level: float = 0.95) -> tuple[Any, Any]:
        """Interval of what is required; it holds the uncertainty of the people, the target is exact."""
        return self.required.interval(level)

    def gap(self, current: float | Mapping[str, float]) -> StockGap:
        """What is short of the target, region by region.

        Parameters
        ----------
        current : float or mapping of region to float
            What there is, in the unit of `required`: a number for one region, a mapping for several.

        Raises
        ------
        DomainError
            If a region has no current number, or one is negative or not finite.
        UnknownIdError
            If the mapping names a region that the stock does not cover.
        """
        return StockGap(stock=self, current=_current(current, self))

    def to_frame(self) -> pd.DataFrame:
        """One row a region: the required number with 80 and 95 % intervals."""
        frame = self.required.to_frame()
        frame.insert(0, "indicator", self.indicator)
        return frame


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StockGap:
    """Required less current; above 0 is short.

    Attributes
    ----------
    stock : Stock
    current : array, shape (regions,)
    """

    stock: Stock
    current: Array = field(repr=False)

    @property
    def short(self) -> Quantity:
        """Required less current with its trajectories; below 0 there is more than is asked for."""
        required = self.stock.required
        return Quantity(
            name=f"short of {self.stock.indicator}",
            unit=required.unit,
            on=required.on,
            kind=required.kind,
            regions=required.regions,
            point=required.point - self.current,
            draws=required.draws - self.current[:, None],
            single=required.single,
            basis=required.basis,
        )

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """One row a region: required, current, gap, their intervals at `level`, and the chance that current suffices.

        Without draws the intervals and the chance are left out.
        """
        import pandas as pd

        required, short = self.stock.required, self.short
        columns: dict[str, Any] = {
            "region": list(required.regions), "indicator": self.stock.indicator, "on": required.on,
            "unit": required.unit, "required": np.atleast_1d(required.median), "current": self.current,
            "gap": np.atleast_1d(short.median),
        }  # fmt: skip
        if required.draws.shape[1]:
            low, high = (np.atleast_1d(end) for end in required.interval(level))
            columns |= {"required_low": low, "required_high": high}
            columns |= {"gap_low": low - self.current, "gap_high": high - self.current}
            columns["chance_enough"] = (short.draws <= 0).mean(axis=1)
        return pd.DataFrame(columns)


def stock_of(indicator: Target, forecast: Forecast, *, kind: Kind = "year_end", children: str = "0-14") -> Stock:
    """The stock a ratio asks for: see `Indicator.stock`."""
    goal, per, unit = _ratio(indicator)
    band = _band(indicator, children)
    refuse_other_people(indicator, forecast)
    people = forecast.denominator(band, on=indicator.target_year, kind=kind)
    return Stock(
        indicator=indicator.id,
        ratio=goal,
        per=per,
        required=people.times(goal / per, name=indicator.concept, unit=unit),
        denominator=people,
    )


def refuse_other_people(indicator: Target, forecast: object) -> None:
    """Refuse people of another kind than the target counts: 户籍 against 常住.

    Raises
    ------
    ConventionError
        Where target and forecast say what they count and it differs.
    """
    why = other_people(indicator.population, indicator.basis, getattr(forecast, "basis", ""))
    if why:
        raise ConventionError(Reason("of_indicator", id=indicator.id, why=why))


def total_of(target: Target, people: float | None = None) -> tuple[float, str]:
    """What a target asks for in all, and in which unit: its number, or for a rate that number over `people`.

    Examples
    --------
    >>> import cqtargets as cq
    >>> total_of(cq.load_catalogue()["care14.eldercare_beds"])
    (250000.0, '张')

    Raises
    ------
    DomainError
        If the target has no number, is each place's own, or is a rate and no people are given.
    """
    way, unit = course_of(target), parse_unit(target.unit)
    if way.end is None or target.place_unit:
        why = f"each {target.place_unit} has its own: there is no total" if target.place_unit else way.reason
        raise DomainError(f"indicator {target.id!r}: {why}")
    shown = target.unit if unit.factor == 1 else unit.base
    total = round(way.end * unit.factor, 6)
    if target.per is None:
        return total, shown
    if people is None:
        raise DomainError(Reason("people_needed", id=target.id, per=target.per))
    return total * people / target.per, shown


def _ratio(indicator: Target) -> tuple[float, float, str]:
    """The level to reach, for how many people, and the unit of the stock."""
    way = course_of(indicator)
    if indicator.form not in ("level", "relative", "growth"):
        raise DomainError(Reason("no_level_of_form", id=indicator.id, form=indicator.form))
    if way.end is None:
        raise DomainError(
            f"indicator {indicator.id!r}: {way.reason}; give a baseline with with_baseline(value, year=...)"
        )
    goal = way.end
    unit = parse_unit(indicator.unit)
    if indicator.per is not None:
        return goal * unit.factor, float(indicator.per), unit.base
    if unit.base == "share":
        return goal * unit.factor, 1.0, "人"
    raise DomainError(
        Reason("no_stock_of", id=indicator.id, measure=indicator.measure, unit=indicator.unit or "no unit")
    )


def _band(indicator: Target, children: str) -> str:
    band = children if indicator.population == "children" else BANDS.get(indicator.population)
    if band is None:
        code = "people_not_forecast" if indicator.population else "people_not_named"
        known = ", ".join(BANDS)
        raise DomainError(Reason(code, id=indicator.id, population=indicator.population, known=known))
    return "total" if band == EVERYBODY else band


def _current(current: float | Mapping[str, float], stock: Stock) -> Array:
    regions = stock.required.regions
    if not isinstance(current, Mapping):
        if len(regions) > 1:
            raise DomainError(Reason("one_for_many", regions=len(regions)))
        current = {regions[0]: current}
    for name in current:
        if name not in regions:
            raise unknown_region(name, regions, f"the stock of {stock.indicator}")
    missing = [region for region in regions if region not in current]
    if missing:
        raise DomainError(
            f"current has no number for {', '.join(missing[:5])}"
            f"{f' and {len(missing) - 5} more' if len(missing) > 5 else ''}; give one for each region, 0 where there is none"
        )
    bad = [region for region in regions if not (math.isfinite(current[region]) and current[region] >= 0)]
    if bad:
        raise DomainError(Reason("current_negative", bad=bad[0], current=current[bad[0]]))
    return np.array([float(current[region]) for region in regions])
