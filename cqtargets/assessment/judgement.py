"""A grade that people decided, beside the one that was computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cqtargets.clock import parse_when
from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading import Profile

__all__ = ["Override", "grade_code"]


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
        object.__setattr__(self, "when", str(parse_when(self.when)))


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
