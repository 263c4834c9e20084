"""Observations by concept and region, and which of them may be compared with a target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from cqtargets import clock
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.names import nearest
from cqtargets.errors import DataFileError, Problem, UnitError
from cqtargets.files.bundle import table_rows
from cqtargets.monitoring.rows import OBSERVATION_COLUMNS, read_observation_rows
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

if TYPE_CHECKING:
    from cqtargets.prospects import Prospect

__all__ = ["Comparison", "Observations", "compare", "load_observations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An observation held against a target: comparable or not, and why.

    `reasons` holds one sentence a mismatch, by its name: ``unit``, ``basis``, ``population``, ``region``, ``date``.
    `remark` says what was taken for granted where the two are comparable.
    """

    observation: Observation
    reasons: dict[str, str]
    remark: str = ""

    @property
    def comparable(self) -> bool:
        """Whether nothing stands against the comparison."""
        return not self.reasons


def compare(indicator: Indicator, observation: Observation, allow: Iterable[str] = ()) -> Comparison:
    """Whether `observation` measures what `indicator` aims at, by unit, population, basis, region and date.

    Parameters
    ----------
    allow : iterable of str
        Names of mismatches to accept (``"basis"``); the remark then says so. A unit that cannot be converted is never
        accepted.
    """
    reasons: dict[str, str] = {}
    if observation.region != indicator.region:
        reasons["region"] = f"observed for {observation.region}, the target is for {indicator.region}"
    try:
        observation.value_in(indicator.unit, indicator.per)
    except UnitError as error:
        reasons["unit"] = str(error)
    if observation.population and indicator.population and observation.population != indicator.population:
        reasons["population"] = f"observed per {observation.population}, the target is per {indicator.population}"
    if observation.basis and indicator.basis and observation.basis != indicator.basis:
        reasons["basis"] = f"observed as {observation.basis}, the target counts {indicator.basis}"
    if observation.when is None:
        reasons["date"] = "the observation has no date"
    accepted = [name for name in allow if name in reasons and name != "unit"]
    remarks = [f"allowed: {reasons.pop(name)}" for name in accepted]
    if indicator.basis and not observation.basis:
        remarks.append(f"the observation does not state its basis; the target counts {indicator.basis}")
    return Comparison(observation=observation, reasons=reasons, remark="; ".join(remarks))


