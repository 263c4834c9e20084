"""What a row measures: the concept that its name stands for, with the unit and the basis that the name carries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cqtargets.concepts.concept import Concept, Match
from cqtargets.concepts.fitting import may_have
from cqtargets.concepts.register import Concepts
from cqtargets.concepts.wording import plain
from cqtargets.conventions.reasons import fault
from cqtargets.errors import Problem
from cqtargets.files.cells import Cells, per_in_name
from cqtargets.units import label, single

__all__ = ["basis_remark", "key_given", "name_remark", "named"]

_CODE: Final = re.compile(r"(?:[A-Za-z]{1,3}[-.]?)?\d+(?:[-.]\d+)*")
"""A number of a form, such as A01 or 3.2, which is no key beside a printed name."""
_OWN_UNIT: Final = ("level", "increment", "cumulative", "flow")


def named(cells: Cells, values: dict[str, Any], register: Concepts, remarks: list[Problem]) -> Match | None:
    """Fill `concept`, and the unit and basis where they are empty, from the name; None where the row names a concept.

    A name that means several concepts, or is known in another unit, gives none, with a remark; so does the key of a
    concept that is never in the unit beside it.
    """
    values["concept"] = key_given(values["concept"], values["name_zh"], register)
    if values["concept"]:
        _compare_unit(cells.row, values, register, remarks)
        return None
    name = values["name_zh"]
    found = register.match(name, unit=values["unit"], per=values["per"], region=values["region"], near=False)
    if found.concept is None:
        values["concept"] = plain(name)
        if found.reason in ("unit", "several"):
            remarks.append(_undecided(cells.row, values, found))
        return found
    values["concept"] = found.concept.key
    values["basis"] = values["basis"] or found.basis
    _take_unit(cells, values, found.concept, remarks)
    return found


def key_given(code: str, name: str, register: Concepts) -> str:
    """The concept's key that a row gives; empty where it gives none, or the number of a form beside a name."""
    if code and name not in ("", code) and register.get(code) is None and _CODE.fullmatch(code):
        return ""
    return code


def _compare_unit(row: int, values: Mapping[str, Any], register: Concepts, remarks: list[Problem]) -> None:
    """Say that a key stands beside a unit or denominator its concept never has; changes have units of their own."""
    concept = register.get(values["concept"])
    if concept is None or (values.get("form") or "level") not in _OWN_UNIT or not values["unit"]:
        return
    if not may_have(concept, values["name_zh"], values["unit"], values["per"]):
        kind, unit = f"{concept.key} ({concept.unit_label})", label(values["unit"], values["per"])
        reason, remedy = fault("key_of_other_unit", kind=kind, unit=unit)
        remarks.append(Problem(row=row, column="unit", value=values["unit"], reason=reason, remedy=remedy))


def _take_unit(cells: Cells, values: dict[str, Any], concept: Concept, remarks: list[Problem]) -> None:
    """Let a row without any unit have the concept's, where that is no multiple such as 万张."""
    if values["unit"] or values.get("form") in ("growth", "qualitative", "proportional"):
        return
    density = per_in_name(values["name_zh"], concept.unit) if values["per"] is None else values["per"]
    if concept.unit and single(concept.unit) == concept.unit and concept.per in (None, density):
        values["unit"] = concept.unit
        values["per"] = density if concept.per is not None else values["per"]
        code = "unit_taken"
    elif concept.unit:
        code = "unit_left_open"
    else:
        return
    reason, remedy = fault(code, unit=concept.unit, name=concept.name_zh)
    remarks.append(Problem(row=cells.row, column="unit", reason=reason, remedy=remedy))


def _undecided(row: int, values: Mapping[str, Any], found: Match) -> Problem:
    kinds = " / ".join(f"{concept.key} ({concept.unit_label})" for concept in found.candidates[:3])
    if found.reason == "several":
        reason, remedy = fault("name_of_several", kinds=kinds)
        return Problem(row=row, column="name_zh", value=values["name_zh"], reason=reason, remedy=remedy)
    reason, remedy = fault("name_of_other_unit", kinds=kinds, unit=label(values["unit"], values["per"]) or "—")
    return Problem(row=row, column="unit", value=values["unit"], reason=reason, remedy=remedy)


def name_remark(found: Sequence[tuple[int, Match]]) -> list[Problem]:
    """How the names of a file were matched, said once for all rows; nothing where none was."""
    taken = Counter(match.how for _, match in found if match.concept is not None)
    if not taken:
        return []
    counts = {how: taken[how] for how in ("exact", "normalised", "alias")}
    reason, remedy = fault("names_taken", known=taken.total(), count=len(found), **counts)
    return [Problem(row=found[0][0], column="concept", reason=reason, remedy=remedy)]


def basis_remark(open_rows: Sequence[tuple[int, Concept]]) -> list[Problem]:
    """The rows whose concept is counted in ways that must not be mixed and that do not say in which; once for all."""
    if not open_rows:
        return []
    kinds: dict[str, list[int]] = {}
    for row, concept in open_rows:
        for group in concept.bases:
            kinds.setdefault(" / ".join(group), []).append(row)
    told = "; ".join(f"{kind} ({', '.join(map(str, rows))})" for kind, rows in kinds.items())
    reason, remedy = fault("basis_not_said", told=told)
    return [Problem(row=open_rows[0][0], column="basis", reason=reason, remedy=remedy)]
