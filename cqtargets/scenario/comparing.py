"""Scenarios side by side: one frame of scenario x indicator x year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import checked_frame
from cqtargets.conventions.reasons import Reason, all_said, checked_language
from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading import Profile
from cqtargets.observations import Observations
from cqtargets.scenario.aims import Aims, Question
from cqtargets.scenario.scenarios import Memo, Scenario
from cqtargets.scenario.stocks import BANDS, Peoples, Population
from cqtargets.scenario.tables import target_table, year_table

__all__ = ["ScenarioComparison", "compare"]

_COLUMNS: Final = 31
"""Columns of the yearly frame."""


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioComparison:
    """Scenarios side by side; make one with `compare`.

    Attributes
    ----------
    scenarios : tuple of Scenario
        The plan as it stands first, unless it was left out.
    catalogues : tuple of Catalogue
        What each scenario comes to.
    """

    scenarios: tuple[Scenario, ...]
    catalogues: tuple[Catalogue, ...]
    _targets: pd.DataFrame = field(repr=False)
    _years: pd.DataFrame = field(repr=False)

    def to_frame(self, *, lang: str = "en") -> pd.DataFrame:
        """One row a scenario, target and year.

        Columns: those of `targets`, then year, value (where the path stands at the year's end), stock, stock_low,
        stock_high (what that value needs, in the unit, for the people of that year), reason, stock_reason. A target
        without a path has one row with its reason.

        Parameters
        ----------
        lang : {"en", "zh"}
            Of the reasons.

        Raises
        ------
        DomainError
            If `lang` is neither.
        """
        return _told(self._years, lang)

    def targets(self, *, lang: str = "en") -> pd.DataFrame:
        """One row a scenario and target.

        Columns: scenario, id, name_zh, name_en, plan, region, binding, unit, changed (against the first scenario),
        baseline_year, baseline, target_year, goal, required_cagr (fraction a year), required_annual_change,
        growth_reason, observed, observed_when, source, to_path, to_target, gap_reason, grade, grade_reason.

        Parameters
        ----------
        lang : {"en", "zh"}
            Of the reasons.

        Raises
        ------
        DomainError
            If `lang` is neither.
        """
        return _told(self._targets, lang)

    def changed(self) -> ScenarioComparison:
        """Only the targets that differ between scenarios."""
        ids = set(self._targets.loc[self._targets["changed"], "id"])
        if self._years["stock"].notna().any():
            stocks = self._years.groupby(["id", "year"])["stock"]
            ids |= {str(key[0]) for key, count in stocks.nunique().items() if count > 1 and isinstance(key, tuple)}
        return self.only(ids)

    def only(self, ids: Iterable[str]) -> ScenarioComparison:
        """Only some targets.

        Parameters
        ----------
        ids : iterable of str
            Their ids.
        """
        chosen = set(ids)
        return ScenarioComparison(
            scenarios=self.scenarios,
            catalogues=self.catalogues,
            _targets=self._targets[self._targets["id"].isin(chosen)].reset_index(drop=True),
            _years=self._years[self._years["id"].isin(chosen)].reset_index(drop=True),
        )

    def __repr__(self) -> str:
        names = ", ".join(scenario.name for scenario in self.scenarios)
        count = self._targets.loc[self._targets["changed"], "id"].nunique()
        return f"ScenarioComparison of {names}: {self._targets['id'].nunique()} targets, {count} changed"


def _told(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """A copy of the table with its reasons in the reader's language."""
    checked_language(lang)
    columns = [name for name in frame.columns if name.endswith("reason")]
    return frame.assign(**{name: all_said(frame[name].to_numpy(dtype=object), lang).tolist() for name in columns})


@door
def compare(
    catalogue: Catalogue,
    *scenarios: Scenario,
    observations: Observations | None = None,
    population: Population | None = None,
    profile: str | Profile | None = None,
    on: int | date | str | None = None,
    years: Sequence[int] | None = None,
    method: str | None = None,
    allow: Iterable[str] = (),
    base: str | None = "base",
    bands: Mapping[str, str] | None = None,
    level: float = 0.95,
    kind: str = "year_end",
) -> ScenarioComparison:
    """Every target under every scenario, beside the plan as it stands.

    Parameters
    ----------
    catalogue : Catalogue
    *scenarios : Scenario
        Each with a name of its own.
    observations : Observations, optional
        Held against the targets: gap, and grade where `profile` is given.
    population : forecast, function, or mapping of region to either, optional
        For the stock that a rate needs: path value / per x people. A forecast offers
        ``denominator(band, on=year, kind=kind)`` with `median` and `interval(level)`. A function is called with
        `Scenario.population_arguments`, once for each set of them; a scenario that changes the population needs one.
        Let it use one fixed seed: all scenarios then meet the same random numbers.
    profile : str or Profile, optional
        As for `cqtargets.grading.evaluate`.
    on : int, date or str, optional
        Later observations do not count.
    years : sequence of int, optional
        Year ends to show; from each baseline to each due year by default. After the due year the target stays.
    method : str, optional
        Shape of the paths, as for `Indicator.path`.
    allow : iterable of str
        Mismatches to accept, as in `Observations.latest`.
    base : str or None
        Name of the plan as it stands; None leaves it out.
    bands : mapping, optional
        Further populations of targets and their age bands, beside `cqtargets.scenario.stocks.BANDS`.
    level : float
        Share of outcomes inside the interval of stocks.
    kind : str
        Moment of a population: year_end or mid_year.

    Returns
    -------
    ScenarioComparison

    Raises
    ------
    DomainError
        If two scenarios share a name, or one cannot be applied.
    ConventionError
        If a scenario changes a population given as a fixed forecast, or seeds differ.

    References
    ----------
    Common random numbers: Law, A. M. (2015), Simulation Modeling and Analysis, section 11.2.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat = cq.load_catalogue().select(plan="med14")
    >>> late = cq.Scenario("late", [cq.Shift("med14.beds_per_1000", "target_year", by=1)])
    >>> frame = cq.compare(cat, late, years=[2025]).changed().to_frame()
    >>> [(row.scenario, round(row.value, 2), round(row.required_cagr, 4)) for row in frame.itertuples()]
    [('base', 8.0, 0.0463), ('late', 7.73, 0.0384)]
    """
    if profile is not None and observations is None:
        raise ConventionError(Reason("profile_without_values"))
    chosen = (*([Scenario(base)] if base is not None else []), *scenarios)
    _refuse_doubled(chosen)
    _refuse_beyond_memory(catalogue, len(chosen), years)
    memo: Memo = {}
    catalogues = tuple(scenario.apply_with(catalogue, memo) for scenario in chosen)
    question = Question(observations=observations, on=on, allow=tuple(allow), method=method, profile=profile)
    aims = Aims(question)
    places = [aims.places(held) for held in catalogues]
    known = {**BANDS, **(bands or {})}
    peoples = None
    if population is not None:
        peoples = Peoples(population, catalogue, bands=known, level=level, kind=kind)
        for scenario in chosen:
            peoples.refuse_strangers(scenario)
    targets = target_table(chosen, aims, places)
    return ScenarioComparison(
        scenarios=chosen,
        catalogues=catalogues,
        _targets=targets,
        _years=year_table(chosen, aims, places, targets, years, peoples, known),
    )


def _refuse_beyond_memory(catalogue: Catalogue, scenarios: int, years: Sequence[int] | None) -> None:
    """Before anything is worked out: the rows of the yearly frame, by the years that the targets print."""
    if years is not None:
        each = len(years) * len(catalogue)
    else:
        each = sum(1 + max(0, one.target_year - (one.start_year or one.target_year)) for one in catalogue)
    checked_frame(scenarios * each, _COLUMNS, Reason("fewer_scenarios"))


def _refuse_doubled(scenarios: Sequence[Scenario]) -> None:
    names = [scenario.name for scenario in scenarios]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise DomainError(Reason("two_scenarios", doubled=doubled[0]))
    if not names:
        raise DomainError(Reason("nothing_to_compare"))
