"""`cqtargets population`: how many people there will be, with intervals."""

from __future__ import annotations

import argparse
from typing import Any

import pandas as pd

from cqtargets.cli.common import CommandError, add_common, print_json, print_table
from cqtargets.conventions.reasons import Reason, said

__all__ = ["register"]

_BANDS = ("total", "0-14", "15-59", "60+", "65+", "80+")
_HEADS = {
    "zh": ("地区", "人群", "时点", "中位数", "80% 区间", "95% 区间"),
    "en": ("region", "people", "when", "median", "80 % interval", "95 % interval"),
}


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "population",
        description="Forecast of a region, of all districts, or from your own figures: year ends, with intervals.",
        epilog="examples: cqtargets population 重庆市 --to 2035 --band 60+\n"
        "          cqtargets population districts --to 2030 --band 65+ --draws 500 --json\n"
        "          cqtargets population 成都市 --data our_population.xlsx --to 2030",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("region", nargs="?", default="重庆市", help="a region, or districts (default: 重庆市)")
    command.add_argument("--to", type=int, default=2035, metavar="YEAR", help="last year (default: 2035)")
    command.add_argument("--band", action="append", metavar="AGES", help="such as 60+ or 0-14; several allowed")
    command.add_argument("--draws", type=int, default=500, help="trajectories (default: 500)")
    command.add_argument("--seed", type=int, default=1, help="of the random numbers (default: 1)")
    command.add_argument("--variant", help="low, medium, high, constant or zero_migration")
    command.add_argument(
        "--data", action="extend", nargs="+", metavar="FILE", help="your own censuses, totals, births (CSV, xlsx)"
    )
    command.add_argument("--every", type=int, default=5, metavar="YEARS", help="years between rows (default: 5)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a region, age band and year end."""
    if options.draws < 2:
        raise CommandError(Reason("few_draws", count=options.draws))
    if options.every < 1:
        raise CommandError(Reason("no_step", count=options.every))
    from cqtargets.population.forecasting.run import forecast

    data = None
    if options.data:
        from cqtargets.io.population_file import read_population

        data = read_population(options.data)
    found = forecast(
        options.region, to=options.to, draws=options.draws, seed=options.seed, variant=options.variant, data=data
    )
    years = sorted({options.to, *range(options.to, 2020, -options.every)})
    frame = pd.concat(
        [found.denominator(band, on=year).to_frame((0.8, 0.95)) for band in options.band or _BANDS for year in years],
        ignore_index=True,
    )
    if options.json:
        print_json({"method": found.method, "reason": found.reason, "rows": frame})
        return 0
    rows = [
        (
            row["region"],
            row["quantity"],
            str(row["on"]),
            f"{row['median']:,.0f}",
            f"{row['low_80']:,.0f} – {row['high_80']:,.0f}",
            f"{row['low_95']:,.0f} – {row['high_95']:,.0f}",
        )
        for row in frame.to_dict("records")
    ]
    print_table(_HEADS[options.lang], rows)
    print(f"{said(found.method, options.lang)}: {said(found.reason, options.lang)}")
    return 0
