"""Very many regions, a piece at a time: pieces of trajectories for the whole, one region after another for the parts.

Every sum runs in the order in which `ensemble` runs it, so that both give the same bits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError
from cqtargets.population.forecasting.bands import STANDARD, Bands, median_age, plan_bands
from cqtargets.population.forecasting.methods import Method
from cqtargets.population.forecasting.parts import TOGETHER, Cut, Part, part_sum, unraked
from cqtargets.population.forecasting.result import INDICES, ratio_of_bands
from cqtargets.population.forecasting.whole import Carried, Rates, run_block
from cqtargets.population.models.uncertainty import Spread, blocks

__all__ = [
    "MEDIAN_AGE",
    "USUAL",
    "Piece",
    "Setting",
    "fingerprint",
    "piece_of_whole",
    "pieces",
    "region_draws",
    "setting_of",
    "summary",
    "unit_of",
]

Array = NDArray[np.float64]
MEDIAN_AGE: Final = "median_age"
USUAL: Final = (*STANDARD, MEDIAN_AGE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """What all regions of a streamed forecast share.

    Attributes
    ----------
    quantities : tuple of str
        Bands, indices and the median age that are kept.
    keys : array, shape (parts,)
        Of the random walk of each part.
    ties : array, shape (parts, 5)
        What each part shares and what is known of it, as in `Part`.
    yearly : array, shape (G,)
        Of a part's log error a square root of a year.
    first_row : int
        Row of the times at which the year ends begin.
    """

    whole: str
    model: Rates | Carried = field(repr=False)
    spread: Spread
    plan: Bands = field(repr=False)
    groups: int
    seed: int
    since: Array = field(repr=False)
    first_row: int
    keys: NDArray[np.int64] = field(repr=False)
    ties: Array = field(repr=False)
    yearly: Array = field(repr=False)
    quantities: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """What the parts need of some trajectories of the whole.

    Attributes
    ----------
    factor : array, shape (times, 2, G, n)
        The whole over the sum of its parts before raking.
    shares : array, shape (cut groups, times, 2, n)
        Share of a group that a band cuts, of the whole.
    own : array, shape (bands + 1, times, n)
        Bands of the whole and, last, its median age.
    """

    factor: Array = field(repr=False)
    shares: Array = field(repr=False)
    own: Array = field(repr=False)


def setting_of(method: Method, *, seed: int, spread: Spread, quantities: Sequence[str]) -> Setting:
    """The shared part of a streamed forecast.

    Raises
    ------
    DomainError
        If only totals are known, or a quantity is neither a band nor an index.
    """
    if method.model is None:
        raise DomainError(f"{method.name}: only totals of {method.whole} are known; use forecast")
    kept = tuple(dict.fromkeys("total" if name == "0+" else name for name in quantities))
    if not kept:
        raise DomainError("no quantity is to be kept; name bands such as '60+', indices, or 'median_age'")
    bands = [name for name in kept if name not in INDICES and name != MEDIAN_AGE]
    return Setting(
        whole=method.whole,
        model=method.model,
        spread=spread,
        plan=plan_bands([*STANDARD, *bands], method.groups),
        groups=method.groups,
        seed=seed,
        since=method.since,
        first_row=method.times.size - len(method.years),
        keys=np.array([part.key for part in method.parts], dtype=np.int64),
        ties=np.array([part.ties for part in method.parts]).reshape(-1, 5),
        yearly=spread.parts * method.part_spread,
        quantities=kept,
    )


def pieces(draws: int) -> list[Cut]:
    """Trajectories that are worked on together: a block each, the last one with the variant itself.

    Examples
    --------
    >>> pieces(600)
    [[(0, 250)], [(1, 250)], [(2, 100), (None, 1)]]
    """
    found: list[list[tuple[int | None, int]]] = [[one] for one in blocks(draws)] or [[]]
    found[-1].append((None, 1))
    return [*found]


def piece_of_whole(setting: Setting, expected: Array, cut: Cut) -> Piece:
    """Trajectories of the whole, and what its parts are multiplied by.

    Parameters
    ----------
    expected : array, shape (parts, times, 2, G)
        Groups of each part before raking.

    Raises
    ------
    DomainError
        If an age group of all parts is empty.
    """
    plan = setting.plan
    done = [
        run_block((setting.model, setting.spread, plan, setting.groups, setting.seed, number, size))
        for number, size in cut
    ]
    groups = np.concatenate([one.groups for one in done], axis=-1)
    shares = [np.concatenate([one.shares[key] for one in done], axis=-1) for key in plan.cut]
    own = [np.concatenate([one.bands, one.median_age[None]]) for one in done]
    return Piece(
        factor=groups / _sum_of_parts(setting, expected, cut) if expected.size else groups,
        shares=np.stack(shares) if shares else np.empty((0, *groups.shape[:2], groups.shape[-1])),
        own=np.concatenate(own, axis=-1),
    )


def _sum_of_parts(setting: Setting, expected: Array, cut: Cut) -> Array:
    total: Array | None = None
    for start in range(0, len(expected), TOGETHER):
        some = [
            Part(name="", key=int(setting.keys[row]), expected=expected[row], ties=setting.ties[row])
            for row in range(start, min(start + TOGETHER, len(expected)))
        ]
        added = part_sum((some, setting.yearly, setting.seed, cut, setting.since))
        if total is None:
            total = added
        else:
            total += added
    if total is None or not (total > 0).all():
        raise DomainError(
            f"an age group of all parts of {setting.whole} is empty, so nothing can be raked to the whole"
        )
    return total


def region_draws(
    setting: Setting, row: int | None, expected: Array, done: Sequence[Piece], cuts: Sequence[Cut]
) -> Array:
    """Quantities of one region at year ends, (quantities, years, draws + 1), the variant last.

    `row` is that of the part among `expected`; None for the whole itself.
    """
    keys = setting.plan.cut
    found = []
    for piece, cut in zip(done, cuts, strict=True):
        if row is None:
            bands, ages = piece.own[:-1], piece.own[-1]
        else:
            part = Part(name="", key=int(setting.keys[row]), expected=expected[row], ties=setting.ties[row])
            groups = unraked(part, setting.yearly, setting.seed, cut, setting.since)
            groups *= piece.factor
            bands = setting.plan.sums(groups, dict(zip(keys, piece.shares, strict=True)))
            ages = median_age(groups)
        found.append(_quantities(setting, bands[:, setting.first_row :], ages[setting.first_row :]))
    return np.concatenate(found, axis=-1)


def _quantities(setting: Setting, bands: Array, ages: Array) -> Array:
    people = dict(zip(setting.plan.names, bands, strict=True))
    return np.stack([_quantity(name, people, ages) for name in setting.quantities])


def _quantity(name: str, people: Mapping[str, Array], ages: Array) -> Array:
    if name == MEDIAN_AGE:
        return ages
    return ratio_of_bands(name, people.__getitem__) if name in INDICES else people[name]


def summary(draws: Array, levels: Sequence[float]) -> Array:
    """Median, the variant, and low and high of each level: (..., 2 + 2 levels) from (..., n + 1), the variant last.

    Without draws the median is the variant, and there are no levels.

    Examples
    --------
    >>> summary(np.array([[1.0, 2.0, 3.0, 9.0]]), (0.5,)).tolist()
    [[2.0, 9.0, 1.5, 2.5]]
    """
    point = draws[..., -1:]
    if draws.shape[-1] == 1:
        return np.concatenate([point, point], axis=-1)
    ordered = np.sort(draws[..., :-1], axis=-1)
    count = ordered.shape[-1]
    middle = ordered[..., (count - 1) // 2 : count // 2 + 1].mean(axis=-1, keepdims=True)
    ends = [end for level in levels for end in ((1 - level) / 2, (1 + level) / 2)]
    found = np.concatenate([middle, point, *(_quantile(ordered, end) for end in ends)], axis=-1)
    unknown = np.isnan(ordered[..., -1])
    if unknown.any():
        found[unknown] = np.where(np.arange(found.shape[-1]) == 1, found[unknown], np.nan)
    return found


def _quantile(ordered: Array, share: float) -> Array:
    """The quantile of sorted values, by a straight line from the nearer of its neighbours as `np.quantile` draws it."""
    at = share * (ordered.shape[-1] - 1)
    below = int(at)
    low, high = ordered[..., below, None], ordered[..., min(below + 1, ordered.shape[-1] - 1), None]
    part = at - below
    found: Array = low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part)
    return found


def unit_of(quantity: str) -> str:
    """Unit of a band, an index or the median age.

    Examples
    --------
    >>> unit_of("60+"), unit_of("old_dependency"), unit_of("median_age")
    ('人', 'per 100', '岁')
    """
    if quantity == MEDIAN_AGE:
        return "岁"
    return INDICES[quantity][2] if quantity in INDICES else "人"


def fingerprint(*values: Any) -> str:
    """A hash of arrays, and of values made of them, that changes when a bit does.

    Examples
    --------
    >>> fingerprint(np.zeros(2)) == fingerprint(np.zeros(2)) != fingerprint(np.ones(2))
    True
    """
    found = hashlib.sha256()
    for value in values:
        _add(found, value)
    return found.hexdigest()


def _add(found: Any, value: Any) -> None:
    found.update(type(value).__name__.encode())
    if isinstance(value, np.ndarray):
        found.update(repr((value.shape, value.dtype.str)).encode())
        found.update(np.ascontiguousarray(value).tobytes())
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            found.update(each.name.encode())
            _add(found, getattr(value, each.name))
    else:
        found.update(repr(value).encode())
