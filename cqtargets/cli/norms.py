"""`cqtargets norms`: the planning norms, what one asks of a size, and which districts meet it."""

from __future__ import annotations

import argparse
import dataclasses
import math
from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd

from cqtargets.cli.common import CommandError, add_common, print_json, print_table, refuse_unknown
from cqtargets.cli.words import headings, norm_word, told
from cqtargets.conventions.reasons import Reason, said
from cqtargets.io.bundled import load_norms
from cqtargets.norms.compliance import compare_steps, compliance
from cqtargets.norms.norm import Norm

__all__ = ["register"]


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "norms",
        description="List the planning norms, show the steps of one with their end points, or say what it asks of "
        "sizes and which districts meet it.",
        epilog="example: cqtargets norms med14.infectious_beds 城口县=197497 黔江区=487281 --actual 黔江区=45",
    )
    command.add_argument("key", nargs="?", metavar="KEY", help="a norm; none: list them")
    command.add_argument(
        "sizes", nargs="*", metavar="[REGION=]SIZE", help="size in the norm's unit; LOW:HIGH is an interval"
    )
    command.add_argument(
        "--actual", action="append", default=[], metavar="REGION=VALUE", help="what a region has; may be repeated"
    )
    command.add_argument("--plan", help="key of a document, for the list")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the list, the steps of one norm, or its requirements."""
    norms = load_norms()
    if options.key is None:
        refuse_unknown("plan", options.plan, [norm.plan for norm in norms.values()])
        _print_list([norm for norm in norms.values() if options.plan in (None, norm.plan)], options)
        return 0
    norm = norms[options.key]
    if not options.sizes:
        if options.actual:
            raise CommandError(Reason("actual_without_size"))
        _print_steps(norm, options)
        return 0
    table = compliance(norm, _sizes(options.sizes), _actual(options.actual), lang=options.lang)
    if options.json:
        print_json({"norm": norm.key, "unit": norm.unit, "size_unit": norm.size_unit, "regions": table})
        return 0
    _heading(norm, options)
    _print_table(table, options.lang)
    return 0


def _print_list(norms: list[Norm], options: argparse.Namespace) -> None:
    if options.json:
        print_json([dataclasses.asdict(norm) for norm in norms])
        return
    lang = options.lang
    rows = [
        (
            norm.key,
            _name(norm, options),
            norm_word(lang, norm.kind),
            norm_word(lang, norm.size_of),
            "; ".join(_texts(norm)),
        )
        for norm in norms
    ]
    print_table(headings(options.lang, ("key", "name", "kind", "by", "printed")), rows)
    print(told(options.lang, "{count} norms", count=len(rows)))


def _print_steps(norm: Norm, options: argparse.Namespace) -> None:
    if options.json:
        print_json(dataclasses.asdict(norm))
        return
    _heading(norm, options)
    rows = [
        (row["span"], _figure(row["low"]), _figure(row["high"]), row["text"])
        for row in compare_steps(norm).to_dict("records")
    ]
    print_table(
        (
            f"{norm_word(options.lang, norm.size_of)} ({norm.size_unit})",
            *headings(options.lang, ("low", "high", "printed")),
        ),
        rows,
    )
    if norm.note:
        print(norm.note)


def _heading(norm: Norm, options: argparse.Namespace) -> None:
    print(f"{_name(norm, options)}  [{norm.key}]")
    print(
        "  ".join(
            text
            for text in (norm.plan, norm.locator, norm_word(options.lang, norm.kind), norm.unit, norm.basis)
            if text
        )
    )


def _print_table(table: pd.DataFrame, lang: str) -> None:
    shown = [
        name for name in table.columns if name in ("region", "compliant", "reason") or bool(table[name].notna().any())
    ]
    rows = [[_cell(value, lang) for value in row] for row in table[shown].to_numpy(dtype=object)]
    print_table(headings(lang, shown), rows)


def _cell(value: Any, lang: str) -> str:
    if value is None or value is True or value is False:
        return "" if value is None else told(lang, "yes" if value else "no")
    return _figure(value) if isinstance(value, float) else said(value, lang)


def _figure(value: float) -> str:
    return "" if math.isnan(value) else f"{value:,.10g}"


def _name(norm: Norm, options: argparse.Namespace) -> str:
    return norm.name_en if options.lang == "en" else norm.name_zh


def _texts(norm: Norm) -> Iterable[str]:
    return dict.fromkeys(step.text for step in norm.steps)


def _sizes(texts: Iterable[str]) -> dict[Hashable, Any]:
    sizes: dict[Hashable, Any] = {}
    for text in texts:
        region, _, number = text.rpartition("=")
        ends = [_parsed(end, text, "[REGION=]SIZE or [REGION=]LOW:HIGH") for end in number.split(":")]
        _add(sizes, region or number, ends[0] if len(ends) == 1 else tuple(ends))
    return sizes


def _actual(texts: Iterable[str]) -> dict[Hashable, float | None]:
    values: dict[Hashable, float | None] = {}
    for text in texts:
        region, _, number = text.rpartition("=")
        _add(values, region, _parsed(number, text, "REGION=VALUE"))
    return values


def _add(found: dict[Hashable, Any], region: str, value: Any) -> None:
    if region in found:
        raise CommandError(Reason("region_twice", region=region))
    found[region] = value


def _parsed(number: str, text: str, form: str) -> float:
    try:
        return float(number)
    except ValueError:
        raise CommandError(Reason("not_of_form", text=text, form=form)) from None
