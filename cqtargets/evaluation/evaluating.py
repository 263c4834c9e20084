"""Evaluate one plan at a date: the assessment that decides, and the tables and words that stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from cqtargets import clock
from cqtargets.assessment import Assessment, assess
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, checked_language
from cqtargets.conventions.shown import indexed
from cqtargets.conventions.vocabulary import STATES as PROJECT_STATES
from cqtargets.errors import ConventionError, DomainError
from cqtargets.evaluation.conclusion import conclusion, headline
from cqtargets.evaluation.district_table import district_frame, districts_in
from cqtargets.evaluation.realisation import Realisation, realisation_of
from cqtargets.evaluation.tables import against_frame, main_table, missed_table, project_table, verdict_frame
from cqtargets.evaluation.verdicts import Verdict, verdicts, with_judgements
from cqtargets.observations import Observations

__all__ = ["STAGES", "PlanEvaluation", "evaluate_plan"]

_TABLE_WORDS: Final = re.compile(
    r"(?:的?(?:主要|发展|核心|监测|评价|目标|任务)+)?(?:指标|目标|任务)(?:体系|目标)?(?:(?:完成|进展|实施|执行|落实)情况)?(?:一览|汇总|统计|分解)?表?$"
)
STAGES: Final = {"final": "final", "midterm": "schedule", "annual": "schedule"}
"""The stage of an evaluation and the rule whose grades it takes."""


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class PlanEvaluation:
    """What `cqtargets.evaluate_plan` found; its grades are those of `assessment`.

    Attributes
    ----------
    assessment : Assessment
        The grades, with the judgements that the plan's rows bring.
    stage : {"final", "midterm", "annual"}
    on : int or date
        The date of the evaluation.
    nation : str
        The region that stands for the nation; empty for none.
    peers : tuple of str
        Other places to be named beside it.
    statuses : mapping of id to status
        已完成, 在建 or 未启动 of projects, before what the rows say.
    """

    assessment: Assessment
    stage: str
    on: int | date
    nation: str
    peers: tuple[str, ...]
    statuses: Mapping[str, str]

    def __repr__(self) -> str:
        found = self.verdicts()
        assessed = sum(one.state != "not_assessable" for one in found if one.counted)
        return f"PlanEvaluation of {self.title} at {self.on} ({self.stage}): {assessed} of {len(found)} assessed"

    def _repr_html_(self) -> str:
        import html

        return f"<p>{html.escape(self.conclusion('zh'))}</p>"

    @property
    def catalogue(self) -> Catalogue:
        """The targets of the plan."""
        return self.assessment.catalogue

    @property
    def title(self) -> str:
        """What the plan is called: its title, without the words for its table, and its number, as far as they are known."""
        document = self.catalogue.document(self.catalogue.plans[0])
        title = _TABLE_WORDS.sub("", document.title) or document.title
        named = f"《{title}》" if title else ""
        number = f"（{document.number}）" if document.number and named else document.number
        return (named + number) or document.label

    def verdicts(self) -> tuple[Verdict, ...]:
        """The plan's indicators: its targets with a binding type, or all of a plan that states none; in its own order."""
        return tuple(one for one in self._ordered() if self._is_indicator(one))

    def _ordered(self) -> list[Verdict]:
        found = verdicts(self.assessment)
        last = len(found)
        return sorted(found, key=lambda one: last if one.target.position is None else one.target.position)

    def _is_indicator(self, one: Verdict) -> bool:
        return one.target.binding is not None or not any(target.binding for target in self.catalogue)

    def _tasks(self) -> list[Verdict]:
        return [one for one in self._ordered() if not self._is_indicator(one)]

    def conclusion(self, lang: str = "zh") -> str:
        """The paragraph with its counts, 约束性 apart, the not assessable with their reasons, never a rate without its n.

        Parameters
        ----------
        lang : {"zh", "en"}
        """
        frame = self.projects(lang="zh")
        statuses = ["" if word == "未报告" else word for word in frame["进展"]]
        return conclusion(self.title, self.on, self.verdicts(), statuses, checked_language(lang))

    def headline(self, lang: str = "zh") -> str:
        """The evaluation in one line: how many targets can be assessed, how they stand, and the obligatory ones apart.

        Parameters
        ----------
        lang : {"zh", "en"}
        """
        return headline(
            self.catalogue.document(self.catalogue.plans[0]).label, self.on, self.verdicts(), checked_language(lang)
        )

    def table(self, *, lang: str = "zh") -> pd.DataFrame:
        """The main table: baseline, every year's value, target, result, unit in charge and source, in the plan's order.

        Parameters
        ----------
        lang : {"zh", "en"}
        """
        year = self.on if isinstance(self.on, int) else self.on.year
        return main_table(self.verdicts(), year, checked_language(lang))

    def unmet(self, *, lang: str = "zh") -> pd.DataFrame:
        """The indicators that are missed, nearly met or behind, with distance and reason.

        Parameters
        ----------
        lang : {"zh", "en"}
        """
        return missed_table(self.verdicts(), checked_language(lang))

    def projects(self, *, lang: str = "zh") -> pd.DataFrame:
        """Targets without a binding type beside those with one: 已完成, 在建, 未启动, from a status or from values.

        Parameters
        ----------
        lang : {"zh", "en"}
        """
        return project_table(self._tasks(), self.statuses, checked_language(lang))

    @property
    def realisation(self) -> Realisation:
        """综合实现程度: weighted and capped, by the plan's own groups."""
        return realisation_of(self.verdicts())

    def against(self, place: str = "", *, lang: str = "zh") -> pd.DataFrame:
        """The values of the nation, or of another place, beside the plan's own.

        Parameters
        ----------
        place : str
            A region of the observations; the nation of the evaluation by default.
        lang : {"zh", "en"}

        Raises
        ------
        DomainError
            If no place is named here or in the evaluation.
        """
        chosen = place or self.nation
        if not chosen:
            raise DomainError(Reason("no_place_to_compare"))
        return against_frame(
            self.verdicts(), self.assessment.observations, chosen, clock.time(self.on), checked_language(lang)
        )

    def districts(self, *, lang: str = "zh") -> pd.DataFrame:
        """Of each rate or share how many districts reach its level, the lowest and the highest, where they were observed.

        Parameters
        ----------
        lang : {"zh", "en"}
        """
        observations = self.assessment.observations
        listed = districts_in(observations, {target.region for target in self.catalogue})
        return district_frame(self.verdicts(), observations, listed, clock.time(self.on), checked_language(lang))

    def to_frame(self, *, lang: str = "en", index: str | None = None) -> pd.DataFrame:
        """One row a target, projects behind the indicators.

        Columns: id, name, binding, baseline_year, baseline, target_year, goal, value, when, state, state_zh, distance,
        unit, reason, source; `distance` is the value minus the goal.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of names and reasons.
        index : {"id"}, optional
            A column as index.
        """
        frame = verdict_frame([*self.verdicts(), *self._tasks()], checked_language(lang))
        return indexed(frame, index)


