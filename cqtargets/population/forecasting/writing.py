"""Forecasting very many regions into a folder: flat memory, and a run that was stopped goes on where it was."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import checked_level
from cqtargets.errors import DomainError, OutputError
from cqtargets.population.forecasting.ensemble import workers
from cqtargets.population.forecasting.folder import (
    MANIFEST,
    ForecastFolder,
    read_forecast,
    read_manifest,
    summary_file,
    trajectory_file,
)
from cqtargets.population.forecasting.inputs import Inputs
from cqtargets.population.forecasting.methods import Method
from cqtargets.population.forecasting.parts import Cut
from cqtargets.population.forecasting.run import Variant, prepared
from cqtargets.population.forecasting.streaming import (
    USUAL,
    Piece,
    Setting,
    fingerprint,
    piece_of_whole,
    pieces,
    region_draws,
    setting_of,
    summary,
)
from cqtargets.population.known.own import PopulationData
from cqtargets.population.models.uncertainty import Spread

__all__ = ["forecast_to_folder"]

Array = NDArray[np.float64]
_WORK: Final = ".cqtargets-unfinished"
_EXPECTED: Final = "expected.npy"
# Written in this order: a piece is there when its last file is.
_OF_PIECE: Final = ("shares", "own", "factor")


@door
def forecast_to_folder(
    folder: str | Path,
    region: str | Sequence[str] = "districts",
    *,
    to: int,
    draws: int = 1000,
    seed: int = 0,
    base: int = 2020,
    data: PopulationData | Inputs | None = None,
    variant: Variant | None = None,
    quantities: Sequence[str] = USUAL,
    levels: Sequence[float] = (0.8, 0.95),
    trajectories: bool = False,
    block: int = 20,
    jobs: int = 1,
    executor: Executor | None = None,
    spread: Spread | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ForecastFolder:
    """`forecast` for very many regions: the same bits, summarised into a folder, in memory that does not grow.

    First the whole, 250 trajectories at a time, over the sum of its parts; then one region after another. Each block
    of regions is one file, which is there whole or not at all. Called again with the same arguments, a run that was
    stopped goes on, and one that has ended is read.

    Parameters
    ----------
    folder : str or Path
        New, empty, or of the same forecast. Workers on other machines must see it under the same name.
    region, to, draws, seed, base, data, variant, spread
        As in `forecast`.
    quantities : sequence of str
        Age bands, indices such as ``"old_dependency"`` and ``"median_age"``; the standard bands and the median age
        unless told.
    levels : sequence of float
        Central intervals that are kept.
    trajectories : bool
        Keep every trajectory as well: 8 bytes a region, quantity, year and draw.
    block : int
        Regions of one file. It changes no number.
    jobs, executor
        As in `forecast`; the numbers do not depend on them.
    progress : callable, optional
        As in `forecast`: pieces of the whole, then blocks of regions.

    Returns
    -------
    ForecastFolder

    Raises
    ------
    OutputError
        If the folder holds another forecast or other files, or cannot be written; nothing has then changed.
    DomainError, UnknownIdError
        As in `forecast`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     found = forecast_to_folder(f"{place}/districts", to=2025, draws=100, seed=1)
    ...     frame = found.to_frame(["南岸区"])
    >>> len(found.regions), frame.columns.tolist()[-5:]
    (38, ['median', 'low_80', 'high_80', 'low_95', 'high_95'])
    """
    if isinstance(block, bool) or not hasattr(block, "__index__") or block < 1:
        raise DomainError(f"block is {block!r}; give a whole number of regions, 1 or more")
    kept = tuple(float(checked_level(level)) for level in levels) if draws else ()
    method, names, _ = prepared(region, to=to, draws=draws, seed=seed, base=base, data=data, variant=variant, jobs=jobs)
    setting = setting_of(method, seed=seed, spread=spread or Spread(), quantities=quantities)
    expected = _expected(method)
    blocks = [names[start : start + block] for start in range(0, len(names), block)]
    manifest = _manifest(method, setting, expected, blocks, draws=draws, levels=kept, trajectories=trajectories)
    place = Path(folder)
    try:
        _claim(place, manifest)
        todo = [number for number in range(len(blocks)) if not (place / summary_file(number)).exists()]
        if todo:
            _save(place, place / _WORK / _EXPECTED, partial(np.save, arr=expected))
            rows = {part.name: row for row, part in enumerate(method.parts)}
            places = {number: [rows.get(name) for name in blocks[number]] for number in todo}
            _work_off(place, setting, places, pieces(draws), kept, trajectories, jobs, executor, progress)
        shutil.rmtree(place / _WORK)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(
            f"{place}: {error.strerror or error}; mend this and call again to go on, or choose another folder"
        ) from error
    return read_forecast(place)


def _work_off(
    place: Path,
    setting: Setting,
    places: Mapping[int, Sequence[int | None]],
    cuts: Sequence[Cut],
    levels: Sequence[float],
    trajectories: bool,
    jobs: int,
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
) -> None:
    """The pieces of the whole that are missing, then the blocks of regions that are."""
    missing = [number for number in range(len(cuts)) if not _piece_file(place, number, _OF_PIECE[-1]).exists()]
    with workers(jobs, executor, progress) as work:
        work(_write_piece, [(place, setting, number, cuts[number]) for number in missing])
        work(
            _write_block,
            [(place, setting, number, rows, cuts, levels, trajectories) for number, rows in places.items()],
        )


def _expected(method: Method) -> Array:
    if not method.parts:
        return np.empty((0, method.times.size, 2, method.groups))
    return np.stack([part.expected for part in method.parts])


def _manifest(
    method: Method,
    setting: Setting,
    expected: Array,
    blocks: Sequence[Sequence[str]],
    *,
    draws: int,
    levels: Sequence[float],
    trajectories: bool,
) -> dict[str, Any]:
    from cqtargets._version import __version__

    return {
        "cqtargets": __version__,
        "numpy": np.__version__,
        "seed": int(setting.seed),
        "draws": int(draws),
        "years": list(method.years),
        "variant": method.variant,
        "quantities": list(setting.quantities),
        "levels": list(levels),
        "trajectories": trajectories,
        "inputs": fingerprint(setting, expected),
        "method": method.name,
        "reason": method.reason,
        "basis": method.basis,
        "notes": list(method.notes),
        "blocks": [{"file": summary_file(number), "regions": list(regions)} for number, regions in enumerate(blocks)],
    }


def _claim(place: Path, manifest: dict[str, Any]) -> None:
    """Put the manifest into a new folder, or see that the one there is the same."""
    before = read_manifest(place)
    if before is not None:
        _refuse_other(place, before, json.loads(json.dumps(manifest)))
    elif place.is_dir() and any(entry.name != _WORK for entry in place.iterdir()):
        raise OutputError(f"{place} holds other files and no {MANIFEST}; choose a new folder")
    (place / _WORK).mkdir(parents=True, exist_ok=True)
    if before is None:
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        _save(place, place / MANIFEST, lambda file: file.write(text))


def _refuse_other(place: Path, before: Mapping[str, Any], manifest: Mapping[str, Any]) -> None:
    for name, value in manifest.items():
        if before.get(name) != value:
            plain = name != "inputs" and not isinstance(value, list)
            told = f" ({before.get(name)} there, {value} here)" if plain else ""
            raise OutputError(
                f"{place} holds another forecast: not the same {name}{told}; choose another folder, or delete this one"
            )


def _save(place: Path, path: Path, write: Callable[[BinaryIO], Any]) -> None:
    """A file that is there whole or not at all."""
    temporary = _temporary(place)
    with temporary.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def _temporary(place: Path) -> Path:
    return place / _WORK / f"{uuid4().hex}.part"


def _piece_file(place: Path, number: int, name: str) -> Path:
    return place / _WORK / f"{name}-{number:05}.npy"


def _write_piece(task: tuple[Path, Setting, int, Cut]) -> None:
    place, setting, number, cut = task
    expected = np.load(place / _WORK / _EXPECTED, mmap_mode="r")
    piece = piece_of_whole(setting, expected, cut)
    for name in _OF_PIECE:
        _save(place, _piece_file(place, number, name), partial(np.save, arr=getattr(piece, name)))


def _write_block(
    task: tuple[Path, Setting, int, Sequence[int | None], Sequence[Cut], Sequence[float], bool],
) -> None:
    place, setting, number, rows, cuts, levels, trajectories = task
    expected = np.load(place / _WORK / _EXPECTED, mmap_mode="r")
    done = [
        Piece(**{name: np.load(_piece_file(place, piece, name), mmap_mode="r") for name in _OF_PIECE})
        for piece in range(len(cuts))
    ]
    found, kept, temporary = [], None, _temporary(place)
    for place_in_block, row in enumerate(rows):
        draws = region_draws(setting, row, expected, done, cuts)
        found.append(summary(draws, levels))
        if trajectories:
            if kept is None:
                shape = (len(rows), *draws.shape)
                kept = np.lib.format.open_memmap(temporary, mode="w+", dtype=np.float64, shape=shape)
            kept[place_in_block] = draws
    if kept is not None:
        kept.flush()
        kept = None  # closed, so that every system lets it be moved
        os.replace(temporary, place / trajectory_file(number))
    _save(place, place / summary_file(number), partial(np.save, arr=np.stack(found)))
