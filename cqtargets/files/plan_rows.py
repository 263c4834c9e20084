"""The rows of a plan's table as records by field: groups, parts, notes, several target years, marks and absences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, fault
from cqtargets.errors import Problem
from cqtargets.files.bracketed import bare_brackets
from cqtargets.files.cells import Row
from cqtargets.files.contradictions import contradictions
from cqtargets.files.footnotes import Notes, basis_in
from cqtargets.files.headings import bare_year
from cqtargets.files.moments import due_of
from cqtargets.files.plan_columns import VALUE_FIELDS, Column, PlanColumns, with_unit
from cqtargets.files.plan_headings import PART, PROGRESS, RANK, SECTION, SEQUENCE, SOURCE, binding_word
from cqtargets.files.printed_cells import (
    due_in,
    is_absent,
    is_plain_name,
    is_plain_value,
    kind_printed,
    kind_said,
    name_in,
    printed_name,
    printed_value,
    stages_in,
    start_in,
    unit_in,
    unit_printed,
)  # fmt: skip
from cqtargets.files.printed_rates import Given, from_brackets, from_rate, rates_in_order
from cqtargets.files.table import filled

__all__ = ["RowReader"]

_COPIED: Final = VALUE_FIELDS | {"name_zh", SEQUENCE, SOURCE, PROGRESS, RANK, PART}
_UNIT_OF_GROUP: Final = re.compile(r"[(（](?:计量)?单位[:：]?\s*(?P<unit>[^()（）]{1,8})[)）]\s*$")
_FROM: Final = frozenset("由从自")
_NARRATIVE: Final = re.compile(r"(?:19|20)\d\d年?\s*[—\-~至]\s*(?:19|20)\d\d|平均每年|年均")
_SAYS_MORE: Final = re.compile(
    r"\d|[一二三四五六七八九十两]+[年成倍]|累计|年均|每|口径|分之|翻番|不含|仅|约束性|预期性"
)
"""A number, or a word that changes what a number is."""
_SPLIT_NUMBER: Final = re.compile(r"0\d+")


@dataclass(slots=True)
class RowReader:
    """Turns rows of cells into records; collects faults and remarks on the way."""

    columns: PlanColumns
    notes: Notes
    marks: Mapping[tuple[int, int], str]
    plan: str
    period: tuple[int, int] | None = None
    due: int | None = None
    section: str = ""
    position: int = 0
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    parts: dict[int, bool] = field(default_factory=dict)
    sequence: dict[int, str] = field(default_factory=dict)
    used: set[tuple[int, int]] = field(default_factory=set)
    _group: str = ""
    _whole: str = ""
    _group_unit: str = ""
    _of_which: bool = False
    _copied: list[tuple[str, int]] = field(init=False)
    _names: list[int] = field(init=False)
    _charged: list[int] = field(init=False)
    _goals: list[Column] = field(init=False)
    _firsts: dict[str, Column] = field(init=False)
    _in_sentences: bool = field(init=False)

    def __post_init__(self) -> None:
        columns = self.columns
        self._copied = [(c.field, c.position) for c in columns.columns if c.field not in _COPIED]
        self._names = [c.position for c in reversed(columns.of("name_zh"))]
        charged = sorted(columns.of("responsible"), key=lambda c: "配合" in c.heading or "协" in c.heading)
        self._charged = [c.position for c in charged] if len(charged) > 1 else []
        self._goals = columns.of("target_text")
        self._firsts = {c.field: columns.of(c.field)[0] for c in columns.columns}
        self._in_sentences = columns.in_sentences

    def rows(self, number: int, cells: list[Any]) -> list[Row]:
        """The records of one row: one for each target year that has a target."""
        width = len(cells)
        record = {name: cells[place] if place < width else None for name, place in self._copied}
        if self._charged:
            units = [str(cells[place]).strip() for place in self._charged if place < width and filled(cells[place])]
            record["responsible"] = "；".join(dict.fromkeys(units))
        record["name_zh"] = None
        for place in self._names:
            if place < width and filled(cells[place]):
                record["name_zh"] = cells[place]
                break
        self._take_part(record, cells)
        if self.columns.printed:
            self._take_name(number, record)
            if self.notes.bases or record.get("note"):
                self._take_basis(number, record)
                self._say_note(number, record)
            self._take_group(record)
        self._take_baseline(number, record, cells)
        self._take_sequence(number, cells)
        self.position += 1
        record.setdefault("position", self.position)
        return self._targets(number, record, cells)

    def heading(self, text: str) -> None:
        """A row that names a group, and the unit of its rows where it says one."""
        self._group = text
        unit = _UNIT_OF_GROUP.search(text)
        self._group_unit = unit_printed(unit["unit"]) if unit and unit_in(unit_printed(unit["unit"])) else ""

    def _take_name(self, number: int, record: dict[str, Any]) -> None:
        if record.get("unit"):
            record["unit"] = unit_printed(str(record["unit"]))
        elif self._group_unit:
            record["unit"] = self._group_unit
        text, kind = str(record["name_zh"] or ""), kind_printed(str(record.get("binding") or ""))
        of_which = self._of_which and text[:2].isspace()
        if is_plain_name(text) and not self.marks and not self._in_sentences:
            record["name_zh"], self.parts[number], self._of_which = text, False, False
            record["binding"] = kind or (binding_word(self.notes.others) if self.notes.others else "")
            return
        found = printed_name(text)
        record["name_zh"] = name_in(found.name) if self._in_sentences else found.name
        self.parts[number] = self._of_which = found.of_which or of_which
        column = self._firsts["name_zh"]
        unit = str(record.get("unit") or "")
        if found.unit and unit in ("", found.unit):
            record["unit"] = found.unit
            if found.per and not filled(record.get("per")):
                record["per"] = found.per
        elif found.unit:
            self._fault(number, "unit", unit, *fault("unit_in_name", said=found.unit, unit=unit))
        if found.odd and not unit:
            self._remark(number, "unit", *fault("odd_unit", odd=found.odd))
        binding = kind or found.binding
        marks = [*found.marks, *filter(None, [self.marks.get((number, column.position))])]
        for mark in marks:
            said = self.notes.text(mark)
            if noted := kind_said(said):
                binding = binding or noted
                continue
            record["note"] = "；".join(filter(None, [str(record.get("note") or ""), said]))
            year = self.notes.year(mark)
            if year and not filled(record.get("baseline_year")):
                record["baseline_year"] = year
            self._remark(
                number,
                "name_zh",
                Reason("mark_says", mark=mark, said=said) if said else Reason("mark_silent", mark=mark),
            )

        record["binding"] = binding or binding_word(self.notes.others)

    def _take_part(self, record: dict[str, Any], cells: list[Any]) -> None:
        """孕产妇死亡率 and 农村 beside it are one name; a name that goes on below stands over an empty cell."""
        column = next(iter(self.columns.of(PART)), None)
        part = _cell(cells, column) if column is not None else None
        if column is None or not filled(part) or is_absent(str(part).strip()):
            return
        self._whole = record["name_zh"] or self._whole
        record["name_zh"] = f"{self._whole}（{str(part).strip()}）"

    def _take_basis(self, number: int, record: dict[str, Any]) -> None:
        basis = self.notes.basis(str(record["name_zh"] or "")) if self.notes.bases else ""
        basis = basis or (basis_in(str(record["note"])) if record.get("note") else "")
        if basis and not filled(record.get("basis")):
            record["basis"] = basis
            self._remark(number, "basis", *fault("basis_noted", basis=basis))

    def _say_note(self, number: int, record: dict[str, Any]) -> None:
        """Say that a note of the row's own holds numbers or conditions that are not read."""
        column = self._firsts.get("note")
        if column is not None and filled(record.get("note")) and _SAYS_MORE.search(str(record["note"])):
            self._remark(number, "note", *fault("note_beside", heading=column.heading))

    def _take_group(self, record: dict[str, Any]) -> None:
        column = self._firsts.get(SECTION)
        if column is not None:
            if filled(record.get(SECTION)):
                self.section = str(record[SECTION]).strip()
            record[SECTION] = self.section
        elif self._group:
            record[SECTION] = self._group

    def _take_baseline(self, number: int, record: dict[str, Any], cells: list[Any]) -> None:
        column = self._firsts.get("baseline_text")
        if column is None:
            return
        raw = _cell(cells, column)
        if not self.columns.printed and column.year is None:
            record["baseline_text"] = raw
            return
        text, year, said = self._value(number, raw, column)
        if is_absent(text) and column.year is not None:
            older = [c for c in self.columns.of("actual") if c.year and c.year < column.year]
            held = [c for c in reversed(older) if not is_absent(str(_cell(cells, c) or "").strip())]
            if held:
                self._remark(number, "baseline_text", Reason("baseline_of_older", year=column.year, other=held[0].year))
                column, raw = held[0], _cell(cells, held[0])
                text, year, said = self._value(number, raw, column)
        if is_absent(text):
            record["baseline_text"] = None
            start = column.year or (self.period[0] if self.period else None)
            if start is not None and not filled(record.get("period_start")):
                record["period_start"] = start
            if text.startswith("新"):
                record["note"] = "；".join(filter(None, [str(record.get("note") or ""), text]))
            return
        if _NARRATIVE.search(text):
            self._keep_as_note(number, record, column, text, Reason("no_single_value"))
            return
        own = year or said or bare_year(record.get("baseline_year"))
        if own is None and column.year is None and "baseline_year" not in self._firsts:
            if self.period is None:
                self._keep_as_note(number, record, column, text, Reason("year_not_printed"))
                return
            own = self.period[0]
            self._remark(number, "baseline_year", Reason("baseline_year_taken", own=own))
        record["baseline_text"] = bare_brackets(text) or with_unit(raw if text == raw else text, column)
        if own is not None and column.year is not None and own != column.year:
            self._remark(number, "baseline_text", Reason("baseline_of_other", own=own, year=column.year))
        if own is not None or column.year is not None:
            record["baseline_year"] = own if own is not None else column.year

    def _keep_as_note(self, number: int, record: dict[str, Any], column: Column, text: str, why: str) -> None:
        record["note"] = "；".join(filter(None, [str(record.get("note") or ""), f"{column.heading} {text}"]))
        self._remark(number, "baseline_text", Reason("baseline_as_note", text=text, why=why))

    def _value(self, number: int, raw: Any, column: Column) -> tuple[str, int | None, int | None]:
        """A value's text, the year printed behind it, and the year that the note of its mark gives."""
        if not self.marks and is_plain_value(raw):
            return raw, None, None
        if not isinstance(raw, str):
            text, marks, year = ("" if raw is None else str(raw)), [], None
        else:
            printed = printed_value(raw)
            text, marks, year = printed.text, list(printed.marks), printed.year
            if printed.aside:
                self._remark(number, column.field, Reason("aside_not_read", text=raw, aside=printed.aside))
            if _SPLIT_NUMBER.fullmatch(text):
                self._fault(number, column.field, text, *fault("split_number", text=text))
        raised = self.marks.get((number, column.position))
        noted = None
        for mark in [*marks, *([raised] if raised else [])]:
            said = self.notes.text(mark)
            noted = noted or self.notes.year(mark)
            self._remark(
                number,
                column.field,
                Reason("mark_says", mark=mark, said=said) if said else Reason("mark_silent", mark=mark),
            )
        return text, year, noted

    def _take_sequence(self, number: int, cells: list[Any]) -> None:
        column = self._firsts.get(SEQUENCE)
        if column is not None:
            self.sequence[number] = str(_cell(cells, column) or "").strip()

    def _targets(self, number: int, record: dict[str, Any], cells: list[Any]) -> list[Row]:
        columns = self._goals
        if len(columns) == 1 and not (self.marks or self._in_sentences):
            raw = _cell(cells, columns[0])
            if is_plain_value(raw):
                record["target_text"] = with_unit(raw, columns[0])
                self._take_year(number, record, columns[0], None)
                self._complete(number, record, cells)
                return [(number, record)]
        printed = [(column, part) for column in columns for part in self._stages(number, self._goal(cells, column))]
        found = [(column, raw, *self._value(number, raw, column)) for column, raw in printed]
        found = [entry for entry in found if not is_absent(entry[2])] or found[-1:]
        several = len(columns) > 1 or len(printed) > 1
        earlier = ""
        rows: list[Row] = []
        for column, raw, text, year, _ in found:
            row = dict(record)
            row["target_text"] = None if is_absent(text) else with_unit(raw if str(raw) == text else text, column)
            self._take_year(number, row, column, year or due_in(text))
            if several:
                base = str(record.get("id") or "") or f"{record.get('plan') or self.plan}.row{number}"
                row["id"] = f"{base}.{row.get('target_year')}"
                row["earlier"] = earlier
                earlier = row["id"]
            self._complete(number, row, cells)
            rows.append((number, row))
        if not rows:
            self._complete(number, record, cells)
            rows.append((number, record))
        return rows

    def _goal(self, cells: list[Any], column: Column) -> Any:
        raw = _cell(cells, column)
        return printed_name(str(raw)).name if self._in_sentences and filled(raw) else raw

    def _stages(self, number: int, raw: Any) -> tuple[Any, ...]:
        """The cell, or what it says of each of several years."""
        parts = stages_in(raw) if isinstance(raw, str) and self.columns.printed else ()
        if len(parts) < 2:
            return (raw,)
        self._remark(number, "target_text", Reason("stages_printed", text=raw))
        return parts

    def _take_year(self, number: int, row: dict[str, Any], column: Column, printed: int | None) -> None:
        own = self._due(number, row) if row.get("target_year") is not None else None
        if printed is not None:
            if printed != (column.year or own):
                self._remark(number, "target_year", Reason("due_printed", year=printed))
            row["target_year"] = printed
        elif column.year is not None:
            if own is not None and own != column.year:
                self._fault(number, "target_year", str(own), *fault("two_years", heading=column.heading, own=own))
            row["target_year"] = column.year
        elif not filled(row.get("target_year")) and "target_year" not in self._firsts:
            if self.period is not None:
                row["target_year"] = self.period[1]
                self._remark(number, "target_year", Reason("due_by_period", year=self.period[1]))
            elif self.due is not None:
                row["target_year"] = self.due
                self._remark(number, "target_year", Reason("due_by_title", year=self.due))

    def _due(self, number: int, row: dict[str, Any]) -> int | None:
        """The year of 目标年 or 完成时限; the month and the day that are printed there go into the note."""
        cell = row.get("target_year")
        asked = self._firsts.get("target_year")
        year, printed = due_of(cell, asked.heading if asked else None) if filled(cell) else (None, "")
        if year is not None and bare_year(cell) is None:
            row["target_year"] = year
        if printed:
            row["note"] = "；".join(filter(None, [str(row.get("note") or ""), f"时限 {printed}"]))
            self._remark(number, "target_year", Reason("due_within_year", printed=printed, year=year))
        return year

    def _complete(self, number: int, row: dict[str, Any], cells: list[Any]) -> None:
        """Take the target from the columns of rates where its own cell is empty, and read brackets and starts in it."""
        text = str(row.get("target_text") or "")
        if self.columns.printed and not _FROM.isdisjoint(text):
            self._take_start(number, row, text)
        for column in rates_in_order(self.columns, row) if not text else ():
            raw, _, _ = self._value(number, _cell(cells, column), column)
            if not is_absent(raw):
                if not filled(row.get("target_year")):
                    row["target_year"] = column.year
                self.used.add((number, column.position))
                self._give(number, row, raw, from_rate(row, column, raw, self.notes, by_year="yearly" in self._firsts))
                return
        if bare_brackets(text):
            self._give(number, row, text, from_brackets(row, text, self.notes))
        elif self.columns.printed:
            self.faults.extend(contradictions(number, row))

    def _take_start(self, number: int, row: dict[str, Any], text: str) -> None:
        """The baseline that a target names itself: 由10.2提高到12."""
        start, said = start_in(text)
        if not start:
            return
        column = self._firsts.get("baseline_text")
        headed = column.year if column else None
        year = said or bare_year(row.get("baseline_year")) or headed or (self.period[0] if self.period else None)
        printed = str(row.get("baseline_text") or "")
        if printed:
            if printed != start:
                self._remark(number, "baseline_text", Reason("start_beside", text=text, start=start, printed=printed))
        elif year is None:
            why = Reason("year_not_printed")
            row["note"] = "；".join(filter(None, [str(row.get("note") or ""), start]))
            self._remark(number, "baseline_text", Reason("baseline_as_note", text=start, why=why))
        else:
            row["baseline_text"], row["baseline_year"] = start, year
            self._remark(number, "baseline_text", Reason("start_in_target", text=text, start=start, year=year))

    def _give(self, number: int, row: dict[str, Any], text: str, given: Given) -> None:
        row |= given.fields
        if given.said:
            self._remark(number, "target_text", given.said)
        if given.wrong is not None:
            column, reason, remedy = given.wrong
            self._fault(number, column, text, reason, remedy)

    def _fault(self, number: int, column: str, value: str, reason: str, remedy: str) -> None:
        self.faults.append(Problem(row=number, column=column, value=value, reason=reason, remedy=remedy))

    def _remark(self, number: int, column: str, reason: str, remedy: str = "") -> None:
        self.remarks.append(Problem(row=number, column=column, reason=reason, remedy=remedy))


def _cell(cells: list[Any], column: Column) -> Any:
    return cells[column.position] if column.position < len(cells) else None
