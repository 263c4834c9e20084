"""Age bands summed from five-year groups; a band that cuts a group takes the whole's single years of that group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.age_groups import AgeGroup, parse_band
from cqtargets.errors import DomainError

__all__ = ["STANDARD", "Bands", "median_age", "plan_bands"]

Array = NDArray[np.float64]

# The bands plans use, and 15-64 for the dependency ratios that the statistics bureau prints.
STANDARD: Final = ("total", "0-2", "0-6", "0-14", "15-59", "15-64", "60+", "65+", "80+", "women 15-49")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """How each band is made of G groups five years wide, the last open.

    Attributes
    ----------
    names : tuple of str
    sexes : tuple of slice
        Rows of the sex axis.
    whole : array of bool, shape (bands, G)
        Groups taken entirely.
    cut : mapping of (band, group) to (first, last + 1)
        Single ages of the groups that a band cuts.
    """

    names: tuple[str, ...]
    sexes: tuple[slice, ...]
    whole: NDArray[np.bool_]
    cut: Mapping[tuple[int, int], tuple[int, int]]

    def shares(self, single: Array) -> dict[tuple[int, int], Array]:
        """Share of a cut group that is in the band, (times, 2, n), from single years (times, 2, 101, n)."""
        found = {}
        for (band, group), (first, stop) in self.cut.items():
            of_group = single[:, :, 5 * group : 5 * group + 5].sum(axis=2)
            inside = single[:, :, first:stop].sum(axis=2)
            found[band, group] = np.divide(inside, of_group, out=np.zeros_like(inside), where=of_group > 0)
        return found

    def sums(self, groups: Array, shares: Mapping[tuple[int, int], Array]) -> Array:
        """Persons of every band, (bands, times, n), from groups (times, 2, G, n)."""
        result = np.empty((len(self.names), groups.shape[0], groups.shape[-1]))
        both = groups[:, 0] + groups[:, 1]
        for band, sexes in enumerate(self.sexes):
            people = both if sexes == slice(None) else groups[:, sexes].sum(axis=1)
            picked = np.flatnonzero(self.whole[band])
            result[band] = people[:, picked[0] : picked[-1] + 1].sum(axis=1) if picked.size else 0.0
        for (band, group), share in shares.items():
            sexes = self.sexes[band]
            result[band] += (groups[:, sexes, group] * share[:, sexes]).sum(axis=1)
        return result


def plan_bands(names: Sequence[str], groups: int) -> Bands:
    """The bands over `groups` five-year groups.

    Raises
    ------
    DomainError
        If a band is none, or cuts the open group.

    Examples
    --------
    >>> plan = plan_bands(["0-2", "60+"], 18)
    >>> dict(plan.cut), int(plan.whole[1].sum())
    ({(0, 0): (0, 3)}, 6)
    """
    unique = tuple(dict.fromkeys(names))
    whole = np.zeros((len(unique), groups), dtype=np.bool_)
    cut: dict[tuple[int, int], tuple[int, int]] = {}
    sexes = []
    for row, name in enumerate(unique):
        band = AgeGroup(low=0, high=None) if name == "total" else parse_band(name)
        sexes.append(slice(None) if band.sex is None else (slice(0, 1) if band.sex == "male" else slice(1, 2)))
        open_age = 5 * (groups - 1)
        if band.low > open_age or (band.high is not None and band.high >= open_age):
            raise DomainError(
                f"band {name!r} cuts the open group {open_age}+; end at {open_age - 1} or write {open_age}+"
            )
        stop = open_age + 5 if band.high is None else band.high + 1
        for group in range(groups):
            first, last = max(band.low, 5 * group), min(stop, 5 * group + 5)
            if last - first == 5:
                whole[row, group] = True
            elif last > first:
                cut[row, group] = (first, last)
    return Bands(names=unique, sexes=tuple(sexes), whole=whole, cut=cut)


def median_age(groups: Array) -> Array:
    """Age that half the people have passed, (times, n): straight lines within five-year groups (times, 2, G, n).

    Examples
    --------
    >>> groups = np.zeros((1, 2, 18, 1))
    >>> groups[0, :, :2, 0] = 10.0
    >>> float(median_age(groups)[0, 0])
    5.0
    """
    people = groups[:, 0] + groups[:, 1]
    below = people.copy()
    for group in range(1, below.shape[1]):
        below[:, group] += below[:, group - 1]
    half = below[:, -1:] / 2
    at = np.add.reduce(below < half, axis=1, keepdims=True, dtype=np.int16).astype(np.intp)
    inside = np.take_along_axis(people, at, axis=1)
    before = np.take_along_axis(below, at, axis=1) - inside
    share: Array = np.divide(half - before, inside, out=np.zeros_like(inside), where=inside > 0)
    ages: Array = (5 * (at + share))[:, 0]
    return ages
