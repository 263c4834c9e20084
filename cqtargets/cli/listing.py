"""`cqtargets list`: the targets of a catalogue."""

from __future__ import annotations

import argparse
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
from cqtargets.cli.words import headings, told

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "list",
        description="List the targets of the bundled plans or of a file.",
        epilog="example: cqtargets list --plan med14 --binding 约束性",
    )
    add_catalogue(command)
    add_filters(command)
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a target."""
    targets = selected(catalogue_of(options.catalogue, options), options)
    if options.json:
        print_json(targets.to_frame())
        return 0
    rows = [
        (
            target.id,
            target.name(options.lang),
            target.binding.label(options.lang) if target.binding else "",
            "" if target.baseline is None else f"{target.baseline:g} ({target.baseline_year})",
            f"{target.target_text or target.goal} ({target.target_year})",
            target.unit_label,
        )
        for target in targets
    ]
    print_table(headings(options.lang, ("id", "name", "binding", "baseline", "target", "unit")), rows)
    print(told(options.lang, "{count} targets", count=len(rows)))
    return 0
