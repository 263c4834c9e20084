"""`cqtargets compare`: scenarios from files beside the plan as it stands."""

from __future__ import annotations

import argparse
import math
from typing import Any

from cqtargets.cli.common import (
    FileFaultsError,
    add_common,
    add_filters,
    add_observations,
    add_plan_reading,
    catalogue_of,
    number_text,
    observations_of,
    print_json,
    print_table,
    selected,
)
from cqtargets.cli.words import headings, told
from cqtargets.errors import DataFileError
from cqtargets.grading import PROFILES
from cqtargets.io.scenario_file import read_scenario
from cqtargets.paths import METHODS
from cqtargets.scenario import Scenario, compare

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "compare",
        description="Targets, growth required and gaps under scenarios, beside the plan as it stands. A scenario is a "
        "small TOML file: name, and [[change]] tables with where and one of set, scale and shift.",
        epilog="example: cqtargets compare late.toml more.toml --plan med14",
    )
    command.add_argument("scenarios", nargs="+", metavar="SCENARIO.toml", help="scenario files")
    command.add_argument("--catalogue", metavar="FILE", help="a plan of your own (CSV, xlsx)")
    add_plan_reading(command)
    add_observations(command)
    add_filters(command)
    command.add_argument("--on", metavar="WHEN", help="leave out what was observed later (a year or a date)")
    command.add_argument("--profile", choices=tuple(PROFILES), help="grade the observations by this profile")
    command.add_argument(
        "--method", choices=METHODS, help="shape of the paths (default: linear, geometric for a yearly growth)"
    )
    command.add_argument("--all", action="store_true", help="also targets that no scenario changes")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a target and scenario."""
    catalogue = catalogue_of(options.catalogue, options)
    found = compare(
        catalogue,
        *_scenarios(options.scenarios),
        observations=observations_of(options.observations, options.names, plan=catalogue, lang=options.printed),
        on=options.on,
        profile=options.profile,
        method=options.method,
    ).only(selected(catalogue, options).ids)
    shown = found if options.all else found.changed()
    frame = shown.targets(lang=options.lang)
    if options.json:
        print_json({"targets": frame, "years": shown.to_frame(lang=options.lang)})
        return 0
    order = {key: place for place, key in enumerate(catalogue.ids)}
    records = sorted(frame.to_dict("records"), key=lambda row: order[str(row["id"])])
    name = "name_en" if options.lang == "en" else "name_zh"
    rows = [
        (
            str(row["id"]),
            str(row[name] or row["name_zh"]),
            str(row["scenario"]),
            str(row["target_year"]),
            number_text(row["goal"]),
            "" if math.isnan(row["required_cagr"]) else f"{100 * row['required_cagr']:.2f}%",
            number_text(row["to_path"], "+"),
            "" if row["grade"] is None else PROFILES[options.profile].label(str(row["grade"]), options.lang),
            str(row["unit"]),
            str(row["growth_reason"]),
        )
        for row in records
    ]
    header = ("id", "name", "scenario", "due", "target", "growth a year", "to path", "grade", "unit", "remark")
    print_table(headings(options.lang, header), rows)
    unchanged = found.targets()["id"].nunique() - frame["id"].nunique()
    if unchanged:
        print(told(options.lang, "{count} targets unchanged (--all lists them)", count=unchanged))
    return 0


def _scenarios(paths: list[str]) -> list[Scenario]:
    scenarios: list[Scenario] = []
    faults: list[DataFileError] = []
    for path in paths:
        try:
            scenarios.append(read_scenario(path))
        except DataFileError as error:
            faults.append(error)
    if faults:
        raise FileFaultsError(*faults)
    return scenarios
