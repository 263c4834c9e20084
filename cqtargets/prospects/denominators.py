"""How an uncertain number of people joins the forecast of a ratio."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.attainment import Attainment
from cqtargets.attainment.predictive import Predictive
from cqtargets.conventions.quantity import Drawn
from cqtargets.errors import ConventionError, DomainError

__all__ = ["Drawn", "drawn", "joined"]

Floats = NDArray[np.float64]
_MOST: Final = 200


def drawn(people: Drawn | ArrayLike, what: str = "population") -> Floats:
    """The draws of a forecast, or the one number (the array) given.

    Raises
    ------
    DomainError
        If there is no draw, or one is not a positive finite number.
    """
    given = people.draws if isinstance(people, Drawn) else people
    draws = np.atleast_1d(np.asarray(given, dtype=np.float64))
    if draws.ndim != 1 or draws.size == 0:
        raise DomainError(f"{what} has draws of shape {draws.shape}; give one number a draw, for one place and date")
    bad = np.flatnonzero(~(np.isfinite(draws) & (draws > 0)))
    if bad.size:
        raise DomainError(f"{what}: draw {bad[0]} is {draws[bad[0]]}; give people, above 0")
    return draws


def joined(found: Attainment, draws: Floats, floor: float, ceiling: float) -> Attainment:
    r"""The forecast of a ratio with the uncertainty of its denominator on the due date.

    With draws :math:`p_i` of median :math:`\tilde p`, the ratio of draw i is the forecast times
    :math:`\tilde p/p_i`: on the log scale the distribution moves by :math:`-\ln(p_i/\tilde p)`, and the result is the
    even mixture over the draws. More than 200 draws enter by 200 quantiles of equal weight.

    Parameters
    ----------
    draws : array, shape (n,)
        People on the due date.
    floor, ceiling : float
        Ends of the target on the scale.

    Raises
    ------
    ConventionError
        If the forecast does not stand on the log scale.
    """
    if found.scale.name != "log":
        raise ConventionError(f"a population joins ratios on the log scale, not {found.scale.name!r}; leave it out")
    if found.predictive is None:
        return found
    shares = (np.arange(_MOST) + 0.5) / _MOST
    used = draws if draws.size <= _MOST else np.quantile(draws, shares)
    moves = np.log(used / np.median(draws))
    parts = tuple(replace(part, mean=part.mean - float(move)) for move in moves for part in found.predictive.components)
    held = Predictive(components=parts)
    return replace(
        found,
        predictive=held,
        probability=held.chance_between(floor, ceiling),
        median=found.scale.backward(held.quantile(0.5)),
        mean=held.mean,
        sd=held.sd,
    )
