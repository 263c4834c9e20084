"""What charts draw of a forecast: a band over the years with its intervals, people by sex and age at one date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets.conventions.doors import door

__all__ = ["Fan", "Pyramid"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fan:
    """A band of one region over years: what a fan chart draws. `low` and `high` have shape (levels, years)."""

    region: str
    name: str
    unit: str
    years: tuple[int, ...]
    levels: tuple[float, ...]
    median: Array = field(repr=False)
    point: Array = field(repr=False)
    low: Array = field(repr=False)
    high: Array = field(repr=False)

    def to_frame(self) -> pd.DataFrame:
        """One row a year."""
        columns: dict[str, Any] = {"year": self.years, "median": self.median}
        for level, low, high in zip(self.levels, self.low, self.high, strict=True):
            columns |= {f"low_{level * 100:g}": low, f"high_{level * 100:g}": high}
        return pd.DataFrame(columns)


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pyramid:
    """One region by sex and five-year group at one date; arrays (2, G), male before female, persons."""

    region: str
    on: str
    ages: tuple[str, ...]
    point: Array = field(repr=False)
    median: Array = field(repr=False)
    low_80: Array = field(repr=False)
    high_80: Array = field(repr=False)
    low_95: Array = field(repr=False)
    high_95: Array = field(repr=False)
