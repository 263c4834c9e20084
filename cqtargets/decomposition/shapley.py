"""Effects of any number of factors on any rate, over two dates or many (Das Gupta)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import ArrayLike

from cqtargets import clock
from cqtargets.conventions.doors import door
from cqtargets.decomposition.effects import (
    Array,
    ChainedEffects,
    Effects,
    Factors,
    Result,
    finite,
    pair,
    plain,
    product,
)
from cqtargets.errors import DomainError

__all__ = ["das_gupta", "das_gupta_chain"]

Rate = Callable[..., ArrayLike]

MOST_FACTORS = 16


def _rate_at(rate: Rate, factors: dict[str, Array]) -> Array:
    with np.errstate(all="ignore"):
        value = np.asarray(rate(**factors), dtype=np.float64)
    if not np.isfinite(value).all():
        raise DomainError(
            "the rate is not finite where the factors of one end meet those of the other; "
            "every mixture of start and end must be in its domain"
        )
    return value


@door
def das_gupta(start: Factors, end: Factors, rate: Rate | None = None) -> Effects:
    r"""Each factor's effect: its change, averaged over every order in which the factors can change (Shapley).

    .. math:: e_i = \sum_{S \not\ni i} \frac{|S|!\,(k-|S|-1)!}{k!}\,[R(S \cup i) - R(S)]

    where R(S) is the rate with the factors of S at `end` and the others at `start`.

    Parameters
    ----------
    start, end : mapping of name to float or array
        The same names (at most 16) and shapes.
    rate : callable, optional
        Called with the factors as keyword arguments; returns a number or an array. The default is the product,
        element by element, so that arrays (districts, draws) give an effect each. For groups that make up one rate
        give the function that adds them: ``lambda births, share: (births * share).sum()``.

    Returns
    -------
    Effects
        In the rate's unit; the effects add up to ``total``, the rate at the end minus the rate at the start.

    Raises
    ------
    DomainError
        If names or shapes differ, a number is not finite, or the rate is undefined for a mixture of both ends.

    References
    ----------
    Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual, Current Population Reports P23-186.

    Examples
    --------
    Beds = beds per 1,000 x thousands of residents; more per head, and more heads:

    >>> effects = das_gupta({"ratio": 6.0, "people": 100}, {"ratio": 8.0, "people": 110})
    >>> effects["ratio"], effects["people"], effects.total
    (210.0, 70.0, 280.0)
    """
    first, last = pair(start, end)
    names = list(first)
    k = len(names)
    if k > MOST_FACTORS:
        raise DomainError(f"{k} factors need {2**k} rates; join some, so that at most {MOST_FACTORS} are left")
    function = rate or product
    rates = {
        chosen: _rate_at(function, {name: (last if i in chosen else first)[name] for i, name in enumerate(names)})
        for size in range(k + 1)
        for chosen in map(frozenset, combinations(range(k), size))
    }
    effects: dict[str, Result] = {}
    for i, name in enumerate(names):
        steps = [(len(chosen), rates[chosen | {i}] - value) for chosen, value in rates.items() if i not in chosen]
        effects[name] = plain(sum((step / (k * math.comb(k - 1, size)) for size, step in steps), np.float64(0)))
    return Effects(effects=effects, total=plain(rates[frozenset(range(k))] - rates[frozenset()]))


@door
def das_gupta_chain(times: Sequence[clock.When], factors: Factors, rate: Rate | None = None) -> ChainedEffects:
    r"""Effects over several dates that chain: those of the steps add up to those of the whole way.

    Pairwise effects :math:`e_{ij}` do not. With N dates the adjusted effect is
    :math:`e_{ij} - \sum_k (e_{ij} + e_{jk} - e_{ik})/N`.

    Parameters
    ----------
    times : sequence of years or dates, length N >= 2, ascending
    factors : mapping of name to array, shape (N, ...)
        Axis 0 is the date.
    rate : callable, optional
        As for `das_gupta`; it is given one date's factors.

    Returns
    -------
    ChainedEffects
        Effects and total of the N - 1 steps along axis 0; ``between(2015, 2020)`` joins steps.

    Raises
    ------
    DomainError
        As for `das_gupta`; also if dates are not ascending or a factor has not one value a date.

    References
    ----------
    Das Gupta (1993), chapter 6. The adjusted effects depend on every date given: adding one changes them all.

    Examples
    --------
    >>> chain = das_gupta_chain([2015, 2020, 2023], {"ratio": [5.4, 6.4, 7.7], "people": [30.7, 32.1, 31.9]})
    >>> {name: round(effect, 3) for name, effect in chain.between(2015, 2023).items()}
    {'ratio': 72.327, 'people': 7.523}
    """
    moments = [clock.time(moment) for moment in times]
    count = len(moments)
    if count < 2 or any(later <= earlier for earlier, later in pairwise(moments)):
        raise DomainError(f"times are {list(times)}; give two or more, ascending, each once")
    series = {name: finite(f"factors[{name!r}]", values) for name, values in factors.items()}
    for name, values in series.items():
        if values.shape[:1] != (count,):
            raise DomainError(f"{name} has shape {values.shape} for {count} dates; give one value a date along axis 0")
    if not series:
        raise DomainError("no factors are given; give one or more")
    at = [{name: values[place] for name, values in series.items()} for place in range(count)]
    pairs = {(i, j): das_gupta(at[i], at[j], rate) for i, j in combinations(range(count), 2)}
    effects: dict[str, Result] = {}
    for name in series:
        shape = np.shape(pairs[0, 1][name])
        full = np.zeros((count, count, *shape))
        for (i, j), split in pairs.items():
            full[i, j], full[j, i] = split[name], -np.asarray(split[name])
        mean = full.mean(axis=1)
        effects[name] = plain(mean[:-1] - mean[1:])
    total = np.stack([np.asarray(pairs[i, i + 1].total) for i in range(count - 1)])
    return ChainedEffects(effects=effects, total=plain(total), times=tuple(times))
