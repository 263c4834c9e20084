"""Beds kept in reserve so that small units seldom turn a patient away."""

from __future__ import annotations

from numbers import Real
from typing import Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import whole_number
from cqtargets.errors import DomainError

__all__ = ["beds_for", "erlang_loss"]


MOST_BEDS: Final = 1_000_000
"""Beds of one unit, beyond which nobody asks."""


def _checked_load(load: float) -> None:
    known = isinstance(load, Real) and not isinstance(load, bool)
    if not known or not 0 <= load <= MOST_BEDS:
        raise DomainError(
            f"the load is {load!r}; give beds occupied on average (admissions a day x days of stay), "
            f"zero or more and at most {MOST_BEDS:,}"
        )


@door
def erlang_loss(load: float, beds: int) -> float:
    r"""Share of patients that find all beds taken: :math:`B = (A^c/c!) / \sum_{k=0}^{c} A^k/k!`.

    Parameters
    ----------
    load : float
        Beds that would be occupied on average if none were turned away: admissions a day times days of stay.
    beds : int
        Beds there are, 0 or more.

    Returns
    -------
    float
        0 to 1. It depends on the mean stay only, not on how stays spread; admissions come independently.

    Raises
    ------
    DomainError
        If the load is negative or beds are no whole number of 0 or more.

    References
    ----------
    Erlang (1917); de Bruin, Bekker, van Zanten and Koole (2010), Dimensioning hospital wards using the Erlang loss model,
    Annals of Operations Research 178, 23-43.

    Examples
    --------
    A load of 25 on 30 beds turns one in twenty away; of 5 on 6, one in five:

    >>> round(erlang_loss(25, 30), 2), round(erlang_loss(5, 6), 2)
    (0.05, 0.19)
    """
    _checked_load(load)
    whole = int(beds) if isinstance(beds, float) and beds % 1 == 0 else beds
    number = whole_number("beds", whole, most=MOST_BEDS)
    lost = 1.0
    for count in range(1, number + 1):
        lost = load * lost / (count + load * lost)
    return lost


@door
def beds_for(load: float, refusal: float = 0.01) -> int:
    """Fewest beds with which at most a share of patients is turned away.

    Parameters
    ----------
    load : float
        As for `erlang_loss`.
    refusal : float
        Share turned away at most, between 0 and 1; 1 % unless told.

    Returns
    -------
    int
        Beds; load / beds is the occupancy that so small a unit can have.

    Raises
    ------
    DomainError
        If the load is negative, or the share not between 0 and 1.

    References
    ----------
    As for `erlang_loss`.

    Examples
    --------
    >>> beds_for(2.5), beds_for(25), beds_for(250)
    (7, 36, 273)
    """
    _checked_load(load)
    if not 0 < refusal < 1:
        raise DomainError(f"refusal is {refusal:g}; give a share between 0 and 1 (0.01 for 1 %)")
    beds, lost = 0, 1.0
    while lost > refusal:
        beds += 1
        lost = load * lost / (beds + load * lost)
    return beds
