"""`cqtargets progress`: grades by the rules that official bodies use."""

from __future__ import annotations

import argparse
from typing import Any

import pandas as pd

from cqtargets.assessment import assess
from cqtargets.cli.common import (
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
from cqtargets.conventions.wording import say
from cqtargets.grading import PROFILES

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "progress",
        help="grades by official rules",
        description="Grade every target by one of the rules that official bodies use, with the reason where none can.",
        epilog="examples: cqtargets progress --plan med14 --on 2024\n"
        "          cqtargets progress --observations final2025.xlsx --profile final --table final",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_catalogue(command)
    add_observations(command)
    add_filters(command)
    command.add_argument("--on", metavar="WHEN", help="leave out what was observed later (a year or a date)")
    command.add_argument("--profile", default="schedule", help=f"{', '.join(PROFILES)} (default: schedule)")
    command.add_argument("--allow", action="append", default=[], metavar="NAME", help="accept a mismatch: basis ...")
    command.add_argument("--table", choices=("midterm", "annual", "final"), help="print an official form instead")
    command.add_argument("--all", action="store_true", help="also targets that nobody has observed")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the grades and the summary by plan and binding type."""
    catalogue = selected(catalogue_of(options.catalogue, options), options)
    result = assess(
        catalogue, observations_of(options.observations), options.on, profile=options.profile, allow=options.allow
    )
    if options.table:
        return _form(result.table(options.table), options)
    frame = result.to_frame()
    if not options.all:
        frame = frame[frame["observed_when"] != ""]
    if options.json:
        facts = [
            {**row, "met": row["met"] if isinstance(row["met"], bool) else None} for row in frame.to_dict("records")
        ]
        print_json({"rows": facts, "summary": result.summary()})
        return 0
    name, label = ("name_en", "label_en") if options.lang == "en" else ("name_zh", "label_zh")
    rows = [
        (
            row["id"],
            row[name],
            row["binding"],
            f"{row['observed']:g}" if pd.notna(row["observed"]) else "",
            str(row["observed_when"]),
            f"{row['progress']:.1%}" if pd.notna(row["progress"]) else "",
            f"{row['time_share']:.1%}" if pd.notna(row["time_share"]) else "",
            row[label] + (" *" if row["unstable"] else ""),
            say(row["reason"], options.lang),
        )
        for row in frame.to_dict("records")
    ]
    print_table(("id", "name", "binding", "observed", "when", "progress", "time", "grade", "remark"), rows)
    if frame["unstable"].any():
        print("* " + ("舍入区间跨在界线上" if options.lang == "zh" else "the rounding interval spans a cut-off"))
    _print_summary(result.summary())
    return 0


def _form(table: pd.DataFrame, options: argparse.Namespace) -> int:
    if options.json:
        print_json(table.reset_index())
        return 0
    shown = table.reset_index().astype(str)
    print_table(list(shown.columns), shown.to_numpy().tolist())
    return 0


def _print_summary(summary: pd.DataFrame) -> None:
    for row in summary.to_dict("records"):
        rate = "" if pd.isna(row["completion_rate"]) else f", met {row['completion_rate']:.0%} of the assessed"
        failed = ", a missed 约束性 target: failed" if row["plan_failed"] else ""
        print(
            f"{row['plan']} {row['binding'] or '—'}: {row['targets']} targets, {row['assessed']} assessed, "
            f"{row['unassessed']} not{rate}{failed}"
        )
