"""The assessment of a catalogue: one row a target, its evidence, its summary and the official tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.assessment.few_cases import with_few_cases
from cqtargets.assessment.judgement import Judgement, Override, grade_code
from cqtargets.assessment.marking import mark, meets, options_for
from cqtargets.assessment.numbers import numbers_of
from cqtargets.assessment.pace import pace_of
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import checked_language, said
from cqtargets.conventions.shown import SHOWN, html_table, indexed
from cqtargets.errors import ConventionError
from cqtargets.grading import Profile
from cqtargets.grading.registry import find
from cqtargets.monitoring.choosing import Comparer, choose
from cqtargets.monitoring.comparability import checked_allow
from cqtargets.observations import Observations

__all__ = ["Assessment", "assess"]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Assessment(Judgement):
    """What `cqtargets.assess` found; nothing in it changes, `override` returns another one.

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
    numbers
        What is held against each target, as arrays.
    pace
        Growth so far and still required, as arrays.
    """

    def __repr__(self) -> str:
        assessed = sum(grade is not None for grade in self.decided())
        keys = ", ".join(rule.key for rule in self.profiles)
        when = "the latest values" if self.on is None else f"values up to {self.on}"
        return f"Assessment of {len(self)} targets by {keys} on {when}: {assessed} assessed, {len(self) - assessed} not"

    def _repr_html_(self) -> str:
        labels = self.evaluation().label("zh")
        rows = [
            (target.id, target.name_zh, labels[place] or said(self.evaluation().reason[place], "zh"))
            for place, target in enumerate(self.catalogue[:SHOWN])
        ]
        return html_table(repr(self), ("id", "指标", "评价"), rows, len(self))

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
        profile : str, optional
            Rule of grading; the first of the assessment by default.

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

    def to_frame(self, *, lang: str = "en", index: str | None = None) -> pd.DataFrame:
        """One row a target: value, progress, pace, grade or reason; `docs/assessment.md` lists the columns.

        The first profile has the plain names (`grade`, `reason` ...), each further one its own with its key behind
        (`grade_unsd`).

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        index : str, optional
            Column that becomes the index, such as ``"id"``.
        """
        from cqtargets.assessment.frames import assessment_frame

        return indexed(assessment_frame(self, lang), index)

    def observed(self, *, lang: str = "en") -> pd.DataFrame:
        """The rows of `to_frame` whose target has a value after its baseline, graded or not.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        frame = self.to_frame(lang=lang)
        early = [getattr(why, "code", "") == "not_after_baseline" for why in self.numbers.reason]
        return frame[(frame["observed_when"] != "") & ~np.array(early, dtype=bool)]

    def summary(self, profile: str | None = None, *, lang: str = "en") -> pd.DataFrame:
        """Targets, assessed and not, met and missed by plan and binding type; see `docs/assessment.md`.

        Parameters
        ----------
        profile : str, optional
            Rule of grading; the first of the assessment by default.
        lang : {"zh", "en"}
            Language of the reasons.
        """
        from cqtargets.assessment.frames import summary_frame

        return summary_frame(self, profile, checked_language(lang))

    def table(self, form: str, *, lang: str = "zh", profile: str | None = None) -> pd.DataFrame:
        """An official form: ``"midterm"``, ``"annual"`` or ``"final"``.

        Parameters
        ----------
        form : str
            Name of the official form.
        lang : {"zh", "en"}
            Language of the words.
        profile : str, optional
            Rule of grading; the first of the assessment by default.

        Raises
        ------
        ConventionError
            For an unknown form.
        DomainError
            For the annual form of an assessment without `on`, or an unknown language.
        """
        from cqtargets.assessment.forms import official_table

        return official_table(self, form, lang, profile)

    def evidence(self, *, lang: str = "en") -> pd.DataFrame:
        """Every observation with the grade it gave to each target of its concept, or the reason why it gave none.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        from cqtargets.assessment.frames import evidence_frame

        return evidence_frame(self, Comparer(self.allow), lang)

    def unmatched(self, *, lang: str = "en") -> pd.DataFrame:
        """Observations that answer no target, with the reason and the concepts that look alike.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        from cqtargets.assessment.frames import unmatched_frame

        return unmatched_frame(self, Comparer(self.allow), lang)


@door
def assess(
    catalogue: Catalogue,
    observations: Observations,
    on: int | date | str | None = None,
    *,
    profile: str | Profile | Sequence[str | Profile] = "schedule",
    allow: str | Iterable[str] = (),
    exposure: Mapping[str, float] | None = None,
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
    exposure : mapping of str to float, optional
        Births, people or institutions a year behind rates of few cases, by id; births that were observed are found. Where
        fewer than 100 cases stand behind a rate, a grade that the 95 % interval of the count leaves open is `unstable`,
        and the remark says so; whether the target is met stays with the recorded rate.
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
    projected = [seen is not None and seen.status == "estimate" for seen in (found.seen for found in held)]
    widths = _widths(catalogue, next((given["tolerance"] for given in chosen if "tolerance" in given), None))
    chosen = [{**given, "tolerance": widths} for given in chosen]
    met = meets(numbers, widths)
    jumping, held = with_few_cases(catalogue, observations, held, numbers, exposure or {})
    return Assessment(
        catalogue=catalogue,
        observations=observations,
        on=when,
        allow=compared.allow,
        held=tuple(held),
        numbers=numbers,
        pace=pace_of(catalogue, observations, held, numbers, met, on=when, allow=compared.allow),
        met=tuple(met.tolist()),
        evaluations=tuple(mark(rule, jumping, projected, given) for rule, given in zip(rules, chosen, strict=True)),
    )


def _widths(catalogue: Catalogue, given: Any) -> NDArray[np.float64]:
    """The tolerance of each target: the one asked for, else its own 允许偏差."""
    own = np.array([np.nan if target.tolerance is None else target.tolerance for target in catalogue], dtype=np.float64)
    asked = np.broadcast_to(np.asarray(np.nan if given is None else given, dtype=np.float64), own.shape)
    return np.where(np.isnan(asked), own, asked)


def _rules(profile: str | Profile | Sequence[str | Profile]) -> list[Profile]:
    given = [profile] if isinstance(profile, str | Profile) else list(profile)
    rules = [find(one) for one in given]
    keys = [rule.key for rule in rules]
    if not rules or len(set(keys)) < len(keys):
        what = f"profiles {', '.join(keys)} hold one twice" if rules else "no profile is given"
        raise ConventionError(f"{what}; name one or more different ones, e.g. profile='schedule'")
    return rules
