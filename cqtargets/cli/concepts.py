"""`cqtargets concepts`: the register of what is measured, one concept, or what a printed name stands for."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from cqtargets.cli.common import FileFaultsError, add_common, print_json, print_table, refuse_unknown
from cqtargets.concepts import Concept, Concepts, Match, load
from cqtargets.errors import DataFileError

__all__ = ["register"]

_DIRECTIONS = {"zh": {"up": "越高越好", "down": "越低越好", "hold": "保持", "": "未定"}, "en": {"": "open"}}
_HOW = {
    "zh": {"exact": "名称相同", "normalised": "写法不同", "alias": "另一种名称", "near": "只是相近，未采用", "": "无"},
    "en": {"exact": "exact", "normalised": "normalised", "alias": "alias", "near": "near, not taken", "": "none"},
}
_REASONS = {
    "zh": {"unit": "名称相同的概念单位或分母不同", "several": "名称对应多个概念，请写明单位", "near": "只有相近的名称", "unknown": "没有相近的概念"},
    "en": {
        "unit": "the name is known with another unit or denominator",
        "several": "the name means several concepts: give --unit",
        "near": "only names that look alike",
        "unknown": "nothing is like it",
    },
}  # fmt: skip


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "concepts",
        description="List the concepts, show one by its key, or say which one a printed name stands for.",
        epilog="example: cqtargets concepts 每千常住人口执业（助理）医师数 --unit 人",
    )
    command.add_argument("name", nargs="?", metavar="NAME", help="a key or a printed name; none: list the concepts")
    command.add_argument("--unit", help="the unit printed beside the name")
    command.add_argument("--per", type=int, help="1000 for 每千人口")
    command.add_argument("--region", help="a place whose name may stand in front")
    command.add_argument("--topic", help="for the list, e.g. elder_care")
    command.add_argument("--register", metavar="FILE", help="your own concepts (CSV), beside the bundled ones")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the list, one concept, or what a name means."""
    try:
        concepts = load(options.register)
    except DataFileError as error:
        raise FileFaultsError(error) from None
    if options.name is None:
        _print_list(concepts, options)
        return 0
    found = _found(concepts, options)
    if options.json:
        print_json(dataclasses.asdict(found))
        return 0
    if found.concept is None:
        _print_candidates(found, options.lang)
    else:
        _print_concept(found.concept, found, options.lang)
    return 0


def _found(concepts: Concepts, options: argparse.Namespace) -> Match:
    """The concept of a key, or what a printed name stands for."""
    known = concepts.get(options.name)
    if known is not None and options.unit is None and options.per is None:
        return Match(name=options.name, concept=known, how="exact", candidates=(known,))
    return concepts.match(options.name, unit=options.unit, per=options.per, region=options.region)


def _print_list(concepts: Concepts, options: argparse.Namespace) -> None:
    refuse_unknown("topic", options.topic, [concept.topic for concept in concepts])
    chosen = [concept for concept in concepts if options.topic in (None, concept.topic)]
    if options.json:
        print_json([dataclasses.asdict(concept) for concept in chosen])
        return
    headings = ("概念", "名称", "单位", "方向") if options.lang == "zh" else ("concept", "name", "unit", "direction")
    print_table(headings, [_row(concept, options.lang) for concept in chosen])
    print(f"{len(chosen)} " + ("个概念" if options.lang == "zh" else "concepts"))


def _row(concept: Concept, lang: str) -> tuple[str, str, str, str]:
    return concept.key, concept.name(lang), concept.unit_label, _direction(concept, lang)


def _direction(concept: Concept, lang: str) -> str:
    return _DIRECTIONS[lang].get(concept.direction, concept.direction)


def _print_concept(concept: Concept, found: Match, lang: str) -> None:
    zh = lang == "zh"
    print(f"{concept.name(lang)}  [{concept.key}]")
    lines = [
        ("匹配" if zh else "match", _HOW[lang][found.how]),
        ("单位" if zh else "unit", concept.unit_label),
        ("方向" if zh else "direction", _direction(concept, lang)),
        ("口径" if zh else "basis", found.basis),
        ("不可混用的口径" if zh else "bases not to mix", "; ".join(" / ".join(group) for group in concept.bases)),
        ("其他名称" if zh else "other names", "; ".join(concept.aliases)),
        ("说明" if zh else "note", concept.note),
        ("来源" if zh else "source", concept.source),
    ]
    print_table(("", ""), [line for line in lines if line[1]])


def _print_candidates(found: Match, lang: str) -> None:
    print(f"{found.name}: {_REASONS[lang][found.reason]}")
    if found.candidates:
        print_table(("", "", "", ""), [_row(concept, lang) for concept in found.candidates])
