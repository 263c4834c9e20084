"""Proposals for the next plan, as frozen parts and as one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from cqtargets.conventions.doors import door
from cqtargets.conventions.names import hint_of, nearest
from cqtargets.conventions.reasons import Reason, checked_language, joined, said
from cqtargets.conventions.shown import SHOWN, html_table
from cqtargets.errors import UnknownIdError
from cqtargets.growth import RequiredGrowth
from cqtargets.monitoring.handover import Base
from cqtargets.targets.indicator import Indicator

__all__ = ["CANDIDATES", "CANDIDATE_NAMES", "DECISIONS", "Candidate", "Proposal", "Proposals"]

CANDIDATE_NAMES: Final = {
    "carried_over": ("沿用原目标", "carried over"), "national": ("国家目标", "national"),
    "national_lead": ("国家目标加现有优势", "nation plus lead"), "norm": ("规划标准", "norm"),
    "present_pace": ("现速渐缓", "present pace, fading"), "need": ("按人口需要", "need"),
    "peers": ("同类地区", "peers"), "saturation": ("饱和值", "saturation"),
}  # fmt: skip
"""Names of the candidates in Chinese and English."""
CANDIDATES: Final = tuple(CANDIDATE_NAMES)
DECISIONS: Final = {
    "keep": ("保留", "keep"), "adjust": ("调整", "adjust"), "new": ("新增", "new"), "drop": ("不再列", "no longer listed"),
}  # fmt: skip
"""What becomes of a row in the next plan, in Chinese and English."""

COLUMNS: Final = (
    "id", "concept", "name_zh", "name_en", "plan", "region", "binding", "unit", "base", "base_when", "base_origin",
    "base_source", "old_target", "old_due", "met", "decision", "decision_reason", "candidate", "value", "suggested", "required_cagr",
    "required_annual_change", "present_pace", "best_pace", "nation_pace", "pace_unit", "probability",
    "probability_reason", "learned_on", "stock", "stock_low", "stock_high", "stock_added", "stock_reason", "flags", "reason",
)  # fmt: skip


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One value that comes into question.

    Attributes
    ----------
    kind : str
        One of `CANDIDATES`.
    value : float or None
        In the target's unit; None where the candidate does not apply, and `reason` says why.
    reason : str
        Why there is no value, or what to know about it.
    source : str
        Where a value set from outside comes from.
    comparable : bool
        False where it counts something else than the target; it is then never suggested.
    required : RequiredGrowth or None
        From the base to the value.
    probability : float or None
        That the value is met on time if the past goes on; `probability_reason` where there is none.
    stock, stock_interval, stock_reason
        Units that the value asks for: level times the forecast population, with the interval of the forecast.
    probability_reason : str
        Why there is no probability.
    learned_on : str
        The values, donors and older forecasts that the probability rests on.
    stock_added : float or None
        How many of them the level of the base would not need for the same people.
    """

    kind: str
    value: float | None
    reason: str = ""
    source: str = ""
    comparable: bool = True
    required: RequiredGrowth | None = None
    probability: float | None = None
    probability_reason: str = ""
    learned_on: str = ""
    stock: float | None = None
    stock_interval: tuple[float, float] | None = None
    stock_reason: str = ""
    stock_added: float | None = None


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is handed over for one concept, the candidates, and which of them is suggested.

    Attributes
    ----------
    target : Indicator
        The target of the plan that ends.
    base : Base or None
        None where nothing is handed over, and `reason` says why.
    met : bool or None
        Whether the observed base meets the old target; None where it cannot be told.
    candidates : tuple of Candidate
    suggested : str
        Kind of the candidate that a cautious planner starts from; empty where none applies.
    present_pace, best_pace, nation_pace : float or None
        A year, in `pace_unit`: ``"fraction"``, or the target's unit; `Indicator.attain` gives the same paces.
    flags : tuple of str
        What a reader must know: bounds, definitions that changed, revisions, the same concept in another plan.
    reason : str
        Why there is no proposal.
    pace_unit : str
        "fraction", or the unit of the paces.
    decision, decision_reason : str
        One of `DECISIONS`: what becomes of the row in the next plan, and why.
    """

    target: Indicator
    base: Base | None
    met: bool | None = None
    candidates: tuple[Candidate, ...] = ()
    suggested: str = ""
    present_pace: float | None = None
    best_pace: float | None = None
    nation_pace: float | None = None
    pace_unit: str = ""
    flags: tuple[str, ...] = ()
    reason: str = ""
    decision: str = "keep"
    decision_reason: str = ""

    def __getitem__(self, kind: str) -> Candidate:
        """The candidate of a kind."""
        for candidate in self.candidates:
            if candidate.kind == kind:
                return candidate
        raise UnknownIdError(
            f"{self.target.id!r} has no candidate {kind!r}; {self.reason or 'write one of ' + ', '.join(CANDIDATES)}",
            key=kind,
            nearest=CANDIDATES,
        )

    @property
    def choice(self) -> Candidate | None:
        """The suggested candidate."""
        return self[self.suggested] if self.suggested else None

    @property
    def why(self) -> str:
        """Why this value is suggested, or why there is none."""
        if self.choice is not None:
            return joined(self.choice.reason, self.choice.source)
        if self.reason:
            return self.reason
        valued = [one for one in self.candidates if one.value is not None]
        return joined(*(Reason(f"of_{one.kind}", why=one.reason) for one in valued or self.candidates))


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """Proposals for the year `to`, one a concept and region, in the order of the catalogue.

    Attributes
    ----------
    to : int
        Year at whose end the targets are due.
    proposals : tuple of Proposal
        One a concept and region.
    """

    to: int
    proposals: tuple[Proposal, ...]

    def __repr__(self) -> str:
        return f"Proposals for {self.to}: {len(self.made)} with candidates, {len(self.refused)} without"

    def _repr_html_(self) -> str:
        rows = [
            (
                one.target.id,
                one.target.name_zh,
                "" if one.choice is None else f"{one.choice.value:.4g}",
                said(one.why, "zh"),
                one.target.unit_label,
            )
            for one in self.proposals[:SHOWN]
        ]
        return html_table(repr(self), ("id", "指标", "建议", "依据", "单位"), rows, len(self))

    def __len__(self) -> int:
        return len(self.proposals)

    def __iter__(self) -> Iterator[Proposal]:
        return iter(self.proposals)

    def __getitem__(self, key: str) -> Proposal:
        """The proposal for a target id."""
        by_id = {proposal.target.id: proposal for proposal in self.proposals}
        if key not in by_id:
            near = nearest(key, by_id)
            raise UnknownIdError(Reason("no_proposal_for", key=key, hint=hint_of(near)), key=key, nearest=near)
        return by_id[key]

    @property
    def made(self) -> tuple[Proposal, ...]:
        """Those with a value to choose."""
        return tuple(one for one in self.proposals if any(candidate.value is not None for candidate in one.candidates))

    @property
    def refused(self) -> tuple[Proposal, ...]:
        """Those without a value, each with its reason."""
        made = {one.target.id for one in self.made}
        return tuple(one for one in self.proposals if one.target.id not in made)

    def to_frame(self, *, every: bool = False, lang: str = "en") -> pd.DataFrame:
        """One row a candidate that has a value; one row with its reason for a concept without any.

        Parameters
        ----------
        every : bool
            Also candidates without a value, each with its reason.
        lang : {"en", "zh"}
            Of the reasons and flags.

        Raises
        ------
        DomainError
            If `lang` is neither.
        """
        checked_language(lang)
        rows: list[dict[str, Any]] = []
        for one in self.proposals:
            shown = [candidate for candidate in one.candidates if every or candidate.value is not None]
            head = _head(one, lang)
            rows.extend({**head, **_candidate(one, candidate, lang)} for candidate in shown)
            if not shown:
                rows.append({**head, **_NO_CANDIDATE, "reason": said(one.why, lang)})
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        for name in _NUMBERS:
            frame[name] = frame[name].astype("float64")
        return frame

    def summary(self, *, lang: str = "en") -> pd.DataFrame:
        """One row a concept: id, names, unit, base, base_when, base_origin, old_target, met, decision, one column a candidate,
        suggested, value, flags, reason.

        Parameters
        ----------
        lang : {"en", "zh"}
            Of the reasons and flags.

        Raises
        ------
        DomainError
            If `lang` is neither.
        """
        checked_language(lang)
        rows = []
        for one in self.proposals:
            choice = one.choice
            kinds = {candidate.kind: candidate.value for candidate in one.candidates}
            head = _head(one, lang)
            rows.append(
                {name: head[name] for name in _SUMMARY_HEAD}
                | {kind: _nan(kinds.get(kind)) for kind in CANDIDATES}
                | {
                    "suggested": one.suggested,
                    "value": _nan(choice.value if choice else None),
                    "flags": head["flags"],
                    "reason": said(one.why, lang),
                }
            )
        return pd.DataFrame(rows, columns=[*_SUMMARY_HEAD, *CANDIDATES, "suggested", "value", "flags", "reason"])


_SUMMARY_HEAD: Final = (
    "id", "name_zh", "name_en", "unit", "base", "base_when", "base_origin", "old_target", "old_due", "met", "decision",
)  # fmt: skip
_NO_CANDIDATE: Final = {
    "candidate": "",
    "suggested": False,
    "probability_reason": "",
    "learned_on": "",
    "stock_reason": "",
}
_NUMBERS: Final = (
    "base", "old_target", "value", "required_cagr", "required_annual_change", "present_pace", "best_pace",
    "nation_pace", "probability", "stock", "stock_low", "stock_high", "stock_added",
)  # fmt: skip


def _nan(value: float | None) -> float:
    return np.nan if value is None else value


def _head(one: Proposal, lang: str) -> dict[str, Any]:
    target, base = one.target, one.base
    return {
        "id": target.id,
        "concept": target.concept,
        "name_zh": target.name_zh,
        "name_en": target.name_en,
        "plan": target.plan,
        "region": target.region,
        "binding": target.binding.value if target.binding else "",
        "unit": target.unit_label,
        "base": _nan(base.value if base else None),
        "base_when": str(base.when) if base else "",
        "base_origin": base.origin if base else "",
        "base_source": base.source if base else "",
        "old_target": _nan(None if one.decision == "new" else target.goal),
        "old_due": target.target_year,
        "met": one.met,
        "decision": DECISIONS[one.decision][lang == "en"],
        "decision_reason": said(one.decision_reason, lang),
        "present_pace": _nan(one.present_pace),
        "best_pace": _nan(one.best_pace),
        "nation_pace": _nan(one.nation_pace),
        "pace_unit": one.pace_unit,
        "flags": said(joined(*one.flags), lang),
    }


def _candidate(one: Proposal, candidate: Candidate, lang: str) -> dict[str, Any]:
    growth, ends = candidate.required, candidate.stock_interval or (None, None)
    return {
        "candidate": candidate.kind,
        "value": _nan(candidate.value),
        "suggested": candidate.kind == one.suggested,
        "required_cagr": _nan(growth.cagr if growth else None),
        "required_annual_change": _nan(growth.annual_change if growth else None),
        "probability": _nan(candidate.probability),
        "probability_reason": said(candidate.probability_reason, lang),
        "learned_on": said(candidate.learned_on, lang),
        "stock": _nan(candidate.stock),
        "stock_low": _nan(ends[0]),
        "stock_high": _nan(ends[1]),
        "stock_added": _nan(candidate.stock_added),
        "stock_reason": said(candidate.stock_reason, lang),
        "reason": said(joined(candidate.reason, candidate.source), lang),
    }
