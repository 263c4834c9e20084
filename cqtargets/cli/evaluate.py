"""`cqtargets evaluate`: the evaluation of a plan as a bureau signs it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

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
    selected,
)
from cqtargets.cli.words import told
from cqtargets.conventions.reasons import Reason
from cqtargets.evaluation import PlanEvaluation, evaluate_plan
from cqtargets.evaluation.evaluating import STAGES
from cqtargets.observations import Observations
from cqtargets.report.plan_evaluation import EVALUATION_FORMATS, write_evaluation

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "evaluate",
        description="Evaluate each plan of a catalogue: a conclusion with its counts, the official table, what is missed and what"
        " is to be collected, as Word and Excel.",
        epilog="example: cqtargets evaluate our_plan.xlsx --observations our_data.xlsx --on 2025 --out 评估",
    )
    add_catalogue(command)
    add_observations(command)
    add_filters(command)
    command.add_argument("--on", required=True, metavar="WHEN", help="the date of the evaluation (a year or a date)")
    command.add_argument(
        "--stage", choices=tuple(STAGES), default="final", help="final, midterm or annual (default: final)"
    )
    command.add_argument("--nation", metavar="REGION", help="the region that stands for the nation (default: 全国)")
    command.add_argument(
        "--peer", action="append", default=[], metavar="REGION", help="another place to show beside it"
    )
    command.add_argument("--out", metavar="DIR", help="folder for the documents; without it the conclusion is printed")
    command.add_argument("--format", help=f"formats, comma-separated: {', '.join(EVALUATION_FORMATS)} (default: all)")
    command.add_argument("--issuer", default="", help="who issues it, below the title")
    command.add_argument("--form", metavar="DOCX", help="your own Word form with tags, filled in place of our document")
    command.add_argument(
        "--force",
        action="store_true",
        help="write although files of others are in the way; they stay beside the new ones",
    )
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the conclusion of each plan, and write its documents."""
    catalogue = selected(catalogue_of(options.catalogue, options), options)
    if not catalogue.plans:
        raise CommandError(Reason("nothing_to_evaluate"))
    observations = _observations(options, catalogue)
    found = [
        evaluate_plan(
            catalogue.select(plan=key),
            observations,
            on=options.on,
            stage=options.stage,
            nation=options.nation,
            peers=options.peer,
        )
        for key in catalogue.plans
    ]
    if options.json:
        print_json([_facts(one, options.lang) for one in found])
    else:
        for one in found:
            print(one.conclusion(options.lang))
    if options.out:
        for one in found:
            folder = Path(options.out) if len(found) == 1 else Path(options.out) / one.catalogue.plans[0]
            for path in _written(one, folder, options):
                print(path, file=sys.stderr if options.json else sys.stdout)
    return 0


def _written(found: PlanEvaluation, folder: Path, options: argparse.Namespace) -> list[Path]:
    formats = [name.strip() for name in (options.format or ",".join(EVALUATION_FORMATS)).split(",") if name.strip()]
    return write_evaluation(
        found,
        folder,
        lang=options.lang,
        formats=formats,
        issuer=options.issuer,
        template=options.form,
        force=options.force,
    )


def _facts(found: PlanEvaluation, lang: str) -> dict[str, Any]:
    level = found.realisation
    return {
        "plan": found.catalogue.plans[0],
        "on": str(found.on),
        "stage": found.stage,
        "conclusion": found.conclusion(lang),
        "realisation": {"total": level.total, "counted": level.counted, "of": level.of, "weights": level.weights},
        "targets": found.to_frame(lang=lang),
    }


def _observations(options: argparse.Namespace, catalogue: Catalogue) -> Observations:
    """The bundled values, those of a file, or the actual values that stand in the plan's own table."""
    if options.observations or options.catalogue is None or catalogue.reading is None:
        return observations_of(options.observations, options.names, plan=catalogue, lang=options.printed)
    if not any(column.field == "actual" for column in catalogue.reading.columns):
        return observations_of(None)
    print(told(options.printed, "the actual values of the table are used"), file=sys.stderr)
    return observations_of([options.catalogue], options.names, plan=catalogue, lang=options.printed)
