"""Migration by age: model schedules, and the residual between two censuses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.checks import age_axis, checked_counts, checked_rates, checked_same_unit, checked_share

__all__ = ["residual_migration", "rogers_castro"]

Floats = NDArray[np.float64]


@door
def rogers_castro(
    ages: ArrayLike,
    *,
    a1: float = 0.0,
    alpha1: float = 0.0,
    a2: float = 0.0,
    mu2: float = 0.0,
    alpha2: float = 0.0,
    lambda2: float = 0.0,
    a3: float = 0.0,
    mu3: float = 0.0,
    alpha3: float = 0.0,
    lambda3: float = 0.0,
    a4: float = 0.0,
    lambda4: float = 0.0,
    c: float = 0.0,
) -> Floats:
    r"""Migration schedule by age, the raw sum of its parts, not scaled to one.

    :math:`a_1 e^{-\alpha_1 x} + \sum_{i=2,3} a_i \exp(-\alpha_i (x-\mu_i) - e^{-\lambda_i (x-\mu_i)})
    + a_4 e^{\lambda_4 x} + c`: children, workers, retirement peak, retirement slope, constant. Parts with a height of 0
    are absent.

    Parameters
    ----------
    ages : array, shape (A,)
        Exact ages at which the curve is read, years: give midpoints for groups.
    a1, a2, a3, a4, c : float
        Heights, migrations a person-year.
    alpha1, alpha2, alpha3, lambda2, lambda3, lambda4 : float
        Slopes, per year of age.
    mu2, mu3 : float
        Positions of the peaks, years.

    Returns
    -------
    array, shape (A,)

    Raises
    ------
    DomainError
        If a number is not finite or the schedule goes below zero.

    References
    ----------
    Rogers and Castro (1981), Model Migration Schedules, IIASA RR-81-30.

    Examples
    --------
    >>> rogers_castro([20.0], a2=0.06, mu2=20, alpha2=0.1, lambda2=0.4, c=0.003).round(6)
    array([0.025073])
    """
    x = checked_counts(np.atleast_1d(np.asarray(ages, dtype=np.float64)), name="ages")
    parts = [
        a1 * np.exp(-alpha1 * x),
        _peak(x, a2, mu2, alpha2, lambda2),
        _peak(x, a3, mu3, alpha3, lambda3),
        a4 * np.exp(lambda4 * x),
    ]
    return checked_rates(sum(parts) + c, name="the schedule", axes=("age",), ages=x)


def _peak(x: Floats, height: float, position: float, fall: float, rise: float) -> Floats:
    if height == 0:
        return np.zeros_like(x)
    with np.errstate(over="ignore"):
        peak: Floats = height * np.exp(-fall * (x - position) - np.exp(-rise * (x - position)))
    return peak


@door
def residual_migration(
    earlier: ArrayLike,
    later: ArrayLike,
    survival: ArrayLike,
    births: ArrayLike,
    method: Literal["forward", "reverse", "average"] = "forward",
    *,
    ages: ArrayLike | None = None,
    regions: Sequence[str] | None = None,
) -> Floats:
    r"""Net migration between two censuses as what survival and births leave unexplained.

    Forward: later minus the survivors of the earlier census, so migrants counted at the end. Reverse: forward divided
    by the cohort's survival, so counted at the start. Average: the mean of the two.

    Parameters
    ----------
    earlier, later : array, shape (A,) or (2, A, ...)
        Persons at the two censuses, age groups as wide as one step; k steps lie between them.
    survival : array, shape (A,), (2, A) or (2, A, ...)
        Ratios into each group for one step, as `survival_ratios` gives them: the first for births, the last for the two
        oldest groups together. Aligned from the left; the same in every step.
    births : array, shape (k,) or (k, 2, ...)
        Live births of each step in time order (by sex); their number says how many steps lie between the censuses.
    method : {"forward", "reverse", "average"}
    ages, regions : optional
        Lower bounds and names, used in messages.

    Returns
    -------
    array, shape of `later`
        Persons over the whole period, by age at the later census; errors of either census count as migration.

    Raises
    ------
    DomainError
        If shapes do not align, a value is negative, survival is outside 0 to 1, or the reverse needs survivors of a
        cohort that has none.
    UnitError
        If the two totals differ a thousandfold.

    References
    ----------
    Siegel and Swanson (2004), The Methods and Materials of Demography, chapter 19. United Nations (1970), Manual VI:
    Methods of Measuring Internal Migration.

    Examples
    --------
    >>> residual_migration([100, 80, 50], [95, 92, 70], [0.99, 0.9, 0.5], births=[90])
    array([5.9, 2. , 5. ])
    """
    if method not in ("forward", "reverse", "average"):
        raise ConventionError(f"unknown method {method!r}; write 'forward', 'reverse' or 'average'")
    first = checked_counts(earlier, name="earlier", ages=ages, regions=regions)
    last = checked_counts(later, name="later", ages=ages, regions=regions)
    ratio = checked_share(survival, ages=ages, regions=regions)
    born = checked_counts(births, name="births", axes=("step", "sex", "region"), regions=regions)
    axis = age_axis(first)
    wanted = first.shape[:axis] + first.shape[axis + 1 :]
    if first.ndim == 0 or last.shape != first.shape or ratio.shape != first.shape[: ratio.ndim] or ratio.ndim <= axis:
        raise DomainError(
            f"earlier {first.shape}, later {last.shape} and survival {ratio.shape} do not align; give the same axes"
        )
    if born.ndim == 0 or born.shape[1:] != wanted or born.shape[0] < 1 or born.shape[0] >= first.shape[axis]:
        raise DomainError(f"births of shape {born.shape} do not align; give (steps, {', '.join(map(str, wanted))})")
    checked_same_unit(first, last, ("earlier", "later"), regions)
    ratio = np.moveaxis(ratio.reshape(ratio.shape + (1,) * (first.ndim - ratio.ndim)), axis, 0)
    start, end = np.moveaxis(first, axis, 0), np.moveaxis(last, axis, 0)
    ratio = np.broadcast_to(ratio, start.shape)
    survivors, source = start, start
    for step in born:
        survivors, source = _moved(survivors, step, ratio), _moved(source, step, np.ones_like(ratio))
    forward = end - survivors
    if method == "forward":
        return np.moveaxis(forward, 0, axis).copy()
    lost = (survivors <= 0) & (forward != 0)
    if lost.any():
        group = int(np.argwhere(lost)[0][0])
        where = f"age {np.asarray(ages)[group]}" if ages is not None else f"age group {group}"
        raise DomainError(f"the cohort that reaches {where} has no survivors: use method 'forward'")
    share = np.divide(survivors, source, out=np.ones_like(survivors), where=survivors > 0)
    reverse = forward / share
    return np.moveaxis(reverse if method == "reverse" else (forward + reverse) / 2, 0, axis).copy()


def _moved(people: Floats, births: Floats, ratio: Floats) -> Floats:
    young, old = people[:-2] * ratio[1:-1], (people[-2:-1] + people[-1:]) * ratio[-1:]
    return np.concatenate([(births * ratio[0])[None], young, old])
