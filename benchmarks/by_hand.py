"""The numbers of growth, paths, gaps and grades of `mixed` rows as one would write them with pandas, without a reason."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from benchmarks.mixed import Fields
from cqtargets import clock

__all__ = ["gaps", "grades", "growth", "observed_frame", "paths", "target_frame"]

_TARGET = ("id", "concept", "region", "form", "comparator", "baseline", "baseline_year", "period_start", "target_year")


def target_frame(rows: list[Fields]) -> pd.DataFrame:
    """The targets as a frame of their fields."""
    frame = pd.DataFrame(rows, columns=[*_TARGET, "target_low", "target_high"])
    return frame.assign(comparator=frame["comparator"].fillna(">="))


def observed_frame(rows: list[Fields]) -> pd.DataFrame:
    """The values as a frame; dates as years and their fractions."""
    frame = pd.DataFrame(rows, columns=["concept", "region", "value", "when"])
    known: dict[int | date, float] = {when: clock.time(when) for when in set(frame["when"])}
    return frame.assign(time=frame["when"].map(known)).drop(columns="when")


def _ways(frame: pd.DataFrame) -> pd.DataFrame:
    change, sums = frame["form"] == "relative", frame["form"].isin(["increment", "cumulative"])
    end = np.where(frame["comparator"].isin(["<=", "<"]), frame["target_high"], frame["target_low"])
    return frame.assign(
        begin=frame["baseline_year"].fillna(frame["period_start"]),
        start=np.where(sums, 0.0, np.where(frame["form"] == "flow", np.nan, frame["baseline"])),
        end=np.where(change, frame["baseline"] + end, end),
    )


def growth(frame: pd.DataFrame) -> pd.DataFrame:
    """Rates and steps a year."""
    ways = _ways(frame)
    years = ways["target_year"] - ways["begin"]
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(ways["start"] > 0, (ways["end"] / ways["start"]) ** (1 / years) - 1, np.nan)
    return pd.DataFrame({"id": ways["id"], "cagr": rate, "annual_change": (ways["end"] - ways["start"]) / years})


def paths(frame: pd.DataFrame, time: float) -> pd.DataFrame:
    """Where each stands at a time."""
    ways = _ways(frame)
    share = ((time - ways["begin"]) / (ways["target_year"] - ways["begin"])).clip(0, 1)
    value = np.where(ways["form"] == "flow", ways["end"], ways["start"] + share * (ways["end"] - ways["start"]))
    return pd.DataFrame({"id": ways["id"], "value": value})


def gaps(frame: pd.DataFrame, observed: pd.DataFrame, time: float) -> pd.DataFrame:
    """The last value up to the time and the due date, and how far it is from target and path."""
    ways = _ways(frame)
    held = ways.merge(observed[observed["time"] <= time], on=["concept", "region"])
    held = held[(held["time"] > held["begin"]) & (held["time"] <= held["target_year"])]
    last = held.sort_values("time", kind="stable").drop_duplicates("id", keep="last").set_index("id")
    held = ways.set_index("id").join(last[["time", "value"]])
    share = ((held["time"] - held["begin"]) / (held["target_year"] - held["begin"])).clip(0, 1)
    path = held["start"] + share * (held["end"] - held["start"])
    off, left = held["value"] - held["end"], held["target_year"] - held["time"]
    down = held["comparator"].isin(["<=", "<"])
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where((left > 0) & (held["value"] > 0), (held["end"] / held["value"]) ** (1 / left) - 1, np.nan)
    return held.assign(
        path=path, to_target=off, to_path=held["value"] - path, shortfall=np.where(down, off, -off).clip(0),
        percent=100 * off / held["end"].abs(), required_cagr=rate, required_annual_change=-off / left,
        met=np.where(down, off <= 0, off >= 0), share=share,
    )  # fmt: skip


def grades(frame: pd.DataFrame, observed: pd.DataFrame, time: float) -> pd.DataFrame:
    """Progress against time, and the word for it."""
    held = gaps(frame, observed, time)
    lead = (held["value"] - held["start"]) / (held["end"] - held["start"]) - held["share"]
    early = held["met"] & (held["time"] < held["target_year"])
    words = np.select(
        [early, held["met"], lead > 0.05, lead >= -0.05], ["met_early", "met", "ahead", "on_schedule"], "behind"
    )
    return held.assign(lead=lead, grade=np.where(lead.isna(), "", words))
