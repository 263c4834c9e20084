"""`cqtargets allocate`: a city's total shared among its districts."""

from __future__ import annotations

import argparse
from typing import Any, cast

from cqtargets.cli.common import add_common, add_plan_reading, catalogue_of, print_json, print_table
from cqtargets.cli.words import headings, told
from cqtargets.districts import METHODS, allocate_target

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "allocate",
        help="share a target among districts",
        description="Share the number that a city's target asks for among its 38 districts; the parts add up exactly.",
        epilog="examples: cqtargets allocate care14.eldercare_beds --weights 60+\n"
        "          cqtargets allocate 250000 --method need",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("target", help="id of a target, or a number of units")
    command.add_argument("--catalogue", metavar="FILE", help="a plan of your own (CSV, xlsx)")
    add_plan_reading(command)
    command.add_argument("--weights", default="population", help="population, or an age band such as 60+")
    command.add_argument("--method", choices=[name for name in METHODS if name != "tiered"], default="proportional")
    command.add_argument("--floor", type=float, help="at least so many for each district")
    command.add_argument("--cap", type=float, help="at most so many for each district")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a district, then the sum and the inequality."""
    try:
        target: Any = float(options.target)
    except ValueError:
        target = catalogue_of(options.catalogue, options)[options.target]
    found = allocate_target(target, options.weights, cast(Any, options.method), floors=options.floor, caps=options.cap)
    frame = found.to_frame()
    if options.json:
        print_json(
            {"rows": frame, "total": found.total, "slack": found.slack, "inequality": found.inequality().reset_index()}
        )
        return 0
    rows = [
        (
            row["district"],
            f"{row['weight']:,.0f}",
            f"{row['share']:.2%}",
            f"{row['allocated']:,.10g}",
            f"{row['per_head']:.2f}",
        )
        for row in frame.to_dict("records")
    ]
    per = f"每 {found.per:,}" if options.lang == "zh" else f"per {found.per:,}"
    print_table((*headings(options.lang, ("district", "weight", "share", "units")), per), rows)
    facts = {"total": found.total, "unit": found.unit, "slack": found.slack, "note": found.note}
    print(told(options.lang, "total {total:,.10g} {unit}, slack {slack:g}; {note}", **facts).rstrip("; ；"))
    return 0
