"""A target of a plan as a frozen value: what is measured, where it starts, what must be reached and when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from cqtargets import clock
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import Undetermined, UndeterminedType, ceiling
from cqtargets.errors import DomainError
from cqtargets.gaps import Gap, gap
from cqtargets.growth import RequiredGrowth
from cqtargets.paths import Path
from cqtargets.targets.course import required_growth_of
from cqtargets.targets.observation import Observation
from cqtargets.targets.target import Target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cqtargets.targets.stock import Forecast, Kind, Stock

__all__ = ["Indicator", "RequiredGrowth", "Undetermined", "UndeterminedType"]


Answer = TypeVar("Answer", covariant=True)


class Evidence(Protocol[Answer]):
    """Observations that can say how likely a target is met."""

    def prospect(self, indicator: Any, **options: Any) -> Answer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Target):
    """One target of one document for one region; the fields are the columns of `data/indicators.csv`.

    Parameters
    ----------
    id, concept, plan : str
        Stable key, what is measured, and the key of the document.
    name_zh, name_en, region, locator : str
        What readers call it, for which place, and where the document prints it.
    parent : str
        The id of the target that this one is a part of; empty for none.
    measure, form, comparator : str
        Three separate things: count, share ...; level, increment ...; ``>=``, ``range`` ... An empty comparator or
        direction is an open question: the target is neither graded nor given a path or a growth.
    change : {"", "points", "percent_of_baseline", "absolute"}
        Of a relative target, what its number is: points of a share, per cent of the baseline, or the unit's own.
    reference : str
        What a relative target is compared with where that is not its baseline (全国平均): see `with_reference`.
    unit, per, population :
        As printed (张, 万张, %); 1000 for 每千人口; the name of the denominator.
    place_unit : str
        区县 where each county has the target (每区县1所): never a total.
    baseline_year, baseline, baseline_text :
        The start, its value and its printed form; None and empty where the plan prints none.
    period_start : int, optional
        The year at whose end the plan begins; a target without a baseline starts there.
    target_year, target_low, target_high, target_text :
        ``>=`` and ``>`` use `target_low`, ``<=`` and ``<`` use `target_high`, ``=``, ``~`` and ``range`` both. A
        relative target holds the change, a growth target per cent a year (年均7%: 7).
    tolerance : float, optional
        Half width of 左右, in the unit.
    follows : str
        The concept whose growth a proportional target copies.
    earlier : str
        Id of the row with the earlier year of the same target, or of the row that this one revises.
    alternative : str
        A name that targets of one plan share where meeting one of them suffices.
    direction : {"up", "down", "hold", ""}
        Whether more is better, less is better, or the level is to be kept.
    binding : Binding, optional
        约束性, 预期性 or another printed word; None where the plan does not say.
    weight : float, optional
        In a composite of targets.
    basis : str
        The definition counted by (编制床位); observations of another basis are not comparable.
    responsible, section : str
        The unit in charge (责任单位), and the plan's group of targets (健康水平).
    position : int, optional
        Place in the printed order, from 1.
    status : {"", "已完成", "在建", "未启动"}
        Of a project.
    judgement : str
        A verdict of people (人工认定), with who and when.
    certainty : {"printed", "inferred", "damaged"}
        Whether the document prints it, it was read out of words (全覆盖), or the print is damaged.
    note : str
        What a reader should know about this row.

    Raises
    ------
    DomainError
        Naming every field that contradicts another, with the remedy.

    Examples
    --------
    >>> beds = Indicator(id="p.beds", concept="beds_per_1000", plan="p", name_zh="每千人口床位数", measure="rate",
    ...                  unit="张", per=1000, baseline_year=2020, baseline=6.38, target_year=2025, target_low=8)
    >>> beds.met_by(8.1)
    True
    >>> round(beds.required_growth().cagr, 4)
    0.0463
    """

    def required_growth(self) -> RequiredGrowth:
        """The growth that carries the baseline to the target, or the reason why there is none.

        Increments and cumulative targets start at zero: they have a pace (`annual_change`) and no rate. A proportional
        target takes the growth of the concept it follows: see `following`.
        """
        return required_growth_of(self)

    def path(self, method: str = "linear", milestones: Mapping[int, float] | None = None) -> Path:
        """The way from the baseline to the target.

        Increments and cumulative targets start at zero, a relative target ends at baseline plus change, a yearly flow
        asks for the same each year.

        Parameters
        ----------
        method : str
            One of `cqtargets.paths.METHODS`; ``"logit"`` takes its bounds from the unit of a share.
        milestones : mapping year or date -> value, optional
            Levels to pass on the way.

        Raises
        ------
        DomainError
            Where there is no way: a qualitative or proportional target (see `following`), no baseline, or a value that
            the method cannot pass.

        Examples
        --------
        >>> import cqtargets as cq
        >>> round(cq.load_catalogue()["med14.beds_per_1000"].path("geometric").at(2023), 3)
        7.308
        """
        start, target = self._path_ends()
        flat = self.form == "flow"
        return Path(
            start=clock.time(self._start_or_refuse()),
            baseline=target if flat else start,
            due=self.due,
            target=target,
            method="flat" if flat else method,
            unit=self.unit_label,
            bounds=(0.0, ceiling(self.unit)) if self.measure == "share" else None,
            milestones=tuple(sorted((clock.time(when), value) for when, value in (milestones or {}).items())),
        )

    def _start_or_refuse(self) -> int:
        if self.start_year is None:
            raise DomainError(f"indicator {self.id!r} has no start year: give one with with_baseline(value, year=...)")
        return self.start_year

    def _path_ends(self) -> tuple[float, float]:
        goal = self.goal
        if self.unanswered:
            raise DomainError(f"indicator {self.id!r}: {self.unanswered}")
        if goal is None:
            raise DomainError(
                f"indicator {self.id!r} is {self.form}: it has no number to reach"
                + ("; use following(other)" if self.form == "proportional" else "")
            )
        if self.form in ("increment", "cumulative", "flow"):
            return 0.0, goal
        if self.baseline is None:
            raise DomainError(f"indicator {self.id!r} has no baseline: give one with with_baseline(value, year=...)")
        return self.baseline, self.baseline + goal if self.form == "relative" else goal

    def gap(self, value: float | Observation, *, on: int | date | str | None = None, method: str = "linear") -> Gap:
        """How far `value` is from the target and from the path on a date.

        Parameters
        ----------
        value : float or Observation
            As for `met_by`; an observation brings its date.
        on : int, date or str, optional
            The date of a number.

        Raises
        ------
        DomainError
            If there is no number to reach or no date, or the date lies before the baseline.

        Examples
        --------
        >>> import cqtargets as cq
        >>> held = cq.load_catalogue()["med14.beds_per_1000"].gap(7.0, on=2023)
        >>> round(held.to_path, 3), held.to_target, held.met
        (-0.352, -1.0, False)
        """
        when = on
        if isinstance(value, Observation):
            when = value.when if on is None else on
        if when is None:
            raise DomainError(f"indicator {self.id!r}: the value has no date; give on=2023 or on='2023-06-30'")
        number = value.value_in(self.unit, self.per) if isinstance(value, Observation) else float(value)
        target, why = self._path_target()
        path = None if why else self.path(method)
        return gap(
            number,
            clock.time(when),
            target=target,
            due=self.due,
            path=path,
            met=self.met_by(value),
            direction=self.direction,
            unit=self.unit_label,
            reason=why,
        )

    def _path_target(self) -> tuple[float, str]:
        """The level to reach, and why there is no path to it."""
        try:
            return self._path_ends()[1], "" if self.start_year is not None else "the plan gives no start year"
        except DomainError:
            if self.goal is None or self.form == "relative":
                raise
            return self.goal, Reason("no_baseline")

    def attain(self, observations: Evidence[Answer], **options: Any) -> Answer:
        """How likely the target is met on its due date; options and answer as for `cqtargets.prospects.attain`."""
        return observations.prospect(self, **options)

    def following(self, other: Target) -> Self:
        """This proportional target as a level: its baseline grown by the factor that `other` asks for.

        Raises
        ------
        DomainError
            If this target is not proportional, or either baseline is missing.
        """
        if self.form != "proportional":
            raise DomainError(f"indicator {self.id!r} is not proportional (form {self.form!r}): it follows nothing")
        if self.baseline is None:
            raise DomainError(f"indicator {self.id!r} has no baseline: give one with with_baseline(value, year=...)")
        if other.concept != self.follows or other.baseline is None or other.goal is None:
            raise DomainError(
                f"indicator {self.id!r} follows {self.follows!r}; {other.id!r} is {other.concept!r} "
                f"with baseline {other.baseline} and target {other.goal}: give one with both numbers"
            )
        level = self.baseline * other.goal / other.baseline
        return replace(
            self,
            form="level",
            comparator=other.comparator,
            target_low=level if other.target_low is not None else None,
            target_high=level if other.target_high is not None else None,
            direction=other.direction,
        )

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
