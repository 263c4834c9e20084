"""Five-year age groups into single years of age: totals kept, negative cells reported and never repaired."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.checks import age_axis, checked_ages, checked_counts, checked_width
from cqtargets.population.models.cohorts import shared_out

__all__ = ["METHODS", "GraduationWarning", "NegativeCell", "expansion_matrix", "graduate", "negative_cells"]

Floats = NDArray[np.float64]
Method = Literal["sprague", "beers_ordinary", "beers_modified", "monotone", "uniform"]

METHODS = ("sprague", "beers_ordinary", "beers_modified", "monotone", "uniform")

# Beers (1945), as printed by Siegel and Swanson (2004), appendix C, in units of 0.0001: five groups into the single
# years of the first panel, of the second, and into the first three of a middle panel (the other two mirror them).
_BEERS = {
    "beers_ordinary": (
        ((3333, -1636, -210, 796, -283), (2595, -780, 130, 100, -45), (1924, 64, 184, -256, 84),
         (1329, 844, 54, -356, 129), (819, 1508, -158, -284, 115)),
        ((404, 2000, -344, -128, 68), (93, 2268, -402, 28, 13), (-108, 2272, -248, 112, -28),
         (-198, 1992, 172, 72, -38), (-191, 1468, 822, -84, -15)),
        ((-117, 804, 1570, -284, 27), (-20, 160, 2200, -400, 60), (50, -280, 2460, -280, 50)),
    ),
    "beers_modified": (
        ((3332, -1938, 702, -118, 22), (2569, -753, 205, -27, 6), (1903, 216, -146, 32, -5),
         (1334, 969, -351, 59, -11), (862, 1506, -410, 54, -12)),
        ((486, 1831, -329, 21, -9), (203, 1955, -123, -31, -4), (8, 1893, 193, -97, 3),
         (-108, 1677, 577, -153, 7), (-159, 1354, 972, -170, 3)),
        ((-160, 973, 1321, -121, -13), (-129, 590, 1564, 18, -43), (-85, 260, 1650, 260, -85)),
    ),
}  # fmt: skip


class GraduationWarning(UserWarning):
    """Graduation gave negative cells; `negative_cells` lists them."""


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class NegativeCell:
    """One cell below zero: its `index` in the array, its `age` and its `value`."""

    index: tuple[int, ...]
    age: int
    value: float


@door
def graduate(
    counts: ArrayLike,
    method: Method = "sprague",
    ages: ArrayLike | None = None,
    *,
    rescale: bool = False,
    shape: ArrayLike | None = None,
) -> Floats:
    r"""Single years of age from five-year groups; the last group is open and passes through unchanged.

    ``"sprague"``: fifth-difference osculatory interpolation of the cumulated counts. ``"beers_ordinary"``: Beers'
    six-term formula with least fifth differences. ``"beers_modified"``: with least fourth differences; it smooths
    across groups too, so group totals change unless `rescale`. ``"monotone"``: piecewise cubic Hermite (PCHIP) through
    the cumulated counts, never negative (rounding noise below 1e-12 of the total is the zero it stands for).
    ``"uniform"``: a fifth each. Where a `shape` is given, a group is shared out in its proportions instead: cohorts that
    began small stay small, which no smooth curve through five-year groups can show.

    Parameters
    ----------
    counts : array, shape (A,) or (sex, A, ...)
        Persons or events by age group at one date, zero or more.
    method : {"sprague", "beers_ordinary", "beers_modified", "monotone", "uniform"}
    ages : array of int or of labels, shape (A,), optional
        Lower bounds, five years apart, the last one open; by default 0, 5, 10, ...
    rescale : bool
        Multiply the single years of every group so that they add up to it. A group that graduates to zero or less
        cannot be rescaled and is refused.
    shape : array, shape (5 (A - 1),) or (sex, 5 (A - 1), ...), optional
        Relative sizes of the single years of the closed groups, zero or more, as `cohort_shape` gives them; only their
        proportions within a group matter. A group with a NaN in its shape is graduated by `method`.

    Returns
    -------
    array, shape (5 (A - 1) + 1,) or (sex, 5 (A - 1) + 1, ...)
        The same unit and date. Every method but ``"beers_modified"`` keeps each group's total.

    Warns
    -----
    GraduationWarning
        If a cell is negative: Sprague and Beers go below zero next to steep falls. The cell stays as computed.

    Raises
    ------
    DomainError
        If a count is negative or not finite, ages are missing, doubled or not five years apart, or fewer than five
        closed groups stand before the open one (two for ``"monotone"``, one for ``"uniform"``).
        If a shape is negative, does not align, or is zero throughout a group that holds people.
    ConventionError
        If `method` is unknown.

    References
    ----------
    Siegel and Swanson (2004), The Methods and Materials of Demography, appendix C. Sprague (1880), Journal of the
    Institute of Actuaries 22. Beers (1945), Record of the American Institute of Actuaries 34. Fritsch and Carlson
    (1980), SIAM Journal on Numerical Analysis 17.

    Examples
    --------
    >>> groups = [500, 480, 430, 400, 390, 60]
    >>> single = graduate(groups, "sprague")
    >>> single[:5].round(1), float(single[:5].sum().round(6)), float(single[-1])
    (array([ 98.5,  99.9, 100.6, 100.7, 100.2]), 500.0, 60.0)

    Half as many were born in the second year of the first group as in the others (hand-worked: 90 = 4.5 x 20):

    >>> graduate([90, 50, 40], "monotone", shape=[2, 1, 2, 2, 2] + [np.nan] * 5)[:5]
    array([20., 10., 20., 20., 20.])
    """
    if method not in METHODS:
        raise ConventionError(f"unknown method {method!r}; write one of {', '.join(METHODS)}")
    values = np.asarray(counts, dtype=np.float64)
    if values.ndim == 0:
        raise DomainError("counts is a single number; give one count for each age group, the last one open")
    axis = age_axis(values)
    bounds = _bounds(ages, values.shape[axis])
    values = np.moveaxis(checked_counts(values, ages=bounds), axis, 0)
    closed = values[:-1]
    if method == "monotone":
        single = _monotone(closed)
    else:
        single = np.tensordot(expansion_matrix(method, closed.shape[0]), closed, axes=(1, 0))
    if rescale:
        single = _rescaled(single, closed, bounds)
    if shape is not None:
        single = shared_out(single, closed, np.asarray(shape, dtype=np.float64), axis, bounds)
    result = np.moveaxis(np.concatenate([single, values[-1:]]), 0, axis).copy()
    _warn(result, method, int(bounds[0]))
    return result


@door
def negative_cells(array: ArrayLike, first_age: int = 0) -> tuple[NegativeCell, ...]:
    """Cells below zero of single years of age, in order; empty where there are none.

    Parameters
    ----------
    array : array, shape (A,) or (sex, A, ...)
        As `graduate` returns it.
    first_age : int
        Age of the first cell.

    References
    ----------
    A report in place of a repair is this library's own rule.

    Examples
    --------
    >>> negative_cells([3.0, -0.5, 1.0])
    (NegativeCell(index=(1,), age=1, value=-0.5),)
    """
    values = np.asarray(array, dtype=np.float64)
    if not values.ndim:
        raise DomainError(Reason("wrong_argument", name="array", value=repr(array)[:60], wanted=Reason("wanted_array")))
    axis = age_axis(values)
    found = [tuple(int(i) for i in index) for index in np.argwhere(values < 0)]
    return tuple(NegativeCell(index=index, age=first_age + index[axis], value=float(values[index])) for index in found)


@cache
def expansion_matrix(method: Method, groups: int) -> Floats:
    """Matrix (5 groups, groups) that turns closed five-year groups into single years.

    Raises
    ------
    DomainError
        If Sprague or Beers get fewer than five groups, or none is given.
    ConventionError
        If the method is no matrix ("monotone") or unknown.

    References
    ----------
    As for `graduate`. Sprague's coefficients are derived here from their defining conditions; Beers' are the published
    ones, four decimals.

    Examples
    --------
    >>> expansion_matrix("sprague", 5)[0].round(4)
    array([ 0.3616, -0.2768,  0.1488, -0.0336,  0.    ])
    """
    if method == "uniform":
        _enough(groups, 1, method)
        matrix = np.kron(np.eye(groups), np.full((5, 1), 0.2))
    elif method in ("sprague", "beers_ordinary", "beers_modified"):
        _enough(groups, 5, method)
        first, second, middle = _sprague_panels() if method == "sprague" else _beers_panels(method)
        matrix = np.zeros((5 * groups, groups))
        matrix[:5, :5], matrix[5:10, :5] = first, second
        for group in range(2, groups - 2):
            matrix[5 * group : 5 * group + 5, group - 2 : group + 3] = middle
        matrix[-5:, -5:], matrix[-10:-5, -5:] = first[::-1, ::-1], second[::-1, ::-1]
    else:
        raise ConventionError(
            f"{method!r} is no matrix; write 'sprague', 'beers_ordinary', 'beers_modified' or 'uniform'"
        )
    matrix.setflags(write=False)
    return matrix


def _bounds(ages: ArrayLike | None, groups: int) -> NDArray[np.int64]:
    bounds = checked_ages(np.arange(groups) * 5 if ages is None else ages)
    width = checked_width(bounds)
    if width != 5:
        raise DomainError(f"age groups are {width} wide; graduation needs five-year groups (join 0 and 1-4 first)")
    return bounds


def _enough(groups: int, needed: int, method: str) -> None:
    if groups < needed:
        raise DomainError(f"{groups} closed groups; method {method!r} needs {needed} or more before the open group")


def _powers(points: ArrayLike, degree: int, order: int = 0) -> Floats:
    """Rows of x^0 .. x^degree, differentiated `order` times."""
    x = np.asarray(points, dtype=np.float64)[:, None]
    k = np.arange(degree + 1)
    factor = np.array([math.perm(int(power), order) for power in k], dtype=np.float64)
    return factor * x ** np.maximum(k - order, 0)


def _sprague_panels() -> tuple[Floats, Floats, Floats]:
    """Coefficients of the first, the second and a middle panel, exact at four decimals.

    End panels: the quartic through the first five cumulated counts. Middle: the quintic that agrees with the quartics
    through points 0-4 and 1-5 in value, slope and curvature where the panel starts and ends (points 2 and 3).
    """
    cumulate = np.tril(np.ones((6, 5)), -1)
    quartic = np.zeros((5, 6))
    quartic[:, :5] = np.linalg.inv(_powers(range(5), 4))
    shifted = np.zeros((5, 6))
    shifted[:, 1:] = np.linalg.inv(_powers(range(1, 6), 4))
    sixths = np.arange(6) / 5
    first, second = (np.diff(_powers(sixths + panel, 4) @ quartic, axis=0) @ cumulate for panel in (0, 1))
    orders = (0, 1, 2)
    wanted = np.concatenate(
        [_powers([2.0], 4, k) @ quartic for k in orders] + [_powers([3.0], 4, k) @ shifted for k in orders]
    )
    conditions = np.concatenate([_powers([0.0], 5, k) for k in orders] + [_powers([1.0], 5, k) for k in orders])
    middle = np.diff(_powers(sixths, 5) @ np.linalg.solve(conditions, wanted), axis=0) @ cumulate
    return np.round(first, 4), np.round(second, 4), np.round(middle, 4)


def _beers_panels(method: str) -> tuple[Floats, Floats, Floats]:
    first, second, half = (np.array(panel, dtype=np.float64) / 10_000 for panel in _BEERS[method])
    return first, second, np.concatenate([half, half[1::-1, ::-1]])


def _monotone(closed: Floats) -> Floats:
    from scipy.interpolate import PchipInterpolator

    _enough(closed.shape[0], 2, "monotone")
    cumulated = np.concatenate([np.zeros_like(closed[:1]), np.cumsum(closed, axis=0)])
    knots = np.arange(closed.shape[0] + 1) * 5.0
    curve = PchipInterpolator(knots, cumulated, axis=0)
    single = np.diff(np.asarray(curve(np.arange(knots[-1] + 1)), dtype=np.float64), axis=0)
    return _without_noise(single, cumulated[-1])


def _without_noise(single: Floats, total: Floats) -> Floats:
    """Differences of a rising curve that rounding left a hair below zero, as the zero they are."""
    cleaned = single.copy()
    cleaned[(single < 0) & (single > -1e-12 * total)] = 0.0
    return cleaned


def _rescaled(single: Floats, closed: Floats, bounds: NDArray[np.int64]) -> Floats:
    groups = single.reshape(closed.shape[0], 5, *closed.shape[1:])
    sums = groups.sum(axis=1)
    lost = (sums <= 0) & (closed > 0)
    if lost.any():
        group = int(np.argwhere(lost)[0][0])
        raise DomainError(
            f"the group at age {bounds[group]} graduates to {sums[lost].flat[0]:g} and cannot be rescaled to "
            f"{closed[lost].flat[0]:g}; use method 'monotone'"
        )
    factor: Floats = np.divide(closed, sums, out=np.zeros_like(closed), where=sums > 0)
    scaled: Floats = groups * factor[:, None]
    return scaled.reshape(single.shape)


def _warn(result: Floats, method: str, first_age: int) -> None:
    found = negative_cells(result, first_age)
    if found:
        lowest = min(found, key=lambda cell: cell.value)
        warnings.warn(
            f"{method} gives {len(found)} negative cells, the lowest {lowest.value:g} at age {lowest.age} "
            f"(index {lowest.index}); they stay as computed: see negative_cells, or use method 'monotone'",
            GraduationWarning,
            stacklevel=3,
        )
