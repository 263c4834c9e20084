"""What is judged: the values, the computed grades, people's own beside them, and what of it counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from cqtargets import clock
from cqtargets.assessment.numbers import Numbers
from cqtargets.assessment.pace import Pace
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading import Evaluations, Profile
from cqtargets.monitoring.choosing import Chosen
from cqtargets.observations import Observations
from cqtargets.targets.indicator import Indicator

__all__ = ["MET_CODES", "Judgement", "Override", "column", "grade_code"]

MET_CODES: Final = frozenset({"met", "met_early", "exceeded"})
"""Grades that say that the target is met, in every profile."""


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A recorded judgement: which grade, why, by whom, when.

    Parameters
    ----------
    id : str
        The indicator.
    profile : str
        Key of the profile whose grade is set aside.
    grade : str
        Code of that profile.
    reason, who : str
        Both must be stated.
    when : int, date or str
        Kept as text: ``"2026-03-01"``.

    Raises
    ------
    DomainError
        If the reason, the name or the date is missing.

    Examples
    --------
    >>> Override(id="p.a", profile="schedule", grade="ahead", reason="会议审定", who="规划处", when="2026-03-01").who
    '规划处'
    """

    id: str
    profile: str
    grade: str
    reason: str
    who: str
    when: int | date | str

    def __post_init__(self) -> None:
        for name in ("reason", "who"):
            if not str(getattr(self, name)).strip():
                raise DomainError(f"the override of {self.id!r} has no {name}: state why, who and when")
        object.__setattr__(self, "when", str(clock.parse_when(self.when)))


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Judgement:
    """The fields of an `Assessment`, and the grades that count; the tables of `frames` and `forms` read it.

    Attributes
    ----------
    catalogue, observations
        What was assessed, and against what.
    on : int, date or None
        Later observations did not count.
    allow : tuple of str
        Mismatches that were accepted.
    held : tuple of Chosen
        The observation that counts for each target, or why none does.
    met : tuple of bool or None
        Whether each target is met; None where that is open or not assessable.
    evaluations : tuple of Evaluations
        One a profile; the first profile is the one that `grade` speaks of.
    overrides : tuple of Override
    """

    catalogue: Catalogue
    observations: Observations
    on: int | date | None
    allow: tuple[str, ...]
    held: tuple[Chosen, ...]
    numbers: Numbers
    pace: Pace
    met: tuple[bool | None, ...]
    evaluations: tuple[Evaluations, ...]
    overrides: tuple[Override, ...] = ()

    def __len__(self) -> int:
        return len(self.catalogue)

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """The rules, with the cut-offs that were used."""
        return tuple(found.profile for found in self.evaluations)

    def evaluation(self, profile: str | None = None) -> Evaluations:
        """The grades of one profile by its key, the first by default.

        Raises
        ------
        ConventionError
            If the assessment was not made with it.
        """
        for found in self.evaluations:
            if profile is None or found.profile.key == profile:
                return found
        keys = ", ".join(rule.key for rule in self.profiles)
        raise ConventionError(f"profile {profile!r} is not part of this assessment, which has {keys}; assess with it")

    def overridden(self, profile: str | None = None) -> dict[str, Override]:
        """The overrides of one profile by id."""
        key = self.evaluation(profile).profile.key
        return {made.id: made for made in self.overrides if made.profile == key}

    def decided(self, profile: str | None = None) -> list[str | None]:
        """The grades that count, one a target: people's where there is one, else the computed one."""
        grades: list[str | None] = self.evaluation(profile).grade.tolist()
        made = self.overridden(profile)
        if made:
            grades = [
                made[key].grade if key in made else grade for key, grade in zip(self.catalogue.ids, grades, strict=True)
            ]
        return grades

    def achieved(self, profile: str | None = None) -> list[bool | None]:
        """Whether each target counts as met under a profile: True, False (assessed, not met), None (not assessed)."""
        possible = self.evaluation(profile).possible.tolist()
        made = self.overridden(profile)
        return [
            _achieved(grade, met if key not in made else None, codes)
            for key, grade, met, codes in zip(
                self.catalogue.ids, self.decided(profile), self.met, possible, strict=True
            )
        ]

    def counted(self, profile: str | None = None) -> tuple[list[bool], list[str]]:
        """Which rows a tally counts, and the remarks on rows of which one suffices or another stage is asked for."""
        if any(target.alternative for target in self.catalogue):
            counted, remarks = _counted_rows(self.catalogue, self.achieved(profile))
        else:
            counted, remarks = [True] * len(self), [""] * len(self)
        for row, asked in _other_stages(self.catalogue, self.on).items():
            counted[row] = False
            remarks[row] = remarks[row] or Reason("another_stage", id=asked.id, year=asked.target_year)
        return counted, remarks


