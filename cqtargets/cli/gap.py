"""`cqtargets gap`: how far the latest observations are from their paths and targets."""

from __future__ import annotations

import argparse
from typing import Any

from cqtargets.cli.common import (
    add_catalogue,
    add_common,
    add_filters,
    add_observations,
    catalogue_of,
    number_text,
    observations_of,
    print_json,
    print_table,
    selected,
)
from cqtargets.cli.words import headings, told
from cqtargets.conventions.vocabulary import standing_label
from cqtargets.paths import METHODS

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "gap",
        description="The latest comparable observation of each target against its path and its target.",
        epilog="example: cqtargets gap --plan med14 --observations our_data.xlsx --on 2025",
    )
    add_catalogue(command)
    add_observations(command)
    add_filters(command)
    command.add_argument("--on", metavar="WHEN", help="leave out what was observed later (a year or a date)")
    command.add_argument(
        "--method", choices=METHODS, help="shape of the path (default: linear, geometric for a yearly growth)"
    )
    command.add_argument("--allow", action="append", default=[], metavar="NAME", help="accept a mismatch: basis ...")
    command.add_argument("--all", action="store_true", help="also targets without an observation")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a target that has an observation, or all with `--all`."""
    catalogue = selected(catalogue_of(options.catalogue, options), options)
    frame = catalogue.gaps(
        observations_of(options.observations, options.names, plan=catalogue, lang=options.printed),
        on=options.on,
        method=options.method,
        allow=options.allow,
        lang=options.lang,
    )
    if not options.all:
        frame = frame[frame["observed_when"] != ""]
    if options.json:
        records = frame.to_dict("records")
        print_json([{**row, "met": row["met"] if isinstance(row["met"], bool) else None} for row in records])
        return 0
    name = "name_en" if options.lang == "en" else "name_zh"
    rows = [
        (
            row["id"],
            row[name] or row["name_zh"],
            number_text(row["observed"]),
            row["observed_when"],
            number_text(row["path"]),
            number_text(row["goal"]),
            f"{number_text(row['to_path'], '+')} {standing_label(row['standing'], options.lang)}".rstrip(),
            number_text(row["to_target"], "+"),
            number_text(row["years_behind"], "+"),
            row["unit"],
            row["reason"],
        )
        for row in frame.to_dict("records")
    ]
    header = (
        "id", "name", "observed", "when", "path", "target", "to path", "to target", "years behind", "unit", "remark",
    )  # fmt: skip
    print_table(headings(options.lang, header), rows)
    without = len(catalogue) - len(frame)
    if without:
        print(told(options.lang, "{count} targets without an observation (--all lists them)", count=without))
    return 0
