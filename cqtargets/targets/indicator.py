"""A target of a plan as a frozen value: what is measured, where it starts, what must be reached and when."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import Undetermined, UndeterminedType
from cqtargets.errors import DomainError
from cqtargets.targets.costed import CostedTarget
from cqtargets.targets.observation import Observation
from cqtargets.targets.target import Target

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cqtargets.gaps import Gap
    from cqtargets.growth import RequiredGrowth
    from cqtargets.paths import Path
    from cqtargets.targets.course import Course


__all__ = ["Indicator", "Undetermined", "UndeterminedType"]


Answer = TypeVar("Answer", covariant=True)


class Evidence(Protocol[Answer]):
    """Observations that can say how likely a target is met."""

    def prospect(self, indicator: Any, **options: Any) -> Answer: ...


@door
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Indicator(CostedTarget):
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
        from cqtargets.targets.required import required_growth_of

        return required_growth_of(self)

    def course(self, *, followed: Target | None = None, earlier: Target | None = None) -> Course:
        """From where to where the target runs, whatever its form: what growth, paths, gaps and grades read.

        Parameters
        ----------
        followed : Target, optional
            For a proportional target, the one whose growth it copies; `Catalogue.course` finds it.
        earlier : Target, optional
            The row with an earlier year of the same target: its end lies on the way.

        Returns
        -------
        Course
            With `reason` where there is no way.

        Examples
        --------
        Life expectancy up by one year over a baseline of 78.15:

        >>> change = Indicator(id="p.life", concept="life", plan="p", name_zh="人均预期寿命", measure="mean", unit="岁",
        ...                    form="relative", target_low=1, baseline=78.15, baseline_year=2020, target_year=2025)
        >>> change.course().start, change.course().end
        (78.15, 79.15)
        """
        from cqtargets.targets.courses import course_of

        return course_of(self, followed, earlier)

    def met_by(self, value: float | Observation, *, tolerance: float | None = None) -> bool | UndeterminedType | None:
        """Whether `value` meets the target.

        Parameters
        ----------
        value : float or Observation
            A float is exact, in the target's unit: the level for level, relative and share targets, what was added
            for increments, the year's figure for flows. An observation stands for the values its print allows.
        tolerance : float, optional
            Half width that counts as 左右, in the unit; the target's own by default. One is needed for ``~`` unless
            the value hits the target exactly.

        Returns
        -------
        bool, None or Undetermined
            None where the target has no number or an open question; Undetermined where the print allows both answers.

        Raises
        ------
        DomainError
            If a change over the baseline is asked for and the baseline is missing, or the value is not finite.
        UnitError
            If an observation's unit cannot be converted into the target's.
        """
        if self.form in ("qualitative", "proportional") or self.unanswered:
            return None
        tolerance = self.tolerance if tolerance is None else tolerance
        low, high = self._value_interval(value)
        way = self.course()
        if way.end is None:
            from cqtargets.targets.tracks import no_way

            raise no_way(self, way)
        answers = {way.meets(end, tolerance) for end in (low, high)}
        if way.comparator in ("=", "~", "range") and low < high:
            answers.add(way.meets((low + high) / 2, tolerance) if math.isfinite(low + high) else None)
        answer = answers.pop()
        return Undetermined if answers or answer is None else answer

    def _value_interval(self, value: float | Observation) -> tuple[float, float]:
        if isinstance(value, Observation):
            return value.interval_in(self.unit, self.per, measure=self.measure)
        number = float(value)
        if not math.isfinite(number):
            raise DomainError(Reason("value_not_finite", id=self.id, value=value, unit=self.unit))
        return number, number

    def path(
        self,
        method: str | None = None,
        milestones: Mapping[int, float] | None = None,
        *,
        followed: Target | None = None,
        earlier: Target | None = None,
    ) -> Path:
        """The way from the baseline to the target.

        Increments and cumulative targets start at zero, a relative target ends at baseline plus change, a yearly flow
        asks for the same each year.

        Parameters
        ----------
        method : str
            One of `cqtargets.paths.METHODS`, linear by default and geometric for a yearly growth; ``"logit"`` takes its
            bounds from the unit of a share.
        milestones : mapping year or date -> value, optional
            Levels to pass on the way.
        followed, earlier : Target, optional
            As for `course`; the end of an earlier target is a milestone.

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
        from cqtargets.targets.tracks import path_on

        return path_on(self, self.course(followed=followed, earlier=earlier), method, milestones)

    def gap(
        self,
        value: float | Observation,
        *,
        on: int | date | str | None = None,
        method: str | None = None,
        earlier: Target | None = None,
    ) -> Gap:
        """How far `value` is from the target and from the path on a date.

        Parameters
        ----------
        value : float or Observation
            As for `met_by`; an observation brings its date.
        on : int, date or str, optional
            The date of a number.
        method, earlier : str, Target, optional
            As for `path` and `course`.

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
        from cqtargets.gaps import gap

        when = on
        if isinstance(value, Observation):
            when = value.when if on is None else on
        if when is None:
            raise DomainError(Reason("value_without_date", id=self.id))
        number = value.value_in(self.unit, self.per) if isinstance(value, Observation) else float(value)
        way = self.course(earlier=earlier)
        if way.end is None:
            from cqtargets.targets.tracks import no_way

            raise no_way(self, way)
        flow = way.form == "flow" and way.begin is not None
        return gap(
            number,
            clock.time(when),
            target=way.end,
            due=self.due,
            path=self.path(method, earlier=earlier) if flow or not way.reason else None,
            met=self.met_by(value),
            direction=way.wanted,
            unit=self.unit_label,
            reason="" if flow else way.reason,
            rated=way.rated,
        )

    def attain(self, observations: Evidence[Answer], **options: Any) -> Answer:
        """How likely the target is met on its due date; options and answer as for `cqtargets.prospects.attain`.

        Parameters
        ----------
        observations : Evidence[Answer]
            Measured values.
        **options
            Keyword arguments of `attain`.
        """
        return observations.prospect(self, **options)

    def following(self, other: Target) -> Self:
        """This proportional target as a level: its baseline grown by the factor that `other` asks for.

        Parameters
        ----------
        other : Target
            The target that is followed.

        Raises
        ------
        DomainError
            If this target is not proportional, or either baseline is missing.
        """
        if self.form != "proportional":
            raise DomainError(Reason("not_proportional", id=self.id, form=self.form))
        if self.baseline is None:
            raise DomainError(Reason("baseline_needed", id=self.id))
        way = self.course(followed=other)
        if other.concept != self.follows or way.end is None or other.form == "proportional":
            facts = {"other": other.id, "concept": other.concept, "baseline": other.baseline, "goal": other.goal}
            raise DomainError(Reason("follows_another", id=self.id, follows=self.follows, **facts))
        return replace(
            self,
            form="level",
            comparator=way.comparator,
            target_low=way.low,
            target_high=way.high,
            direction=way.direction,
        )
