"""A target with what it costs: beds, staff or places for the people there will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cqtargets.conventions.doors import door
from cqtargets.targets.target import Target

if TYPE_CHECKING:
    from cqtargets.targets.bed_use import BedUse, YearlyForecast
    from cqtargets.targets.staffing import Staffing
    from cqtargets.targets.stock import Forecast, Kind, Stock

__all__ = ["CostedTarget"]


@door
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CostedTarget(Target):
    """What a forecast of people makes of a ratio."""

    def stock(self, forecast: Forecast, *, kind: Kind = "year_end", children: str = "0-14") -> Stock:
        """What the target asks for when it is due: the ratio times the people of `population` at the end of that year.

        Parameters
        ----------
        forecast : Forecast
            Of `cqtargets.population.forecast`, for one region or many.
        kind : {"year_end", "year_average"}
            Which people count; the mean of two year ends for the average.
        children : str
            The band that 儿童 means; plans set no limit.

        Raises
        ------
        DomainError, ConventionError
            If the target is no ratio to people, or counts another population (户籍, 常住) than the forecast.
        """
        from cqtargets.targets.stock import stock_of

        return stock_of(self, forecast, kind=kind, children=children)

    def workforce(self, forecast: Forecast, **options: Any) -> Staffing:
        """How many must enter each year so that the staff reaches this ratio; options of `staffing_of`.

        Parameters
        ----------
        forecast : Forecast
            Of `cqtargets.population.forecast`, from the year of the stock to the last target year.
        **options
            ``current``, ``since``, ``later``, ``exit_rates``, ``ages``, ``retirement`` and more: see
            `cqtargets.targets.staffing.staffing_of`.

        Raises
        ------
        DomainError, ConventionError
            As for `stock`; also where there is neither a stock nor a baseline.
        """
        from cqtargets.targets.staffing import staffing_of

        return staffing_of(self, forecast, **options)

    def bed_use(self, forecast: YearlyForecast, **options: Any) -> BedUse:
        """This ratio of beds beside the beds that people by age use, and what drives the difference; see `bed_use_of`.

        Parameters
        ----------
        forecast : Forecast
            Of `cqtargets.population.forecast`, from the year of the baseline on.
        **options
            ``admissions`` and ``kind``: see `cqtargets.targets.bed_use.bed_use_of`.

        Raises
        ------
        DomainError, ConventionError
            As for `bed_use_of`.
        """
        from cqtargets.targets.bed_use import bed_use_of

        return bed_use_of(self, forecast, **options)
