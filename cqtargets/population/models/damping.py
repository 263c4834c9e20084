"""Parts of a whole carried by cohort change whose distance from the whole's dies away."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.errors import ConventionError, DomainError
from cqtargets.population.models.checks import checked_ages, checked_counts
from cqtargets.population.models.ratios import Ratios, measure_ratios

__all__ = ["RULES", "Rule", "carry_part"]

Array = NDArray[np.float64]
Rule = Literal["damped", "plain", "whole", "averaged", "constrained", "difference"]
RULES: Final[tuple[Rule, ...]] = ("damped", "plain", "whole", "averaged", "constrained", "difference")
# How far a constrained ratio may lie from the whole's.
_NEAR: Final = 1.1


def carry_part(
    earlier: ArrayLike,
    later: ArrayLike,
    whole_earlier: ArrayLike,
    whole_later: ArrayLike,
    *,
    interval: int,
    ages: ArrayLike,
    steps: int,
    rule: Rule = "damped",
    damping: float = 0.2,
) -> Array:
    r"""Populations of a part, one each `interval`, by ratios of cohort change between two censuses.

    "damped": :math:`\ln c_{part} = \ln c_{whole} + \theta^t (\ln c_{part} - \ln c_{whole})` at step t; "plain": the part's
    own (theta 1); "whole": the whole's (theta 0); "averaged": half way between them; "constrained": the part's own, within
    a tenth of the whole's; "difference": persons instead of ratios where a part's cohort grew (CCD, else CCR). Children
    follow the part's own ratio to women throughout.

    Parameters
    ----------
    earlier, later : array, shape (2, A)
        Persons of the part by sex and age group at two censuses.
    whole_earlier, whole_later : array, shape (2, A)
        The same of the whole.
    interval : int
        Years between the censuses.
    ages : array of int, shape (A,)
    steps : int
    rule : str
    damping : float
        Theta, 0 to 1.

    Returns
    -------
    array, shape (steps + 1, 2, A)

    Raises
    ------
    ConventionError
        If the rule is unknown.
    DomainError
        If damping lies outside 0 to 1, or a ratio would divide by nobody.

    References
    ----------
    Hamilton and Perry (1962), Social Forces 41. Hauer (2019), Population projections for U.S. counties by age, sex, and
    race controlled to shared socioeconomic pathway, Scientific Data 6, for differences where a cohort grows.

    Examples
    --------
    The whole stood still and the part grew by half in ten years; with theta 0.2 it grows by 1.5^0.2:

    >>> ages, still = list(range(0, 90, 5)), np.full((2, 18), 100.0)
    >>> grown = carry_part(still, 1.5 * still, still, still, interval=10, ages=ages, steps=1, damping=0.2)
    >>> round(float(grown[1, 0, 10]), 2)  # 150 x 1.5^0.2
    162.67
    """
    if rule not in RULES:
        raise ConventionError(f"unknown rule {rule!r}; write one of {', '.join(map(repr, RULES))}")
    if not 0 <= damping <= 1:
        raise DomainError(f"damping {damping} is not between 0 and 1")
    lower = checked_ages(ages)
    k = interval // int(lower[1] - lower[0])
    given = (("earlier", earlier), ("later", later), ("whole_earlier", whole_earlier), ("whole_later", whole_later))
    first, last, before, after = (checked_counts(values, name=name, ages=lower) for name, values in given)
    own = measure_ratios(first, last, k, lower, names=("earlier", "later"))
    whole = measure_ratios(before, after, k, lower, names=("whole_earlier", "whole_later"))
    path = [last]
    for step in range(1, steps + 1):
        ratios = Ratios(cohort=_towards(own.cohort, whole.cohort, rule, damping**step), child_woman=own.child_woman)
        people = ratios.carry(path[-1], k, lower)
        if rule == "difference":
            grew = own.cohort > 1
            added = last[:, k:] - last[:, k:] / np.where(grew, own.cohort, 1.0)
            people[:, k:] = np.where(grew, people[:, k:] / own.cohort + added, people[:, k:])
        path.append(people)
    return np.stack(path)


def _towards(own: Array, whole: Array, rule: Rule, theta: float) -> Array:
    if rule in ("plain", "difference"):
        return own
    if rule == "constrained":
        return np.clip(own, whole / _NEAR, whole * _NEAR)
    share = {"damped": theta, "whole": 0.0, "averaged": 0.5}[rule]
    ratios: Array = whole * np.where(own > 0, own / whole, 1.0) ** share if share else whole
    return np.where(own > 0, ratios, 0.0) if share == 1 else ratios
