"""`cqtargets template`: an empty table to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cqtargets.cli.common import CommandError, add_plan_reading, catalogue_of, of_plan
from cqtargets.clock import parse_when
from cqtargets.conventions.reasons import Reason
from cqtargets.files.output import write_file
from cqtargets.io.templates import observation_template, plan_template

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "template",
        description="Write an empty plan, or with --observations one row a target for the values of a year.",
        epilog="examples: cqtargets template plan.xlsx\n          cqtargets template --observations 2025 our_data.xlsx",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", help="the file to write: .xlsx or .csv")
    add_plan_reading(command)
    command.add_argument("--observations", metavar="YEAR", help="a sheet for the values of this year or date")
    command.add_argument("--catalogue", metavar="FILE", help="the targets to ask for; the bundled ones otherwise")
    command.add_argument("--plan", help="only the targets of this plan (key or number)")
    command.add_argument("--force", action="store_true", help="overwrite the file")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the table and print its name."""
    form = Path(options.file).suffix.lower().removeprefix(".")
    if form not in ("xlsx", "csv"):
        raise CommandError(Reason("template_ending", file=options.file))
    if options.observations is None:
        content = plan_template(form)
    else:
        when = parse_when(options.observations)
        targets = of_plan(catalogue_of(options.catalogue, options), options.plan)
        content = observation_template(targets, when if isinstance(when, int) else when.isoformat(), form)
    print(write_file(Path(options.file), content, force=options.force, keep=True))
    return 0
