"""Rows of text become concepts: every fault of every row with its column, value and remedy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from cqtargets.concepts.concept import Concept
from cqtargets.concepts.wording import folded
from cqtargets.conventions.reasons import fault, told
from cqtargets.conventions.vocabulary import DIRECTIONS, MEASURES, OBSERVED_FORMS
from cqtargets.errors import DataFileError, Problem, UnitError
from cqtargets.units import parse_unit

__all__ = ["CONCEPT_COLUMNS", "read_concept_rows"]

CONCEPT_COLUMNS: Final = (
    "key", "name_zh", "name_en", "aliases", "measure", "form", "unit", "per", "population", "direction", "low", "high", "topic",
    "bases", "note", "source",
)  # fmt: skip


def read_concept_rows(file: str, lines: Sequence[Sequence[str]], *, checked: bool = False) -> list[Concept]:
    """Read the lines of a register, its header first; `checked` ones were looked through before they were published.

    Raises
    ------
    DataFileError
        With every fault at once.
    """
    header = [cell.strip() for cell in lines[0]] if lines else []
    missing = [column for column in ("key", "name_zh") if column not in header]
    if missing:
        reasons = [Problem(row=1, column=column, **told("column_of_register", column=column)) for column in missing]
        raise DataFileError(file, reasons, unusable=True)
    problems: list[Problem] = []
    concepts: list[tuple[int, Concept]] = []
    if checked:
        return [_concept(dict(zip(header, line, strict=False))) for line in lines[1:] if line]
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        row = {column: cell.strip() for column, cell in zip(header, line, strict=False)}
        faults = [
            Problem(row=number, column=column, value=row.get(column, ""), reason=reason, remedy=remedy)
            for column, (reason, remedy) in _faults(row)
        ]
        problems.extend(faults)
        if not faults:
            concepts.append((number, _concept(row)))
    problems.extend(_clashes(concepts))
    if problems:
        raise DataFileError(file, sorted(problems, key=lambda problem: problem.row))
    return [concept for _, concept in concepts]


def _faults(row: dict[str, str]) -> list[tuple[str, tuple[str, str]]]:
    found: list[tuple[str, tuple[str, str]]] = [
        (column, fault("concept_empty", column=column)) for column in ("key", "name_zh") if not row.get(column)
    ]
    measure, direction = row.get("measure", ""), row.get("direction", "")
    if measure and measure not in MEASURES:
        found.append(("measure", fault("no_measure", text=measure, known=", ".join(MEASURES))))
    if direction and direction not in DIRECTIONS:
        found.append(("direction", fault("no_direction", value=direction)))
    if row.get("form", "") not in OBSERVED_FORMS:
        found.append(("form", fault("no_observed_form", value=row["form"])))
    try:
        parse_unit(row.get("unit", ""))
    except UnitError as error:
        found.append(("unit", (error.reason, "")))
    if row.get("per") and not row["per"].isdecimal():
        found.append(("per", fault("per_not_whole", value=row["per"])))
    for column in ("low", "high"):
        try:
            if not math.isfinite(float(row.get(column) or 0)):
                raise ValueError
        except ValueError:
            found.append((column, fault("bound_no_number", value=row[column])))
    return found


def _concept(row: dict[str, str]) -> Concept:
    def number(column: str) -> float | None:
        return float(row[column]) if row.get(column) else None

    return Concept(
        key=row["key"],
        name_zh=row["name_zh"],
        name_en=row.get("name_en", ""),
        aliases=_listed(row.get("aliases", "")),
        measure=row.get("measure") or "count",
        form=row.get("form", ""),
        unit=row.get("unit", ""),
        per=int(row["per"]) if row.get("per") else None,
        population=row.get("population", ""),
        direction=row.get("direction", ""),
        low=number("low"),
        high=number("high"),
        topic=row.get("topic", ""),
        bases=tuple(tuple(group.split("/")) for group in _listed(row.get("bases", ""))),
        note=row.get("note", ""),
        source=row.get("source", ""),
    )


def _listed(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    return tuple(filter(None, map(str.strip, text.replace("；", ";").split(";"))))


def _clashes(concepts: list[tuple[int, Concept]]) -> list[Problem]:
    """Keys that stand twice, and names of two keys that no unit and no denominator tells apart."""
    problems: list[Problem] = []
    keys: dict[str, int] = {}
    names: dict[tuple[str, str, bool], tuple[int, str]] = {}
    for row, concept in concepts:
        if concept.key in keys:
            faults = told("key_twice", key=concept.key, row=keys[concept.key])
            problems.append(Problem(row=row, column="key", value=concept.key, **faults))
        keys.setdefault(concept.key, row)
        base = parse_unit(concept.unit).base
        for name in (concept.name_zh, *concept.aliases):
            earlier = names.setdefault((folded(name), base, concept.per is not None), (row, concept.key))
            if earlier[1] != concept.key:
                faults = told("alias_twice", name=name, key=earlier[1], row=earlier[0])
                problems.append(Problem(row=row, column="aliases", value=name, **faults))
    return problems
