"""A forecast of very many regions as a folder: a manifest, and one file of summaries for each block of regions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import unknown_region
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.files.refusal import file_at
from cqtargets.population.forecasting.streaming import unit_of

__all__ = ["MANIFEST", "ForecastFolder", "read_forecast", "summary_file", "trajectory_file"]

Array = NDArray[np.float64]
MANIFEST: Final = "manifest.json"


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ForecastFolder:
    """A finished forecast on disk, read a block of regions at a time.

    Attributes
    ----------
    folder : Path
    blocks : tuple of tuple of str
        Regions of each file.
    years : tuple of int
        Year ends, the base year's first.
    quantities : tuple of str
        Age bands, indices and ``"median_age"``.
    levels : tuple of float
        Of the central intervals; none without draws.
    draws, seed : int
    method, reason, variant, basis : str
        As in `Forecast`.
    notes : tuple of str
    trajectories : bool
        Whether every trajectory was kept.
    """

    folder: Path
    blocks: tuple[tuple[str, ...], ...] = field(repr=False)
    years: tuple[int, ...]
    quantities: tuple[str, ...]
    levels: tuple[float, ...]
    draws: int
    seed: int
    method: str
    reason: str
    variant: str
    basis: str
    notes: tuple[str, ...] = field(repr=False)
    trajectories: bool

    @property
    def regions(self) -> tuple[str, ...]:
        """Every region, in the order asked for."""
        return tuple(region for block in self.blocks for region in block)

    def summary(self, region: str) -> Array:
        """Shape (quantities, years, 2 + 2 levels): median, the variant itself, low and high of each level.

        Parameters
        ----------
        region : str
            Place that is meant.

        Raises
        ------
        UnknownIdError
            If the folder does not hold the region; the message names those like it.
        """
        number, row = self._place(region)
        found: Array = np.load(self.folder / summary_file(number), mmap_mode="r")[row]
        return found

    def draws_of(self, region: str) -> Array:
        """Every trajectory of a region, (quantities, years, draws + 1), the variant last; read as it is used.

        Parameters
        ----------
        region : str
            Place that is meant.

        Raises
        ------
        DomainError
            If only summaries were kept.
        UnknownIdError
            If the folder does not hold the region.
        """
        if not self.trajectories:
            raise DomainError(f"{self.folder.name} keeps summaries alone; write another folder with trajectories=True")
        number, row = self._place(region)
        found: Array = np.load(self.folder / trajectory_file(number), mmap_mode="r")[row]
        return found

    def frames(self) -> Iterator[pd.DataFrame]:
        """One frame for each block of regions, with the columns of `Forecast.to_frame`."""
        for number, regions in enumerate(self.blocks):
            yield self._frame(regions, np.load(self.folder / summary_file(number)))

    def to_frame(self, regions: Sequence[str] | None = None) -> pd.DataFrame:
        """One row a region, quantity and year: region, quantity, year, kind, unit, median, low and high of each level.

        Parameters
        ----------
        regions : sequence of str, optional
            Only these places.
        """
        if regions is None:
            return pd.concat(self.frames(), ignore_index=True)
        return self._frame(tuple(regions), np.stack([self.summary(region) for region in regions]))

    def _frame(self, regions: Sequence[str], values: Array) -> pd.DataFrame:
        keys = pd.MultiIndex.from_product([regions, self.quantities, self.years], names=["region", "quantity", "year"])
        frame = keys.to_frame(index=False).assign(kind="year_end")
        frame["unit"] = frame["quantity"].map({name: unit_of(name) for name in self.quantities})
        rows = values.reshape(len(frame), -1)
        frame["median"] = rows[:, 0]
        for place, level in enumerate(self.levels):
            frame[f"low_{level * 100:g}"] = rows[:, 2 + 2 * place]
            frame[f"high_{level * 100:g}"] = rows[:, 3 + 2 * place]
        return frame

    def _place(self, region: str) -> tuple[int, int]:
        for number, block in enumerate(self.blocks):
            if region in block:
                return number, block.index(region)
        raise unknown_region(region, self.regions, self.folder.name)


def summary_file(number: int) -> str:
    """Name of the summaries of a block of regions."""
    return f"regions-{number:04}.npy"


def trajectory_file(number: int) -> str:
    """Name of the trajectories of a block of regions."""
    return f"trajectories-{number:04}.npy"


@door
def read_forecast(folder: str | Path) -> ForecastFolder:
    """Read what `forecast_to_folder` wrote; the numbers stay on disk until they are asked for.

    Parameters
    ----------
    folder : str or Path
        Folder that a forecast was written to.

    Raises
    ------
    DataFileError
        If there is no manifest, or blocks are missing because the run has not ended; run it again to go on.
    """
    place = file_at(folder)
    manifest = read_manifest(place)
    if manifest is None:
        raise _unusable(place, f"has no {MANIFEST}.", "Give the folder that forecast_to_folder wrote.")
    missing = [one["file"] for one in manifest["blocks"] if not (place / one["file"]).exists()]
    if missing:
        raise _unusable(
            place,
            f"lacks {len(missing)} of {len(manifest['blocks'])} blocks.",
            "The run has not ended; call forecast_to_folder with the same arguments to go on.",
        )
    return ForecastFolder(
        folder=place,
        blocks=tuple(tuple(one["regions"]) for one in manifest["blocks"]),
        years=tuple(manifest["years"]),
        quantities=tuple(manifest["quantities"]),
        levels=tuple(manifest["levels"]),
        notes=tuple(manifest["notes"]),
        **{name: manifest[name] for name in _PLAIN},
    )


_PLAIN: Final = ("draws", "seed", "method", "reason", "variant", "basis", "trajectories")


def read_manifest(place: Path) -> dict[str, Any] | None:
    """What the manifest of a folder says; None where there is none.

    Raises
    ------
    DataFileError
        If it cannot be read.
    """
    try:
        found: dict[str, Any] = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise _unusable(place, f"{MANIFEST} cannot be read: {error}.", "Choose another folder.") from None
    return found


def _unusable(place: Path, reason: str, remedy: str) -> DataFileError:
    return DataFileError(place.name or str(place), [Problem(reason=reason, remedy=remedy)], unusable=True)
