"""A number that a forecast gives for one or more regions at one date, with the trajectories behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.names import hint_of, similar
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError, UnknownIdError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Distribution", "Drawn", "PeopleForecast", "Quantity", "checked_level", "unknown_region"]

Array = NDArray[np.float64]


@runtime_checkable
class Drawn(Protocol):
    """A number that is not known: `draws` are its possible values, as a population forecast gives them."""

    @property
    def draws(self) -> ArrayLike:
        """Shape (draws,)."""
        ...


class Distribution(Protocol):
    """A number known as a distribution."""

    @property
    def median(self) -> Any:
        """The central number."""

    def interval(self, level: float) -> Any:
        """The least and the greatest number at a level such as 0.95."""


class PeopleForecast(Protocol):
    """What answers how many people of an age band there are on a date."""

    def denominator(self, band: str, *, on: int, kind: Any) -> Any:
        """People in `band`, such as ``"60+"``, as a `Distribution`; `kind` is ``"year_end"`` or ``"year_average"``."""


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quantity:
    """One quantity of each region at one date.

    Attributes
    ----------
    name, unit : str
        Such as "60+" and 人.
    on, kind : str
        The date as asked for, and what it means: year_end, year_average or date.
    regions : tuple of str
    point : array, shape (regions,)
        Without any draw: the chosen variant itself.
    draws : array, shape (regions, n)
        One column a trajectory, the same future in every row; no columns where none were asked for.
    single : bool
        True where one region was asked for by name: numbers instead of arrays.
    basis : str
        resident or registered: different populations.
    """

    name: str
    unit: str
    on: str
    kind: str
    regions: tuple[str, ...]
    point: Array = field(repr=False)
    draws: Array = field(repr=False)
    single: bool = False
    basis: str = "resident"

    def __post_init__(self) -> None:
        if self.draws.ndim != 2 or self.draws.shape[0] != len(self.regions) or self.point.shape != (len(self.regions),):
            raise DomainError(
                f"{self.name}: point {self.point.shape} and draws {self.draws.shape} do not fit {len(self.regions)} "
                "regions; give (regions,) and (regions, n)"
            )

    @property
    def median(self) -> Any:
        """Median of the draws, the point where there are none: a float for one region, else an array (regions,)."""
        return self._shown(np.median(self.draws, axis=1) if self.draws.shape[1] else self.point)

    def interval(self, level: float = 0.95) -> tuple[Any, Any]:
        """Low and high end of the central interval that holds `level` of the draws.

        Raises
        ------
        DomainError
            If `level` is not between 0 and 1, or there are no draws.
        """
        low, high = self._ends(level)
        return self._shown(low), self._shown(high)

    def of(self, region: str) -> Quantity:
        """The quantity of one region.

        Raises
        ------
        UnknownIdError
            If the forecast did not cover it; the message names those like it.
        """
        if region not in self.regions:
            raise unknown_region(region, self.regions, f"{self.name} on {self.on}")
        row = self.regions.index(region)
        return self._with(regions=(region,), point=self.point[[row]], draws=self.draws[[row]], single=True)

    def times(self, factor: float, *, name: str, unit: str) -> Quantity:
        """Every trajectory multiplied by a number, such as a ratio of beds to people."""
        return self._with(name=name, unit=unit, point=self.point * factor, draws=self.draws * factor)

    def over(self, other: Quantity, *, name: str, unit: str = "") -> Quantity:
        """Trajectory by trajectory divided by another quantity of the same regions and draws.

        Raises
        ------
        DomainError
            If regions or draws differ, or the other quantity is zero somewhere.
        """
        if other.regions != self.regions or other.draws.shape != self.draws.shape:
            raise DomainError(
                f"{self.name} and {other.name} have other regions or numbers of draws; take both from one forecast"
            )
        if not (other.point > 0).all() or not (other.draws > 0).all():
            raise DomainError(f"{other.name} is zero somewhere: nothing can be shared among nobody")
        return self._with(name=name, unit=unit, point=self.point / other.point, draws=self.draws / other.draws)

    def to_frame(self, levels: Sequence[float] = (0.8, 0.95)) -> pd.DataFrame:
        """One row a region: region, quantity, on, kind, unit, median, and low and high of each level."""
        import pandas as pd

        columns: dict[str, Any] = {
            "region": list(self.regions), "quantity": self.name, "on": self.on, "kind": self.kind, "unit": self.unit,
            "median": np.atleast_1d(self.median),
        }  # fmt: skip
        for level in levels if self.draws.shape[1] else ():
            columns[f"low_{level * 100:g}"], columns[f"high_{level * 100:g}"] = self._ends(level)
        return pd.DataFrame(columns)

    def _ends(self, level: float) -> tuple[Array, Array]:
        checked_level(level)
        if not self.draws.shape[1]:
            raise DomainError(f"{self.name} has no draws, so no interval; forecast with draws=1000")
        low, high = np.quantile(self.draws, [(1 - level) / 2, (1 + level) / 2], axis=1)
        return low, high

    def _shown(self, values: Array) -> Any:
        return float(values[0]) if self.single else values

    def _with(self, **changes: Any) -> Quantity:
        return replace(self, **changes)


def checked_level(level: float) -> float:
    """A level between 0 and 1.

    Raises
    ------
    DomainError
        Otherwise.
    """
    if not 0 < level < 1:
        raise DomainError(f"level {level} is not between 0 and 1; write 0.95 for 95 %")
    return level


def unknown_region(region: str, known: Sequence[str], what: str) -> UnknownIdError:
    """The refusal of a region that is not among `known`, with those that look like it."""
    nearest = similar(region, known, 5)
    hint = hint_of(nearest) if nearest else Reason("there_are", names=", ".join(known[:6]))
    return UnknownIdError(Reason("no_region_in", what=what, region=region, hint=hint), key=region, nearest=nearest)
