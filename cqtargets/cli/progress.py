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
from cqtargets.cli.words import headings, told
from cqtargets.grading import PROFILES

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "progress",
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
        catalogue,
        observations_of(options.observations, options.names, plan=catalogue, lang=options.printed),
        options.on,
        profile=options.profile,
        allow=options.allow,
    )
    if options.table:
        return _form(result.table(options.table, lang=options.lang), options)
    frame = result.to_frame(lang=options.lang)
    if not options.all:
        frame = frame[frame["observed_when"] != ""]
    if options.json:
        facts = [
            {**row, "met": row["met"] if isinstance(row["met"], bool) else None} for row in frame.to_dict("records")
        ]
        print_json({"rows": facts, "summary": result.summary(lang=options.lang)})
        return 0
    name, label = ("name_en", "label_en") if options.lang == "en" else ("name_zh", "label_zh")
    rows = [
        (
            row["id"],
            row[name] or row["name_zh"],
            row["binding"],
            f"{row['observed']:g}" if pd.notna(row["observed"]) else "",
            str(row["observed_when"]),
            f"{row['progress']:.1%}" if pd.notna(row["progress"]) else "",
            f"{row['time_share']:.1%}" if pd.notna(row["time_share"]) else "",
            row[label] + (" *" if row["unstable"] else ""),
            row["reason"],
        )
        for row in frame.to_dict("records")
    ]
    head = ("id", "name", "binding", "observed", "when", "progress", "time", "grade", "remark")
    print_table(headings(options.lang, head), rows)
    if frame["unstable"].any():
        print("* " + ("舍入区间跨在界线上" if options.lang == "zh" else "the rounding interval spans a cut-off"))
    _print_summary(result.summary(lang=options.lang), options.lang)
    return 0


def _form(table: pd.DataFrame, options: argparse.Namespace) -> int:
    if options.json:
        print_json(table.reset_index())
        return 0
    shown = table.reset_index().astype(str)
    print_table(list(shown.columns), shown.to_numpy().tolist())
    return 0


def _print_summary(summary: pd.DataFrame, lang: str) -> None:
    for row in summary.to_dict("records"):
        counts = {name: row[name] for name in ("plan", "targets", "assessed", "unassessed")}
        line = told(
            lang,
            "{plan} {binding}: {targets} targets, {assessed} assessed, {unassessed} not",
            binding=row["binding"] or "—",
            **counts,
        )
        if not pd.isna(row["completion_rate"]):
            line += told(lang, ", met {rate:.0%} of the assessed", rate=row["completion_rate"])
        print(
            line
            + (
                told(lang, ", a missed 约束性 target: failed")
                if row["plan_failed"] and row["binding"] == "约束性"
                else ""
            )
        )
