"""The assessment of a catalogue: one row a target, its evidence, its summary and the official tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from cqtargets.assessment.alternatives import counted_rows
from cqtargets.assessment.evidence import Comparer, Held
from cqtargets.assessment.judgement import Override, grade_code
from cqtargets.assessment.numbers import Numbers
from cqtargets.assessment.pace import Pace
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.vocabulary import NOT_AFTER_BASELINE
from cqtargets.errors import ConventionError
from cqtargets.grading import Evaluations, Profile
from cqtargets.observations import Observations

__all__ = ["MET_CODES", "Assessment"]

MET_CODES: Final = frozenset({"met", "met_early", "exceeded"})
"""Grades that say that the target is met, in every profile."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessment:
    """What `cqtargets.assess` found; nothing in it changes, `override` returns another one.

    Attributes
    ----------
    catalogue, observations
        What was assessed, and against what.
    on : int, date or None
        Later observations did not count.
    allow : tuple of str
        Mismatches that were accepted.
    held : tuple of Held
        The observation of each target, or why there is none.
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
    held: tuple[Held, ...]
    numbers: Numbers
    pace: Pace
    met: tuple[bool | None, ...]
    evaluations: tuple[Evaluations, ...]
    overrides: tuple[Override, ...] = ()

    def __len__(self) -> int:
        return len(self.catalogue)

    def __repr__(self) -> str:
        assessed = sum(grade is not None for grade in self.decided())
        keys = ", ".join(rule.key for rule in self.profiles)
        when = "the latest values" if self.on is None else f"values up to {self.on}"
        return f"Assessment of {len(self)} targets by {keys} on {when}: {assessed} assessed, {len(self) - assessed} not"

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

    def override(
        self, id: str, grade: str, *, reason: str, who: str, when: int | date | str, profile: str | None = None
    ) -> Assessment:
        """A copy in which people's judgement of one target stands beside the computed grade.

        Parameters
        ----------
        id : str
            The indicator.
        grade : str
            Code or label of the profile: ``"on_schedule"`` or ``"基本符合预期"``.
        reason, who, when
            All three are recorded and shown. A later override of the same target replaces an earlier one.

        Raises
        ------
        UnknownIdError, ConventionError, DomainError
            For an unknown id, an unknown grade, and a missing reason, name or date.
        """
        rule = self.evaluation(profile).profile
        key = self.catalogue[id].id
        made = Override(id=key, profile=rule.key, grade=grade_code(rule, grade), reason=reason, who=who, when=when)
        kept = tuple(old for old in self.overrides if (old.id, old.profile) != (made.id, made.profile))
        return replace(self, overrides=(*kept, made))

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

    def to_frame(self) -> pd.DataFrame:
        """One row a target: value, progress, pace, grade or reason; `docs/assessment.md` lists the columns.

        The first profile has the plain names (`grade`, `reason` ...), each further one its own with its key behind
        (`grade_unsd`).
        """
        from cqtargets.assessment.frames import assessment_frame

        return assessment_frame(self)

    def observed(self) -> pd.DataFrame:
        """The rows of `to_frame` whose target has a value after its baseline, graded or not."""
        frame = self.to_frame()
        return frame[(frame["observed_when"] != "") & ~frame["reason"].str.contains(NOT_AFTER_BASELINE)]

    def summary(self, profile: str | None = None) -> pd.DataFrame:
        """Targets, assessed and not, met and missed by plan and binding type; see `docs/assessment.md`."""
        from cqtargets.assessment.summaries import summary_frame

        return summary_frame(self, profile)

    def table(self, form: str, *, lang: str = "zh", profile: str | None = None) -> pd.DataFrame:
        """An official form: ``"midterm"``, ``"annual"`` or ``"final"``.

        Raises
        ------
        ConventionError
            For an unknown form.
        DomainError
            For the annual form of an assessment without `on`, or an unknown language.
        """
        from cqtargets.assessment.forms import official_table

        return official_table(self, form, lang, profile)

    def evidence(self) -> pd.DataFrame:
        """Every observation with the grade it gave to each target of its concept, or the reason why it gave none."""
        from cqtargets.assessment.listing import evidence_frame

        return evidence_frame(self, Comparer(self.allow))

    def unmatched(self) -> pd.DataFrame:
        """Observations that answer no target, with the reason and the concepts that look alike."""
        from cqtargets.assessment.listing import unmatched_frame

        return unmatched_frame(self, Comparer(self.allow))

    def counted(self, profile: str | None = None) -> tuple[list[bool], list[str]]:
        """Which rows a tally counts, and the remarks on rows of which one suffices."""
        if not any(target.alternative for target in self.catalogue):
            return [True] * len(self), [""] * len(self)
        return counted_rows(self.catalogue, self.achieved(profile))


def _achieved(grade: str | None, met: bool | None, possible: Sequence[str | None]) -> bool | None:
    if grade is None:
        return True if possible and MET_CODES.issuperset(possible) else None
    return grade in MET_CODES or met is True


def column(values: Any) -> pd.Series[Any]:
    """A list as an object column, None kept."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return pd.Series(array, dtype=object)
