"""Which input moves the result most: one at a time (tornado), and all at once (Sobol indices)."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_DRAWS, whole_number
from cqtargets.errors import DomainError

__all__ = ["Bar", "SobolIndices", "Tornado", "sobol", "tornado"]

Range = tuple[float, float]
Model = Callable[..., Any]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One input moved from end to end: its range, the results there, and `swing`, how far they are apart.

    Attributes
    ----------
    name : str
        Name of the input.
    low : float
        Low value of the input.
    high : float
        High value of the input.
    at_low : float
        Outcome at the low value.
    at_high : float
        Outcome at the high value.
    """

    name: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Tornado:
    """Bars by swing, widest first (ties in the order of the ranges), and the result `base` at the inputs `at`.

    Attributes
    ----------
    base : float
        Outcome with every input at its base.
    at : mapping of str to float
        Base value of each input.
    bars : tuple of Bar
        One an input, longest first.
    """

    base: float
    at: Mapping[str, float]
    bars: tuple[Bar, ...]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class SobolIndices:
    """Shares of the result's variance: `first` by an input alone, `total` with all its interactions.

    Attributes
    ----------
    first : mapping of str to float
        First-order index of each input.
    total : mapping of str to float
        Total index of each input.
    n : int
        Base sample size.
    seed : int
        Seed of the draws.
    evaluations : int
        Number of runs of the model.
    """

    first: Mapping[str, float]
    total: Mapping[str, float]
    n: int
    seed: int
    evaluations: int


def _checked(ranges: Mapping[str, Range]) -> dict[str, Range]:
    if not ranges:
        raise DomainError("no ranges are given; give a low and a high end for one input or more")
    found = {}
    for name, ends in ranges.items():
        if len(tuple(ends)) != 2:
            raise DomainError(f"the range of {name} has {len(tuple(ends))} numbers; give its low and its high end")
        low, high = (float(end) for end in ends)
        if not (math.isfinite(low) and math.isfinite(high)):
            raise DomainError(f"the range of {name} is {low:g} to {high:g}; give finite ends")
        if low > high:
            raise DomainError(f"the range of {name} is reversed: {low:g} to {high:g}; write ({high:g}, {low:g})")
        if low == high:
            raise DomainError(f"the range of {name} is empty: both ends are {low:g}; widen it, or leave the input out")
        found[name] = (low, high)
    return found


def _result(f: Model, inputs: Mapping[str, float]) -> float:
    value = np.asarray(f(**inputs), dtype=np.float64)
    if value.size != 1:
        raise DomainError(f"the result at {_shown(inputs)} has shape {value.shape}; return one number")
    if not np.isfinite(value).all():
        raise DomainError(f"the result at {_shown(inputs)} is not finite; narrow the ranges to where it is defined")
    return float(value.reshape(()))


def _shown(inputs: Mapping[str, float]) -> str:
    return ", ".join(f"{name}={number:g}" for name, number in inputs.items())


@door
def tornado(f: Model, ranges: Mapping[str, Range], base: Mapping[str, float] | None = None) -> Tornado:
    """Move each input from the low to the high end of its range while the others stay at their base.

    Parameters
    ----------
    f : callable
        Called with one number an input, as keyword arguments; returns one number.
    ranges : mapping of name to (low, high)
    base : mapping of name to float, optional
        Where the others stay; the middle of the range for those it leaves out. Must lie within the range.

    Returns
    -------
    Tornado

    Raises
    ------
    DomainError
        If a range is reversed or empty, a base lies outside its range or belongs to no range, or a result is not a
        finite number.

    References
    ----------
    Saltelli et al. (2008), Global Sensitivity Analysis: The Primer, on why moving one input at a time misses what
    inputs do together; `sobol` does not.

    Examples
    --------
    >>> result = tornado(lambda ratio, people: ratio * people, {"ratio": (7.5, 8.5), "people": (31, 33)})
    >>> [(bar.name, bar.at_low, bar.at_high, bar.swing) for bar in result.bars]
    [('ratio', 240.0, 272.0, 32.0), ('people', 248.0, 264.0, 16.0)]
    """
    known = _checked(ranges)
    at = {name: (low + high) / 2 for name, (low, high) in known.items()}
    for name, value in (base or {}).items():
        if name not in known:
            raise DomainError(f"{name} has a base but no range; the ranges are {', '.join(known)}")
        low, high = known[name]
        if not low <= value <= high:
            raise DomainError(f"the base {value:g} of {name} lies outside its range {low:g} to {high:g}; move one")
        at[name] = float(value)
    bars = [
        Bar(name=name, low=low, high=high, at_low=_result(f, at | {name: low}), at_high=_result(f, at | {name: high}))
        for name, (low, high) in known.items()
    ]
    return Tornado(base=_result(f, at), at=at, bars=tuple(sorted(bars, key=lambda bar: -bar.swing)))


