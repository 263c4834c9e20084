"""Backtest the attainment methods and write the tables of docs/attainment.md, the misses first.

    python tools/backtest.py [--panel FILE] [--least 6] [--horizon 5] [--seed 20] [--write docs/attainment.md]

Used is every concept and region of `data/observations.csv` with at least `--least` dated final values of one basis
(of two vintages of one date the later), and apart from those the UN's yearly estimates for China. Shares (unit %) are
taken on the logit scale, years of life as they are, all else on the log scale. `--panel` adds a table of further series
(columns place, indicator, year, value; all on the log scale): on it and the bundled series the methods are compared and
the factors of `cqtargets/attainment/calibration.py` are learned, whole places left out. Such a table is not part of the
repository, so that without it its part of the page stays as it is. Without `--write` the tables go to stdout.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from candidates import CANDIDATES, ON_LOGARITHMS

from cqtargets.attainment.backtest import BANDS, calibration_factor, rolling_origin
from cqtargets.attainment.cases import AMBITIONS, Case, cases_of, known_series
from cqtargets.attainment.methods import Method
from cqtargets.attainment.scores import Score, common, gain, score
from cqtargets.errors import DomainError
from cqtargets.prospects.bundled import PERCENT, Series, shipped_series, un_series

SHORT: Final[tuple[Method, ...]] = ("damped", "calibrated", "drift", "ols", "pooled")
LONG: Final[tuple[Method, ...]] = ("damped", "drift", "ols", "pooled", "ets", "arima", "local_trend")
BUNDLED: Final = ("<!-- backtest: begin -->", "<!-- backtest: end -->")
PANEL: Final = ("<!-- panel: begin -->", "<!-- panel: end -->")
FAR: Final = (5.5, 7.5)
"""Years ahead of which few series of few places have forecasts: looked at, and not compared by method."""
_POOR: Final = 0.6

series = shipped_series


class Pool(NamedTuple):
    """Series with the place of each."""

    series: dict[str, Series]
    places: dict[str, str]


def pool_of(path: Path, least: int) -> Pool:
    """The bundled series and those of the table, by place; what follows "to" or "from" in a place is its era."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((row["place"], row["indicator"]), {})[int(row["year"])] = float(row["value"])
    used: dict[str, Series] = {f"{name} 2014-2025": one for name, one in shipped_series(least).items()}
    places = {name: f"{name.split()[1]} 2014-2025" for name in used}
    for (place, indicator), values in sorted(found.items()):
        if len(values) >= least:
            years = tuple(sorted(values))
            name = f"{indicator} {place}"
            used[name] = (years, tuple(values[year] for year in years), "log")
            places[name] = place.split()[0].rstrip("?")
    return Pool(series=used, places=places)


def number(value: float | None, form: str = ".2f") -> str:
    """A cell; a dash where there is no number."""
    return "—" if value is None else format(value, form)


def rows(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    made = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(line)} |" for line in lines)]
    return "\n".join(made)


def ahead(cases: Sequence[Case], band: tuple[float, float]) -> list[Case]:
    """The cases so many years ahead."""
    return [case for case in cases if band[0] < case.due - case.origin <= band[1]]


def held(cases: Sequence[Case], level: float) -> float | None:
    """Share of what came inside the central interval."""
    tail = (1 - level) / 2
    inside = [tail <= case.predictive.cdf(case.observed) <= 1 - tail for case in cases if case.predictive is not None]
    return float(np.mean(inside)) if inside else None


def table(scores: Sequence[Score], cases: Sequence[Case]) -> str:
    """One row a method."""
    lines = []
    for row in scores:
        own = [case for case in cases if case.method == row.method]
        inside = [number(held(ahead(own, band), level), ".0%") for level in (0.8, 0.95) for band in BANDS]
        spans = ["" if one.low is None else f"{one.low:.0%}–{one.high:.0%}" for one in row.coverage]
        lines.append(
            [row.method, f"{row.n} ({row.series})", number(row.crps), number(row.skill), *inside[:2], spans[0] or "—",
             *inside[2:], number(row.brier, ".3f"), number(row.brier_skill), f"{number(row.sure_met)} ({row.sure})"]
        )  # fmt: skip
    head = ("method", "forecasts (series)", "CRPS", "skill over no change", "inside 80 %, 1–2 years", "3–5 years",
            "both (bootstrap)", "inside 95 %, 1–2 years", "3–5 years", "Brier", "skill over no change",
            "came true of chances above 0.9 (targets)")  # fmt: skip
    return rows(head, lines)


