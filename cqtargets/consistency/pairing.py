"""Two sets of targets side by side: which targets are the same one, and in what they differ."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from cqtargets.concepts.wording import folded, placeless
from cqtargets.consistency.printed import exact
from cqtargets.consistency.rules.same_year import demand, scale
from cqtargets.targets.indicator import Indicator

__all__ = ["DIFFERENCES", "Pair", "Relation", "home_of", "pair_targets", "relation_of"]

Relation = Literal["versions", "plans", "places"]
DIFFERENCES: Final = (
    "goal", "year", "baseline", "base_year", "unit", "population", "form", "binding", "basis", "responsible", "region", "name",
)  # fmt: skip
"""In what two targets of one kind may differ, in the order in which it is told."""
_MADE_ID: Final = re.compile(r"\.row\d+$")
_Key = Callable[[Indicator], Hashable]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A target of the first set and its counterpart of the second; None where the other set has none.

    Attributes
    ----------
    first, second : Indicator or None
    differs : tuple of str
        Some of `DIFFERENCES`.
    """

    first: Indicator | None
    second: Indicator | None
    differs: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What became of it: ``only_first``, ``only_second``, ``changed`` or ``same``."""
        if self.second is None:
            return "only_first"
        if self.first is None:
            return "only_second"
        return "changed" if self.differs else "same"

    @property
    def rise(self) -> int:
        """1 where the first set asks for a higher number than the second, -1 for a lower one, 0 where nobody can say."""
        if self.first is None or self.second is None or self.first.goal is None or self.second.goal is None:
            return 0
        one, other = scale(self.first), scale(self.second)
        if one is None or other is None or one[0] != other[0]:
            return 0
        step = exact(self.first.goal) * one[1] - exact(self.second.goal) * other[1]
        return (step > 0) - (step < 0)


def home_of(targets: Iterable[Indicator]) -> str:
    """The place that most targets are of."""
    places = Counter(target.region for target in targets)
    return places.most_common(1)[0][0] if places else ""


def relation_of(first: Iterable[Indicator], second: Iterable[Indicator], pairs: Iterable[Pair]) -> Relation:
    """What two sets are to each other: versions of one plan, plans of one place, or plans of several places.

    Versions share their plan's key, or their last year and at least half of the targets of the smaller set.
    """
    ours, theirs = list(first), list(second)
    if ours and theirs and home_of(ours) != home_of(theirs):
        return "places"
    if {target.plan for target in ours} == {target.plan for target in theirs}:
        return "versions"
    matched = sum(pair.first is not None and pair.second is not None for pair in pairs)
    last = [max((target.target_year for target in targets), default=0) for targets in (ours, theirs)]
    return "versions" if last[0] == last[1] and 2 * matched >= min(len(ours), len(theirs)) > 0 else "plans"


def pair_targets(first: Iterable[Indicator], second: Iterable[Indicator]) -> tuple[Pair, ...]:
    """Each target of two sets once, beside its counterpart: by its id, else by what it measures, where and until when.

    An id that was made of a row's number says nothing: rows move. Targets of the place that most targets of a set are
    of go together, whatever the place. In the order of the first set; those of the second set alone stand last.

    Parameters
    ----------
    first, second : iterable of Indicator

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat = cq.load_catalogue().select(plan="care14")
    >>> later = cat["care14.eldercare_beds"].with_target(26, year=2025)
    >>> found = pair_targets([later], cat)
    >>> found[0].kind, found[0].differs, found[0].rise, len(found)
    ('changed', ('goal',), 1, 51)
    """
    ours, theirs = list(first), list(second)
    homes = home_of(ours), home_of(theirs)
    left, right = dict(enumerate(ours)), dict(enumerate(theirs))
    found: dict[int, int] = {}
    for key, other in zip(_keys(homes[0]), _keys(homes[1]), strict=True):
        for one, two in _met(left, right, key, other):
            found[one] = two
            del left[one], right[two]
    pairs = [
        _pair(target, theirs[found[place]] if place in found else None, homes) for place, target in enumerate(ours)
    ]
    return (*pairs, *(Pair(first=None, second=target) for target in right.values()))


def _keys(home: str) -> tuple[_Key, ...]:
    """From the surest sign of one target to the weakest; None names nothing."""

    def place(target: Indicator) -> str:
        return "" if target.region == home else target.region

    def measured(target: Indicator) -> Hashable:
        return target.concept, place(target), target.form, target.per is None

    return (
        lambda target: None if _MADE_ID.search(target.id) else target.id,
        lambda target: (measured(target), target.target_year, target.population, target.name_zh),
        lambda target: (measured(target), target.target_year, target.population),
        measured,
        lambda target: (target.concept, place(target)),
        lambda target: (folded(placeless(target.name_zh, target.region)), place(target)),
    )


def _met(left: dict[int, Indicator], right: dict[int, Indicator], key: _Key, other: _Key) -> list[tuple[int, int]]:
    """Pairs that share a key; of several the nearest due years first."""
    held: dict[Hashable, list[int]] = defaultdict(list)
    for place, target in right.items():
        if (name := other(target)) is not None:
            held[name].append(place)
    asked: dict[Hashable, list[int]] = defaultdict(list)
    for place, target in left.items():
        if (name := key(target)) is not None and name in held:
            asked[name].append(place)
    return [pair for name, places in asked.items() for pair in _nearest(left, right, places, held[name])]


def _nearest(
    left: dict[int, Indicator], right: dict[int, Indicator], ours: list[int], theirs: list[int]
) -> list[tuple[int, int]]:
    """Each of the fewer, with the nearest due year among those of the other set that are left."""
    swapped = len(ours) > len(theirs)
    few = [(left[place].target_year, place) for place in ours]
    many = [(right[place].target_year, place) for place in theirs]
    if swapped:
        few, many = many, few
    many.sort()
    pairs = []
    for year, place in sorted(few):
        after = bisect_left(many, (year, -1))
        nearby = [index for index in (after, after - 1) if 0 <= index < len(many)]
        _, other = many.pop(min(nearby, key=lambda index: abs(many[index][0] - year)))
        pairs.append((other, place) if swapped else (place, other))
    return pairs


def _pair(first: Indicator, second: Indicator | None, homes: tuple[str, str]) -> Pair:
    return Pair(first=first, second=second, differs=() if second is None else _differences(first, second, homes))


def _differences(first: Indicator, second: Indicator, homes: tuple[str, str]) -> tuple[str, ...]:
    places = [
        "" if target.region == home else target.region for target, home in zip((first, second), homes, strict=True)
    ]
    held = {
        "goal": not _same_goal(first, second),
        "year": first.target_year != second.target_year,
        "baseline": _based(first) != _based(second),
        "base_year": first.baseline_year != second.baseline_year,
        "unit": _measured_in(first) != _measured_in(second),
        "population": first.population != second.population,
        "form": first.form != second.form,
        "binding": first.binding is not second.binding,
        "basis": first.basis != second.basis,
        "responsible": first.responsible != second.responsible,
        "region": places[0] != places[1],
        "name": first.concept != second.concept
        and folded(placeless(first.name_zh, first.region)) != folded(placeless(second.name_zh, second.region)),
    }
    return tuple(name for name in DIFFERENCES if held[name])


def _measured_in(target: Indicator) -> str:
    """The unit that all spellings of it share: 78 张/万 and 7.8 张/千 are measured in one."""
    scaled = scale(target)
    return target.unit if scaled is None else scaled[0]


def _same_goal(first: Indicator, second: Indicator) -> bool:
    """Whether both ask for the same, by number and sign; where there is no number, in the same words."""
    asked = demand(first), demand(second)
    if asked[0] is None or asked[1] is None:
        return (first.goal, first.comparator, folded(first.target_text)) == (
            second.goal, second.comparator, folded(second.target_text),
        )  # fmt: skip
    return asked[0] == asked[1]


def _based(target: Indicator) -> object:
    scaled = scale(target)
    return target.baseline if target.baseline is None or scaled is None else exact(target.baseline) * scaled[1]