@door
def sobol(
    f: Model, ranges: Mapping[str, Range], *, n: int = 1024, seed: int = 0, vectorized: bool = False
) -> SobolIndices:
    r"""Sobol indices: shares of the variance of the result when all inputs vary at once, independent and uniform.

    First order :math:`S_i = V[E(Y|X_i)]/V(Y)`, total :math:`S_{Ti} = 1 - V[E(Y|X_{\sim i})]/V(Y)`. Without
    interactions the first-order indices add up to 1 and equal the total ones.

    Parameters
    ----------
    f : callable
        As for `tornado`. It is called n (inputs + 2) times; with ``vectorized=True`` with arrays of one dimension, and
        must return an array of the same shape.
    ranges : mapping of name to (low, high)
    n : int
        A power of two, at least 2: double it until the digits you show stand still. Estimates near 0 can come out
        slightly negative; they are not clipped.
    seed : int
        The same seed gives the same indices.
    vectorized : bool
        Whether the model takes arrays.

    Returns
    -------
    SobolIndices

    Raises
    ------
    DomainError
        As for `tornado`; also if n is no power of two, or the result is the same everywhere.

    References
    ----------
    Sobol' (1993), Mathematical Modelling and Computational Experiments 1, 407-414; Saltelli et al. (2010), Computer
    Physics Communications 181, 259-270 (the estimator, `scipy.stats.sobol_indices`).

    Examples
    --------
    A sum of two inputs, one with twice the range: shares 1/5 and 4/5.

    >>> indices = sobol(lambda a, b: a + b, {"a": (0, 1), "b": (0, 2)}, seed=1)
    >>> {name: round(share, 2) for name, share in indices.first.items()}
    {'a': 0.2, 'b': 0.8}
    """
    from scipy.stats import sobol_indices, uniform

    known = _checked(ranges)
    if isinstance(n, bool) or not isinstance(n, int) or n < 2 or n & (n - 1):
        raise DomainError(f"n is {n}; give a power of two, such as 1024")
    whole_number("n", n, most=MOST_DRAWS)
    names = list(known)
    evaluations = 0

    def model(points: NDArray[np.float64]) -> NDArray[np.float64]:
        nonlocal evaluations
        flat = points.reshape(len(names), -1)
        evaluations += flat.shape[1]
        return _evaluate(f, names, flat, vectorized).reshape(1, *points.shape[1:])

    keyword = "rng" if "rng" in inspect.signature(sobol_indices).parameters else "random_state"
    options: dict[str, Any] = {keyword: np.random.default_rng(seed)}
    dists: Any = [uniform(loc=low, scale=high - low) for low, high in known.values()]
    found = sobol_indices(func=model, n=n, dists=dists, **options)
    return SobolIndices(
        first=dict(zip(names, np.ravel(found.first_order).tolist(), strict=True)),
        total=dict(zip(names, np.ravel(found.total_order).tolist(), strict=True)),
        n=n,
        seed=seed,
        evaluations=evaluations,
    )


def _evaluate(f: Model, names: list[str], points: NDArray[np.float64], vectorized: bool) -> NDArray[np.float64]:
    if vectorized:
        values = np.asarray(f(**dict(zip(names, points, strict=True))), dtype=np.float64)
        if values.shape != points.shape[1:]:
            raise DomainError(
                f"the result has shape {values.shape} for {points.shape[1]} points; return one number each"
            )
        bad = np.flatnonzero(~np.isfinite(values))
        if bad.size:
            where = _shown(dict(zip(names, points[:, bad[0]].tolist(), strict=True)))
            raise DomainError(f"the result at {where} is not finite; narrow the ranges to where it is defined")
    else:
        values = np.array([_result(f, dict(zip(names, point, strict=True))) for point in points.T.tolist()])
    if np.ptp(values) == 0:
        raise DomainError("the result is the same everywhere in these ranges: there is no variance to share out")
    return values