@door
def evaluate_plan(
    catalogue: Catalogue,
    observations: Observations,
    *,
    on: int | date | str,
    stage: str = "final",
    nation: str | None = None,
    peers: Iterable[str] = (),
    statuses: Mapping[str, str] | None = None,
    allow: str | Sequence[str] = (),
) -> PlanEvaluation:
    """Evaluate one plan at a date, as a bureau signs it.

    Parameters
    ----------
    catalogue : Catalogue
        The targets of one plan: ``cat.select(plan="med14")``.
    observations : Observations
    on : int, date or str
        Later values do not count.
    stage : {"final", "midterm", "annual"}
        The final stage takes the due year's value against the target; the others progress against time, and in the due
        year the final word.
    nation : str, optional
        The region that stands for the nation; 全国 by default, where it was observed.
    peers : iterable of str
        Regions to be named beside it.
    statuses : mapping of id to {"已完成", "在建", "未启动"}, optional
        Progress of projects and tasks, before what their rows and values say.
    allow : str or sequence of str
        Mismatches to accept, as in `cqtargets.assess`.

    Returns
    -------
    PlanEvaluation
        `conclusion(lang)`, `table()`, `unmet()`, `projects()`, `realisation`, `against(place)`, `districts()`, `to_frame()`.

    Raises
    ------
    ConventionError
        For an unknown stage or status, a judgement that cannot be used, and a catalogue of several plans.
    DomainError
        For a plan without a target, and a date before its base year.
    UnknownIdError
        If a status is given for a target that is not here.

    References
    ----------
    The rules are those of `docs/grading.md`, the forms those of Chinese final and mid-term evaluations.

    Examples
    --------
    >>> import cqtargets as cq
    >>> found = evaluate_plan(cq.load_catalogue().select(plan="silver24"), cq.load_observations(), on=2025)
    >>> found.to_frame(index="id").loc["silver24.geriatric_hospitals", "state_zh"]
    '提前完成'
    """
    if stage not in STAGES:
        raise ConventionError(Reason("unknown_stage", stage=stage, stages=", ".join(STAGES)))
    _one_plan(catalogue)
    when = clock.parse_when(on)
    begin = min((target.start_year for target in catalogue if target.start_year is not None), default=None)
    if begin is not None and clock.time(when) < begin:
        raise DomainError(Reason("before_base_year", when=when, begin=begin))
    given = _checked_statuses(catalogue, dict(statuses or {}))
    known = {seen.region for seen in observations}
    missing = [place for place in (*((nation,) if nation else ()), *peers) if place not in known]
    if missing:
        raise DomainError(Reason("nothing_observed", missing=", ".join(missing)))
    result = assess(catalogue, observations, when, profile=STAGES[stage], allow=allow)
    return PlanEvaluation(
        assessment=with_judgements(result),
        stage=stage,
        on=when,
        nation=nation if nation is not None else "全国" if "全国" in known else "",
        peers=tuple(peers),
        statuses=given,
    )


def _one_plan(catalogue: Catalogue) -> None:
    if len(catalogue) == 0:
        raise DomainError(Reason("nothing_to_evaluate"))
    if len(catalogue.plans) > 1:
        keys = ", ".join(catalogue.plans)
        raise ConventionError(Reason("evaluate_one_plan", keys=keys))


def _checked_statuses(catalogue: Catalogue, given: dict[str, str]) -> dict[str, str]:
    for key, status in given.items():
        if key not in catalogue:
            catalogue[key]  # raises, naming the nearest
        if status not in PROJECT_STATES:
            raise ConventionError(f"{key}: {status!r} is not a status; write one of {'、'.join(PROJECT_STATES)}")
    return given
