"""The one-line what-if, on the bundled targets unless others are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.grading import Profile
from cqtargets.io.bundled import load_catalogue
from cqtargets.observations import Observations, load_observations
from cqtargets.scenario.single import WhatIf, ask
from cqtargets.scenario.stocks import Population

__all__ = ["whatif"]


@door
def whatif(
    id: str,
    *,
    scale: Mapping[str, float] | None = None,
    shift: Mapping[str, float] | None = None,
    catalogue: Catalogue | None = None,
    observations: Observations | None = None,
    population: Population | None = None,
    profile: str | Profile | None = None,
    on: int | date | str | None = None,
    method: str | None = None,
    **fields: Any,
) -> WhatIf:
    """What becomes of one target when its numbers change.

    Parameters
    ----------
    id : str
        Id of the target.
    **fields
        New values, as for `Set`: `target`, `target_year`, `baseline`, `growth` ...
    scale, shift : mapping of field to number, optional
        As for `Scale` and `Shift`.
    catalogue, observations : optional
        The bundled ones by default.
    population, profile, on, method
        As for `compare`.

    Returns
    -------
    WhatIf
        `before`, `after`, `to_frame` and the yearly `comparison`.

    Raises
    ------
    UnknownIdError
        If there is no such target; near ids are named.
    DomainError
        If nothing is changed, or the new numbers contradict each other.

    Examples
    --------
    Beds due in 2027 instead of 2025 ask for 3.3 % a year instead of 4.6 %:

    >>> import cqtargets as cq
    >>> answer = cq.whatif("med14.beds_per_1000", target_year=2027)
    >>> answer.to_frame().loc["required_cagr", ["before", "after"]].astype(float).round(4).tolist()
    [0.0463, 0.0329]
    """
    return ask(
        load_catalogue() if catalogue is None else catalogue,
        id,
        scale=scale,
        shift=shift,
        fields=fields,
        observations=load_observations() if observations is None else observations,
        population=population,
        profile=profile,
        on=on,
        method=method,
    )
