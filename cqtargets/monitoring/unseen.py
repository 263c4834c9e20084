"""Why no observation has a target's concept: the names of the data that look alike are told, never taken."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.indicator import Indicator

__all__ = ["never_observed"]

_ALIKE: Final = 72.0
_TOLD: Final = 3
_LOOKED_AT: Final = 200
"""Names without a known concept among which look-alikes are sought; where the data have more, none is told."""


def never_observed(target: Indicator, observations: ObservedSeries) -> Reason:
    """No value of the concept in the region, with the names of the data that may be meant."""
    names = observations.unknown_names
    if not names or len(names) > _LOOKED_AT or not target.name_zh:
        return Reason("never_observed")
    near = [
        name
        for name in _alike(target.name_zh, names)
        if any(seen.region == target.region for seen in observations.series(name))
    ]
    return Reason("seen_under_another_name", near="、".join(near[:_TOLD])) if near else Reason("never_observed")


@lru_cache(maxsize=4096)
def _alike(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    from cqtargets.concepts.wording import stem

    stems = [stem(other) for other in known]
    found = process.extract(stem(name), stems, scorer=fuzz.ratio, limit=2 * _TOLD, score_cutoff=_ALIKE)
    return tuple(known[place] for _, _, place in found)
