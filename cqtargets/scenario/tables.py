"""The frames of a comparison, put together from arrays: distinct targets are worked out once and then spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets.conventions.reasons import Reason
from cqtargets.scenario.aims import Aim, Aims
from cqtargets.scenario.scenarios import Scenario
from cqtargets.scenario.stocks import Peoples, needed_band
from cqtargets.targets.stock import refuse_other_people

__all__ = ["target_table", "year_table"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
_NAN: Final = float("nan")


def target_table(scenarios: Sequence[Scenario], aims: Aims, places: Sequence[Sequence[int]]) -> pd.DataFrame:
    """One row a scenario and target; see `ScenarioComparison.targets`."""
    grades, reasons = aims.grades()
    rows = aims.found
    columns: dict[str, Any] = {
        "id": _texts(aim.target.id for aim in rows),
        "name_zh": _texts(aim.target.name_zh for aim in rows),
        "name_en": _texts(aim.target.name_en for aim in rows),
        "plan": _texts(aim.target.plan for aim in rows),
        "region": _texts(aim.target.region for aim in rows),
        "binding": _texts(aim.target.binding.value if aim.target.binding else "" for aim in rows),
        "unit": _texts(aim.target.unit_label for aim in rows),
        "baseline_year": _numbers(aim.target.baseline_year for aim in rows),
        "baseline": _numbers(aim.target.baseline for aim in rows),
        "target_year": np.array([aim.target.target_year for aim in rows], dtype=np.int64),
        "goal": _numbers(aim.goal for aim in rows),
        "required_cagr": _numbers(aim.growth.cagr for aim in rows),
        "required_annual_change": _numbers(aim.growth.annual_change for aim in rows),
        "growth_reason": _texts(aim.growth.reason for aim in rows),
        "observed": _numbers(_observed(aim) for aim in rows),
        "observed_when": _texts(_seen(aim, "when") for aim in rows),
        "source": _texts(_seen(aim, "source") for aim in rows),
        "to_path": _numbers(aim.gap.to_path if aim.gap else None for aim in rows),
        "to_target": _numbers(aim.gap.to_target if aim.gap else None for aim in rows),
        "gap_reason": _texts(aim.gap_reason for aim in rows),
        "grade": _texts(grades),
        "grade_reason": _texts(reasons),
    }
    shape = np.array(places, dtype=np.intp)
    spread = shape.reshape(-1)
    first = shape[0] if len(shape) else spread
    data: dict[str, Any] = {"scenario": _texts(scenario.name for scenario in scenarios).repeat(shape.shape[1])}
    for name, values in columns.items():
        data[name] = values[spread]
        if name == "unit":
            data["changed"] = (shape != first).reshape(-1)
    frame = pd.DataFrame(data)
    for name in ("growth_reason", "gap_reason", "grade_reason"):
        frame[name] = pd.Series(data[name], dtype=object)
    frame["baseline_year"] = frame["baseline_year"].astype("Int64")
    frame["grade"] = pd.Series(data["grade"], dtype=object)
    return frame


def year_table(
    scenarios: Sequence[Scenario],
    aims: Aims,
    places: Sequence[Sequence[int]],
    targets: pd.DataFrame,
    years: Sequence[int] | None,
    peoples: Peoples | None,
    bands: Mapping[str, str],
) -> pd.DataFrame:
    """One row a scenario, target and year; see `ScenarioComparison.to_frame`."""
    counts, year, value = _paths(aims.found, years)
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)
    spread = np.array(places, dtype=np.intp).reshape(-1)
    lengths = counts[spread]
    pair = np.repeat(np.arange(spread.size), lengths)
    within = np.arange(pair.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    row = starts[spread][pair] + within
    frame = targets.take(pair).reset_index(drop=True)
    frame["year"] = pd.Series(year[row]).astype("Int64")
    frame["value"] = value[row]
    frame["stock"] = frame["stock_low"] = frame["stock_high"] = np.nan
    frame["reason"] = pd.Series(_texts(aim.path_reason for aim in aims.found)[spread][pair], dtype=object)
    frame["stock_reason"] = ""
    if peoples is not None:
        aim = spread[pair]
        scenario = pair // max(1, len(places[0]))
        found = _stocks(scenarios, aims.found, peoples, bands, (scenario, aim, year[row], value[row]))
        for name, values in found.items():
            frame[name] = pd.Series(values, dtype=object) if name == "stock_reason" else values
    return frame


def _paths(aims: Sequence[Aim], years: Sequence[int] | None) -> tuple[Places, Floats, Floats]:
    """How many years each target has, and year and value one after another; a target without a path has one of NaN."""
    counts = np.ones(len(aims), dtype=np.intp)
    shown: list[Floats] = []
    values: list[Floats] = []
    straight: list[tuple[float, float, float, float]] = []
    where: list[bool] = []
    for place, aim in enumerate(aims):
        path = aim.path
        if path is None:
            listed = np.array([_NAN])
        elif years is None:
            listed = np.arange(path.years[0], path.years[-1] + 1, dtype=np.float64)
        else:
            listed = np.array([year for year in years if year >= path.start], dtype=np.float64)
        counts[place] = listed.size
        shown.append(listed)
        if path is None or path.method in ("linear", "flat"):
            ends = (0.0, 1.0, _NAN, _NAN) if path is None else (path.start, path.due, path.baseline, path.target)
            straight.append(ends)
            values.append(np.full(listed.size, _NAN))
        else:
            straight.append((0.0, 1.0, _NAN, _NAN))
            values.append(np.atleast_1d(np.asarray(path.at_time(listed), dtype=np.float64)))
        where.append(path is None or path.method in ("linear", "flat"))
    if not aims:
        return counts, np.empty(0), np.empty(0)
    year, curved = np.concatenate(shown), np.concatenate(values)
    start, due, first, last = (np.repeat(column, counts) for column in np.array(straight).T)
    share = (np.minimum(year, due) - start) / (due - start)
    line = np.where(share == 0, first, np.where(share == 1, last, first + share * (last - first)))
    return counts, year, np.where(np.repeat(where, counts), line, curved)


def _stocks(
    scenarios: Sequence[Scenario],
    aims: Sequence[Aim],
    peoples: Peoples,
    bands: Mapping[str, str],
    rows: tuple[Places, Places, Floats, Floats],
) -> dict[str, Any]:
    scenario, aim, year, value = rows
    needed = [needed_band(held.target, bands) for held in aims]
    result = {name: np.full(value.size, np.nan) for name in ("stock", "stock_low", "stock_high")}
    reasons = _texts(reason for _, reason in needed)[aim]
    counted = np.array([bool(band) for band, _ in needed], dtype=bool)[aim] & np.isfinite(value)
    chosen = np.flatnonzero(counted)
    for place in chosen.tolist():
        target = aims[aim[place]].target
        forecast = peoples.forecast(scenarios[scenario[place]], target.region)
        if forecast is None:
            reasons[place] = Reason("no_population_given", region=target.region)
            continue
        refuse_other_people(target, forecast)
        people = peoples.people(forecast, needed[aim[place]][0], int(year[place]))
        if isinstance(people, str):
            reasons[place] = people
            continue
        for name, heads in zip(result, people, strict=True):
            result[name][place] = value[place] / (target.per or 1) * heads
    return {**result, "stock_reason": reasons}


def _observed(aim: Aim) -> float | None:
    """The value that counts, or one that only came too early."""
    held = None if aim.seen is None else aim.seen.seen
    if aim.seen is None or held is None:
        return None
    counts = aim.seen.observation is not None or getattr(aim.seen.reason, "code", "") == "not_after_baseline"
    return held.value_in(aim.target.unit, aim.target.per) if counts else None


def _seen(aim: Aim, what: str) -> str:
    held = None if aim.seen is None else aim.seen.seen
    return "" if held is None else str(getattr(held, what) or "")


def _texts(values: Any) -> NDArray[np.object_]:
    listed = list(values)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def _numbers(values: Any) -> Floats:
    return np.array([_NAN if value is None else value for value in values], dtype=np.float64)