def scored(cases: Sequence[Case], seed: int, places: Mapping[str, str] | None = None) -> str:
    """The table of the forecasts that every method answered, or why there is none."""
    kept = common(cases)
    try:
        return (
            table(score(kept, seed=seed, places=places), kept)
            if kept
            else "No forecast was answered by all of these methods."
        )
    except DomainError as error:
        return str(error)


def listed(used: Mapping[str, Series]) -> str:
    """One row a series."""
    lines = [
        [name, str(len(values)), str(when[0]), str(when[-1]), scale] for name, (when, values, scale) in used.items()
    ]
    return rows(("series", "values", "from", "to", "scale"), lines)


def bundled(least: int = 6, horizon: float = 5, seed: int = 20) -> str:
    """What the bundled series and the UN's show."""
    used, others = shipped_series(least), un_series()
    cases = rolling_origin(used, SHORT, max_horizon=horizon, bounds=PERCENT)
    few = rolling_origin(used, ("borrowed",), max_horizon=horizon, bounds=PERCENT)
    long = rolling_origin(used, LONG, max_horizon=horizon, bounds=PERCENT)
    parts = [
        "The UN's estimates for China turn, and no method follows a turn:",
        *(
            f"{name}, {when[0]} to {when[-1]}:\n\n"
            + scored(
                rolling_origin(
                    {name: (when, values, scale)}, ("damped", "drift", "ols", "pooled"), max_horizon=horizon
                ),
                seed,
            )
            for name, (when, values, scale) in others.items()
        ),
        "The bundled series:",
        listed(used),
        "Five values or more (`calibrated` by factors learned on the other series):",
        scored(cases, seed),
        "The last two to four values, spread from the other series:",
        table(score(few, seed=seed), few),
        "Ten values or more:",
        scored(long, seed),
    ]
    return "\n\n".join(parts)


def weighed(pool: Pool, horizon: float) -> list[Case]:
    """All methods on all series: the library's, and those that were weighed against them."""
    cases = list(rolling_origin(pool.series, SHORT, max_horizon=horizon, bounds=PERCENT, places=pool.places))
    known = known_series(pool.series, PERCENT)
    for name, maker in CANDIDATES.items():
        cases += [case for one in known for case in cases_of(one, known, maker, name, None, horizon, AMBITIONS)]
    return cases


def misses(cases: Sequence[Case], places: Mapping[str, str]) -> str:
    """Where the shown interval failed, and the promises that were not kept."""
    own = [case for case in cases if case.method == "calibrated" and case.predictive is not None]
    lines = []
    for name in dict.fromkeys(case.series for case in own):
        mine = [case for case in own if case.series == name]
        share = held(mine, 0.8)
        if share is not None and share < _POOR:
            lines.append((share, [name, str(len(mine)), f"{share:.0%}", number(held(mine, 0.95), ".0%")]))
    poor = [line for _, line in sorted(lines, key=lambda pair: pair[0])]
    by_place = []
    for place in dict.fromkeys(places[case.series] for case in own):
        mine = [case for case in own if places[case.series] == place]
        shares = [number(held(ahead(mine, band), level), ".0%") for level in (0.8, 0.95) for band in BANDS]
        by_place.append([place, str(len(mine)), *shares])
    broken: dict[str, int] = {}
    promised = 0
    for case in own:
        for event in case.events:
            if event.probability > 0.9:
                promised += 1
                if not event.met:
                    broken[case.series] = broken.get(case.series, 0) + 1
    names = ", ".join(f"{name} ({many})" for name, many in sorted(broken.items())) or "none"
    return "\n\n".join(
        [
            f"Series whose 80 % interval held less than {_POOR:.0%} of what came:",
            rows(("series", "forecasts", "inside 80 %", "inside 95 %"), poor) if poor else "None.",
            f"Chances above 0.9 that did not come true: {sum(broken.values())} of {promised}, {names}.",
            "By place, each by factors learned on the others:",
            rows(("place", "forecasts", "80 %, 1–2 years", "3–5 years", "95 %, 1–2 years", "3–5 years"), by_place),
        ]
    )


