"""`cqtargets show`: everything about one target."""

from __future__ import annotations

import argparse
from typing import Any

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.cli.common import add_common, add_plan_reading, catalogue_of, observations_of, print_json, print_table
from cqtargets.observations import Comparison

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "show",
        help="show one target",
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
    fields = Catalogue([target]).to_frame().to_dict("records")[0]
    growth = catalogue.required_growth().set_index("id").loc[target.id].to_dict()
    held = observations_of(None).against(target)
    if options.json:
        print_json({"target": fields, "required_growth": growth, "observations": [_facts(one) for one in held]})
        return 0
    document = catalogue.document(target.plan)
    print(f"{target.name(options.lang)}  [{target.id}]")
    print(f"{document.label}  {document.title}  {target.locator}")
    print_table(("field", "value"), [(str(name), str(value)) for name, value in fields.items() if _filled(value)])
    for name in ("cagr", "continuous", "annual_change"):
        if not pd.isna(growth[name]):
            print(f"required {name}: {growth[name]:.4f}")
    if growth["reason"]:
        print(f"growth: {growth['reason']}")
    for one in held:
        seen = one.observation
        verdict = "comparable" if one.comparable else "not comparable: " + "; ".join(one.reasons.values())
        print(f"observed {seen.when}: {seen.value:g} {seen.unit_label} ({seen.source}) {verdict}")
    return 0


def _filled(value: Any) -> bool:
    return bool(value != "") if isinstance(value, str) else not pd.isna(value)


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
