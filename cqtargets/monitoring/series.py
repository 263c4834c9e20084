"""What was observed, by concept and region: the collection on which every reading of it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import each_of
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.files.bundle import table_rows
from cqtargets.files.reading import Reading
from cqtargets.targets.observation import Observation

Dated = tuple[float, Observation]

__all__ = ["ObservedSeries", "bundled_observations", "doubt_of"]


@door
class ObservedSeries:
    """Observations in their order, looked up by concept; `Observations` adds what can be asked of them."""

    def __init__(
        self,
        observations: Iterable[Observation],
        remarks: Iterable[Problem] = (),
        *,
        updates: Iterable[int] = (),
        reading: tuple[Reading, ...] = (),
        left_out: Iterable[Problem] = (),
    ) -> None:
        self._observations = each_of(observations, Observation, "observations (cq.Observation)")
        self.remarks = tuple(remarks)
        self.reading = reading
        self.left_out = tuple(left_out)
        self._updates = tuple(updates) or (0,) * len(self._observations)
        if len(self._updates) != len(self._observations):
            raise DomainError(
                Reason("updates_of_another_length", updates=len(self._updates), values=len(self._observations))
            )
        self._dated: dict[str, dict[str | None, list[Dated]]] = {}
        self._last: dict[str, dict[str, list[Observation]]] = {}

    @cached_property
    def _by_concept(self) -> Mapping[str, list[tuple[Observation, int]]]:
        found: dict[str, list[tuple[Observation, int]]] = {}
        for observation, update in zip(self._observations, self._updates, strict=True):
            found.setdefault(observation.concept, []).append((observation, update))
        return found

    @cached_property
    def unknown_names(self) -> tuple[str, ...]:
        """The printed names that stand for no key and serve as concepts themselves."""
        return tuple(concept for concept in self._by_concept if not concept.isascii())

    def __len__(self) -> int:
        return len(self._observations)

    def __iter__(self) -> Iterator[Observation]:
        return iter(self._observations)

    def __eq__(self, other: object) -> bool:
        return self._observations == other._observations if isinstance(other, ObservedSeries) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._observations)

    @property
    def concepts(self) -> tuple[str, ...]:
        """All concepts, in order of first appearance."""
        return tuple(self._by_concept)

    def series(self, concept: str, region: str | None = None) -> tuple[Observation, ...]:
        """Dated observations of a concept, by time; of one date the one that counts comes last.

        A later vintage counts before an earlier one; within a vintage the less doubtful value (see `doubt_of`), then the
        later published.
        """
        found = [
            (observation.time or 0.0, update, -doubt_of(observation), observation.published, number, observation)
            for number, (observation, update) in enumerate(self._by_concept.get(concept, ()))
            if observation.when is not None and (region is None or observation.region == region)
        ]
        return tuple(observation for *_, observation in sorted(found, key=lambda item: item[:5]))

    def dated(self, concept: str, region: str | None = None) -> list[Dated]:
        """`series` with the time of each value; put in order once, when first asked for."""
        if concept not in self._by_concept:
            return []
        found = self._dated.get(concept)
        if found is None:
            found = self._dated[concept] = {None: []}
            for seen in self.series(concept):
                pair = (seen.time or 0.0, seen)
                found[None].append(pair)
                found.setdefault(seen.region, []).append(pair)
        return found.get(region, [])

    def last_by_population(self, region: str) -> Mapping[str, list[Observation]]:
        """The last dated value of each concept in a region, by the population it is counted over; sorted out once."""
        if region in self._last:
            return self._last[region]
        found: dict[str, list[Observation]] = {}
        for concept in self._by_concept:
            if pool := self.dated(concept, region):
                found.setdefault(pool[-1][1].population, []).append(pool[-1][1])
        if found:
            self._last[region] = found
        return found

    def given(self, concept: str, region: str) -> tuple[Observation, ...]:
        """The observations of a concept in a region, dated or not, in their own order."""
        return tuple(seen for seen, _ in self._by_concept.get(concept, ()) if seen.region == region)

    def undated(self, concept: str, region: str) -> bool:
        """Whether a concept was observed in a region, without any date."""
        return bool(self.given(concept, region))

    def current(self, concept: str, region: str | None = None) -> tuple[Observation, ...]:
        """`series` with one value a date, region, population and basis: the latest vintage of each."""
        last = {
            (seen.time, seen.region, seen.population, seen.basis, seen.bound): seen
            for seen in self.series(concept, region)
        }
        return tuple(last.values())


def doubt_of(seen: Observation) -> int:
    """How much a value leaves open by its kind: least if exact and final, then 快报, a bound (突破, 近), an estimate (预计).

    >>> doubt_of(Observation(concept="x", value=23.7, when=2024)), doubt_of(
    ...     Observation(concept="x", value=23.7, when=2024, bound=">", status="estimate"))
    (0, 6)
    """
    return 4 * (seen.status == "estimate") + 2 * bool(seen.bound) + (seen.status == "preliminary")


def bundled_observations() -> tuple[Observation, ...]:
    """Facts that the documents print, and public series of Chongqing and of China, each with its source."""
    from cqtargets.monitoring.rows import read_observation_rows

    result = read_observation_rows(table_rows("observations.csv"))
    if result.problems:
        raise DataFileError("observations.csv", result.problems)
    return tuple(observation for _, observation in result.values)
