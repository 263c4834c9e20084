"""Assessing 100,000 indicator-years: as many targets, each with a baseline and a printed value, and their frame."""

from __future__ import annotations

import cqtargets as cq
from benchmarks.timing import best

BARS = {"assess_100000": 2.0}


def large(size: int = 100_000) -> tuple[cq.Catalogue, cq.Observations]:
    """Targets of five years each, and one observation a target and year."""
    places = range(size)
    catalogue = cq.Catalogue(
        cq.Indicator(
            id=f"p.c{place}", concept=f"c{place}", plan="p", name_zh=f"指标{place}", measure="rate", unit="张", per=1000,
            baseline_year=2020, baseline=6.38, baseline_text="6.38", target_year=2025, target_low=8.0,
        )
        for place in places
    )  # fmt: skip
    values = [round(6 + (place % 300) / 100, 2) for place in places]
    observations = cq.Observations(
        cq.Observation(concept=f"c{place}", value=value, text=f"{value}", unit="张", per=1000, when=2021 + place % 5)
        for place, value in zip(places, values, strict=True)
    )
    return catalogue, observations


def measure() -> dict[str, float]:
    catalogue, observations = large()
    return {"assess_100000": best(lambda: cq.assess(catalogue, observations, on=2025).to_frame(), 3)}
