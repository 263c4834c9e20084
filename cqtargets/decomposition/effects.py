"""What a split returns, and the checks on what it is given."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets import clock
from cqtargets.conventions.arrays import floats
from cqtargets.conventions.doors import door
from cqtargets.conventions.names import unknown_key
from cqtargets.errors import DomainError

__all__ = ["ChainedEffects", "Effects"]

Array = NDArray[np.float64]
Result = Array | float
Factors = Mapping[str, ArrayLike]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effects(Mapping[str, Result]):
    """Factor name -> effect. `total` is what they add up to (multiply up to, where `form` is "multiplicative").

    Attributes
    ----------
    effects : mapping of str to Result
        Contribution of each factor.
    total : Result
        Change that the effects add up to.
    form : {"additive", "multiplicative"}
        additive or multiplicative.
    """

    effects: Mapping[str, Result]
    total: Result
    form: Literal["additive", "multiplicative"] = "additive"

    def __getitem__(self, name: str) -> Result:
        try:
            return self.effects[name]
        except (KeyError, TypeError):
            raise unknown_key("effect", str(name), [], list(self.effects)) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.effects)

    def __len__(self) -> int:
        return len(self.effects)


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChainedEffects(Effects):
    """Effects of the steps from each of `times` to the next, along axis 0; `between` joins steps.

    Attributes
    ----------
    effects
        Contribution of each factor, by step.
    total
        Change that the effects add up to.
    form
        additive or multiplicative.
    times : tuple of int, date or str
        Moments between which the steps lie.
    """

    times: tuple[clock.When, ...]

    def between(self, start: clock.When, end: clock.When) -> Effects:
        """Effects from one of `times` to another: the steps between them added up, with the sign turned going back.

        Parameters
        ----------
        start : int, date or str
            First moment.
        end : int, date or str
            Last moment.
        """
        places = {clock.time(moment): place for place, moment in enumerate(self.times)}
        for moment in (start, end):
            if clock.time(moment) not in places:
                raise DomainError(f"{moment} is not a date of this chain; it has {', '.join(map(str, self.times))}")
        first, last = places[clock.time(start)], places[clock.time(end)]
        sign = 1.0 if last >= first else -1.0
        steps = slice(min(first, last), max(first, last))
        return Effects(
            effects={name: plain(sign * np.asarray(effect)[steps].sum(axis=0)) for name, effect in self.items()},
            total=plain(sign * np.asarray(self.total)[steps].sum(axis=0)),
        )


def plain(values: ArrayLike) -> Result:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0:
        return float(array)
    array = array.copy()
    array.flags.writeable = False
    return array


def finite(name: str, values: ArrayLike) -> Array:
    array = floats(values, name)
    bad = np.flatnonzero(~np.isfinite(array))
    if bad.size:
        where = f" at position {bad[0]}" if array.ndim else ""
        raise DomainError(f"{name} is not finite{where}; give finite numbers")
    return array


def pair(start: Factors, end: Factors) -> tuple[dict[str, Array], dict[str, Array]]:
    odd = sorted(set(start) ^ set(end))
    if odd or not start:
        what = f"{', '.join(odd)} stands at one end only" if odd else "no factors are given"
        raise DomainError(f"{what}; start and end must name the same factors, one or more")
    first = {name: finite(f"start[{name!r}]", start[name]) for name in start}
    last = {name: finite(f"end[{name!r}]", end[name]) for name in start}
    for name in first:
        if first[name].shape != last[name].shape and first[name].ndim and last[name].ndim:
            raise DomainError(f"{name} has shape {first[name].shape} at the start and {last[name].shape} at the end")
    return first, last


def product(**factors: Array) -> Array:
    try:
        return np.asarray(math.prod(factors.values(), start=np.float64(1)))
    except ValueError:
        shapes = ", ".join(f"{name} {values.shape}" for name, values in factors.items())
        raise DomainError(f"the factors' shapes do not fit together: {shapes}; or give a rate function") from None
