"""`cqtargets incentive`: what the incentives of the bundled documents pay."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Iterable
from typing import Any

from cqtargets.cli.common import CommandError, add_common, print_json, print_table
from cqtargets.cli.words import headings
from cqtargets.conventions.reasons import Reason
from cqtargets.incentives import SubsidyTotal, total
from cqtargets.incentives.incentive import Incentive
from cqtargets.incentives.text import figure
from cqtargets.io.bundled import load_incentives

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "incentive",
        description="List the incentives of the bundled documents, or work out what they pay for one project.",
        epilog="example: cqtargets incentive industry20.production_project=3000 "
        "industry20.international_production_line=2",
    )
    command.add_argument(
        "claims", nargs="*", metavar="KEY=AMOUNT", help="a rule and the amount in its unit; none: list the rules"
    )
    command.add_argument("--year", type=int, default=1, help="year of payment, counted from the first (default: 1)")
    command.add_argument(
        "--threshold",
        action="append",
        default=[],
        metavar="KEY=AMOUNT",
        help="what is held against the threshold of a rule, where it is not the amount itself",
    )
    command.add_argument("--add-all", action="store_true", help="add rules of one group: they are separate investments")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the rules, or each subsidy with its reason and their sum."""
    rules = load_incentives()
    if not options.claims:
        _print_rules(rules.values(), options)
        return 0
    found = total(
        rules,
        _claims(options.claims),
        year=options.year,
        threshold_amounts=_claims(options.threshold),
        exclusive=() if options.add_all else None,
    )
    if options.json:
        print_json(_facts(found))
        return 0
    for part in found.parts:
        print(f"{part.name(options.lang)}  [{part.rule}]")
        print(f"  {part.sentence(options.lang)}")
    if len(found.parts) > 1:
        print(found.sentence(options.lang))
    return 0


def _claims(texts: Iterable[str]) -> dict[str, float]:
    claims: dict[str, float] = {}
    for text in texts:
        key, _, number = text.rpartition("=")
        try:
            amount = float(number)
        except ValueError:
            key = ""
        if not key:
            raise CommandError(Reason("no_claim", text=text))
        if key in claims:
            raise CommandError(Reason("rule_twice", key=key))
        claims[key] = amount
    return claims


def _print_rules(rules: Iterable[Incentive], options: argparse.Namespace) -> None:
    if options.json:
        print_json([dataclasses.asdict(rule) | {"ceiling_only": rule.ceiling_only} for rule in rules])
        return
    rows = [
        (rule.key, rule.name(options.lang), _pays(rule), _cap(rule), _threshold(rule), _duration(rule))
        for rule in rules
    ]
    print_table(headings(options.lang, ("key", "name", "pays", "cap", "threshold", "years")), rows)


def _pays(rule: Incentive) -> str:
    if rule.rate is not None:
        return f"{figure(100 * rule.rate)} %"
    return "" if rule.per_item is None else f"{figure(rule.per_item)} {rule.unit}/{rule.base_unit}"


def _cap(rule: Incentive) -> str:
    return "" if rule.cap is None else f"{figure(rule.cap)} {rule.unit}"


def _threshold(rule: Incentive) -> str:
    if rule.threshold is None:
        return ""
    return f"{'>' if rule.threshold_strict else '>='} {figure(rule.threshold)} {rule.base_unit}"


def _duration(rule: Incentive) -> str:
    return rule.cap_period if rule.duration_years is None else f"{rule.cap_period} ({rule.duration_years})"


def _facts(found: SubsidyTotal) -> dict[str, Any]:
    return {
        "paid": found.paid,
        "unit": found.unit,
        "year": found.year,
        "at_most": found.at_most,
        "binding": found.binding,
        "set_aside": dict(found.set_aside),
        "sentence_zh": found.sentence("zh"),
        "sentence_en": found.sentence("en"),
        "parts": [dataclasses.asdict(part) for part in found.parts],
    }