def grade_code(rule: Profile, grade: str) -> str:
    """The code of a grade given as code or as label in either language.

    Raises
    ------
    ConventionError
        If the profile has no such grade.

    Examples
    --------
    >>> from cqtargets.grading import PROFILES
    >>> grade_code(PROFILES["final"], "基本完成")
    'nearly_met'
    """
    if grade in rule.labels:
        return grade
    for code, words in rule.labels.items():
        if grade in words:
            return code
    listed = ", ".join(f"{code} ({words[0]})" for code, words in rule.labels.items())
    raise ConventionError(f"profile {rule.key!r} has no grade {grade!r}; write one of {listed}")


def _achieved(grade: str | None, met: bool | None, possible: Sequence[str | None]) -> bool | None:
    if grade is None:
        return True if possible and MET_CODES.issuperset(possible) else None
    return grade in MET_CODES or met is True


def column(values: Any) -> pd.Series[Any]:
    """A list as an object column, None kept."""
    return pd.Series(values if isinstance(values, np.ndarray) else objects(values), dtype=object)


def _counted_rows(catalogue: Catalogue, met: Sequence[bool | None]) -> tuple[list[bool], list[str]]:
    """Which rows count in a tally, and what to say of those with alternatives.

    Parameters
    ----------
    met : sequence of bool or None
        True met, False assessed and not met, None not assessed.

    Returns
    -------
    counted : list of bool
        One row a group: the first that is met; else the first that is not assessed, because it might be; else the
        first. Rows without alternatives count each.
    remarks : list of str
    """
    groups: dict[tuple[str, str, str], list[int]] = {}
    counted, remarks = [True] * len(catalogue), [""] * len(catalogue)
    for row, target in enumerate(catalogue):
        if target.alternative:
            groups.setdefault((target.plan, target.region, target.alternative), []).append(row)
    ids = catalogue.ids
    for rows in groups.values():
        if len(rows) < 2:
            continue
        answers = [met[row] for row in rows]
        wanted = True if True in answers else None if None in answers else False
        chosen = rows[answers.index(wanted)]
        code = {True: "one_suffices_met", None: "one_suffices_open", False: "one_suffices_missed"}[wanted]
        for row in rows:
            counted[row] = row == chosen
            remarks[row] = Reason(code, count=len(rows), id=ids[chosen])
    return counted, remarks


def _other_stages(catalogue: Catalogue, on: int | date | None) -> dict[int, Indicator]:
    """Rows of a plan's target with several due years that are not the one a date asks for, with the one that is.

    Asked for is the first that is due at the date or after it, the last where none is.
    """
    before = {
        target.id: target.earlier
        for target in catalogue
        if target.earlier in catalogue and catalogue[target.earlier].plan == target.plan
    }
    if not before:
        return {}
    limit = math.inf if on is None else clock.time(on)
    rows = {target.id: row for row, target in enumerate(catalogue)}
    others: dict[int, Indicator] = {}
    for last in set(before) - set(before.values()):
        chain = [last]
        while chain[-1] in before and before[chain[-1]] not in chain:
            chain.append(before[chain[-1]])
        stages = sorted((catalogue[name] for name in chain), key=lambda target: target.due)
        asked = next((target for target in stages if target.due >= limit), stages[-1])
        others |= {rows[target.id]: asked for target in stages if target is not asked}
    return others
