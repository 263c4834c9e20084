"""Hold the frames of two states of the library against each other: the bundled data and mixed rows.

    python tools/same_results.py before.pkl            # writes them
    python tools/same_results.py before.pkl --compare  # says where they differ; exit 1 where one does

Numbers may differ by 1e-12 relative, everything else not at all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cqtargets as cq  # noqa: E402
from benchmarks.mixed import mixed_catalogue, mixed_observations  # noqa: E402

CLOSE = 1e-12
ROWS = 3000


def frames() -> dict[str, Callable[[], pd.DataFrame]]:
    """What is asked, by name: every question of a catalogue, in both languages, of both catalogues."""
    whole: dict[str, Callable[[], pd.DataFrame]] = {}
    cases = {
        "bundled": (cq.load_catalogue(), cq.load_observations()),
        "mixed": (mixed_catalogue(ROWS), mixed_observations(ROWS)),
    }
    for name, (cat, obs) in cases.items():
        for lang in ("en", "zh"):
            whole |= {f"{name} {lang} {what}": ask for what, ask in _asked(cat, obs, lang).items()}
        whole[f"{name} check"] = lambda cat=cat, obs=obs: cq.check(cat, obs).to_frame()
    return whole


def _asked(cat: cq.Catalogue, obs: cq.Observations, lang: str) -> dict[str, Callable[[], pd.DataFrame]]:
    asked: dict[str, Callable[[], pd.DataFrame]] = {
        "required_growth": lambda: cat.required_growth(lang=lang),
        "paths": lambda: cat.paths(lang=lang),
        "gaps": lambda: cat.gaps(obs, lang=lang),
        "gaps allowing": lambda: cat.gaps(obs, on=2025, allow=("basis", "region"), lang=lang),
        "gaps geometric": lambda: cat.gaps(obs, on="2024-03-31", method="geometric", lang=lang),
    }
    for method in ("linear", "geometric", "front_loaded", "back_loaded", "pchip"):
        asked[f"paths {method}"] = lambda method=method: cat.paths(on="2023-06-30", method=method, lang=lang)
    for on in (2018, 2022, 2026):
        asked[f"paths on {on}"] = lambda on=on: cat.paths(on=on, lang=lang)
    for on in (None, 2023, 2025, "2022-06-30"):
        asked[f"assess on {on}"] = lambda on=on: cq.assess(
            cat, obs, on=on, profile=("schedule", "final", "unsd", "sdsn")
        ).to_frame(lang=lang)
    return asked


def digest(ask: Callable[[], pd.DataFrame]) -> pd.DataFrame | str:
    """A frame, or the refusal that stands in its place."""
    try:
        return ask()
    except cq.CqTargetsError as error:
        return f"{type(error).__name__}: {error}"


def difference(before: pd.DataFrame | str, after: pd.DataFrame | str) -> str:
    """Where two frames differ; empty where they do not."""
    if isinstance(before, str) or isinstance(after, str):
        return "" if isinstance(before, str) and before == after else f"{str(before)[:300]} / {str(after)[:300]}"
    if list(before.columns) != list(after.columns) or len(before) != len(after):
        return f"{list(before.columns)}, {len(before)} rows / {list(after.columns)}, {len(after)} rows"
    return "; ".join(filter(None, (_column(before[name], after[name]) for name in before.columns)))


def _column(before: pd.Series, after: pd.Series) -> str:
    """Where two columns differ: how many rows, and the first of them."""
    if before.dtype != after.dtype:
        return f"{before.name}: {before.dtype} / {after.dtype}"
    other = ~((before == after) | (before.isna() & after.isna()))
    if pd.api.types.is_float_dtype(before.dtype):
        other &= ~((before - after).abs() <= CLOSE * np.maximum(1, before.abs()))
    rows = np.flatnonzero(other.to_numpy(dtype=bool))
    if not rows.size:
        return ""
    return f"{before.name}: {rows.size} rows, row {rows[0]}: {before.iloc[rows[0]]!r} / {after.iloc[rows[0]]!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--compare", action="store_true", help="hold against the file instead of writing it")
    parser.add_argument("--only", default="", metavar="WORD", help="results whose name holds the word")
    asked = parser.parse_args()
    found = {name: digest(ask) for name, ask in frames().items() if asked.only in name}
    if not asked.compare:
        pd.to_pickle(found, asked.file)
        return 0
    before = pd.read_pickle(asked.file)
    told = {name: difference(before[name], after) for name, after in found.items() if name in before}
    for name, what in told.items():
        if what:
            print(f"{name}: {what}")
    print(f"{len(told)} results, {sum(map(bool, told.values()))} differ")
    return int(any(told.values()))


if __name__ == "__main__":
    sys.exit(main())
