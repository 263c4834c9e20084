"""Assess a catalogue: choose the values, make numbers of them, grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from cqtargets import clock
from cqtargets.assessment.evidence import Comparer, checked_allow, choose
from cqtargets.assessment.marking import mark, meets, options_for
from cqtargets.assessment.numbers import numbers_of
from cqtargets.assessment.pace import pace_of
from cqtargets.assessment.result import Assessment
from cqtargets.catalogue import Catalogue
from cqtargets.errors import ConventionError
from cqtargets.grading import Profile
from cqtargets.grading.registry import find
from cqtargets.observations import Observations

__all__ = ["assess"]


def assess(
    catalogue: Catalogue,
    observations: Observations,
    on: int | date | str | None = None,
    *,
    profile: str | Profile | Sequence[str | Profile] = "schedule",
    allow: str | Iterable[str] = (),
    **options: Any,
) -> Assessment:
    """Hold every target against its latest comparable observation and grade it.

    Parameters
    ----------
    catalogue : Catalogue
    observations : Observations
    on : int, date or str, optional
        Later observations do not count; all count otherwise. Time shares are those of each observation's own date.
    profile : str, Profile or a sequence of them
        Keys of `cqtargets.grading.PROFILES` or rules of one's own. Several stand side by side and are never merged.
    allow : str or iterable of str
        Mismatches to accept: ``"basis"``, ``"population"``, ``"region"``. The row says so.
    **options
        Options and cut-offs of the profiles (``band=0.1``), and `tolerance` in the unit; an option may be a mapping
        from id to value (``expected_end={"med14.beds_per_1000": 8.1}``).

    Returns
    -------
    Assessment
        `to_frame()`, `summary()`, `table("midterm"|"annual"|"final")`, `override(...)`, `evidence()`, `unmatched()`.

    Raises
    ------
    ConventionError
        For an unknown profile, option or mismatch, or a profile given twice.
    DomainError
        If `on` is no date.
    UnknownIdError
        If a mapping of options names an id that is not in the catalogue.

    References
    ----------
    The rules and their sources are in `docs/grading.md`; comparability and rounding in `docs/assessment.md`.

    Examples
    --------
    >>> import cqtargets as cq
    >>> result = assess(cq.load_catalogue(), cq.load_observations(), on=2024)
    >>> frame = result.to_frame().set_index("id")
    >>> frame.loc["med14.life_expectancy", ["grade", "met"]].tolist()
    ['met_early', True]
    >>> frame.loc["med14.beds_per_1000", "reason"]
    'not comparable: observed as 实有床位, the target counts 编制床位'
    """
    when = None if on is None else clock.parse_when(on)
    rules = _rules(profile)
    chosen = options_for(rules, options, catalogue)
    compared = Comparer(checked_allow(allow))
    limit = None if when is None else clock.time(when)
    held = choose(catalogue, observations, compared, limit=limit, on=str(when))
    numbers = numbers_of(catalogue, held)
    projected = [found.observation is not None and found.observation.status == "estimate" for found in held]
    tolerance = next((given["tolerance"] for given in chosen if "tolerance" in given), np.nan)
    met = meets(numbers, tolerance)
    return Assessment(
        catalogue=catalogue,
        observations=observations,
        on=when,
        allow=compared.allow,
        held=tuple(held),
        numbers=numbers,
        pace=pace_of(catalogue, numbers, met),
        met=tuple(met.tolist()),
        evaluations=tuple(mark(rule, numbers, projected, given) for rule, given in zip(rules, chosen, strict=True)),
    )


def _rules(profile: str | Profile | Sequence[str | Profile]) -> list[Profile]:
    given = [profile] if isinstance(profile, str | Profile) else list(profile)
    rules = [find(one) for one in given]
    keys = [rule.key for rule in rules]
    if not rules or len(set(keys)) < len(keys):
        what = f"profiles {', '.join(keys)} hold one twice" if rules else "no profile is given"
        raise ConventionError(f"{what}; name one or more different ones, e.g. profile='schedule'")
    return rules
