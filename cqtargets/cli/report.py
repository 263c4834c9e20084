"""`cqtargets report`: the report on a catalogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from cqtargets.catalogue import Catalogue
from cqtargets.cli.common import (
    CommandError,
    add_catalogue,
    add_filters,
    add_observations,
    catalogue_of,
    observations_of,
    selected,
)
from cqtargets.cli.words import quantity_word, told
from cqtargets.conventions.reasons import Reason
from cqtargets.observations import Observations
from cqtargets.population.known.outlines import read_outlines
from cqtargets.report.build import SECTIONS
from cqtargets.report.page.places import outline_remarks
from cqtargets.report.request import Request
from cqtargets.report.writer import FORMATS, LANGUAGES, available_formats, write

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "report",
        description="Write the report on the bundled targets, or on a plan of your own, into a folder.",
        epilog="example: cqtargets report our_plan.csv --observations our_data.csv --out 报告 --on 2025",
    )
    add_catalogue(command)
    add_observations(command)
    add_filters(command)
    command.add_argument("--out", default="build/report", metavar="DIR", help="folder (default: build/report)")
    command.add_argument("--on", metavar="YEAR", help="leave out what was observed later (a year or a date)")
    command.add_argument("--lang", choices=LANGUAGES, default="zh", help="language of the report (default: zh)")
    command.add_argument("--format", help=f"formats, comma-separated: {', '.join(FORMATS)} (default: all installed)")
    command.add_argument("--sections", help=f"sections, comma-separated: {', '.join(SECTIONS)} (default: all)")
    command.add_argument("--title", default="", help="title of the report")
    command.add_argument("--issuer", default="", help="who issues it, below the title")
    command.add_argument("--template", metavar="DOCX", help="a Word document whose page and styles the docx takes over")
    command.add_argument(
        "--compare-with",
        action="append",
        metavar="FILE",
        help="another plan, last year's version of this one, or another city's plan; repeat it for several",
    )
    command.add_argument(
        "--compare-observations",
        action="append",
        metavar="FILE",
        help="values for the plans compared (default: those of the report)",
    )
    command.add_argument(
        "--outlines", metavar="GEOJSON", help="outlines of your own places, named as in your data, for the page's map"
    )
    command.add_argument(
        "--force",
        action="store_true",
        help="write although files of others are in the way; they stay beside the new ones",
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files and print their names."""
    catalogue = selected(catalogue_of(options.catalogue, options), options)
    if not catalogue.plans:
        raise CommandError(Reason("nothing_to_report"))
    observations = observations_of(options.observations, options.names, plan=catalogue, lang=options.printed)
    say = options.printed
    counts = {"targets": len(catalogue), "observations": len(observations)}
    print(told(say, "{targets} targets, {observations} observations", **counts), file=sys.stderr)
    others = _others(options, observations)
    outlines = None if options.outlines is None else read_outlines(options.outlines)
    asked = Request(catalogue=catalogue, observations=observations, on=options.on, outlines=outlines)
    for remark in outline_remarks(asked):
        print(remark.text(say), file=sys.stderr)
    formats = _listed(options.format)
    missing = [name for name in FORMATS if name not in available_formats()]
    steps = ("sections", *(formats or available_formats()))

    def begin(done: int, whole: int) -> None:
        if done < whole:
            print(told(say, "making {step}", step=quantity_word(say, steps[done])), file=sys.stderr)

    begin(0, len(steps))
    written = write(
        catalogue,
        observations,
        options.out,
        on=options.on,
        lang=options.lang,
        formats=formats,
        sections=_listed(options.sections) or (),
        title=options.title,
        issuer=options.issuer,
        template=options.template,
        compare_with=others,
        outlines=outlines,
        force=options.force,
        progress=begin,
    )
    for path in written:
        print(path)
    if formats is None and missing:
        wanting = ", ".join(missing)
        print(told(say, "not written: {formats}; install cqtargets[report] for them", formats=wanting), file=sys.stderr)
    return 0


def _others(options: argparse.Namespace, observations: Observations) -> list[tuple[Catalogue, Observations, str]]:
    """The plans compared, with their values; each is called by its document, or by its file where that has no name."""
    found = []
    for path in options.compare_with or ():
        catalogue = catalogue_of(path, options)
        held = observations
        if options.compare_observations:
            held = observations_of(options.compare_observations, options.names, plan=catalogue, lang=options.printed)
        named = any(document.title or document.number for document in catalogue.documents.values())
        found.append((catalogue, held, "" if named else Path(path).stem))
    return found


def _listed(text: str | None) -> list[str] | None:
    return None if text is None else [name.strip() for name in text.split(",") if name.strip()]
