"""How every table of a report names a target."""

from __future__ import annotations

from cqtargets.report.content import Cell
from cqtargets.report.sections.shared import CITY
from cqtargets.targets.indicator import Indicator

__all__ = ["target_cell"]


def target_cell(target: Indicator, lang: str) -> Cell:
    """Its name, the region where it is not the city's, and its id below."""
    region = "" if target.region == CITY else f" · {target.region}"
    return Cell(target.name(lang) + region, note=target.id)
