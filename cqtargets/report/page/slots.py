"""What other rooms of the library, or a script, hand to the page's explorer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Denominator", "SlotTable", "Slots"]

SlotTable = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Denominator:
    """People (or things) that a rate or a share is counted over, by year; one variant of a population.

    Attributes
    ----------
    key : str
    population, region : str
        As in `Indicator`: the variant is offered to the targets that carry both.
    name_zh, name_en : str
    values : mapping of year to number
        Year ends.
    kept : bool
        Whether the last value stands for later years too; the name must say so.
    """

    key: str
    population: str
    region: str
    name_zh: str
    name_en: str
    values: Mapping[int, float]
    kept: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As the page reads it."""
        return {
            "key": self.key,
            "population": self.population,
            "region": self.region,
            "name": {"zh": self.name_zh, "en": self.name_en},
            "values": {str(year): float(value) for year, value in self.values.items()},
            "kept": self.kept,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """Results handed to the page.

    Attributes
    ----------
    grades : mapping of id to {"zh", "en", "profile", "reason_zh", "reason_en"}
    probabilities : mapping of id to {"value", "method"}
        `value` a fraction.
    denominators : tuple of Denominator
    districts, proposals : mapping, optional
        A table: {"title", "note": {"zh", "en"}, "columns": [{"key", "zh", "en", "numeric", "digits"}], "rows": [{...}]}.
        Rows of `districts` hold the district's name under "region"; its numeric columns can be chosen for the map, which
        opens with the column named under "shown", else with the first: name a share or a density, not a count.
        Rows of `proposals` may hold an "id" of a target, which they then link to.
    """

    grades: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    probabilities: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    denominators: tuple[Denominator, ...] = ()
    districts: SlotTable | None = None
    proposals: SlotTable | None = None
