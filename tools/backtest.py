"""Backtest the attainment methods on the bundled series and print the tables of docs/attainment.md as Markdown.

    python tools/backtest.py [--least 6] [--horizon 5] [--seed 20]

Used is every concept and region of `data/observations.csv` with at least `--least` dated final values of one basis
(of two vintages of one date the later). Shares (unit %) are taken on the logit scale, years of life as they are, all
else on the log scale.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Final

import cqtargets as cq
from cqtargets.attainment import CalibrationFactor, Case, Score, calibration_factor, common, rolling_origin, score
from cqtargets.attainment.methods import Method
from cqtargets.attainment.scales import ScaleName
from cqtargets.clock import When
from cqtargets.errors import DomainError

SHORT: Final[tuple[Method, ...]] = ("drift", "ols", "pooled", "calibrated")
LONG: Final[tuple[Method, ...]] = ("drift", "ols", "pooled", "ets", "arima", "local_trend")

SCALES: Final[dict[str, ScaleName]] = {"%": "logit", "岁": "identity"}
Known = tuple[list[When], list[float], ScaleName]


def series(least: int) -> dict[str, Known]:
    """Concept and region to dates, values and scale."""
    observations = cq.load_observations()
    found: dict[str, Known] = {}
    for concept, region in dict.fromkeys((one.concept, one.region) for one in observations):
        kept = {
            one.when: one
            for one in observations.series(concept, region)
            if one.status == "final" and not one.bound and one.when is not None
        }
        alike = {(one.basis, one.unit, one.per, one.population) for one in kept.values()}
        if len(kept) >= least and len(alike) == 1:
            unit = next(iter(kept.values())).unit
            found[f"{concept} {region}"] = (list(kept), [one.value for one in kept.values()], SCALES.get(unit, "log"))
    return found


def number(value: float | None, form: str = ".2f") -> str:
    """A cell; a dash where there is no number."""
    return "—" if value is None else format(value, form)


def table(scores: Sequence[Score]) -> str:
    """One row a method."""
    lines = [
        "| method | forecasts (series) | CRPS | skill over no change | Brier (targets) | Brier skill over no change "
        "| over the plan's path | inside 80 % (bootstrap) | inside 95 % (bootstrap) |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in scores:
        inside = [
            f"{held.share:.0%}" + ("" if held.low is None else f" ({held.low:.0%}–{held.high:.0%})")
            for held in row.coverage
        ]
        cells = [
            row.method,
            f"{row.n} ({row.series})",
            number(row.crps),
            number(row.skill),
            f"{number(row.brier, '.3f')} ({row.events})",
            number(row.brier_skill),
            number(row.brier_skill_plan),
            *inside,
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def factors(learned: Sequence[CalibrationFactor]) -> str:
    """One row a base."""
    lines = [
        "| base | level | cases | factor, all series | factors, one series left out | inside before | inside after |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in learned:
        apart = f"{min(one.left_out.values()):.2f} to {max(one.left_out.values()):.2f}"
        lines.append(
            f"| {one.base} | {one.level:.0%} | {one.cases} | {one.factor:.2f} | {apart} "
            f"| {one.coverage_before:.0%} | {one.coverage_after:.0%} |"
        )
    return "\n".join(lines)


def scored(cases: Sequence[Case], seed: int) -> str:
    """The table of the forecasts that every method answered, or why there is none."""
    kept = common(cases)
    try:
        return table(score(kept, seed=seed)) if kept else "No forecast was answered by all of these methods."
    except DomainError as error:
        return str(error)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=6, help="fewest values a series needs")
    parser.add_argument("--horizon", type=float, default=5, help="years ahead, at most")
    parser.add_argument("--seed", type=int, default=20, help="of the bootstrap")
    given = parser.parse_args()
    used = series(given.least)
    percent = (0.0, 100.0)
    print("| series | values | from | to | scale |\n|---|---|---|---|---|")
    for name, (when, values, scale) in used.items():
        print(f"| {name} | {len(values)} | {when[0]} | {when[-1]} | {scale} |")
    short = rolling_origin(used, SHORT, max_horizon=given.horizon, base="pooled", bounds=percent)
    print(f"\nFive values or more:\n\n{scored(short, given.seed)}")
    few = rolling_origin(used, ("borrowed",), max_horizon=given.horizon, bounds=percent)
    print(f"\nThe last two to four values, spread from the other series:\n\n{table(score(few, seed=given.seed))}")
    long = rolling_origin(used, LONG, max_horizon=given.horizon, bounds=percent)
    print(f"\nTen values or more:\n\n{scored(long, given.seed)}")
    learned = [
        calibration_factor(used, level=level, base=base, max_horizon=given.horizon, bounds=percent)
        for base in ("drift", "pooled", "borrowed")
        for level in (0.8, 0.95)
    ]
    print(f"\nFactors for `calibrated`:\n\n{factors(learned)}")


if __name__ == "__main__":
    main()
