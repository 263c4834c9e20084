"""`cqtargets validate`: every fault of a plan file at once."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from cqtargets.cli.common import FAULTS, USAGE_ERROR, fault_lines, print_json
from cqtargets.errors import DataFileError
from cqtargets.io.catalogue_file import examine_catalogue

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "validate",
        help="check a plan file",
        description="Check a plan of your own: every fault with its row, column, value and remedy.",
        epilog="example: cqtargets validate our_plan.csv   (exit status 1 where rows have faults)",
    )
    command.add_argument("file", help="CSV or xlsx")
    command.add_argument("--sheet", help="sheet of an xlsx file")
    command.add_argument("--json", action="store_true", help="print all faults and remarks as JSON")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print faults on stderr and the verdict on stdout."""
    file = Path(options.file).name
    try:
        result = examine_catalogue(options.file, sheet=options.sheet)
        error = DataFileError(file, result.problems)
        remarks = [dataclasses.asdict(remark) for remark in result.remarks]
        targets = len(result.values)
    except DataFileError as unusable:
        error, remarks, targets = unusable, [], 0
    if options.json:
        problems = [dataclasses.asdict(problem) for problem in error.problems]
        print_json({"file": file, "targets": targets, "problems": problems, "remarks": remarks})
    else:
        for line in fault_lines(error):
            print(line, file=sys.stderr)
        if not error.problems:
            print(f"{file}: {targets} targets, no faults")
            for remark in remarks:
                print(f"{file}: row {remark['row']}: {remark['reason']} {remark['remedy']}".rstrip(), file=sys.stderr)
    if error.unusable:
        return USAGE_ERROR
    return FAULTS if error.problems else 0
