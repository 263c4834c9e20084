"""Where a resource gathers: health resource agglomeration by area and people (集聚度), and weights that favour the short."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.allocation.exact import not_negative, numbers, part, positive
from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["Agglomeration", "agglomeration", "equity_weights"]

Array = NDArray[np.float64]
Names = Sequence[str] | None


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Agglomeration:
    """How much of a resource gathers on each part's land, beside its people.

    Attributes
    ----------
    by_area : array, shape (parts,)
        HRAD: share of the resource over share of the area; 1 is even by area.
    people : array, shape (parts,)
        PAD: share of the people over share of the area.
    by_people : array, shape (parts,)
        HRAD / PAD: share of the resource over share of the people; 1 is even by people.
    difference : array, shape (parts,)
        HRAD - PAD: above 0 more has gathered than the people living there need.
    """

    by_area: Array
    people: Array = field(repr=False)
    by_people: Array
    difference: Array = field(repr=False)


@door
def agglomeration(resource: ArrayLike, area: ArrayLike, people: ArrayLike, *, names: Names = None) -> Agglomeration:
    r"""Health resource agglomeration degree: :math:`\mathrm{HRAD}_i = \frac{R_i/R}{A_i/A}`, beside that of the people.

    Parameters
    ----------
    resource : array, shape (parts,)
        Beds or staff, >= 0, not all zero.
    area, people : array, shape (parts,)
        Land and residents of each part, > 0.
    names : sequence of str, optional
        The parts' names, for messages.

    Returns
    -------
    Agglomeration

    Raises
    ------
    DomainError
        If numbers do not align, an area or a number of people is not positive, or there is no resource.

    References
    ----------
    袁素维 and others (2015), who introduced the measure for China. Large empty counties have a low degree by area whatever
    their people have: read it beside the one by people.

    Examples
    --------
    Half of the beds on a fifth of the land with two fifths of the people:

    >>> found = agglomeration([50, 50], [20, 80], [40, 60])
    >>> found.by_area.tolist(), found.by_people.tolist()
    ([2.5, 0.625], [1.25, 0.8333333333333334])
    """
    amounts = numbers("resource", resource, None, names)
    not_negative("resource", amounts, names)
    if not any(amounts):
        raise DomainError("there is no resource in any part; give at least one number above zero")
    land, heads = numbers("area", area, len(amounts), names), numbers("people", people, len(amounts), names)
    positive("area", land, names)
    positive("number of people", heads, names)
    held, wide, living = (np.array(values, dtype=np.float64) / sum(values) for values in (amounts, land, heads))
    return Agglomeration(
        by_area=frozen(held / wide), people=frozen(living / wide), by_people=frozen(held / living),
        difference=frozen((held - living) / wide),
    )  # fmt: skip


@door
def equity_weights(
    people: ArrayLike, level: ArrayLike, aversion: float = 1.0, *, need: ArrayLike | None = None, names: Names = None
) -> Array:
    r"""Weights for `allocate` that favour parts with less: :math:`P_i\,n_i\,(\bar{x}/x_i)^{\varepsilon}`.

    Parameters
    ----------
    people : array, shape (parts,)
        > 0.
    level : array, shape (parts,)
        What each part has per head now, > 0.
    aversion : float
        0 shares by people (and need) alone; 1 gives twice as much a head to a part with half the level; more leans further.
    need : array, shape (parts,), optional
        Index of need per head, > 0, such as the share of people over 65 against the mean; 1 without.
    names : sequence of str, optional
        The parts' names, for messages.

    Returns
    -------
    array, shape (parts,)
        Weights, adding up to 1.

    Raises
    ------
    DomainError
        If a number is not positive or the aversion negative.

    References
    ----------
    Atkinson (1970), On the measurement of inequality, Journal of Economic Theory 2, on the aversion; as in distributional weights
    of cost-benefit analysis.

    Examples
    --------
    Equal people, one with half the level of the other: two thirds of what is new.

    >>> from cqtargets.allocation import allocate
    >>> allocate(90, equity_weights([1000, 1000], [4, 8]))
    array([60, 30])
    """
    heads = numbers("people", people, None, names)
    positive("number of people", heads, names)
    levels = numbers("level", level, len(heads), names)
    positive("level", levels, names)
    needs = numbers("need", 1 if need is None else need, len(heads), names)
    positive("need", needs, names)
    if not (math.isfinite(aversion) and aversion >= 0):
        raise DomainError(f"aversion is {aversion}; give 0 (people alone) or more")
    living, held, asked = (np.array(values, dtype=np.float64) for values in (heads, levels, needs))
    mean = float(living @ held / living.sum())
    with np.errstate(over="ignore"):
        weights: Array = living * asked * (mean / held) ** aversion
    if not np.isfinite(weights).all():
        raise DomainError(
            f"the weight of {part(int(np.argmax(weights)), names)} is beyond all numbers; lower the aversion"
        )
    shares: Array = weights / weights.sum()
    return shares
