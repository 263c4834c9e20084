"""`cqtargets check`: plans held against each other, against observations and against norms."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from cqtargets.cli.common import FAULTS, add_observations, add_plan_reading, catalogue_of, observations_of, print_json
from cqtargets.consistency import SEVERITIES, Finding, Findings, check, of_its_plans, of_its_regions
from cqtargets.io.bundled import load_norms

__all__ = ["register"]

_LABELS = {
    "zh": {"error": "矛盾", "warning": "存疑", "note": "提示"},
    "en": {"error": "error", "warning": "warning", "note": "note"},
}


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "check",
        description="Contradictions, revisions and identities that fail, each with both sources and both numbers, and "
        "what would reconcile them. Without a file: the bundled plans with their observations and norms.",
        epilog="example: cqtargets check our_plan.csv --lang en   (exit status 1 where there are errors)",
    )
    command.add_argument("file", nargs="?", metavar="FILE", help="a plan of your own (CSV, xlsx)")
    add_plan_reading(command)
    add_observations(command)
    command.add_argument("--above", metavar="FILE", help="the plan of the province or the nation (CSV, xlsx)")
    command.add_argument("--severity", choices=SEVERITIES, help="only findings of one severity")
    command.add_argument("--json", action="store_true", help="print the facts as JSON")
    command.add_argument(
        "--lang", choices=("zh", "en"), help="language of what is printed (default: that of the terminal)"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the findings, errors first."""
    catalogue = catalogue_of(options.file, options)
    known = () if options.file and not options.observations else observations_of(options.observations, options.names)
    above = catalogue_of(options.above) if options.above else None
    norms = of_its_plans(catalogue, load_norms())
    found = check(catalogue, of_its_regions(catalogue, known), norms, above=above)
    status = FAULTS if found.counts["error"] else 0
    shown = found.select(severity=options.severity)
    if options.json:
        name = Path(options.file).name if options.file else ""
        findings = [_facts(finding) for finding in shown]
        print_json({"file": name, "targets": len(catalogue), "counts": found.counts, "findings": findings})
        return status
    _print(shown, options.lang)
    labels = _LABELS[options.lang]
    print(", ".join(f"{labels[word]} {count}" for word, count in found.counts.items()))
    return status


def _print(found: Findings, lang: str) -> None:
    arrow = "协调" if lang == "zh" else "to reconcile"
    colon = "：" if lang == "zh" else ": "
    for finding in found:
        print(f"[{_LABELS[lang][finding.severity]}] {finding.kind_label(lang)}{colon}{finding.statement(lang)}")
        for identifier, source, number in zip(
            (side.id for side in finding.sides), finding.sources, finding.numbers, strict=True
        ):
            print(f"    {identifier}  {number}  {source}")
        print(f"    {arrow}{colon}{finding.reconcile(lang)}")


def _facts(finding: Finding) -> dict[str, Any]:
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "nature": finding.nature,
        "rule": finding.rule,
        "statement": {"zh": finding.statement_zh, "en": finding.statement_en},
        "reconcile": {"zh": finding.reconcile_zh, "en": finding.reconcile_en},
        "sides": [
            {
                "id": side.id,
                "source": side.source,
                "printed": side.printed,
                "year": side.year,
                "value": side.value,
                "unit": side.unit,
                "per": side.per,
            }
            for side in finding.sides
        ],
    }
