"""The words a target is described with: measure, form, comparator, direction, binding, certainty."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = [
    "CERTAINTIES",
    "COMPARATORS",
    "DIRECTIONS",
    "FORMS",
    "MEASURES",
    "Binding",
]


class Binding(StrEnum):
    """Whether a target must be met or is expected; the words are the official ones.

    >>> Binding.OBLIGATORY
    <Binding.OBLIGATORY: '约束性'>
    """

    OBLIGATORY = "约束性"
    ANTICIPATORY = "预期性"

    def label(self, lang: str = "zh") -> str:
        """The word in Chinese or, for any other `lang`, in English."""
        return self.value if lang == "zh" else self.name.lower()


MEASURES: Final = ("count", "amount", "rate", "share", "ratio", "mean", "rank", "distance", "duration")
FORMS: Final = ("level", "increment", "flow", "cumulative", "relative", "proportional", "qualitative")
COMPARATORS: Final = (">=", ">", "<=", "<", "=", "~", "range")
DIRECTIONS: Final = ("up", "down", "hold")
CERTAINTIES: Final = ("printed", "inferred", "damaged")