def factors(pool: Pool, horizon: float) -> str:
    """One row a band of years and level, as `calibration.py` holds them."""
    lines = []
    for years, band in zip(("1–2", "3–5", "6–7"), (*BANDS, FAR), strict=True):
        for level in (0.8, 0.95):
            farthest = max(horizon, band[1])
            one = calibration_factor(
                pool.series, level=level, max_horizon=farthest, bounds=PERCENT, places=pool.places, band=band
            )
            apart = f"{min(one.left_out.values()):.2f} to {max(one.left_out.values()):.2f}"
            lines.append(
                [years, f"{level:.0%}", str(one.cases), str(one.series), str(one.places), f"{one.factor:.3f}", apart,
                 f"{one.coverage_before:.0%}", f"{one.coverage_after:.0%}"]
            )  # fmt: skip
    head = ("years ahead", "level", "forecasts", "series", "places", "factor", "one place left out", "inside before",
            "inside after, places left out")  # fmt: skip
    return rows(head, lines)


def gains(cases: Sequence[Case], names: Sequence[str], over: str, seed: int, places: Mapping[str, str]) -> str:
    """CRPS below that of another method."""
    lines = []
    for name in names:
        found = gain(cases, name, over, seed=seed, places=places)
        lines.append([name, f"{found.share:+.1%}", f"{found.low:+.1%} to {found.high:+.1%}"])
    return rows(("method", f"CRPS below that of {over}", "95 % bootstrap, whole places"), lines)


def compared(pool: Pool, horizon: float, seed: int) -> str:
    """What the panel and the bundled series show together."""
    cases = weighed(pool, horizon)
    logs = {name: one for name, one in pool.series.items() if one[2] == "log"}
    known = known_series(logs, None)
    scales = list(rolling_origin(logs, ("damped",), max_horizon=horizon))
    for name, maker in ON_LOGARITHMS.items():
        scales += [case for one in known for case in cases_of(one, known, maker, name, None, horizon, AMBITIONS)]
    others = [name for name in dict.fromkeys(case.method for case in cases) if name != "drift"]
    quick = [case for case in cases if case.method != "ETS damped"]
    yearly = [case for case in cases if case.method in ("damped", "drift", "ETS damped")]
    return "\n\n".join(
        [
            misses(cases, pool.places),
            "All methods, on the forecasts that all but ETS answered:",
            scored(quick, seed, pool.places),
            gains(cases, [name for name in others if name != "ETS damped"], "drift", seed, pool.places),
            "ETS with a damped trend takes no missing year:",
            scored(yearly, seed, pool.places),
            "Logarithms, units, and the mean of both:",
            scored(scales, seed, pool.places),
            "Factors of the shown interval:",
            factors(pool, horizon),
        ]
    )


def replaced(text: str, made: str, marks: tuple[str, str] = BUNDLED) -> str:
    """The page with `made` between its marks."""
    before, begin, rest = text.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (begin and end):
        raise SystemExit(f"the page has no marks; write {marks[0]} and {marks[1]} where the tables belong")
    return f"{before}{begin}\n{made}\n{end}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--panel", type=Path, metavar="FILE", help="table of further series: place, indicator, year, value"
    )
    parser.add_argument("--least", type=int, default=6, help="fewest values a series needs")
    parser.add_argument("--horizon", type=float, default=5, help="years ahead, at most")
    parser.add_argument("--seed", type=int, default=20, help="of the bootstrap")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="page whose tables are made anew")
    given = parser.parse_args()
    made = [(bundled(given.least, given.horizon, given.seed), BUNDLED)]
    if given.panel is not None:
        made.insert(0, (compared(pool_of(given.panel, given.least), given.horizon, given.seed), PANEL))
    if given.write is None:
        sys.stdout.write("\n\n".join(text for text, _ in made) + "\n")
        return
    page = given.write.read_text(encoding="utf-8")
    for text, marks in made:
        page = replaced(page, text, marks)
    given.write.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
