"""What a ratio of staff to people costs: how many must enter each year until it is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.comparison import noise
from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import Quantity
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.targets.stock import Forecast, Kind, Stock, stock_of
from cqtargets.targets.target import Target
from cqtargets.workforce.assumptions import (
    ATTRITION,
    ATTRITION_SOURCE,
    Assumption,
    Profession,
    attrition_draws,
    profession_of,
)
from cqtargets.workforce.inputs import setting
from cqtargets.workforce.requirement import carry, entries
from cqtargets.workforce.retirement import Retirement, retired_share

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["StaffStage", "Staffing", "staffing_of"]

Array = NDArray[np.float64]
OLDEST = 70


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StaffStage:
    """One stage on the way: from the end of `begin` to the end of `end`.

    Attributes
    ----------
    begin, end : int
    goal : float
        The ratio at the end, in the target's unit.
    required : Quantity
        Staff at the end.
    entry : Quantity
        Heads a year; below 0 the staff exceeds the goal though nobody enters.
    replacing : Quantity
        The part of `entry` that makes up for those who leave and retire; the rest is growth.
    """

    begin: int
    end: int
    goal: float
    required: Quantity
    entry: Quantity
    replacing: Quantity


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Staffing:
    """How many must enter each year, stage by stage, and what was assumed.

    Attributes
    ----------
    indicator, concept, name_zh, name_en, unit : str
    per : float
        For how many people the goal holds.
    stages : tuple of StaffStage
    assumptions : tuple of Assumption
        What no document prints.
    """

    indicator: str
    concept: str
    name_zh: str
    name_en: str
    unit: str
    per: float
    stages: tuple[StaffStage, ...]
    assumptions: tuple[Assumption, ...] = field(repr=False)

    def __repr__(self) -> str:
        said = [f"{np.sum(stage.entry.median):,.0f} a year {stage.begin + 1}-{stage.end}" for stage in self.stages]
        return f"Staffing of {self.indicator}: {', '.join(said)}"

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """One row a stage and region.

        Columns indicator, region, first_year, last_year, goal, required, entry, entry_low, entry_high, replacing, growing:
        medians of heads, a year from `entry` on. The ends of the interval are left out where there are no trajectories.

        Parameters
        ----------
        level : float
            Of the interval: it holds uncertain people and uncertain exits.
        """
        import pandas as pd

        return pd.concat([self._rows(stage, level) for stage in self.stages], ignore_index=True)

    def _rows(self, stage: StaffStage, level: float) -> pd.DataFrame:
        import pandas as pd

        entry, replacing = np.atleast_1d(stage.entry.median), np.atleast_1d(stage.replacing.median)
        columns: dict[str, Any] = {
            "indicator": self.indicator, "region": list(stage.entry.regions), "first_year": stage.begin + 1,
            "last_year": stage.end, "goal": stage.goal, "required": np.atleast_1d(stage.required.median), "entry": entry,
        }  # fmt: skip
        if stage.entry.draws.shape[1]:
            columns["entry_low"], columns["entry_high"] = (np.atleast_1d(end) for end in stage.entry.interval(level))
        return pd.DataFrame({**columns, "replacing": replacing, "growing": entry - replacing})


def staffing_of(
    indicator: Target,
    forecast: Forecast,
    *,
    current: float | Mapping[str, float] | None = None,
    since: int | None = None,
    later: Mapping[int, float] | None = None,
    ages: Mapping[int, float] | None = None,
    profession: Profession | None = None,
    retirement: Retirement | tuple[()] = (),
    exit_rates: float | ArrayLike | None = None,
    entry_age: int | None = None,
    seed: int = 0,
    kind: Kind = "year_end",
    children: str = "0-14",
) -> Staffing:
    """Entry a year, the same within a stage, with which the staff meets a ratio when it is due; see `Indicator.workforce`.

    Parameters
    ----------
    indicator : Target
        A ratio of staff to people.
    forecast : Forecast
        People from the year of the stock to the last target year; its trajectories give the interval, with those of the
        exits.
    current : float or mapping of region to float, optional
        Staff at the end of `since`; the baseline's ratio times the people of that year unless told.
    since : int, optional
        Year at whose end `current` was counted; the baseline's year unless told.
    later : mapping of year to float, optional
        Ratios that later stages reach, in the target's unit: ``{2030: 3.7}``.
    ages : mapping of age to float, optional
        Heads or shares by single completed year of age, both sexes; even from the age of entry to retirement unless told.
    profession : Profession, optional
        Age of entry and shares of the groups that retire by the same rule; one of `PROFESSIONS` by the concept unless
        told. Whoever is beyond retirement at the start goes in the first year.
    retirement : str, float, None or (), optional
        One rule of `retirement_age` or one age for all, or None (nobody retires), in place of the groups of the profession,
        which hold for ``()``.
    exit_rates : float or array of draws, optional
        Share that leaves in a year before retirement; draws of `ATTRITION` unless told. A number is certain; an array
        holds one rate a trajectory of the forecast.
    entry_age : int, optional
        Age at the end of the year of entry, in place of the profession's.
    seed : int
        Of the draws of the exits.
    kind : {"year_end", "year_average"}
        Which people count at the due date.
    children : str
        The band that 儿童 means.

    Returns
    -------
    Staffing

    Raises
    ------
    DomainError
        If the target is no ratio to people, there is neither stock nor baseline, a year does not follow the one before or
        lies beyond the forecast, or a number is outside its range.
    ConventionError
        If the target counts other people than the forecast, or a retirement rule is unknown.

    References
    ----------
    See `cqtargets.workforce.project` and `required_entry`.

    Examples
    --------
    >>> import cqtargets as cq
    >>> city = cq.population.forecast("重庆市", to=2025, draws=0)
    >>> need = cq.load_catalogue()["med14.physicians_per_1000"].workforce(city, exit_rates=0.03, retirement=None)
    >>> need.stages[0].begin, need.stages[0].end, round(need.stages[0].entry.median)
    (2020, 2025, 8157)
    """
    begin = indicator.baseline_year if since is None else since
    if begin is None:
        raise _refusal(indicator, Reason("staff_no_year"))
    stocks = _stages(indicator, forecast, begin, later or {}, kind, children)
    job = profession or profession_of(indicator.concept)
    job = job if entry_age is None else replace(job, entry_age=entry_age)
    rules: tuple[Retirement, ...] = tuple(job.groups) if isinstance(retirement, tuple) else (retirement,)
    shares = np.array(list(job.groups.values())) if isinstance(retirement, tuple) else np.ones(1)
    if abs(shares.sum() - 1) > noise(1.0) or (shares < 0).any():
        raise DomainError(f"the groups of the profession add up to {shares.sum():g}; give shares that add up to 1")
    first = stocks[0].required
    exits = _exits(exit_rates, first.draws.shape[1], seed)
    years, shape = _shape(ages, job.entry_age, begin, rules, shares)
    entrants = np.zeros_like(shape[..., 0])
    entrants[years.index(job.entry_age)] = shares
    how = setting(years, begin, exits, rules, entrants, len(rules))
    held = _held(indicator, forecast, stocks[0], begin, current, children)
    needed = [_columns(stock.required) for stock in stocks]
    found = entries(held, needed, carry(shape, [stock_year(stock) for stock in stocks], how))
    ends = [begin, *map(stock_year, stocks)]
    levels = [held, *needed]
    return Staffing(
        indicator=indicator.id,
        concept=indicator.concept,
        name_zh=indicator.name_zh,
        name_en=indicator.name_en,
        unit=indicator.unit,
        per=stocks[0].per,
        stages=tuple(
            _stage(stock, entry, levels[place], pair)
            for place, (stock, (entry, _), pair) in enumerate(zip(stocks, found, pairwise(ends), strict=True))
        ),
        assumptions=_assumed(job, rules, current, ages, exit_rates, retirement, indicator),
    )


def _refusal(indicator: Target, why: Reason) -> DomainError:
    return DomainError(Reason("of_indicator", id=indicator.id, why=why))


def stock_year(stock: Stock) -> int:
    """The year at whose end a stock is due."""
    return int(stock.required.on)


def _stages(
    indicator: Target, forecast: Forecast, begin: int, later: Mapping[int, float], kind: Kind, children: str
) -> list[Stock]:
    goals = [indicator, *(indicator.with_target(value, year=year) for year, value in sorted(later.items()))]
    due = [begin, *(goal.target_year for goal in goals)]
    for before, after in pairwise(due):
        if after is None or before is None or after <= before:
            raise _refusal(indicator, Reason("staff_stage", before=before, after=after))
    return [stock_of(goal, forecast, kind=kind, children=children) for goal in goals]


def _columns(quantity: Quantity) -> Array:
    """Trajectories and, last, the variant itself: shape (regions, draws + 1)."""
    return np.concatenate([quantity.draws, quantity.point[:, None]], axis=1)


def _held(
    indicator: Target,
    forecast: Forecast,
    stock: Stock,
    begin: int,
    current: float | Mapping[str, float] | None,
    children: str,
) -> Array:
    if current is not None:
        return stock.gap(current).current[:, None]
    if indicator.baseline is None or indicator.baseline_year != begin:
        raise _refusal(indicator, Reason("staff_no_baseline", year=begin))
    as_goal = stock_of(indicator.with_target(indicator.baseline), forecast, children=children)
    people = forecast.denominator(as_goal.denominator.name, on=begin, kind="year_end")
    return _columns(people) * (as_goal.ratio / as_goal.per)


def _exits(rates: float | ArrayLike | None, draws: int, seed: int) -> Array:
    """Shape (1, 1, draws + 1), the central rate last."""
    if rates is None:
        drawn = attrition_draws(draws, seed=seed) if draws else np.zeros((1, 1, 0))
        return np.concatenate([drawn, np.full((1, 1, 1), ATTRITION[1])], axis=2)
    given = np.asarray(rates, dtype=np.float64).ravel()
    if given.size == 1:
        return given[None, None, :]
    if given.size != draws:
        raise DomainError(f"{given.size} exit rates for {draws} trajectories; give one a trajectory, or one number")
    return np.append(given, np.median(given))[None, None, :]


def _shape(
    ages: Mapping[int, float] | None, entry_age: int, begin: int, rules: Sequence[Retirement], shares: Array
) -> tuple[list[int], Array]:
    """Ages, and the share (A, G, 1) of the staff at each."""
    low = min(entry_age, *ages) if ages else entry_age
    high = max(OLDEST, entry_age + 1, *(ages or ()))
    years = list(range(low, high + 1))
    heads = np.ones(len(years)) if ages is None else np.array([float(ages.get(age, 0.0)) for age in years])
    if not (np.isfinite(heads).all() and (heads >= 0).all() and heads.sum() > 0):
        raise DomainError(f"ages hold {heads.min():g}; give heads or shares of zero or more, some above zero")
    working = np.stack([1 - retired_share(years, begin, rule) for rule in rules], axis=1)
    even = heads[:, None] * (working if ages is None else np.ones_like(working))
    return years, (even / even.sum(axis=0) * shares)[..., None]


def _stage(stock: Stock, entry: Array, before: Array, stage: tuple[int, int]) -> StaffStage:
    required = stock.required
    begin, end = stage
    growth = (_columns(required) - before) / (end - begin)

    def quantity(name: str, values: Array) -> Quantity:
        return replace(required, name=name, unit="人/年", point=values[:, -1], draws=values[:, :-1])

    return StaffStage(
        begin=begin,
        end=end,
        goal=stock.ratio,
        required=required,
        entry=quantity("entry a year", entry),
        replacing=quantity("replacing leavers, a year", entry - growth),
    )


def _assumed(
    job: Profession,
    rules: Sequence[Retirement],
    current: object,
    ages: object,
    exit_rates: object,
    retirement: object,
    indicator: Target,
) -> tuple[Assumption, ...]:
    found = []
    if current is None:
        found.append(
            Assumption(
                en=f"the staff at the start is the baseline {indicator.baseline_text or indicator.baseline} times the people",
                zh=f"起点人数为基期值 {indicator.baseline_text or indicator.baseline} 乘人口",
                source=indicator.locator or indicator.plan,
            )
        )
    low, mode, high = (f"{100 * rate:g}" for rate in ATTRITION)
    found.append(
        Assumption(en="exit rates as given", zh="离职率按给定值", given=True)
        if exit_rates is not None
        else Assumption(
            en=f"{mode} % leave in a year before retirement ({low} to {high} %)",
            zh=f"退休前每年离职 {mode}%（{low}%—{high}%）",
            source=ATTRITION_SOURCE,
        )
    )
    found.append(
        Assumption(en="ages as given", zh="年龄构成按给定值", given=True)
        if ages is not None
        else Assumption(
            en=f"ages spread evenly from {job.entry_age} to retirement", zh=f"年龄自 {job.entry_age} 岁至退休均匀分布"
        )
    )
    shares = ", ".join(f"{name} {share:.0%}" for name, share in job.groups.items())
    found.append(
        Assumption(
            en=f"retirement: {', '.join(map(str, rules))}", zh=f"退休规则：{'、'.join(map(str, rules))}", given=True
        )
        if not isinstance(retirement, tuple)
        else Assumption(
            en=f"retirement by {shares}; entry at {job.entry_age}", zh=f"退休规则 {shares}；{job.entry_age} 岁进入"
        )
    )
    return tuple(found)