class Observations:
    """An ordered, unchangeable collection of observations.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat, obs = cq.load_catalogue(), cq.load_observations()
    >>> obs.latest(cat["med14.life_expectancy"]).observation.value
    79.72
    >>> held = obs.latest(cat["med14.beds_per_1000"], on=2024)
    >>> held.comparable, held.reasons["basis"]
    (False, 'observed as 实有床位, the target counts 编制床位')
    """

    def __init__(
        self, observations: Iterable[Observation], remarks: Iterable[Problem] = (), *, updates: Iterable[int] = ()
    ) -> None:
        self._observations = tuple(observations)
        self.remarks = tuple(remarks)
        self._updates = tuple(updates) or (0,) * len(self._observations)
        self._by_concept: dict[str, list[tuple[Observation, int]]] = {}
        for observation, update in zip(self._observations, self._updates, strict=True):
            self._by_concept.setdefault(observation.concept, []).append((observation, update))

    def __len__(self) -> int:
        return len(self._observations)

    def __iter__(self) -> Iterator[Observation]:
        return iter(self._observations)

    def __eq__(self, other: object) -> bool:
        return self._observations == other._observations if isinstance(other, Observations) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._observations)

    def __repr__(self) -> str:
        dated = [observation.time for observation in self._observations if observation.time is not None]
        span = f", {min(dated):.0f} to {max(dated):.0f}" if dated else ""
        return f"Observations: {len(self)} values of {len(self._by_concept)} concepts{span}"

    @property
    def concepts(self) -> tuple[str, ...]:
        """All concepts, in order of first appearance."""
        return tuple(self._by_concept)

    def series(self, concept: str, region: str | None = None) -> tuple[Observation, ...]:
        """Dated observations of a concept, by time; later vintages after earlier ones of the same date."""
        found = [
            (observation.time or 0.0, update, observation.published, number, observation)
            for number, (observation, update) in enumerate(self._by_concept.get(concept, ()))
            if observation.when is not None and (region is None or observation.region == region)
        ]
        return tuple(observation for *_, observation in sorted(found, key=lambda item: item[:4]))

    def current(self, concept: str, region: str | None = None) -> tuple[Observation, ...]:
        """`series` with one value a date, region, population and basis: the latest vintage of each."""
        last = {
            (seen.time, seen.region, seen.population, seen.basis, seen.bound): seen
            for seen in self.series(concept, region)
        }
        return tuple(last.values())

    def updated(self, other: Observations) -> Observations:
        """These observations with those of `other` as a later vintage: both are kept, the later one counts.

        Examples
        --------
        >>> first = Observations([Observation(concept="x", value=1.0, when=2024)])
        >>> both = first.updated(Observations([Observation(concept="x", value=1.2, when=2024)]))
        >>> [seen.value for seen in both.series("x")], [seen.value for seen in both.current("x")]
        ([1.0, 1.2], [1.2])
        """
        later = max(self._updates, default=-1) + 1
        return Observations(
            (*self._observations, *other._observations),
            (*self.remarks, *other.remarks),
            updates=(*self._updates, *(later + update for update in other._updates)),
        )

    def against(self, indicator: Indicator, *, allow: Iterable[str] = ()) -> tuple[Comparison, ...]:
        """Every observation of the target's concept in its region, by time, with its comparability."""
        names = tuple(allow)
        return tuple(
            compare(indicator, observation, names) for observation in self.series(indicator.concept, indicator.region)
        )

    def latest(
        self, indicator: Indicator, *, on: int | date | str | None = None, allow: Iterable[str] = ()
    ) -> Comparison | None:
        """The latest comparable observation up to `on`; failing that, the latest that is not, with the reason.

        None where the concept was never observed in the region. Of two vintages of one date the later counts.
        """
        limit = None if on is None else clock.time(on)
        held = [
            comparison
            for comparison in self.against(indicator, allow=allow)
            if limit is None or (comparison.observation.time or 0.0) <= limit
        ]
        later_than_baseline = [
            comparison
            for comparison in held
            if comparison.comparable and not _is_baseline(indicator, comparison.observation)
        ]
        refused = [comparison for comparison in held if not comparison.comparable]
        if later_than_baseline:
            return later_than_baseline[-1]
        remaining = refused or held
        return remaining[-1] if remaining else None

    def prospect(self, indicator: Indicator, **options: Any) -> Prospect:
        """How likely the target is met on its due date; options as for `cqtargets.prospects.attain`."""
        from cqtargets.prospects import attain

        return attain(indicator, self, **options)

    def to_frame(self) -> pd.DataFrame:
        """One row an observation, one column a field."""
        columns: dict[str, Any] = {
            name: [getattr(observation, name) for observation in self._observations] for name in OBSERVATION_COLUMNS
        }
        columns["when"] = ["" if when is None else str(when) for when in columns["when"]]
        frame = pd.DataFrame(columns, columns=list(OBSERVATION_COLUMNS))
        frame["per"] = frame["per"].astype("Int64")
        frame["value"] = frame["value"].astype("float64")
        return frame

    def unmatched(self, catalogue: Catalogue) -> pd.DataFrame:
        """Which observations answer which target, and which answer none.

        Columns: concept, region, when, value, matched (ids joined by commas), reason (why an observation of a target's
        concept is not comparable, or that no target has its concept), nearest (concepts that look alike).
        """
        concepts = sorted({indicator.concept for indicator in catalogue})
        rows = [self._match_row(observation, catalogue, concepts) for observation in self._observations]
        return pd.DataFrame(rows, columns=list(_MATCH_COLUMNS))

    @staticmethod
    def _match_row(observation: Observation, catalogue: Catalogue, concepts: list[str]) -> dict[str, Any]:
        candidates = [indicator for indicator in catalogue if indicator.concept == observation.concept]
        held = [(indicator, compare(indicator, observation)) for indicator in candidates]
        matched = [indicator.id for indicator, comparison in held if comparison.comparable]
        refused = [
            f"{indicator.id}: {'; '.join(comparison.reasons.values())}"
            for indicator, comparison in held
            if not comparison.comparable
        ]
        reason = " | ".join(refused) if held else "no target has this concept"
        near = [] if held else nearest(observation.concept, concepts)
        return {
            "concept": observation.concept,
            "region": observation.region,
            "when": "" if observation.when is None else str(observation.when),
            "value": observation.value,
            "matched": ", ".join(matched),
            "reason": reason,
            "nearest": ", ".join(near),
        }


_MATCH_COLUMNS: Final = ("concept", "region", "when", "value", "matched", "reason", "nearest")


def _is_baseline(indicator: Indicator, observation: Observation) -> bool:
    start = indicator.baseline_year
    return start is not None and observation.time is not None and observation.time <= clock.time(start)


def load_observations() -> Observations:
    """Facts that the documents print, and public series of Chongqing and of China, each with its source."""
    result = read_observation_rows(table_rows("observations.csv"))
    if result.problems:
        raise DataFileError("observations.csv", result.problems)
    return Observations(observation for _, observation in result.values)
