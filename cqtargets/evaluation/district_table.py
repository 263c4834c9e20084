"""The districts below a plan's place: how many of them reach each level, the lowest and the highest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from cqtargets import clock
from cqtargets.assessment.forms import target_text
from cqtargets.evaluation.verdicts import Verdict
from cqtargets.monitoring.comparability import compare
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["district_frame", "districts_in"]

_DISTRICT: Final = re.compile(r"(?<!自治)(?:区|县|旗)$")
_COLUMNS: Final = {
    "zh": ("指标", "目标", "年份", "区县数", "达到目标", "最低", "最高"),
    "en": ("indicator", "target", "year", "districts", "reach it", "lowest", "highest"),
}
_FEW: Final = 2


def districts_in(observations: Iterable[Observation], places: Iterable[str]) -> tuple[str, ...]:
    """The districts, counties and banners with values, of a plan whose own `places` are none of these."""
    own = set(places)
    if any(_DISTRICT.search(place) for place in own):
        return ()
    return tuple(dict.fromkeys(seen.region for seen in observations if _DISTRICT.search(seen.region)))


def district_frame(
    found: Iterable[Verdict], observations: ObservedSeries, districts: Sequence[str], until: float, lang: str
) -> pd.DataFrame:
    """Each rate or share with comparable values of two districts or more, in the last year that has most of them."""
    rows: dict[str, list[str]] = {}
    for one in found:
        values = _values(one.target, observations, districts, until)
        if len(values) < _FEW:
            continue
        target, unit = one.target, one.target.unit
        ordered = sorted(values.items(), key=lambda item: item[1].value_in(unit, target.per))
        met = [target.met_by(seen) for seen in values.values()]
        (lowest, low), (highest, high) = ordered[0], ordered[-1]
        rows[target.id] = [
            target.name(lang), target_text(target), str(low.year), str(len(values)), f"{sum(word is True for word in met)}/{len(met)}",
            f"{lowest} {low.value_in(unit, target.per):.6g}", f"{highest} {high.value_in(unit, target.per):.6g}",
        ]  # fmt: skip
    return pd.DataFrame(list(rows.values()), columns=list(_COLUMNS[lang]), index=pd.Index(list(rows), name="id"))


def _values(
    target: Indicator, observations: ObservedSeries, districts: Sequence[str], until: float
) -> dict[str, Observation]:
    """A value a district, all of one year; nothing for counts, which are not held against the target of all."""
    if target.form != "level" or (target.unit != "%" and target.per is None):
        return {}
    by_year: dict[int, dict[str, Observation]] = {}
    for place in districts:
        for seen in observations.current(target.concept, place):
            fits = seen.when is not None and clock.time(seen.when) <= until and not seen.bound
            if fits and compare(target, seen, ("region",)).comparable:
                by_year.setdefault(seen.year or 0, {})[place] = seen
    return max(by_year.items(), key=lambda item: (len(item[1]), item[0]))[1] if by_year else {}
