"""The plans opened side by side: targets, observations and norms, and the groups in which the rules look."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from cqtargets.catalogue import Catalogue
from cqtargets.consistency.printed import exact
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.norms.norm import Norm
from cqtargets.targets.course import Courses
from cqtargets.targets.courses import courses_of
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["ADDED", "Book", "open_book", "similar", "stem", "tokens"]

ADDED = frozenset({"added", "new", "planned"})
"""Words of a key that say that something is added."""

_SYNONYMS = {"doctor": "physician", "people": "resident"}
_UNIT_WORDS = frozenset({"minute", "hour", "day", "per", "100", "1000", "10000", "100000"})
_CROWD = 12
_SHARED = 2


@lru_cache(maxsize=131072)
def tokens(key: str) -> frozenset[str]:
    """The words of a concept key in the singular, without units and denominators.

    >>> sorted(tokens("beds_per_1000"))
    ['bed']
    """
    words = (word[:-1] if word.endswith("s") and len(word) > 3 else word for word in key.lower().split("_"))
    return frozenset(_SYNONYMS.get(word, word) for word in words if word) - _UNIT_WORDS


def stem(indicator: Indicator) -> frozenset[str]:
    """The words of a concept without those of its population: what is covered, whoever is covered."""
    return tokens(indicator.concept) - tokens(indicator.population)


def similar(concepts: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of different keys that differ in one word at most and share two or more; each pair once.

    A word stem that more than a dozen keys share says nothing and is passed over, so that the work grows with the
    number of keys, not with its square.
    """
    reached: dict[frozenset[str], set[str]] = defaultdict(set)
    for other in others:
        if len(tokens(other)) >= _SHARED:
            for key in _shortened(other):
                reached[key].add(other)
    seen: set[tuple[str, str]] = set()
    for concept in concepts if reached else ():
        for key in _shortened(concept) if len(tokens(concept)) >= _SHARED else ():
            crowd = reached.get(key, ())
            if len(crowd) > _CROWD:
                continue
            for other in sorted(crowd):
                if other != concept and (concept, other) not in seen:
                    seen.add((concept, other))
                    yield concept, other


def _shortened(key: str) -> Iterator[frozenset[str]]:
    words = tokens(key)
    if len(words) >= _SHARED:
        yield words
    if len(words) >= 3:
        for word in words:
            yield words - {word}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What the rules read: `targets` are those of documents in force, `catalogue` holds them all.

    By concept and region, `alone` holds targets that share neither with another, `several` the others.
    """

    catalogue: Catalogue
    targets: tuple[Indicator, ...]
    observations: tuple[Observation, ...]
    norms: tuple[Norm, ...]
    population: Mapping[str, Mapping[int, Fraction]]
    alone: Mapping[tuple[str, str], Indicator] = field(repr=False)
    several: Mapping[tuple[str, str], list[Indicator]] = field(repr=False)
    by_plan: Mapping[tuple[str, str], list[Indicator]] = field(repr=False)
    series: ObservedSeries = field(repr=False)
    catalogue_above: Catalogue = field(repr=False)
    courses: Courses = field(repr=False)

    @property
    def above(self) -> tuple[Indicator, ...]:
        """The targets of plans of the larger areas."""
        return tuple(self.catalogue_above)

    def date_of(self, plan: str) -> str:
        """Day of issue of a plan as an ISO string, empty where unknown."""
        return self.catalogue.document(plan).date

    def of_concept(self, concept: str, region: str) -> Sequence[Indicator]:
        """The targets of a concept in a region."""
        one = self.alone.get((concept, region))
        return self.several.get((concept, region), ()) if one is None else (one,)

    def observed(self, concept: str, region: str) -> tuple[Observation, ...]:
        """What was observed of a concept in a region, dated or not, in the order given."""
        return self.series.given(concept, region)

    def latest_target(self, plan: str, concept: str, region: str) -> Indicator | None:
        """The target of a concept in a plan and region that is due last."""
        found = [target for target in self.of_concept(concept, region) if target.plan == plan]
        return max(found, key=lambda target: target.target_year, default=None)


def open_book(
    catalogue: Catalogue,
    observations: Iterable[Observation],
    norms: Iterable[Norm],
    population: Mapping[str, float | Mapping[int, float]],
    above: Catalogue | None = None,
) -> Book:
    """Group the rows once, so that each rule looks only where two numbers can meet."""
    repealed = {key for key, document in catalogue.documents.items() if document.repealed_by}
    targets = tuple(target for target in catalogue if target.plan not in repealed)
    keys = [(target.concept, target.region) for target in targets]
    times = Counter(keys)
    several: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    by_plan: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for key, target in zip(keys, targets, strict=True):
        by_plan[target.plan, target.region].append(target)
        if times[key] > 1:
            several[key].append(target)
    held = tuple(observations)
    sizes = {
        name: {year: exact(size) for year, size in known.items()} if isinstance(known, Mapping) else {0: exact(known)}
        for name, known in population.items()
    }
    return Book(
        catalogue=catalogue,
        targets=targets,
        observations=held,
        norms=tuple(norm for norm in norms if norm.plan not in repealed),
        population=sizes,
        alone={key: target for key, target in zip(keys, targets, strict=True) if times[key] == 1},
        several=several,
        by_plan=by_plan,
        series=observations if isinstance(observations, ObservedSeries) else ObservedSeries(held),
        catalogue_above=Catalogue(()) if above is None else above,
        courses=courses_of(targets),
    )
