"""The command line: one module a command, which parses, calls the library and prints."""

from __future__ import annotations

import argparse
import atexit
import contextlib
import gc
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any, Final

from cqtargets._version import __version__
from cqtargets.cli.common import USAGE_ERROR, CommandError
from cqtargets.cli.help_words import in_language
from cqtargets.cli.parsing import Parser
from cqtargets.cli.words import language_of
from cqtargets.errors import CqTargetsError

__all__ = ["main"]

_BETWEEN_SEARCHES: Final = 50_000

_COMMANDS: Final = {
    "list": ("listing", "list targets"),
    "show": ("show", "show one target"),
    "growth": ("growth", "growth required a year"),
    "path": ("path", "where targets should stand"),
    "gap": ("gap", "distance from path and target"),
    "progress": ("progress", "grades by official rules"),
    "attain": ("attain", "how likely targets are met"),
    "validate": ("validate", "check a plan file"),
    "template": ("template", "write an empty plan or data sheet"),
    "population": ("population", "how many people there will be"),
    "workforce": ("workforce", "how many must be trained each year"),
    "whatif": ("whatif", "one target with other numbers"),
    "compare": ("compare", "scenarios side by side"),
    "check": ("check", "hold plans against each other"),
    "concepts": ("concepts", "what is measured: keys, units, wanted directions"),
    "extract": ("extract", "read a plan's document into a draft"),
    "norms": ("norms", "planning norms"),
    "incentive": ("incentive", "what incentives pay"),
    "allocate": ("allocate", "share a target among districts"),
    "propose": ("propose", "candidates for the next plan"),
    "evaluate": ("evaluate", "evaluate a plan as a bureau signs it"),
    "report": ("report", "write the report"),
}
"""Each command with the module that holds it and what it does in a word: a module is loaded when its command is asked for."""


class _Commands:
    """What a command's module registers itself with: the subparsers, and its line in the list of commands."""

    def __init__(self, subparsers: Any) -> None:
        self._subparsers = subparsers

    def add_parser(self, name: str, **options: Any) -> argparse.ArgumentParser:
        """The parser of one command."""
        made: argparse.ArgumentParser = self._subparsers.add_parser(name, help=_COMMANDS[name][1], **options)
        return made


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


def parser(lang: str = "en", only: str | None = None, *, alone: bool = False) -> argparse.ArgumentParser:
    """The parser of all commands, its help in the reader's language; with `only`, the others are names without
    options, or not there with `alone`.
    """
    top = Parser(
        prog="cqtargets",
        description="Quantitative targets of Chinese health and elder-care plans.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"cqtargets {__version__}")
    commands = _Commands(top.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    for name, (module, _) in _COMMANDS.items():
        if only in (None, name):
            import_module(f"cqtargets.cli.{module}").register(commands)
        elif not alone:
            commands.add_parser(name)
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
    if arguments is None:
        _seldom_search_for_garbage()
    words = sys.argv[1:] if arguments is None else arguments
    lang = language_of(words, os.environ)
    try:
        try:
            asked = next((word for word in words if not word.startswith("-")), "")
            alone = asked in _COMMANDS and words[0] == asked
            options = parser(lang, asked, alone=alone).parse_args(words)
            with _missing_glyphs_said(lang):
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


def _seldom_search_for_garbage() -> None:
    """A command lives for seconds: most of what it makes is used to its end, when the process gives all of it back."""
    gc.set_threshold(_BETWEEN_SEARCHES)
    atexit.register(gc.freeze)


@contextlib.contextmanager
def _missing_glyphs_said(lang: str) -> Iterator[None]:
    """One line for all characters that the charts of a command lack; other warnings go their way."""
    usual, signs = warnings.showwarning, dict[str, None]()

    def note(message: Warning | str, *rest: Any, **more: Any) -> None:
        if type(message).__name__ == "MissingGlyphWarning":
            signs.update(dict.fromkeys(getattr(message, "signs", "")))
        else:
            usual(message, *rest, **more)

    warnings.showwarning = note
    try:
        yield
    finally:
        warnings.showwarning = usual
        if signs:
            from cqtargets.plotting.glyphs import MissingGlyphWarning

            print(f"cqtargets: {MissingGlyphWarning(''.join(signs)).reason.text(lang)}", file=sys.stderr)


def _drop_output() -> None:
    """Send what is still to be printed nowhere: the interpreter would try once more as it ends, with a traceback."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
