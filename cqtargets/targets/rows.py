"""Rows of text become targets: every fault of every row is collected with its column, value and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any, Final

from cqtargets.concepts import Concept, Concepts, Match, load
from cqtargets.concepts.naming import basis_remark, name_remark, named
from cqtargets.conventions.reasons import Reason, fault
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import DomainError, Problem
from cqtargets.files.cells import Cells, Row, RowResult, per_in_name, unit_fault
from cqtargets.files.places import place_of_the_rest
from cqtargets.files.printed_cells import unit_apart
from cqtargets.targets.alike import Kinds, Read
from cqtargets.targets.baseline_cell import convert_baseline, read_baseline, share_unit
from cqtargets.targets.direction import DIRECTION_WORDS, Printed, settle
from cqtargets.targets.draft import Draft, Targets
from cqtargets.targets.each_place import counted_for_each
from cqtargets.targets.faults import target_faults
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.plausible import say_oddities
from cqtargets.targets.target_columns import fill_target, states_its_questions
from cqtargets.targets.together import faults_together
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
    rows: Iterable[Row], *, plan: str = "plan", region: str = "", concepts: Concepts | None = None, gather: bool = False
) -> RowResult[Indicator]:
    """Read rows into indicators; `plan` is the key and `region` the place for rows that name none.

    Only `name_zh`, `target_year` and a target are required. Numbers may stand in `target_low` and `target_high`, or
    the printed target in `target_text`, which `parse_target` reads. A row without a concept takes the one of
    `concepts` (the bundled register by default) that its name stands for. Defaults are stated in the remarks, what
    nothing answers in the questions. With `gather` a remark that says the same of many rows stands once, and
    `RowResult.alike` has the rows behind it.
    """
    rows = list(rows)
    register = load() if concepts is None else concepts
    place, remark = place_of_the_rest(rows, region)
    reader = _RowsReader(register, plan, place, gather)
    if remark is not None:
        reader.result.remarks.append(remark)
    for number, row in rows:
        reader.read(number, row)
    return reader.finished()


class _RowsReader:
    """Reads rows one after another, each by itself or as others of its kind were read."""

    def __init__(self, register: Concepts, plan: str, place: str, gather: bool) -> None:
        self.result: RowResult[Indicator] = RowResult()
        self._register = register
        self._plan = plan
        self._place = place
        self._gather = gather
        self._kinds = Kinds(register, INDICATOR_COLUMNS)
        self._drafts: list[Draft] = []
        self._matched: list[tuple[int, Match]] = []
        self._baseless: list[tuple[int, Concept]] = []
        self._declared: set[str] = set()
        self._above = ""

    def read(self, number: int, row: Mapping[str, Any]) -> None:
        """Read one row."""
        alike = self._kinds.find(number, row)
        if alike is None:
            self._read_alone(Cells(number, row))
            return
        draft, settled = alike.draft, alike.settled
        self._drafts.append(draft)
        self._declared.add(draft.id)
        self._above = alike.concept
        if alike.match is not None:
            self._note_match(number, alike.match, settled.common["basis"])
        for remark in settled.remarks:
            if remark.followers is None or not self._gather:
                self.result.remarks.append(remark.problem(number, alike.facts))
            else:
                remark.follow(number, alike.facts)
        if settled.question is not None:
            self.result.questions.append(settled.question.problem(number, alike.facts))

    def _read_alone(self, cells: Cells) -> None:
        self._declared.add(cells.text("id"))
        read = _indicator_values(cells, self._plan, self._register)
        values, remarks = read.values, read.remarks
        values["region"] = values["region"] or self._place
        if read.match is not None:
            self._note_match(cells.row, read.match, values["basis"])
        printed_so = values["form"] == "proportional" and not cells.text("form")
        if printed_so and not values["follows"] and self._above:
            values["follows"] = self._above
            remarks.append(Problem(row=cells.row, column="follows", reason=Reason("follows_above", above=self._above)))
        self._above = values["concept"]
        if not cells.problems:
            try:
                self._drafts.append(Draft.of(cells.row, Indicator(**values)))
            except DomainError:
                _explain(cells, values)
        self.result.problems.extend(cells.problems)
        if not cells.problems:
            self.result.remarks.extend(remarks)
            self.result.questions.extend([read.question] if read.question else [])
            self._learn(read)

    def _learn(self, read: Read) -> None:
        settled = self._kinds.learn(read)
        for remark in settled.remarks if settled is not None else ():
            if remark.followers is not None:
                self.result.alike[id(remark.first)] = remark.followers

    def _note_match(self, row: int, match: Match, basis: str) -> None:
        self._matched.append((row, match))
        if match.concept and match.concept.bases and not basis:
            self._baseless.append((row, match.concept))

    def finished(self) -> RowResult[Indicator]:
        """All that was read, with the faults that rows have beside each other."""
        result = self.result
        result.values = Targets(self._drafts)
        result.remarks.extend([*name_remark(self._matched), *basis_remark(self._baseless)])
        result.problems.extend(faults_together(self._drafts, self._declared))
        result.problems.sort(key=lambda problem: problem.row)
        return result


def _indicator_values(cells: Cells, plan: str, register: Concepts) -> Read:
    remarks: list[Problem] = []
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
    values["unit"], values["per"] = unit_apart(values["unit"], values["per"], values["name_zh"])
    wrong = unit_fault(values["unit"])
    if wrong:
        cells.fault("unit", wrong)
    values["direction"] = asked = DIRECTION_WORDS.get(values["direction"], values["direction"])
    start = read_baseline(cells, values, remarks)
    bare = fill_target(cells, values, start, remarks)
    if not cells.problems:
        share_unit(cells, values, start)
    if values["per"] is None:
        values["per"] = per_in_name(values["name_zh"], values["unit"])
    if not cells.problems:
        counted_over_plan(cells, values, remarks)
        start = counted_for_each(cells, values, start, remarks)
    sought = values["unit"], values["per"], values["region"]
    match = named(cells, values, register, remarks)
    concept = match.concept if match else register.get(values["concept"])
    values["population"] = values["population"] or (match.concept.population if match and match.concept else "")
    _fill_defaults(cells, values, plan, concept, remarks)
    if not cells.problems:
        convert_baseline(cells, values, start, remarks)
    question = None
    if not cells.problems and not states_its_questions(cells):
        question = settle(cells, values, Printed(bare=bare, direction=asked), concept, remarks)
        say_oddities(cells, values, concept, remarks)
    return Read(values=values, match=match, asked=sought, remarks=remarks, question=question)


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
