"""Results of grading: one case, and many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.grading.cases import Bools, Floats, Objects
from cqtargets.grading.profile import Profile

__all__ = ["Evaluation", "Evaluations"]

PROJECTED = {"zh": "（预计）", "en": " (projected)"}


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One value graded by one profile.

    Attributes
    ----------
    profile : Profile
        The rule; its `key`, `version` and cut-offs say by what was graded.
    grade : str or None
        Code of the profile; None where it gives no answer, and `reason` says why.
    reason : str
        Why the grade or the statistic is missing; else empty.
    statistic, score : float or None
        The profile's own number and, where the rule has one, its score.
    unstable : bool
        Whether another value that rounds to the same print has another grade; `possible` lists all of them.
    progress, time_share, lead_progress : float or None
        Fractions: share of the way, share of the time, and their difference (0.05 is five points ahead).
    lead_value : float or None
        Value minus the straight line to the target, in the unit; positive is better whatever the direction.
    progress_interval : (low, high) or None
        What printed rounding leaves of `progress`.
    targeted, projected : bool
        Whether there was a target; whether the value is an expectation, which `label` then says.
    possible : tuple of str, optional
        Every grade that rounding allows.
    """

    profile: Profile
    grade: str | None
    reason: str = ""
    statistic: float | None = None
    score: float | None = None
    unstable: bool = False
    possible: tuple[str | None, ...] = ()
    progress: float | None = None
    progress_interval: tuple[float, float] | None = None
    time_share: float | None = None
    lead_progress: float | None = None
    lead_value: float | None = None
    targeted: bool = True
    projected: bool = False

    def label(self, lang: str = "zh") -> str:
        """The grade in words, Chinese (``"zh"``) or English; a projected value is marked.

        >>> from cqtargets.grading import evaluate
        >>> evaluate("final", current=(2025, 79.72), target=(2025, 79.3), projected=True).label()
        '超额完成（预计）'

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        words = self.profile.label(self.grade, lang, targeted=self.targeted)
        if self.projected and self.grade is not None:
            words += PROJECTED.get(lang, PROJECTED["en"])
        return words


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluations:
    """Many cases graded by one profile; arrays of shape (n,), NaN or None where `Evaluation` has None.

    ``evaluations[i]`` is the `Evaluation` of case i. The attributes are those of `Evaluation`; `progress_low` and
    `progress_high` are the ends of its interval.

    Attributes
    ----------
    profile : Profile
        Rule that graded.
    grade : Objects
        Code of the grade, one a case; None where there is none.
    reason : Objects
        Why something is missing; empty where nothing is.
    statistic : array
        The number by which is graded, one a case.
    score : array
        Points, where the rule gives some.
    unstable : Bools
        Whether rounding leaves the grade open.
    possible : Objects
        Every grade that rounding allows.
    progress : array
        Share of the way covered.
    progress_low : array
        Its lower end by rounding.
    progress_high : array
        Its upper end by rounding.
    time_share : array
        Share of the time passed.
    lead_progress : array
        Progress less time share.
    lead_value : array
        Value less the path, in the unit.
    targeted : Bools
        Whether the case has a target.
    projected : Bools
        Value on the due date at the present pace.
    """

    profile: Profile
    grade: Objects
    reason: Objects
    statistic: Floats
    score: Floats
    unstable: Bools
    possible: Objects
    progress: Floats
    progress_low: Floats
    progress_high: Floats
    time_share: Floats
    lead_progress: Floats
    lead_value: Floats
    targeted: Bools
    projected: Bools

    def __len__(self) -> int:
        return int(self.grade.size)

    def __getitem__(self, row: int) -> Evaluation:
        low, high = _number(self.progress_low[row]), _number(self.progress_high[row])
        return Evaluation(
            profile=self.profile,
            grade=self.grade[row],
            reason=self.reason[row],
            statistic=_number(self.statistic[row]),
            score=_number(self.score[row]),
            unstable=bool(self.unstable[row]),
            possible=self.possible[row],
            progress=_number(self.progress[row]),
            progress_interval=None if low is None or high is None else (low, high),
            time_share=_number(self.time_share[row]),
            lead_progress=_number(self.lead_progress[row]),
            lead_value=_number(self.lead_value[row]),
            targeted=bool(self.targeted[row]),
            projected=bool(self.projected[row]),
        )

    def label(self, lang: str = "zh") -> NDArray[np.object_]:
        """The grades in words, as `Evaluation.label`.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        mark = PROJECTED.get(lang, PROJECTED["en"])
        kinds = list(zip(self.grade.tolist(), self.targeted.tolist(), self.projected.tolist(), strict=True))
        words = {
            (grade, aimed, marked): self.profile.label(grade, lang, targeted=aimed)
            + (mark if marked and grade is not None else "")
            for grade, aimed, marked in set(kinds)
        }
        labels = np.empty(len(self), dtype=object)
        labels[:] = [words[kind] for kind in kinds]
        return labels


def _number(value: Any) -> float | None:
    return float(value) if np.isfinite(value) else None
