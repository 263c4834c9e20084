"""Backtest the attainment methods on the bundled series and make the tables of docs/attainment.md.

    python tools/backtest.py [--least 6] [--horizon 5] [--seed 20] [--write docs/attainment.md]

Used is every concept and region of `data/observations.csv` with at least `--least` dated final values of one basis
(of two vintages of one date the later), and apart from those the UN's yearly estimates for China. Shares (unit %) are
taken on the logit scale, years of life as they are, all else on the log scale. Without `--write` the tables go to
stdout; with it they take the place between the two marks of that file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cqtargets.attainment import rolling_origin
from cqtargets.attainment.backtest import CalibrationFactor, Case, calibration_factor
from cqtargets.attainment.methods import Method
from cqtargets.attainment.scores import Score, common, score
from cqtargets.errors import DomainError
from cqtargets.prospects.bundled import LEAST_COVERED, PERCENT, Series, shipped_series, un_series

SHORT: Final[tuple[Method, ...]] = ("drift", "ols", "pooled", "calibrated")
LONG: Final[tuple[Method, ...]] = ("drift", "ols", "pooled", "ets", "arima", "local_trend")
MARKS: Final = ("<!-- backtest: begin -->", "<!-- backtest: end -->")

series = shipped_series


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


def listed(used: Mapping[str, Series]) -> str:
    """One row a series."""
    lines = ["| series | values | from | to | scale |", "|---|---|---|---|---|"]
    lines += [
        f"| {name} | {len(values)} | {when[0]} | {when[-1]} | {scale} |" for name, (when, values, scale) in used.items()
    ]
    return "\n".join(lines)


def verdict(scores: Sequence[Score], learned: Sequence[CalibrationFactor]) -> str:
    """What the tables decide."""
    best = min((one for one in scores if one.method != "calibrated"), key=lambda one: one.crps)
    lines = [f"Lowest CRPS for five values or more: `{best.method}`."]
    for one in learned:
        if one.level == 0.8 and one.base in (best.method, "borrowed"):
            below = one.coverage_before < LEAST_COVERED
            shown = "so the calibrated interval is shown" if below else "so the plain interval is shown"
            side = "below" if below else "not below"
            lines.append(
                f"The 80 % interval of `{one.base}` held {one.coverage_before:.1%}, {side} {LEAST_COVERED:.0%}, {shown}."
            )
    return " ".join(lines)


def tables(least: int = 6, horizon: float = 5, seed: int = 20) -> str:
    """Everything between the marks, as Markdown."""
    used, others = shipped_series(least), un_series()
    cases = rolling_origin(used, SHORT, max_horizon=horizon, base="pooled", bounds=PERCENT)
    few = rolling_origin(used, ("borrowed",), max_horizon=horizon, bounds=PERCENT)
    long = rolling_origin(used, LONG, max_horizon=horizon, bounds=PERCENT)
    learned = [
        calibration_factor(used, level=level, base=base, max_horizon=horizon, bounds=PERCENT)
        for base in ("drift", "pooled", "borrowed")
        for level in (0.8, 0.95)
    ]
    parts = [
        listed(used),
        "Five values or more:",
        scored(cases, seed),
        "The last two to four values, spread from the other series:",
        table(score(few, seed=seed)),
        "Ten values or more:",
        scored(long, seed),
        "Factors for `calibrated`:",
        factors(learned),
        verdict(score(common(cases), seed=seed), learned),
        "The UN's estimates for China, which teach no factor:",
        listed(others),
    ]
    for name, one in others.items():
        tested = rolling_origin({name: one}, ("drift", "ols", "pooled"), max_horizon=horizon)
        parts += [f"{name}, five values or more:", scored(tested, seed)]
    return "\n\n".join(parts)


def replaced(text: str, made: str) -> str:
    """The page with `made` between its marks."""
    before, begin, rest = text.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not (begin and end):
        raise SystemExit(f"the page has no marks; write {MARKS[0]} and {MARKS[1]} where the tables belong")
    return f"{before}{begin}\n{made}\n{end}{after}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=6, help="fewest values a series needs")
    parser.add_argument("--horizon", type=float, default=5, help="years ahead, at most")
    parser.add_argument("--seed", type=int, default=20, help="of the bootstrap")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="page whose tables are made anew")
    given = parser.parse_args()
    made = tables(given.least, given.horizon, given.seed)
    if given.write is None:
        sys.stdout.write(f"{made}\n")
    else:
        given.write.write_text(replaced(given.write.read_text(encoding="utf-8"), made), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
