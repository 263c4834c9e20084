"""Entry a year of 38 districts by 1,000 trajectories, as a share of the forecast that it stands on."""

from __future__ import annotations

import time

import cqtargets as cq
from benchmarks.timing import best

BARS = {
    "entry_38_districts_1000_draws_over_forecast": 0.5,
    "beds_38_districts_1000_draws_over_forecast": 0.5,
    "bed_use_38_districts_1000_draws_all_years_over_forecast": 0.5,
}
AGES = ("0-59", "60+")


def measure() -> dict[str, float]:
    started = time.process_time()
    people = cq.population.forecast("districts", to=2030, draws=1000, seed=1, bands=("0-59", "0-14", "15-59"))
    forecast = time.process_time() - started
    catalogue = cq.load_catalogue()
    physicians = catalogue["med14.physicians_per_1000"]
    bands = {band: people.denominator(band, on=2030) for band in AGES}
    entry = best(lambda: physicians.workforce(people, later={2030: 3.7}))
    beds = best(lambda: cq.workforce.bed_demand(bands, cq.workforce.ADMISSIONS, 8.9, 0.85))
    use = best(lambda: catalogue["med14.beds_per_1000"].bed_use(people), 2)
    return dict(zip(BARS, (entry / forecast, beds / forecast, use / forecast), strict=True))
