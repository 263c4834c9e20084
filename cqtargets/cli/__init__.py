"""The command line: one module a command, which parses, calls the library and prints."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence

from cqtargets._version import __version__
from cqtargets.cli import (
    allocate,
    attain,
    check,
    compare,
    concepts,
    evaluate,
    extract,
    gap,
    growth,
    incentive,
    listing,
    norms,
    path,
    population,
    progress,
    propose,
    report,
    show,
    template,
    validate,
    whatif,
    workforce,
)
from cqtargets.cli.common import USAGE_ERROR, CommandError
from cqtargets.cli.help_words import in_language
from cqtargets.cli.parsing import Parser
from cqtargets.cli.words import language_of
from cqtargets.errors import CqTargetsError

__all__ = ["main"]

_COMMANDS = (
    listing,
    show,
    growth,
    path,
    gap,
    progress,
    attain,
    validate,
    template,
    population,
    workforce,
    whatif,
    compare,
    check,
    concepts,
    extract,
    norms,
    incentive,
    allocate,
    propose,
    evaluate,
    report,
)

_EXAMPLES = """examples:
  cqtargets list --plan 渝府发〔2022〕6号 --binding 约束性
  cqtargets show med14.beds_per_1000
  cqtargets growth --plan care14 --json
  cqtargets path --concept beds_per_1000 --on 2023-06-30
  cqtargets gap --plan med14 --observations our_data.xlsx
  cqtargets attain --plan med14 --lang en
  cqtargets template our_plan.xlsx      an empty plan to fill in
  cqtargets validate our_plan.xlsx
  cqtargets extract 规划.docx --review 核对.xlsx      a draft of a document, and the sheet to check it in
  cqtargets whatif med14.beds_per_1000 --set target_year=2027
  cqtargets report                      the report on the bundled targets, into build/report
"""


def parser(lang: str = "en") -> argparse.ArgumentParser:
    """The parser of all commands, its help in the reader's language."""
    top = Parser(
        prog="cqtargets",
        description="Quantitative targets of Chinese health and elder-care plans.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"cqtargets {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.register(commands)
    in_language(top, lang)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 done; 1 faults in rows or findings; 2 wrong arguments or a file that cannot be used.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    lang = language_of(words, os.environ)
    try:
        try:
            options = parser(lang).parse_args(words)
            return int(options.run(options))
        finally:
            sys.stdout.flush()
    except CommandError as failure:
        print(failure.text(lang), file=sys.stderr)
        return failure.status
    except CqTargetsError as error:
        print(f"cqtargets: {error.text(lang)}", file=sys.stderr)
        return USAGE_ERROR
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        _drop_output()
        place = f"{error.filename}: cannot be used" if error.filename else "the output cannot be written"
        print(f"cqtargets: {place} ({error.strerror or error})", file=sys.stderr)
        return USAGE_ERROR


def _drop_output() -> None:
    """Send what is still to be printed nowhere: the interpreter would try once more as it ends, with a traceback."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
