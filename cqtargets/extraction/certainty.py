"""How sure a reading is: the measured hit rate of its rule, lowered by each doubt."""

from __future__ import annotations

from typing import Final

__all__ = ["confidence_of"]

_HITS: Final = {
    "from_to": 0.97, "apart": 0.97, "level": 0.97, "level_of": 0.9, "count_after": 0.95, "count_before": 0.9, "count_within": 0.85,
    "change": 0.93, "share": 0.88, "share_of_last": 0.9, "carried": 0.8, "whole": 0.85, "words": 0.7, "reach": 0.6, "table": 0.98,
    "norm_each": 0.85, "norm_by": 0.8, "norm_of_another": 0.85, "norm_ratio": 0.85, "norm_limit": 0.85, "incentive": 0.8,
}  # fmt: skip
_DOUBT: Final = 0.15


def confidence_of(rule: str, kind: str, doubts: tuple[str, ...]) -> float:
    """The rule's hit rate less 0.15 for each doubt, at least 0.05."""
    return round(max(0.05, _HITS.get(rule, 0.5) - _DOUBT * len(doubts)), 2)
