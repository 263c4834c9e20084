"""Rows of text become targets: every fault of every row is collected with its column, value and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, Final

from cqtargets.concepts import Concept, Concepts, Match, load
from cqtargets.concepts.naming import basis_remark, name_remark, named
from cqtargets.conventions.reasons import Reason, fault, told
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import DomainError, Problem
from cqtargets.files.cells import Cells, Row, RowResult, per_in_name, unit_fault
from cqtargets.files.places import place_of_the_rest
from cqtargets.targets.baseline_cell import convert_baseline, read_baseline, share_unit
from cqtargets.targets.direction import DIRECTION_WORDS, Printed, settle
from cqtargets.targets.faults import target_faults
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.target_columns import fill_target, states_its_questions
from cqtargets.targets.work_done import counted_over_plan
from cqtargets.units import single

__all__ = ["INDICATOR_COLUMNS", "read_indicators"]

INDICATOR_COLUMNS: Final = (
    "id", "concept", "plan", "locator", "name_zh", "name_en", "parent", "measure", "form", "change", "reference",
    "comparator", "unit", "per", "place_unit", "population", "region", "baseline_year", "baseline", "baseline_text",
    "period_start", "target_year", "target_low", "target_high", "target_text", "tolerance", "follows", "earlier",
    "alternative", "direction", "binding", "weight", "basis", "responsible", "section", "position", "status",
    "judgement", "certainty", "note",
)  # fmt: skip

_YEARS: Final = frozenset({"baseline_year", "period_start", "target_year"})
_WHOLE: Final = frozenset({"per", "position"})
_NUMBERS: Final = frozenset({"baseline", "target_low", "target_high", "tolerance", "weight"})
_EMPTY: Final = {column: None if column in _YEARS | _WHOLE | _NUMBERS else "" for column in INDICATOR_COLUMNS}
_CHANGE_WORDS: Final = {
    "百分点": "points", "个百分点": "points", "基期的百分比": "percent_of_baseline", "百分比": "percent_of_baseline",
    "绝对量": "absolute", "绝对数": "absolute",
}  # fmt: skip
_STATUS_WORDS: Final = {
    "完成": "已完成", "已建成": "已完成", "建成": "已完成", "done": "已完成", "建设中": "在建", "进行中": "在建", "正在实施": "在建",
    "under way": "在建", "未开工": "未启动", "未开始": "未启动", "not started": "未启动",
}  # fmt: skip


def _binding(cells: Cells) -> Binding | None:
    text = cells.text("binding")
    found = Binding.of(text) if text else None
    if text and found is None:
        cells.fault("binding", *fault("no_binding", value=text))
    return found


def read_indicators(
    rows: Iterable[Row], *, plan: str = "plan", region: str = "", concepts: Concepts | None = None
) -> RowResult[Indicator]:
    """Read rows into indicators; `plan` is the key and `region` the place for rows that name none.

    Only `name_zh`, `target_year` and a target are required. Numbers may stand in `target_low` and `target_high`, or
    the printed target in `target_text`, which `parse_target` reads. A row without a concept takes the one of
    `concepts` (the bundled register by default) that its name stands for. Defaults are stated in the remarks, what
    nothing answers in the questions.
    """
    result: RowResult[Indicator] = RowResult()
    register = load() if concepts is None else concepts
    matched: list[tuple[int, Match]] = []
    baseless: list[tuple[int, Concept]] = []
    declared: set[str] = set()
    rows = list(rows)
    place, remark = place_of_the_rest(rows, region)
    if remark is not None:
        result.remarks.append(remark)
    above = ""
    for number, row in rows:
        cells = Cells(number, row)
        declared.add(cells.text("id"))
        remarks: list[Problem] = []
        values, match, question = _indicator_values(cells, plan, register, remarks)
        values["region"] = values["region"] or place
        matched.extend([(number, match)] if match is not None else [])
        if match and match.concept and match.concept.bases and not values["basis"]:
            baseless.append((number, match.concept))
        printed_so = values["form"] == "proportional" and not cells.text("form")
        if printed_so and not values["follows"] and above:
            values["follows"] = above
            reason = Reason("follows_above", above=above)
            remarks.append(Problem(row=number, column="follows", reason=reason))
        above = values["concept"]
        if not cells.problems:
            try:
                result.values.append((number, Indicator(**values)))
            except DomainError:
                _explain(cells, values)
        result.problems.extend(cells.problems)
        if not cells.problems:
            result.remarks.extend(remarks)
            result.questions.extend([question] if question else [])
    result.remarks.extend([*name_remark(matched), *basis_remark(baseless)])
    _check_together(result, declared)
    return result


def _indicator_values(
    cells: Cells, plan: str, register: Concepts, remarks: list[Problem]
) -> tuple[dict[str, Any], Match | None, Problem | None]:
    values: dict[str, Any] = dict(_EMPTY)
    for column in INDICATOR_COLUMNS:
        if column not in cells.cells:
            continue
        if column in _YEARS:
            values[column] = cells.year(column)
        elif column in _WHOLE:
            values[column] = cells.integer(column)
        elif column in _NUMBERS:
            values[column] = cells.number(column)
        elif column != "binding":
            values[column] = cells.text(column)
    values["binding"] = _binding(cells)
    values["change"] = _CHANGE_WORDS.get(values["change"], values["change"])
    values["status"] = _STATUS_WORDS.get(values["status"].lower(), values["status"])
    if not values["name_zh"]:
        cells.fault("name_zh", *fault("name_empty"))
    if values["target_year"] is None and not any(p.column == "target_year" for p in cells.problems):
        cells.fault("target_year", *fault("target_year_empty"))
    wrong = unit_fault(values["unit"])
    if wrong:
        cells.fault("unit", wrong)
    values["direction"] = asked = DIRECTION_WORDS.get(values["direction"], values["direction"])
    start = read_baseline(cells, values)
    bare = fill_target(cells, values, start, remarks)
    if not cells.problems:
        share_unit(cells, values, start)
    if values["per"] is None:
        values["per"] = per_in_name(values["name_zh"], values["unit"])
    if not cells.problems:
        counted_over_plan(cells, values, remarks)
    match = named(cells, values, register, remarks)
    concept = match.concept if match else register.get(values["concept"])
    values["population"] = values["population"] or (match.concept.population if match and match.concept else "")
    _fill_defaults(cells, values, plan, concept, remarks)
    if not cells.problems:
        convert_baseline(cells, values, start, remarks)
    question = None
    if not cells.problems and not states_its_questions(cells):
        question = settle(cells, values, Printed(bare=bare, direction=asked), concept, remarks)
    return values, match, question


def _fill_defaults(
    cells: Cells, values: dict[str, Any], plan: str, concept: Concept | None, remarks: list[Problem]
) -> None:
    values["form"] = values["form"] or "level"
    values["certainty"] = values["certainty"] or "printed"
    values["plan"] = values["plan"] or plan
    values["measure"] = values["measure"] or (concept.measure if concept else "") or _measure_for(values)
    if not values["id"]:
        values["id"] = f"{values['plan']}.row{cells.row}"
        remarks.append(Problem(row=cells.row, column="id", reason=Reason("id_made", id=values["id"])))


def _measure_for(values: Mapping[str, Any]) -> str:
    unit = values["unit"]
    if unit in ("%", "‰"):
        return "share"
    if unit in ("1:x", "x:1"):
        return "ratio"
    if single(unit) == "元":
        return "amount"
    if unit == "岁":
        return "mean"
    return "rate" if values["per"] or unit.startswith(("1/", "/")) else "count"


def _explain(cells: Cells, values: Mapping[str, Any]) -> None:
    """Turn the faults that `Indicator` finds into problems with their column."""
    for column, wrong, remedy in target_faults(SimpleNamespace(**values)):
        cells.fault(column, wrong, remedy)


def _check_together(result: RowResult[Indicator], declared: set[str]) -> None:
    first_row: dict[str, int] = {}
    for row, indicator in result.values:
        if indicator.id in first_row:
            result.problems.append(
                Problem(
                    row=row,
                    column="id",
                    value=indicator.id,
                    **told("id_doubled", id=indicator.id, row=first_row[indicator.id]),
                )
            )
        else:
            first_row[indicator.id] = row
    for row, indicator in result.values:
        if indicator.parent and indicator.parent not in first_row and indicator.parent not in declared:
            reason = f"{indicator.parent!r} is not an id in this file."
            remedy = "Write the id of the row that this one is part of, or leave it empty."
            result.problems.append(_linked(row, "parent", indicator.parent, reason, remedy))
    _check_parts(result)
    _check_earlier(result, declared)
    result.problems.sort(key=lambda problem: problem.row)


def _check_parts(result: RowResult[Indicator]) -> None:
    """No row is a part of itself, directly or by others."""
    parents = {indicator.id: indicator.parent for _, indicator in result.values if indicator.parent}
    for row, indicator in result.values:
        seen, place = {indicator.id}, indicator.parent
        while place in parents and place not in seen:
            seen.add(place)
            place = parents[place]
        if indicator.parent and place == indicator.id:
            reason = f"{indicator.id!r} is a part of itself, directly or by others."
            remedy = "Write the id of the row that this one is part of, or leave it empty."
            result.problems.append(_linked(row, "parent", indicator.parent, reason, remedy))


def _check_earlier(result: RowResult[Indicator], declared: set[str]) -> None:
    """Each `earlier` names another row that is due no later, and no chain of them comes back to its start."""
    known = {indicator.id: indicator for _, indicator in result.values}
    for row, indicator in result.values:
        first = indicator.earlier
        if not first or (first not in known and first in declared):
            continue
        remedy = "Write the id of the row with the earlier year of the same target, or leave it empty."
        if first not in known:
            result.problems.append(_linked(row, "earlier", first, f"{first!r} is not an id in this file.", remedy))
        elif known[first].target_year > indicator.target_year:
            reason = f"{first!r} is due in {known[first].target_year}, after this row's {indicator.target_year}."
            result.problems.append(_linked(row, "earlier", first, reason, remedy))
        elif _comes_back(indicator, known):
            reason = f"{indicator.id!r} and {first!r} each name the other as the earlier one, directly or by others."
            result.problems.append(_linked(row, "earlier", first, reason, remedy))


def _comes_back(indicator: Indicator, known: Mapping[str, Indicator]) -> bool:
    seen, place = {indicator.id}, indicator.earlier
    while place in known and place not in seen:
        seen.add(place)
        place = known[place].earlier
    return place == indicator.id


def _linked(row: int, column: str, value: str, reason: str, remedy: str) -> Problem:
    return Problem(row=row, column=column, value=value, reason=reason, remedy=remedy)
