"""What a report says about each plan, as frozen rows that know nothing of formats."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cqtargets.catalogue import Catalogue
from cqtargets.document import Document
from cqtargets.indicator import Indicator
from cqtargets.observations import Comparison, Observations

__all__ = ["PlanSection", "TargetRow", "build_sections"]

_REASONS_ZH: Final = {
    "the plan prints no baseline": "规划未列基期值",
    "growth from zero has no rate": "基期为零，无增长率",
    "growth to zero has no rate": "目标为零，无增长率",
    "growth through zero has no rate": "跨零，无增长率",
    "an increment starts at zero: it has a pace, not a growth rate": "新增量，只有年均进度",
    "a cumulative target starts at zero: it has a pace, not a growth rate": "累计量，只有年均进度",
    "a yearly flow has the same target each year: no growth is required": "年度流量，逐年目标相同",
    "the target is qualitative: no number to reach": "定性目标",
    "the baseline is already at or beyond the target": "基期已达到目标",
}
_FOLLOWED: Final = re.compile(r"the rate of (\S+), which the target follows")
_MISMATCH_ZH: Final = {
    "region": "地区不同",
    "unit": "单位不可换算",
    "population": "分母人群不同",
    "basis": "统计口径不同",
    "date": "观测无日期",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One target as a reader sees it; every number already in its printed form."""

    id: str
    name: str
    child: bool
    region: str
    binding: str
    baseline: str
    target: str
    growth: str
    change: str
    reason: str
    observed: str
    observed_note: str
    comparable: bool
    source: str
    certainty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSection:
    """One plan: its document, its rows, and its targets for charts."""

    document: Document
    targets: Catalogue
    rows: tuple[TargetRow, ...]


def build_sections(
    catalogue: Catalogue, observations: Observations, *, on: int | date | str | None, lang: str
) -> tuple[PlanSection, ...]:
    """One section a plan, in the catalogue's order."""
    growth = {row["id"]: row for row in catalogue.required_growth().to_dict("records")}
    sections = []
    for plan in catalogue.plans:
        targets = Catalogue(
            (indicator for indicator in catalogue if indicator.plan == plan), catalogue.documents.values()
        )
        rows = tuple(
            _row(indicator, growth[indicator.id], observations.latest(indicator, on=on), lang) for indicator in targets
        )
        sections.append(PlanSection(document=catalogue.document(plan), targets=targets, rows=rows))
    return tuple(sections)


def _row(indicator: Indicator, growth: dict[Any, Any], held: Comparison | None, lang: str) -> TargetRow:
    reason = str(growth["reason"])
    return TargetRow(
        id=indicator.id,
        name=indicator.name(lang),
        child=bool(indicator.parent),
        region=indicator.region,
        binding=_binding(indicator, lang),
        baseline=_baseline(indicator),
        target=_target(indicator),
        growth="" if math.isnan(growth["cagr"]) else f"{100 * growth['cagr']:.2f}%",
        change="" if math.isnan(growth["annual_change"]) else f"{growth['annual_change']:+.4g}",
        reason=_reason_zh(reason) if lang == "zh" else reason,
        observed=_observed(held),
        observed_note=_observed_note(held, lang),
        comparable=held is not None and held.comparable,
        source=indicator.locator,
        certainty=indicator.certainty,
    )


def _reason_zh(reason: str) -> str:
    followed = _FOLLOWED.fullmatch(reason)
    if followed:
        return f"随 {followed[1]} 的增速"
    return _REASONS_ZH.get(reason, reason)


def _binding(indicator: Indicator, lang: str) -> str:
    return indicator.binding.label(lang) if indicator.binding else ""


def _baseline(indicator: Indicator) -> str:
    if indicator.baseline is None:
        return "—"
    printed = indicator.baseline_text or f"{indicator.baseline:g}"
    return f"{printed} ({indicator.baseline_year})"


def _target(indicator: Indicator) -> str:
    printed = indicator.target_text or f"{indicator.comparator} {indicator.goal:g}"
    numberless = indicator.form in ("proportional", "qualitative")
    unit_printed = any(character in printed for character in indicator.unit)
    unit = "" if numberless or unit_printed else indicator.unit_label
    return f"{printed}{unit and ' ' + unit} ({indicator.target_year})"


def _observed(held: Comparison | None) -> str:
    if held is None:
        return ""
    seen = held.observation
    printed = seen.text or f"{seen.value:g}"
    unit = "" if seen.unit and seen.unit in printed and not seen.per else seen.unit_label
    return f"{printed.removesuffix(seen.unit)} {unit} ({seen.when})" if unit else f"{printed} ({seen.when})"


def _observed_note(held: Comparison | None, lang: str) -> str:
    if held is None:
        return ""
    source = held.observation.source
    if held.comparable:
        return "; ".join(part for part in (source, held.remark) if part)
    if lang == "zh":
        names = "、".join(_MISMATCH_ZH[name] for name in held.reasons)
        detail = "；".join(held.reasons.values()) if "basis" not in held.reasons else held.observation.basis
        return f"不可比（{names}：{detail}）；{source}"
    return f"not comparable: {'; '.join(held.reasons.values())}; {source}"
