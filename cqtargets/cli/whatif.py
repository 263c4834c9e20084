"""`cqtargets whatif`: one target with other numbers."""

from __future__ import annotations

import argparse
from typing import Any

from cqtargets.cli.common import (
    CommandError,
    add_common,
    add_observations,
    catalogue_of,
    observations_of,
    print_json,
    print_table,
)
from cqtargets.cli.words import headings, quantity_word
from cqtargets.conventions.reasons import Reason
from cqtargets.grading import PROFILES
from cqtargets.io.bundled_whatif import whatif
from cqtargets.io.scenario_file import write_scenario
from cqtargets.paths import METHODS
from cqtargets.scenario.changes import FIELDS, YEARS

__all__ = ["register"]

_RATES = ("required_cagr",)


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "whatif",
        description="What becomes of a target when a number is set, scaled or shifted: growth required, gap, grade.",
        epilog="examples: cqtargets whatif med14.beds_per_1000 --set target_year=2027\n"
        "          cqtargets whatif med14.beds_per_1000 --scale target=1.1 --shift target_year=1 --save more.toml\n"
        f"fields: {', '.join(FIELDS['target', 'set'])}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("id", metavar="ID", help="id of the target")
    command.add_argument("catalogue", nargs="?", metavar="CATALOGUE", help="a plan of your own (CSV, xlsx)")
    for action, what in (("set", "VALUE"), ("scale", "FACTOR"), ("shift", "BY")):
        command.add_argument(
            f"--{action}",
            action="append",
            default=[],
            metavar=f"FIELD={what}",
            help=f"{action} a field; may be repeated",
        )
    add_observations(command)
    command.add_argument("--on", metavar="WHEN", help="leave out what was observed later (a year or a date)")
    command.add_argument("--profile", choices=tuple(PROFILES), help="grade the observation by this profile")
    command.add_argument(
        "--method", choices=METHODS, help="shape of the path (default: linear, geometric for a yearly growth)"
    )
    command.add_argument("--save", metavar="FILE", help="write the scenario as TOML, for cqtargets compare")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one line a quantity."""
    answer = whatif(
        options.id,
        scale=_pairs(options.scale, "--scale"),
        shift=_pairs(options.shift, "--shift"),
        catalogue=catalogue_of(options.catalogue, options),
        observations=observations_of(options.observations, options.names),
        on=options.on,
        profile=options.profile,
        method=options.method,
        **_pairs(options.set, "--set"),
    )
    if options.save:
        write_scenario(answer.scenario, options.save)
    frame = answer.to_frame(lang=options.lang).reset_index()
    if options.json:
        print_json({"id": options.id, "quantities": frame, "years": answer.comparison.to_frame(lang=options.lang)})
        return 0
    print(f"{answer.before.id}  {answer.before.name(options.lang)}  ({answer.before.unit_label})")
    rows = [
        (
            quantity_word(options.lang, str(row["quantity"])),
            *(_shown(str(row["quantity"]), row[side], options) for side in ("before", "after", "difference")),
            str(row["reason"]),
        )
        for row in frame.to_dict("records")
        if row["before"] is not None or row["after"] is not None or row["reason"]
    ]
    print_table(headings(options.lang, ("quantity", "as printed", "what if", "difference", "remark")), rows)
    return 0


def _pairs(words: list[str], option: str) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name or not value:
            raise CommandError(Reason("no_pair", option=option, word=word))
        if name in pairs:
            raise CommandError(Reason("option_twice", option=option, name=name))
        if name in ("id", "scale", "shift", "catalogue", "observations", "population", "profile", "on", "method"):
            raise CommandError(
                Reason("no_field_of_option", option=option, name=name, fields=", ".join(FIELDS["target", "set"]))
            )
        pairs[name] = _value(name, value, option)
    return pairs


def _value(name: str, text: str, option: str) -> Any:
    try:
        return int(text) if name in YEARS else float(text)
    except ValueError:
        if option == "--set" and name not in YEARS:
            return text
        raise CommandError(Reason("option_no_number", option=option, name=name, text=text)) from None


def _shown(quantity: str, value: Any, options: argparse.Namespace) -> str:
    if value is None:
        return ""
    if quantity == "grade":
        return PROFILES[options.profile].label(value, options.lang)
    if quantity in _RATES:
        return f"{100 * value:.2f}%"
    return value if isinstance(value, str) else f"{value:.6g}"
