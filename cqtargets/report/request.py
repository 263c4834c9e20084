"""What a report is about: the targets, the observations, the date, the language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar, cast

from cqtargets.catalogue import Catalogue
from cqtargets.consistency import Findings, check, of_its_plans, of_its_regions
from cqtargets.io.bundled import load_norms
from cqtargets.observations import Observations
from cqtargets.population.known.outlines import Outlines
from cqtargets.report.page.slots import Slots

__all__ = ["MOST_ROWS", "Compared", "Request", "Words"]

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Another plan, another version, or another city, with its values; `label` is what the report calls it."""

    catalogue: Catalogue
    observations: Observations
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One report to be written; `slots` replaces what the library itself hands to the page's explorer.

    `outlines` are a user's own, for the page's map.
    """

    catalogue: Catalogue
    observations: Observations
    on: int | date | str | None = None
    lang: str = "zh"
    slots: Slots | None = None
    compare_with: tuple[Compared, ...] = ()
    outlines: Outlines | None = None
    _answers: dict[tuple[object, ...], tuple[object, ...]] = field(default_factory=dict, compare=False, repr=False)

    def once(self, question: str, answer: Callable[[], Answer], *of: object) -> Answer:
        """What a room answers to these targets, values and date, asked once for all sections and both languages.

        `of` is what else the answer rests on, such as a forecast of the people.
        """
        asked = (self.catalogue, self.observations, *of)
        key = (question, str(self.on), *map(id, asked))
        if key not in self._answers:
            self._answers[key] = (answer(), *asked)
        return cast(Answer, self._answers[key][0])

    def plan(self, key: str) -> Catalogue:
        """The targets of one plan, with the documents."""
        chosen = (indicator for indicator in self.catalogue if indicator.plan == key)
        return Catalogue(chosen, self.catalogue.documents.values())

    def findings(self) -> Findings:
        """What does not go together among the targets, the norms and what was observed in the targets' regions."""
        return self.once(
            "findings",
            lambda: check(
                self.catalogue,
                of_its_regions(self.catalogue, self.observations),
                of_its_plans(self.catalogue, load_norms()),
            ),
        )


MOST_ROWS: Final = 40
"""Rows that a chart of a report shows at most; the chart says which and of how many."""

Words = dict[str, dict[str, str]]
