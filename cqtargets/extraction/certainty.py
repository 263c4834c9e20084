"""How sure a reading is: the measured hit rate of its rule, lowered by each doubt."""

from __future__ import annotations

from typing import Final

__all__ = ["confidence_of"]

_HITS: Final = {
    "from_to": 0.96, "apart": 0.95, "level": 0.98, "level_of": 0.67, "count_after": 0.98, "count_before": 0.95, "count_within": 0.73,
    "change": 0.95, "share": 0.92, "share_of_last": 0.8, "carried": 0.67, "whole": 0.92, "words": 0.8, "reach": 0.5, "table": 0.98,
    "norm_each": 0.8, "norm_by": 0.75, "norm_of_another": 0.67, "norm_ratio": 0.8, "norm_limit": 0.8, "incentive": 0.89,
}  # fmt: skip
"""Share of a rule's readings that were fully right in passages with a reading by hand: (right + 1) / (read + 2), so that
rules that were seldom met count as less sure."""
_DOUBT: Final = 0.15


def confidence_of(rule: str, kind: str, doubts: tuple[str, ...]) -> float:
    """The rule's hit rate less 0.15 for each doubt, at least 0.05."""
    return round(max(0.05, _HITS.get(rule, 0.5) - _DOUBT * len(doubts)), 2)
