"""`cqtargets workforce`: how many must enter a profession each year until a ratio is reached."""

from __future__ import annotations

import argparse
from typing import Any

import pandas as pd

from cqtargets.cli.common import CommandError, add_common, add_plan_reading, catalogue_of, print_json, print_table
from cqtargets.cli.words import headings
from cqtargets.conventions.reasons import Reason

__all__ = ["register"]

_IDS = ("med14.physicians_per_1000", "med14.nurses_per_1000", "med14.general_practitioners_per_10000")


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "workforce",
        description="Entry a year that brings the staff to a ratio when it is due, with what had to be assumed.",
        epilog="examples: cqtargets workforce med14.physicians_per_1000 --later 2030=3.7\n"
        "          cqtargets workforce med14.nurses_per_1000 --exits 0.02 --current 109000",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("target", nargs="*", default=list(_IDS), help="ids of ratios of staff to people")
    command.add_argument("--catalogue", metavar="FILE", help="a plan of your own (CSV, xlsx)")
    add_plan_reading(command)
    command.add_argument("--region", help="whose people count (default: the target's region); or districts")
    command.add_argument(
        "--later", action="append", default=[], metavar="YEAR=RATIO", help="a later stage, e.g. 2030=3.7"
    )
    command.add_argument(
        "--current", type=float, help="staff at the start (default: the baseline's ratio times the people)"
    )
    command.add_argument("--since", type=int, metavar="YEAR", help="year of --current (default: the baseline's)")
    command.add_argument("--exits", type=float, metavar="SHARE", help="share that leaves in a year, e.g. 0.03")
    command.add_argument("--draws", type=int, default=500, help="trajectories (default: 500)")
    command.add_argument("--seed", type=int, default=1, help="of the random numbers (default: 1)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a target, region and stage, then what was assumed."""
    if options.draws < 2:
        raise CommandError(Reason("draws_two", draws=options.draws))
    later = dict(_stage(text) for text in options.later)
    catalogue = catalogue_of(options.catalogue, options)
    targets = [catalogue[name] for name in options.target]
    from cqtargets.population.forecasting.run import forecast

    found = []
    for target in targets:
        region = options.region or target.region
        if not region:
            raise CommandError(Reason("no_region_of", id=target.id))
        to = max([target.target_year or 0, *later])
        people = forecast(region, to=to, draws=options.draws, seed=options.seed)
        found.append(
            target.workforce(
                people,
                current=options.current,
                since=options.since,
                later=later,
                exit_rates=options.exits,
                seed=options.seed,
            )
        )
    frame = pd.concat([one.to_frame() for one in found], ignore_index=True)
    if options.json:
        assumed = {one.indicator: [assumption.text(options.lang) for assumption in one.assumptions] for one in found}
        print_json({"rows": frame, "assumptions": assumed})
        return 0
    rows = [
        (
            row["indicator"],
            row["region"],
            f"{row['first_year']}–{row['last_year']}",
            f"{row['goal']:g}",
            f"{row['required']:,.0f}",
            f"{row['entry']:,.0f}",
            f"{row['entry_low']:,.0f} – {row['entry_high']:,.0f}",
            f"{row['replacing']:,.0f}",
        )
        for row in frame.to_dict("records")
    ]
    heads = ("id", "region", "stage", "target", "staff needed", "entry a year", "95 % interval", "for leavers")
    print_table(headings(options.lang, heads), rows)
    said = "：" if options.lang == "zh" else ": "
    for one in found:
        for assumption in one.assumptions:
            print(f"{one.indicator}{said}{assumption.text(options.lang)}")
    return 0


def _stage(text: str) -> tuple[int, float]:
    year, _, ratio = text.partition("=")
    try:
        return int(year), float(ratio)
    except ValueError:
        raise CommandError(Reason("later_wrong", text=text)) from None
