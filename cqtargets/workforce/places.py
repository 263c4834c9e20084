"""Places in elder care by need, and in childcare by wish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cqtargets.conventions.doors import door
from cqtargets.workforce.people import checked_bands, rates_of, share, weighted

__all__ = ["care_places", "childcare_places"]


@door
def care_places(
    population_by_age: Mapping[str, Any],
    disability: float | Mapping[str, float],
    in_institutions: float | Mapping[str, float],
    *,
    occupancy: float = 1.0,
) -> Any:
    r"""Places in institutions: :math:`\sum_a P_a \, d_a \, c_a / o`.

    Parameters
    ----------
    population_by_age : mapping of age band to float, array or Quantity
        People, such as ``{"60-79": ..., "80+": ...}``; a part of the ages will do.
    disability : float or mapping of band to float
        Share who cannot look after themselves (失能), 0 to 1. No document of the plans prints it by age.
    in_institutions : float or mapping of band to float
        Share of these who are cared for in institutions, 0 to 1.
    occupancy : float
        Share of the places that are taken, above 0 and at most 1.

    Returns
    -------
    float, array or Quantity
        Places, of the kind that the people were given in.

    Raises
    ------
    DomainError
        For bands that overlap, shares outside 0 to 1, or bands without a share.

    References
    ----------
    Elementary; prevalence by age as in Sullivan's method.

    Examples
    --------
    >>> care_places({"60-79": 5_000_000, "80+": 1_000_000}, {"60-79": 0.04, "80+": 0.2}, 0.25)
    100000.0
    """
    checked_bands(population_by_age, whole=False)
    need = rates_of("disability", disability, population_by_age, 1)
    cared = rates_of("in_institutions", in_institutions, population_by_age, 1)
    used = share("occupancy", occupancy, above_zero=True)
    factors = {band: need[band] * cared[band] / used for band in population_by_age}
    return weighted(population_by_age, factors, name="care places", unit="张")[""]


@door
def childcare_places(children: Any, wish: float, attendance: float = 1.0) -> Any:
    r"""Places in childcare: children under three x share whose parents want one x share who would come.

    Parameters
    ----------
    children : float, array or Quantity
        Children under three: ``f.denominator("0-2", on=2030)``.
    wish : float
        Share whose parents want a place, 0 to 1.
    attendance : float
        Share of these who would take one at its price and distance, 0 to 1.

    Returns
    -------
    float, array or Quantity
        Places, of the kind that the children were given in.

    Raises
    ------
    DomainError
        If a share is outside 0 to 1 or the children are below 0.

    References
    ----------
    Elementary.

    Examples
    --------
    >>> childcare_places(500_000, 0.3, 0.5)
    75000.0
    """
    people = {"0-2": children}
    checked_bands(people, whole=False)
    factor = share("wish", wish) * share("attendance", attendance)
    return weighted(people, {"0-2": factor}, name="childcare places", unit="个")[""]
