"""`cqtargets show`: everything about one target."""

from __future__ import annotations

import argparse
import math
from typing import Any

from cqtargets.cli.common import add_common, add_plan_reading, catalogue_of, observations_of, print_json, print_table
from cqtargets.cli.words import headings, quantity_word, told
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.monitoring.growth_table import growth_rows
from cqtargets.observations import Comparison
from cqtargets.targets.rows import INDICATOR_COLUMNS

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "show",
        description="Show one target with its source, the growth it requires and what has been observed.",
        epilog="example: cqtargets show med14.beds_per_1000",
    )
    command.add_argument("id", help="id of the target")
    command.add_argument("--catalogue", help="a plan of your own (CSV, xlsx)")
    add_plan_reading(command)
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the target's fields, required growth and observations."""
    catalogue = catalogue_of(options.catalogue, options)
    target = catalogue[options.id]
    fields = {name: getattr(target, name) for name in INDICATOR_COLUMNS}
    fields["binding"] = target.binding.value if target.binding else ""
    growth = next(row for row in growth_rows(catalogue, options.lang) if row["id"] == target.id)
    held = observations_of(None).against(target)
    if options.json:
        print_json(
            {
                "target": fields,
                "required_growth": {name: value for name, value in growth.items() if name != "id"},
                "observations": [_facts(one) for one in held],
            }
        )
        return 0
    document = catalogue.document(target.plan)
    print(f"{target.name(options.lang)}  [{target.id}]")
    print(f"{document.label}  {document.title}  {target.locator}")
    print_table(
        headings(options.lang, ("field", "value")),
        [(str(name), str(value)) for name, value in fields.items() if value not in (None, "")],
    )
    for name in ("cagr", "continuous", "annual_change"):
        if not math.isnan(growth[name]):
            word = quantity_word(options.lang, name)
            print(told(options.lang, "required {name}: {value:.4f}", name=word, value=growth[name]))
    if growth["reason"]:
        print(told(options.lang, "growth: {reason}", reason=growth["reason"]))
    for one in held:
        seen = one.observation
        why = Reason("not_comparable", why=joined(*one.reasons.values()))
        facts = {"when": seen.when, "value": seen.value, "unit": seen.unit_label, "source": seen.source}
        verdict = told(options.lang, "comparable") if one.comparable else why.text(options.lang)
        print(told(options.lang, "observed {when}: {value:g} {unit} ({source}) {verdict}", verdict=verdict, **facts))
    return 0


def _facts(held: Comparison) -> dict[str, Any]:
    seen = held.observation
    return {
        "when": None if seen.when is None else str(seen.when),
        "value": seen.value,
        "unit": seen.unit,
        "per": seen.per,
        "bound": seen.bound,
        "source": seen.source,
        "comparable": held.comparable,
        "reasons": held.reasons,
    }
