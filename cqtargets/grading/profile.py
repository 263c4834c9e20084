"""A profile: a rule that turns numbers into grades, as data plus one small function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_ROWS, whole_number
from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading.cases import Bools, Cases, Floats, Objects

__all__ = ["Graded", "Profile", "above", "at_least", "first_that_holds", "grade_by_cuts"]

MAPPINGS = ("labels", "cutoffs", "labels_without_target")
UNASSESSED = ("不可评估", "not assessable")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """What a profile's function returns; arrays of shape (n,).

    Attributes
    ----------
    grade : object array
        Codes, or None where the rule gives no answer.
    statistic, score : float array
        NaN where there is none.
    reason : object array of str
        Why an answer is missing; where it is empty the common reasons are used (no value, no baseline, no target).
    """

    grade: Objects
    statistic: Floats
    score: Floats
    reason: Objects


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A grading rule of an official body, or a user's own.

    Parameters
    ----------
    key : str
        Short name, e.g. ``"schedule"``.
    function : callable
        ``function(cases, cutoffs) -> Graded``; both work on arrays of shape (n,).
    formula : str
        The statistic in words and symbols.
    labels : mapping
        Grade code -> (Chinese, English); every code the function may return.
    cutoffs : mapping
        Name -> number; `evaluate` takes each as an option of that name.
    options : tuple of str
        Names of further options the function reads from ``cases.options``.
    labels_without_target : mapping
        Labels that differ where there is no target.
    version, source, name_zh, name_en : str
        Which edition of which document, and what the rule is called.

    Raises
    ------
    ConventionError
        If the key is empty, there are no labels, or an option has the name of a cut-off.

    Examples
    --------
    >>> from cqtargets.grading import PROFILES
    >>> PROFILES["schedule"].label("behind"), PROFILES["schedule"].label("behind", "en")
    ('滞后', 'behind schedule')
    """

    key: str
    function: Callable[[Cases, Mapping[str, Any]], Graded]
    formula: str
    labels: Mapping[str, tuple[str, str]]
    cutoffs: Mapping[str, float] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    labels_without_target: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    version: str = ""
    source: str = ""
    name_zh: str = ""
    name_en: str = ""

    def __post_init__(self) -> None:
        if not self.key or not self.labels:
            raise ConventionError("a profile needs a key and a label in two languages for every grade; give both")
        doubled = sorted(set(self.options) & set(self.cutoffs))
        if doubled:
            raise ConventionError(f"profile {self.key!r}: {doubled[0]!r} is an option and a cut-off; rename one")
        for name in MAPPINGS:
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def __repr__(self) -> str:
        return f"Profile({self.key!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        return _rebuilt, (parts | {name: dict(parts[name]) for name in MAPPINGS},)

    def label(self, grade: str | None, lang: str = "zh", *, targeted: bool = True) -> str:
        """Words for a grade code in Chinese (``"zh"``) or, for any other `lang`, in English.

        Parameters
        ----------
        grade : str or None
            Code of the grade.
        lang : {"zh", "en"}
            Language of the words.
        targeted : bool
            Whether the case has a target.

        Raises
        ------
        ConventionError
            If the profile has no such grade.
        """
        if grade is None:
            pair = UNASSESSED
        elif not targeted and grade in self.labels_without_target:
            pair = self.labels_without_target[grade]
        elif grade in self.labels:
            pair = self.labels[grade]
        else:
            raise ConventionError(f"profile {self.key!r} has no grade {grade!r}; it has {', '.join(self.labels)}")
        return pair[0] if lang == "zh" else pair[1]

    def with_cutoffs(self, **cutoffs: float) -> Profile:
        """A copy with other cut-offs.

        Parameters
        ----------
        cutoffs
            Borders by name.

        Raises
        ------
        ConventionError
            If the profile has no cut-off of that name.
        """
        unknown = sorted(set(cutoffs) - set(self.cutoffs))
        if unknown:
            known = ", ".join(self.cutoffs) or "none"
            raise ConventionError(f"profile {self.key!r} has no cut-off {unknown[0]!r}; it has {known}")
        return replace(self, cutoffs={**self.cutoffs, **cutoffs})


def _rebuilt(parts: dict[str, Any]) -> Profile:
    return Profile(**parts)


@door
def at_least(statistic: Floats, cutoff: ArrayLike) -> Bools:
    """Whether a statistic reaches a cut-off, floating-point noise of 1e-9 ignored; a missing one does not.

    Parameters
    ----------
    statistic : array
        The number by which is graded.
    cutoff : number or array
        Border of the grade.
    """
    return np.asarray(statistic >= np.asarray(cutoff) - NOISE)


@door
def above(statistic: Floats, cutoff: ArrayLike) -> Bools:
    """Whether a statistic lies beyond a cut-off by more than floating-point noise; a missing one does not.

    Parameters
    ----------
    statistic : array
        The number by which is graded.
    cutoff : number or array
        Border of the grade.
    """
    return np.asarray(statistic > np.asarray(cutoff) + NOISE)


@door
def first_that_holds(size: int, rules: Sequence[tuple[Bools, Any]], default: Any = None) -> Objects:
    """The value of the first rule whose mask holds, case by case.

    >>> first_that_holds(3, [(np.array([True, False, False]), "a"), (np.array([True, True, False]), "b")])
    array(['a', 'b', None], dtype=object)

    Parameters
    ----------
    size : int
        Number of cases.
    rules : sequence of tuple
        Pairs of mask and answer, the first that holds counts.
    default : Any
        Answer where none holds.
    """
    count = whole_number("size", size, most=MOST_ROWS)
    if np.shape(default) not in ((), (count,)):
        raise DomainError(f"default has shape {np.shape(default)} for {count} cases; give one value, or one a case")
    chosen: NDArray[np.object_] = np.full(count, default, dtype=object)
    for mask, value in reversed(rules):
        chosen[mask] = value[mask] if isinstance(value, np.ndarray) else value
    return chosen


@door
def grade_by_cuts(
    cases: Cases,
    statistic: Floats,
    cuts: Sequence[tuple[str, Any]],
    otherwise: str,
    *,
    met: str | None = "met",
    score: Floats | None = None,
    reason: Objects | None = None,
) -> Graded:
    """Grade by falling cut-offs: the first code whose cut-off the statistic reaches, `otherwise` below all of them.

    Parameters
    ----------
    cases : Cases
    statistic : array, shape (n,)
        NaN gives no grade.
    cuts : sequence of (code, cut-off)
        From best to worst; a cut-off is a number or an array of shape (n,).
    otherwise : str
        The worst grade; also that of a value that has fallen behind a target its baseline had met.
    met : str or None
        The grade of a met target, before anything else; None leaves it to the statistic.
    score : array, optional
        Points, one a case.
    reason : Objects, optional
        Why a case has no score.

    Examples
    --------
    See `docs/grading.md` for a profile of one's own built with it.
    """
    rules: list[tuple[Any, Any]] = [] if met is None else [(cases.met, met)]
    rules.append((cases.fallen, otherwise))
    rules += [(at_least(statistic, cutoff), code) for code, cutoff in cuts]
    rules.append((np.isfinite(statistic), otherwise))
    empty = np.full(cases.size, "", dtype=object)
    return Graded(
        grade=first_that_holds(cases.size, rules),
        statistic=statistic,
        score=np.full(cases.size, np.nan) if score is None else score,
        reason=empty if reason is None else reason,
    )
