"""`cqtargets validate`: every fault of a plan file at once."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path
from typing import Any

from cqtargets.cli.common import FAULTS, USAGE_ERROR, fault_lines, print_json, print_table
from cqtargets.cli.words import headings, told
from cqtargets.conventions.reasons import said
from cqtargets.errors import DataFileError
from cqtargets.files.reading import Reading
from cqtargets.io.catalogue_file import examine_catalogue

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "validate",
        description="Check a plan of your own: every fault with its row, column, value and remedy.",
        epilog="examples: cqtargets validate our_plan.csv   (exit status 1 where rows have faults)\n"
        "          cqtargets validate our_plan.xlsx --explain   (what became of every column and cell)",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("file", help="CSV or xlsx")
    command.add_argument("--sheet", help="sheet of a workbook (default: the first visible one with a plan's table)")
    command.add_argument("--place", metavar="NAME", help="place of the rows that name none, e.g. 成都市")
    command.add_argument(
        "--explain", action="store_true", help="say what became of every column and of every unread cell"
    )
    command.add_argument("--json", action="store_true", help="print all faults and remarks as JSON")
    command.add_argument(
        "--lang", choices=("zh", "en"), help="language of what is printed (default: that of the terminal)"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print faults on stderr and the verdict on stdout."""
    file = Path(options.file).name
    reading: Reading | None = None
    try:
        result = examine_catalogue(options.file, sheet=options.sheet, region=options.place)
        reading = result.reading
        error = DataFileError(file, result.problems)
        remarks = [dataclasses.asdict(remark) for remark in (*result.questions, *result.remarks)]
        targets = len(result.values)
    except DataFileError as unusable:
        error, remarks, targets = unusable, [], 0
    if options.json:
        problems = [dataclasses.asdict(problem) for problem in error.problems]
        facts = {"file": file, "targets": targets, "problems": problems, "remarks": remarks}
        if options.explain and reading is not None:
            facts["columns"] = [dataclasses.asdict(column) for column in reading.columns]
            facts["cells_unread"] = [dataclasses.asdict(cell) for cell in reading.cells_unread]
        print_json(facts)
    else:
        for line in fault_lines(error, options.lang):
            print(line, file=sys.stderr)
        if not error.problems:
            print(told(options.lang, "{file}: {count} targets, no faults", file=file, count=targets))
        if options.explain and reading is not None:
            _explain(reading, options.lang)
        if options.explain or not error.problems:
            for remark in remarks:
                place = told(options.lang, "row {row}: ", row=remark["row"]) if remark["row"] else ""
                reason, remedy = said(remark["reason"], options.lang), said(remark["remedy"], options.lang)
                print(f"{file}: {place}{reason} {remedy}".rstrip(), file=sys.stderr)
    if error.unusable:
        return USAGE_ERROR
    return FAULTS if error.problems else 0


def _explain(reading: Reading, lang: str) -> None:
    columns = [
        (column.column, column.heading, column.field or "—", said(column.reason, lang)) for column in reading.columns
    ]
    print_table(headings(lang, ("column", "heading", "field", "what became of it")), columns)
    cells = [(f"{cell.column}{cell.row}", cell.value[:40], said(cell.reason, lang)) for cell in reading.cells_unread]
    if cells:
        print()
        print_table(headings(lang, ("cell", "not read", "why")), cells)
