"""`cqtargets propose`: candidates for the next plan."""

from __future__ import annotations

import argparse
import math
import sys
from typing import Any

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.cli.common import (
    CommandError,
    add_catalogue,
    add_common,
    add_filters,
    add_observations,
    catalogue_of,
    observations_of,
    print_json,
    print_table,
    selected,
)
from cqtargets.cli.words import headings, told
from cqtargets.conventions.names import similar
from cqtargets.conventions.reasons import Reason
from cqtargets.population import forecast
from cqtargets.population.known.series import region_table
from cqtargets.proposals import propose_targets
from cqtargets.report.next_plan_memo import write_memo

__all__ = ["register"]

_DRAWS, _SEED = 500, 1
"""Of the report: one target asks for one total everywhere."""


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "propose",
        description="What is handed over to the next plan, and the values that come into question, each with its reason.",
        epilog="example: cqtargets propose --plan med14 --to 2030",
    )
    add_catalogue(command)
    add_observations(command)
    add_filters(command)
    command.add_argument(
        "--to", type=int, default=2030, metavar="YEAR", help="last year of the next plan (default: 2030)"
    )
    command.add_argument(
        "--peer", action="append", default=[], metavar="REGION", help="another place to show beside it"
    )
    command.add_argument(
        "--need",
        action="append",
        default=[],
        metavar="CONCEPT=UNITS",
        help="what the people of that year need, in places, beds or persons: eldercare_beds=260000",
    )
    command.add_argument("--out", metavar="DIR", help="folder for a memo in Word and a workbook with every candidate")
    command.add_argument("--issuer", default="", help="who issues it, below the title")
    command.add_argument(
        "--force",
        action="store_true",
        help="write although files of others are in the way; they stay beside the new ones",
    )
    command.add_argument("--all", action="store_true", help="also concepts for which nothing can be proposed")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a candidate."""
    catalogue = selected(catalogue_of(options.catalogue, options), options)
    known = observations_of(options.observations, options.names, plan=catalogue, lang=options.printed)
    needs = _needs(options.need, {target.concept for target in catalogue})
    people = _people(catalogue, options.to) if options.out or needs else None
    found = propose_targets(catalogue, known, to=options.to, population=people, peers=options.peer, needs=needs)
    if options.out:
        for path in write_memo(found, options.out, lang=options.lang, issuer=options.issuer, force=options.force):
            print(path, file=sys.stderr if options.json else sys.stdout)
        if not options.json:
            return 0
    frame = found.to_frame(lang=options.lang)
    if not options.all:
        frame = frame[frame["value"].notna()]
    if options.json:
        print_json(
            [{**row, "met": row["met"] if isinstance(row["met"], bool) else None} for row in frame.to_dict("records")]
        )
        return 0
    name = "name_en" if options.lang == "en" else "name_zh"
    rows = [
        (
            row["concept"],
            row[name] or row["name_zh"],
            row["region"],
            row["decision"],
            f"{row['base']:g} ({row['base_when']})" if pd.notna(row["base"]) else "",
            str(row["candidate"]) + (" *" if row["suggested"] else ""),
            f"{row['value']:.4g}" if pd.notna(row["value"]) else "",
            row["unit"],
            f"{row['required_cagr']:.2%}" if pd.notna(row["required_cagr"]) else "",
            str(row["reason"]),
        )
        for row in frame.to_dict("records")
    ]
    head = ("concept", "name", "region", "decision", "base", "candidate", str(options.to), "unit", "a year", "why")
    print_table(headings(options.lang, head), rows)
    counts = {"made": len(found.made), "refused": len(found.refused)}
    print(told(options.lang, "* suggested; {made} concepts with candidates, {refused} without (--all)", **counts))
    if not any(one.base for one in found):
        print(told(options.lang, "no value was observed since the plan began: give yours with --observations"))
    return 0


def _needs(given: list[str], concepts: set[str]) -> dict[str, float]:
    """Units needed by concept, each a concept of the plan and a number above zero."""
    found: dict[str, float] = {}
    for text in given:
        concept, sign, units = text.partition("=")
        try:
            number = float(units.replace(",", ""))
        except ValueError:
            number = math.nan
        if not sign or not (number > 0 and math.isfinite(number)):
            raise CommandError(Reason("need_form", text=text))
        if concept not in concepts:
            raise CommandError(
                Reason("need_of_nothing", concept=concept, near="、".join(similar(concept, concepts, 3)))
            )
        found[concept] = number
    return found


def _people(catalogue: Catalogue, to: int) -> dict[str, Any]:
    """A forecast of each region whose census is bundled: what the values cost in beds, staff and places."""
    known = region_table()
    regions = sorted({target.region for target in catalogue if target.region in known and target.per})
    return {region: forecast(region, to=to, draws=_DRAWS, seed=_SEED) for region in regions}
