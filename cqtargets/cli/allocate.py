"""`cqtargets allocate`: a city's total shared among its districts."""

from __future__ import annotations

import argparse
from typing import Any, cast

from cqtargets.cli.common import add_common, add_plan_reading, catalogue_of, print_json, print_table
from cqtargets.cli.words import headings, told
from cqtargets.conventions.reasons import said
from cqtargets.districts import METHODS, allocate_target
from cqtargets.districts.people import COUNTED_CITY
from cqtargets.population import forecast
from cqtargets.targets.indicator import Indicator

__all__ = ["register"]

_DRAWS, _SEED = 500, 1
"""Of the report: one target has one total everywhere."""


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "allocate",
        description="Share the number that a city's target asks for among its districts; the parts add up exactly.",
        epilog="examples: cqtargets allocate care14.eldercare_beds --weights 60+\n"
        "          cqtargets allocate 250000 --method need\n"
        "          cqtargets allocate beds_per_1000 --catalogue our_plan.csv --districts our_districts.csv",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("target", help="id of a target, or a number of units")
    command.add_argument("--catalogue", metavar="FILE", help="a plan of your own (CSV, xlsx)")
    add_plan_reading(command)
    command.add_argument(
        "--districts", metavar="FILE", help="your districts: 区县, 人口, and perhaps 现有, 下限, 上限 (CSV, xlsx)"
    )
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
    found = allocate_target(
        target, options.weights, cast(Any, options.method), **_own(options), forecast=_city(target, options)
    )
    frame = found.to_frame(lang=options.lang)
    if options.json:
        print_json(
            {
                "rows": frame,
                "total": found.total,
                "slack": found.slack,
                "inequality": found.inequality(lang=options.lang).reset_index(),
            }
        )
        return 0
    rows = [
        (
            row["district"],
            f"{row['weight']:,.0f}",
            f"{row['share']:.2%}",
            f"{row['allocated']:,.10g}",
            f"{row['per_head']:.2f}" if "per_head" in row else "",
            *([f"{row['current']:,.10g}", f"{row['change']:+,.10g}"] if "current" in row else []),
        )
        for row in frame.to_dict("records")
    ]
    per = f"每 {found.per:,}" if options.lang == "zh" else f"per {found.per:,}"
    more = headings(options.lang, ("actual", "change")) if found.current is not None else ()
    print_table((*headings(options.lang, ("district", "weight", "share", "units")), per, *more), rows)
    facts = {"total": found.total, "unit": found.unit, "slack": found.slack, "note": said(found.note, options.lang)}
    print(told(options.lang, "total {total:,.10g} {unit}, slack {slack:g}; {note}", **facts).rstrip("; ；"))
    return 0


def _own(options: argparse.Namespace) -> dict[str, Any]:
    """The districts of a table with what it says of each, else the same bounds for all."""
    if not options.districts:
        return {"floors": options.floor, "caps": options.cap}
    from cqtargets.io.district_file import read_districts

    table = read_districts(options.districts)
    return {
        "population": table.people,
        "current": dict.fromkeys(table.people, 0.0) | dict(table.current) if table.current else None,
        "floors": table.floors or options.floor,
        "caps": table.caps or options.cap,
        "start": "present" if table.current and options.method != "converge" else "zero",
    }


def _city(target: Indicator | float, options: argparse.Namespace) -> Any:
    """The people of the city when the target is due, so that the total is the target's stock everywhere."""
    if not isinstance(target, Indicator) or target.measure != "rate" or target.region != COUNTED_CITY:
        return None
    return None if options.districts else forecast(COUNTED_CITY, to=target.target_year, draws=_DRAWS, seed=_SEED)
