"""What the commands share: the catalogue argument, filters, faults on stderr, JSON and tables on stdout."""

from __future__ import annotations

import argparse
import json
import math
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqtargets.cli.words import told
from cqtargets.errors import DataFileError

if TYPE_CHECKING:
    from cqtargets.catalogue import Catalogue
    from cqtargets.observations import Observations

__all__ = [
    "FAULTS", "PLAN_FACTS", "USAGE_ERROR", "CommandError", "FileFaultsError", "add_catalogue", "add_common", "add_filters", "add_observations", "add_plan_reading",
    "catalogue_of", "fault_lines", "moment", "number_text", "observations_of", "of_plan", "print_json", "print_table",
    "refuse_unknown", "selected",
]  # fmt: skip

FAULTS: Final = 1
USAGE_ERROR: Final = 2
_SHOWN: Final = 20
_NAMED: Final = 6
PLAN_FACTS: Final = ("title", "number", "issuer", "date")
"""What a document is called by, each an option `--plan-title` and so on."""


class CommandError(Exception):
    """A command that ends with a message and a status, without a traceback."""

    def __init__(self, message: str, status: int = USAGE_ERROR) -> None:
        super().__init__(message)
        self.status = status

    def text(self, lang: str) -> str:
        """What is printed, in the reader's language where it has two."""
        say = getattr(self.args[0], "text", None)
        return str(say(lang)) if callable(say) else str(self)


class FileFaultsError(CommandError):
    """A command that ends because of files: one line a fault."""

    def __init__(self, *errors: DataFileError) -> None:
        super().__init__("\n".join(line for error in errors for line in fault_lines(error)))
        self.errors = errors

    def text(self, lang: str) -> str:
        """The faults in the reader's language."""
        return "\n".join(line for error in self.errors for line in fault_lines(error, lang))


def add_common(command: argparse.ArgumentParser) -> None:
    """`--json` and `--lang`."""
    command.add_argument("--json", action="store_true", help="print the facts as JSON")
    command.add_argument(
        "--lang", choices=("zh", "en"), help="language of what is printed (default: that of the terminal)"
    )


def add_catalogue(command: argparse.ArgumentParser) -> None:
    """The catalogue to work on: a file, or the bundled one."""
    command.add_argument(
        "catalogue",
        nargs="?",
        metavar="CATALOGUE",
        help="a plan of your own (CSV, xlsx; docx, PDF and other documents; a checked review sheet)",
    )
    add_plan_reading(command)


def add_plan_reading(command: argparse.ArgumentParser) -> None:
    """How a plan of the user's own is read: its sheet, its place, what to do with bad rows, and what it is called."""
    own = command.add_argument_group("a plan of your own")
    own.add_argument("--sheet", help="sheet of a workbook (default: the first visible one with a plan's table)")
    own.add_argument("--place", metavar="NAME", help="place of the rows that name none, e.g. 成都市")
    own.add_argument("--keep-going", action="store_true", help="list rows with faults on stderr and go on without them")
    for field in PLAN_FACTS:
        own.add_argument(f"--plan-{field}", metavar="TEXT", help=f"the plan's {field}, where its file does not say")


def add_observations(command: argparse.ArgumentParser) -> None:
    """`--observations`: values of the user's own, added to the bundled ones."""
    command.add_argument(
        "--observations",
        action="append",
        metavar="FILE",
        help="your own values (CSV, xlsx): a later vintage of the bundled ones; repeat it for several files",
    )
    command.add_argument("--names", metavar="FILE", help="names you have accepted: columns name and concept")


def add_filters(command: argparse.ArgumentParser) -> None:
    """`--plan`, `--binding`, `--concept`, `--region`."""
    command.add_argument("--plan", help="key or number of a document")
    command.add_argument("--binding", help="约束性 or 预期性")
    command.add_argument("--concept", help="what is measured, e.g. beds_per_1000")
    command.add_argument("--region", help="e.g. 重庆市")


def catalogue_of(path: str | None, options: argparse.Namespace | None = None) -> Catalogue:
    """The catalogue of a table, a document or a review sheet, or the bundled one.

    Faults of the file end the command unless `--keep-going` is given.
    """
    if path is None:
        from cqtargets.io.bundled import load_catalogue

        return load_catalogue()
    from cqtargets.cli.drafts import drafted
    from cqtargets.io.catalogue_file import read_catalogue

    asked = vars(options) if options is not None else {}
    named = {field: asked[f"plan_{field}"] for field in PLAN_FACTS if asked.get(f"plan_{field}")}
    try:
        draft = drafted(path, place=asked.get("place"), named=named, lang=asked.get("printed", "en"))
        if draft is not None:
            return draft
        catalogue = read_catalogue(
            path,
            sheet=asked.get("sheet"),
            region=asked.get("place"),
            faults="keep" if asked.get("keep_going") else "refuse",
            document=named,
        )
    except DataFileError as error:
        raise FileFaultsError(error) from None
    if catalogue.left_out:
        lang = asked.get("printed", "en")
        for line in fault_lines(DataFileError(Path(path).name, catalogue.left_out), lang):
            print(told(lang, "left out: {line}", line=line), file=sys.stderr)
    return catalogue


