"""`cqtargets growth`: the growth that every target requires."""

from __future__ import annotations

import argparse
import math
from typing import Any

from cqtargets.cli.common import (
    add_catalogue,
    add_common,
    add_filters,
    catalogue_of,
    print_json,
    print_table,
    selected,
)
from cqtargets.cli.words import headings

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "growth",
        help="growth required a year",
        description="Growth a year that carries each baseline to its target; where there is no rate, the reason.",
        epilog="example: cqtargets growth --plan care14",
    )
    add_catalogue(command)
    add_filters(command)
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the growth frame, steepest first."""
    catalogue = catalogue_of(options.catalogue, options)
    chosen = set(selected(catalogue, options).ids)
    frame = catalogue.required_growth(lang=options.lang)
    frame = frame[frame["id"].isin(chosen)].sort_values("cagr", ascending=False, kind="stable")
    if options.json:
        print_json(frame)
        return 0
    name = "name_en" if options.lang == "en" else "name_zh"
    rows = [
        (
            row["id"],
            row[name] or row["name_zh"],
            row["binding"],
            "" if math.isnan(row["cagr"]) else f"{100 * row['cagr']:.2f} %",
            "" if math.isnan(row["annual_change"]) else f"{row['annual_change']:+.4g}",
            row["reason"],
        )
        for row in frame.to_dict("records")
    ]
    print_table(headings(options.lang, ("id", "name", "binding", "a year", "in the unit", "remark")), rows)
    return 0
