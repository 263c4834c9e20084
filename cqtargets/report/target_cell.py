"""How every table of a report names a target."""

from __future__ import annotations

from cqtargets.indicator import Indicator
from cqtargets.report.content import Cell
from cqtargets.report.residents import CITY

__all__ = ["target_cell"]


def target_cell(target: Indicator, lang: str) -> Cell:
    """Its name, the region where it is not the city's, and its id below."""
    region = "" if target.region == CITY else f" · {target.region}"
    return Cell(target.name(lang) + region, note=target.id)