def observations_of(
    paths: Sequence[str] | None, names: str | None = None, *, plan: Catalogue | None = None, lang: str = "zh"
) -> Observations:
    """The bundled observations, updated by those of files; values that name no place are of the one place of the user's
    own `plan`, which is said on stderr.
    """
    from cqtargets.observations import load_observations

    bundled = load_observations()
    if not paths:
        return bundled
    from cqtargets.io.observation_file import read_observations

    try:
        own = read_observations(paths, names=names)
        homeless = sum(not seen.region for seen in own)
        places = {target.region for target in plan} if plan is not None and plan.reading is not None else set()
        if homeless and len(places) == 1 and (place := places.pop()):
            own = read_observations(paths, names=names, region=place)
            said = "{count} values name no place: {place}, that of the plan, is taken"
            print(told(lang, said, count=homeless, place=place), file=sys.stderr)
    except DataFileError as error:
        raise FileFaultsError(error) from None
    return bundled.updated(own)


def fault_lines(error: DataFileError, lang: str = "en") -> list[str]:
    """One fault a line: the first 20, then how many more."""
    lines = [f"{error.file}: {problem.text(lang)}" for problem in error.problems[:_SHOWN]]
    if len(error.problems) > _SHOWN:
        rest = len(error.problems) - _SHOWN
        lines.append(told(lang, "{file}: ... and {count} more (all with --json)", file=error.file, count=rest))
    return lines


def selected(catalogue: Catalogue, options: argparse.Namespace) -> Catalogue:
    """The catalogue after the filters; a concept or region that no target has ends the command, as does a plan."""
    chosen = of_plan(catalogue, options.plan)
    refuse_unknown("concept", options.concept, [target.concept for target in catalogue])
    refuse_unknown("region", options.region, [target.region for target in catalogue])
    return chosen.select(binding=options.binding, concept=options.concept, region=options.region)


def of_plan(catalogue: Catalogue, plan: str | None) -> Catalogue:
    """The targets of a plan, named by key or number; one that the catalogue does not know ends the command."""
    if plan is not None and not any(document.answers_to(plan) for document in catalogue.documents.values()):
        refuse_unknown("plan", plan, catalogue.plans)
    return catalogue.select(plan=plan)


def refuse_unknown(what: str, name: str | None, known: Iterable[str]) -> None:
    """End the command where `name` is not among `known`, naming the nearest; nothing is refused where none is known."""
    listed = [word for word in dict.fromkeys(known) if word]
    if name is None or name in listed or not listed:
        return
    from cqtargets.conventions.names import nearest, unknown_key

    raise unknown_key(what, name, nearest(name, listed), listed[:_NAMED])


def moment(on: str | None) -> str | None:
    """`--on` as it was written, once it is known to be a year or a date."""
    if on is not None:
        from cqtargets.clock import parse_when

        parse_when(on)
    return on


def number_text(value: float, sign: str = "") -> str:
    """Four significant digits; empty for a missing number. `sign` ``"+"`` marks gains too."""
    return "" if math.isnan(value) else f"{value:{sign}.4g}"


def print_json(facts: Any) -> None:
    """Facts as JSON on stdout; a missing number is null."""
    json.dump(_jsonable(facts), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _jsonable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")  # who has not loaded them has nothing of theirs
    if numpy is not None and isinstance(value, numpy.generic):
        return _jsonable(value.item())
    if pandas is not None:
        if isinstance(value, pandas.DataFrame):
            return _jsonable(value.to_dict("records"))
        if value is pandas.NA:
            return None
    return value


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on stdout whose columns line up, Chinese characters counted as two."""
    table = [list(header), *[list(row) for row in rows]]
    widths = [[_width(cell) for cell in row] for row in table]
    columns = [max(found) for found in zip(*widths, strict=True)]
    for row, taken in zip(table, widths, strict=True):
        cells = [cell + " " * (column - width) for cell, width, column in zip(row, taken, columns, strict=True)]
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)
