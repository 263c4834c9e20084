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
from cqtargets.monitoring.growth_table import growth_rows

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "growth",
        description="Growth a year that carries each baseline to its target; where there is no rate, the reason.",
        epilog="example: cqtargets growth --plan care14",
    )
    add_catalogue(command)
    add_filters(command)
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the growth of every target, steepest first."""
    catalogue = catalogue_of(options.catalogue, options)
    chosen = set(selected(catalogue, options).ids)
    growth = [row for row in growth_rows(catalogue, options.lang) if row["id"] in chosen]
    growth.sort(key=lambda row: math.inf if math.isnan(row["cagr"]) else -row["cagr"])
    if options.json:
        print_json(growth)
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
        for row in growth
    ]
    print_table(headings(options.lang, ("id", "name", "binding", "a year", "in the unit", "remark")), rows)
    return 0
