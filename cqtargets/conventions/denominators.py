"""Whom a ratio counts: the age band of each denominator, and residents kept apart from the registered."""

from __future__ import annotations

from typing import Final

from cqtargets.conventions.reasons import Reason

__all__ = ["BANDS", "EVERYBODY", "other_people"]

EVERYBODY: Final = "0+"
BANDS: Final[dict[str, str]] = {
    "resident": EVERYBODY,
    "registered": EVERYBODY,
    "children": "0-14",
    "elderly_60plus": "60+",
    "elderly_65plus": "65+",
    "elderly_80plus": "80+",
    "women_15_49": "women 15-49",
}
"""The age band that each population of a target counts (儿童 has no age limit in the plans: 0-14)."""


def other_people(population: str, basis: str, counted: str) -> str:
    """Why people of the kind `counted` (resident, registered) are not those a target counts; empty where they are.

    Parameters
    ----------
    population, basis : str
        Of the target: ``"registered"`` or a basis that names 户籍 or 常住 decides.
    counted : str
        What a forecast or a census counts; empty where nobody says.

    Examples
    --------
    >>> str(other_people("resident", "户籍人口", "resident"))
    'counts 户籍人口 and the forecast is of the resident population; forecast the population that the target counts'
    >>> other_people("resident", "", "registered")
    ''
    """
    registered = "户籍" in basis or population == "registered"
    stated = registered or "常住" in basis
    if not counted or not stated or registered == (counted == "registered"):
        return ""
    return Reason("other_people", wanted="户籍人口" if registered else "常住人口", given=counted)
