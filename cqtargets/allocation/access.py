"""What people reach within a travel time: supply in reach, and supply a head where those in reach share it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.allocation.exact import not_negative, numbers, positive
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["floating_catchment", "within_reach"]

Array = NDArray[np.float64]


def _reached(minutes: ArrayLike, limit: float, places: int | None, sites: int) -> NDArray[np.bool_]:
    times = np.asarray(minutes, dtype=np.float64)
    if times.ndim != 2 or times.shape[1] != sites or (places is not None and times.shape[0] != places):
        wanted = f"({'places' if places is None else places}, {sites})"
        raise DomainError(
            f"minutes have shape {times.shape}; give {wanted}: a row a place of people, a column a place of supply"
        )
    if np.isnan(times).any() or (times < 0).any():
        row, column = np.argwhere(np.isnan(times) | (times < 0))[0]
        raise DomainError(
            f"minutes from place {row} to {column} are {times[row, column]}; give zero or more, inf for no way"
        )
    if not (math.isfinite(limit) and limit > 0):
        raise DomainError(f"the limit is {limit}; give minutes above zero")
    return times <= limit


@door
def within_reach(supply: ArrayLike, minutes: ArrayLike, limit: float) -> Array:
    """Beds (or staff) that each place can reach within a time.

    Parameters
    ----------
    supply : array, shape (sites,)
        Of each site, >= 0.
    minutes : array, shape (places, sites)
        Travel times, >= 0; ``math.inf`` where there is no way.
    limit : float
        Minutes, > 0.

    Returns
    -------
    array, shape (places,)
        What is in reach, whoever else uses it.

    Raises
    ------
    DomainError
        If shapes do not fit, a supply or a time is negative or no number.

    References
    ----------
    Elementary (cumulative opportunities).

    Examples
    --------
    >>> within_reach([100, 50], [[10, 40], [20, 25]], 30).tolist()
    [100.0, 150.0]
    """
    beds = numbers("supply", supply, None)
    not_negative("supply", beds, None)
    return np.asarray(_reached(minutes, limit, None, len(beds)) @ np.array(beds, dtype=np.float64))


@door
def floating_catchment(supply: ArrayLike, people: ArrayLike, minutes: ArrayLike, limit: float) -> Array:
    r"""Supply a head in reach, shared among all who reach it: :math:`A_i = \sum_{j: t_{ij} \le T} S_j / \sum_{k: t_{kj} \le T} P_k`.

    Parameters
    ----------
    supply : array, shape (sites,)
        Of each site, >= 0.
    people : array, shape (places,)
        > 0.
    minutes : array, shape (places, sites)
        As for `within_reach`.
    limit : float
        Minutes, > 0.

    Returns
    -------
    array, shape (places,)
        Supply a head; its mean by people is the whole supply in anybody's reach over all people.

    Raises
    ------
    DomainError
        As for `within_reach`; also if a number of people is not positive.

    References
    ----------
    Luo and Wang (2003), Measures of spatial accessibility to health care in a GIS environment, Environment and Planning B 30,
    865-884 (two-step floating catchment area). A sharp limit counts a place at 31 minutes as cut off.

    Examples
    --------
    >>> floating_catchment([100, 50], [1000, 1000], [[10, 40], [20, 25]], 30).tolist()
    [0.05, 0.1]
    """
    beds, heads = numbers("supply", supply, None), numbers("people", people, None)
    not_negative("supply", beds, None)
    positive("number of people", heads, None)
    reached = _reached(minutes, limit, len(heads), len(beds))
    users = np.array(heads, dtype=np.float64) @ reached
    ratio = np.divide(np.array(beds, dtype=np.float64), users, out=np.zeros(len(beds)), where=users > 0)
    return np.asarray(reached @ ratio)
