"""`cqtargets path`: where targets should stand, year by year or on a date."""

from __future__ import annotations

import argparse
import math
from typing import Any

from cqtargets.cli.common import (
    add_catalogue,
    add_common,
    add_filters,
    catalogue_of,
    moment,
    print_json,
    print_table,
    selected,
)
from cqtargets.cli.words import headings
from cqtargets.paths import METHODS

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "path",
        description="The path from each baseline to its target: at every year's end, or on one date.",
        epilog="examples: cqtargets path --concept beds_per_1000\n"
        "          cqtargets path our_plan.xlsx --on 2023-06-30 --method geometric",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_catalogue(command)
    add_filters(command)
    command.add_argument("--on", metavar="WHEN", help="a year (its end) or a date; every year otherwise")
    command.add_argument(
        "--method", choices=METHODS, help="shape of the path (default: linear, geometric for a yearly growth)"
    )
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a target and date."""
    on = moment(options.on)
    frame = selected(catalogue_of(options.catalogue, options), options).paths(
        on=on, method=options.method, lang=options.lang
    )
    if options.json:
        print_json(frame)
        return 0
    name = "name_en" if options.lang == "en" else "name_zh"
    rows = [
        (
            row["id"],
            row[name] or row["name_zh"],
            "" if row["reason"] else str(row["year"]),
            "" if math.isnan(row["value"]) else f"{row['value']:.4g}",
            row["unit"],
            row["reason"],
        )
        for row in frame.to_dict("records")
    ]
    print_table(headings(options.lang, ("id", "name", "when", "path", "unit", "remark")), rows)
    return 0
