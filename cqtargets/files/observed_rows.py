"""The rows of a table of values, one record a value: its name, place, time, unit and the cell it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem
from cqtargets.files.cells import Row
from cqtargets.files.institution_kinds import name_of_kind
from cqtargets.files.moments import day_before, is_part_of_a_year, printed_moment
from cqtargets.files.observed_cells import (
    is_amount,
    marks_behind,
    numeric,
    observed_cell,
    status_in,
    timed,
    without_translation,
)
from cqtargets.files.observed_columns import KIND_OF_INSTITUTION, TOTALS, ObservedColumns, is_heading, is_place, is_rate
from cqtargets.files.observed_header import ObservedHeader
from cqtargets.files.observed_parts import Parts
from cqtargets.files.observed_setting import Setting
from cqtargets.files.plan_headings import SEQUENCE
from cqtargets.files.printed_cells import is_unreported, printed_name
from cqtargets.files.reading import CellUnread
from cqtargets.files.table import Table, filled, letter

__all__ = ["ObservedRows"]

_NUMBERS: Final = (int, float)
_LABEL: Final = re.compile(
    r"^(?:数据库|时间|地区|数据来源|资料来源|来源|注|备注|说明|单位|计量单位|更新时间|制表)\s*[:：]|^[（(]?(?:计量)?单位"
)
_MONTH_END: Final = re.compile(r"^\d{1,2}月[末底]")
_SUB: Final = re.compile(r"^[#＃]\s*")
_INDENTED: Final = re.compile(r"^[\s\u3000]+\S")
_GROWTH: Final = re.compile(r"同比|环比|比上年|较上年|增长|增速")
_DATED_NAME: Final = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:末|底)?(?P<name>\D.*)")


@dataclass(slots=True)
class ObservedRows:
    """The rows of one table while they are read; faults, remarks and unread cells as they are met."""

    table: Table
    header: ObservedHeader
    columns: ObservedColumns
    setting: Setting
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    unread: list[CellUnread] = field(default_factory=list)
    _unit_above: str = ""
    _parted: bool = False
    _above: dict[str, Any] = field(default_factory=dict)
    _filled_down: dict[str, list[int]] = field(default_factory=dict)
    _place: str = ""
    _year: int | date | None = None
    _bare: frozenset[int] = frozenset()
    _subs: dict[int, str] = field(default_factory=dict)
    _parts: Parts = field(default_factory=lambda: Parts(rows=True))

    def records(self) -> Iterator[Row]:
        """One record a value."""
        self._say_columns()
        self._place, self._year = self.setting.place, self.setting.year
        self._parts = Parts(rows=self.columns.layout == "years_across")
        self._subs = self._sub_columns()
        self._bare = frozenset(place for place in self.columns.times if self._is_bare(place))
        for number, row in self.header.body:
            if self._is_aside(number, row):
                continue
            if self._is_second_header(row):
                self.faults.append(Problem(row=number, **told("second_header")))
                break
            yield from self._of_row(number, row)
        self.faults += self._parts.faults()
        for name, rows in self._filled_down.items():
            self.remarks.append(Problem(row=rows[0], column=name, reason=Reason("filled_down", count=len(rows))))

    def _sub_columns(self) -> dict[int, str]:
        """The columns that are a part (#, 其中) of the one to their left, with the unit that they share with it."""
        found: dict[int, str] = {}
        unit = ""
        for place in sorted(self.columns.names) if self.columns.layout == "years_down" else ():
            name = self.columns.names[place].strip()
            read = printed_name(_SUB.sub("", name))
            own = self.header.units.get(place) or read.unit
            if _SUB.match(name) or read.of_which:
                found[place] = own or unit
            else:
                unit = own
        return found

    def _is_bare(self, place: int) -> bool:
        """Whether a heading says the year and nothing else, so that the numbers of a row share all but the year."""
        when, heading = self.columns.times[place], self.header.headings.get(place, "")
        said = self.columns.layout != "years_across" or place in self.columns.estimates or marks_behind(heading)[1]
        return (
            isinstance(when, int) and when not in self.setting.preliminary and not (said or is_part_of_a_year(heading))
        )

    def _say_columns(self) -> None:
        row = self.header.last
        for place in self.columns.unknown:
            if any(place < len(r) and numeric(r[place]) for _, r in self.header.body):
                heading = self.header.headings[place]
                self.faults.append(
                    Problem(
                        row=row,
                        column=heading,
                        **told("value_heading_unknown", heading=heading),
                    )
                )
        rates = [self.header.headings[place] for place in self.columns.rates]
        if rates:
            self.remarks.append(Problem(row=row, reason=Reason("rates_not_read", names=", ".join(rates))))
        for first, last, left, right in self.table.merged:
            touched = [place for place in self.columns.values if left <= place <= right]
            if first > self.header.last and touched and (last > first or len(touched) > 1):
                self.faults.append(
                    Problem(
                        row=first,
                        column=letter(left),
                        **told("merged_values", first=first, last=last, left=letter(left), right=letter(right)),
                    )
                )

    def _is_aside(self, number: int, row: list[Any]) -> bool:
        """A note, a label, the header again or the heading of a group: one cell, or words alone in the first."""
        place, *others = (index for index, cell in enumerate(row) if filled(cell))
        text = str(row[place]).strip()
        if not others and self._heads_a_group(text):
            reason = Reason("cell_heads")
        elif self._is_header_again(text, row):
            reason = Reason("line_header")
        elif (not others and not numeric(row[place])) or _LABEL.search(text):
            reason = Reason("cell_note_or_group")
        else:
            return False
        self.unread.append(CellUnread(row=number, column=letter(place), value=text, reason=reason))
        return True

    def _is_header_again(self, text: str, row: list[Any]) -> bool:
        known = self.header.headings
        if self.header.last != self.header.first or text not in known.values():
            return False
        return known == {place: str(cell).strip() for place, cell in enumerate(row) if filled(cell)}

    def _is_second_header(self, row: list[Any]) -> bool:
        """Whether a row names columns anew: words under most columns of values, or the first heading again."""
        first = next((str(cell).strip() for cell in row if filled(cell)), "")
        again = first and first == self.header.headings.get(min(self.header.headings, default=0))
        if not again and not is_heading(first):
            return False
        under = [row[place] for place in self.columns.values if place < len(row) and filled(row[place])]
        words = [cell for cell in under if isinstance(cell, str) and not any(sign.isdigit() for sign in cell)]
        unsaid = any(is_unreported(cell.strip()) for cell in words)
        return bool(again and under) or (len(under) > 1 and len(words) == len(under) and not unsaid)

    def _heads_a_group(self, text: str) -> bool:
        """A place or a year alone in its row, of which the rows below are."""
        fields = self.columns.fields.values()
        if "region" not in fields and self.columns.layout != "places_across" and is_place(text):
            self._place = text
            return True
        when = printed_moment(text)
        if "when" not in fields and not self.columns.times and isinstance(when, int):
            self._year = when
            return True
        return False

    def _fill_down(self, number: int, base: dict[str, Any]) -> None:
        """Let an empty label say what the one above says, as merged cells and printed tables mean it."""
        for place, name in self.columns.fields.items():
            if name not in ("region", "when", "name_zh") or (name == "name_zh" and not filled(base.get("region"))):
                continue
            if filled(base.get(name)):
                self._above[name] = base[name]
            elif name in self._above and (self.columns.layout != "long" or self._merged(number, place)):
                base[name] = self._above[name]
                self._filled_down.setdefault(name, []).append(number)

    def _merged(self, number: int, place: int) -> bool:
        return any(first <= number <= last and left <= place <= right for first, last, left, right in self.table.merged)

    def _of_row(self, number: int, row: list[Any]) -> Iterator[Row]:
        base: dict[str, Any] = {
            name: row[place] for place, name in self.columns.fields.items() if place < len(row) and name != SEQUENCE
        }
        self._fill_down(number, base)
        whole = "".join(str(base.get("region") or "").split()) in TOTALS
        sub = self._take_name(number, base)
        if sub is None:
            return
        same: dict[str, Any] | None = None
        placed = "region" in self.columns.fields.values()
        for place in self.columns.values:
            raw = row[place] if place < len(row) else None
            bare = type(raw) in _NUMBERS and place in self._bare
            if bare and same is not None:
                under = letter(place)
                record = {
                    **same,
                    "value": raw,
                    "when": self.columns.times[place],
                    "cell": f"{under}{number}",
                    "under": under,
                }
            elif not filled(raw) or (isinstance(raw, str) and is_unreported(raw.strip())):
                if self.columns.layout == "long":
                    yield number, {**base, "value": None}
                elif filled(raw):
                    self.unread.append(
                        CellUnread(
                            row=number, column=letter(place), value=str(raw), reason=Reason("cell_without_value")
                        )
                    )
                continue
            else:
                record = self._record(number, place, dict(base), raw)
                if bare:
                    record["alike"], same = object(), record
            self._parts.note(number, place, record, part=sub or place in self._subs)
            if placed:
                self._parts.note_place(number, place, record, whole=whole)
            yield number, record

    def _take_name(self, number: int, base: dict[str, Any]) -> bool | None:
        """Fill name, unit and place of a row; whether it is a part of the row above; None for a row of growth."""
        raw = str(base.get("name_zh") or "")
        text = without_translation(raw.strip())
        text = _MONTH_END.sub("", text) if self.setting.part else text
        indented = bool(_INDENTED.match(raw))
        sub = bool(_SUB.match(text))
        found = printed_name(_SUB.sub("", text)) if text else None
        if text and is_rate(text) and _GROWTH.match(text):
            self.remarks.append(Problem(row=number, reason=Reason("no_year_value", text=text)))
            return None
        dated = _DATED_NAME.match(found.name) if found and self.columns.layout == "places_across" else None
        if found is not None:
            base["name_zh"] = dated["name"] if dated else found.name
            _fill(base, "when", int(dated["year"]) if dated else None)
            _fill(base, "unit", found.unit)
            _fill(base, "per", found.per)
            for mark in found.marks:
                _fill(base, "note", self.setting.notes.text(mark))
            sub = sub or found.of_which
        elif self.setting.measured:
            _fill(base, "name_zh", self.setting.measured)
        if sub or indented:
            _fill(base, "unit", self._unit_above)
        elif filled(base.get("unit")) or not self._parted:
            self._unit_above = str(base.get("unit") or "")
        self._parted = self._parted or sub
        if str(base.get("region") or "").strip() in TOTALS:
            if not self._place:
                reason = Reason("cell_total_unnamed")
                self.unread.append(CellUnread(row=number, column="", value=str(base["region"]), reason=reason))
                self.remarks.append(
                    Problem(row=number, **told("whole_without_place", text=str(base["region"]).strip()))
                )
                return None
            base["region"] = None
        _fill(base, "region", self._place)
        _fill(base, "source", self.setting.source)
        _fill(base, "published", self.setting.published)
        return sub

    def _record(self, number: int, place: int, record: dict[str, Any], raw: Any) -> dict[str, Any]:
        heading, marks = marks_behind(self.header.headings.get(place, ""))
        if place in self.columns.names and self.columns.layout == "years_down":
            found = printed_name(_SUB.sub("", self.columns.names[place].strip()))
            kind = str(record.get(KIND_OF_INSTITUTION) or "")
            record["name_zh"] = name_of_kind(kind, found.name) if kind else found.name
            _fill(record, "unit", self.header.units.get(place) or found.unit or self._subs.get(place))
            _fill(record, "per", found.per)
        elif place in self.columns.names:
            region = self.columns.names[place]
            record["region"] = self._place if region in TOTALS else region
        if place in self.columns.times:
            record["when"] = self.columns.times[place]
            if place in self.columns.estimates:
                _fill(record, "status", "预计")
        for note in filter(None, map(self.setting.notes.text, marks)):
            _fill(record, "status", status_in(note))
            _fill(record, "note", note)
        if self.setting.unit and not filled(record.get("unit")):
            record["unit"] = record["unit_line"] = self.setting.unit
        if self.setting.units and not filled(record.get("unit")):
            record["units"] = self.setting.units
        self._take_time(number, heading if place in self.columns.times else "", record)
        if record.get("when") in self.setting.preliminary:
            _fill(record, "status", "快报")
        _fill(record, "status", self.setting.status)
        record["value"] = raw
        if isinstance(raw, str):
            cell = observed_cell(raw, self.setting.notes)
            record["value"] = cell.value
            _fill(record, "status", cell.status)
            if cell.notes:
                record["note"] = "；".join(filter(None, [str(record.get("note") or ""), *cell.notes]))
        record["file"], record["sheet"], record["cell"] = self.table.file, self.table.sheet, f"{letter(place)}{number}"
        if self.columns.layout != "long":
            record["under"] = letter(place)
        return record

    def _take_time(self, number: int, heading: str, record: dict[str, Any]) -> None:
        raw = record.get("when")
        if isinstance(raw, str):
            raw, status = timed(raw.strip())
            raw, marks = marks_behind(raw)
            _fill(record, "status", status)
            for note in filter(None, map(self.setting.notes.text, marks)):
                _fill(record, "status", status_in(note))
                _fill(record, "note", note)
        printed = heading or (raw if isinstance(raw, str) else "") or ("" if filled(raw) else self.setting.part)
        if is_part_of_a_year(printed):
            _fill(record, "note", f"{printed}：一年的一部分")
            if is_amount(str(record.get("name_zh") or ""), str(record.get("unit") or "")):
                _fill(record, "form", "flow")
                _fill(record, "since", day_before(printed))
        if isinstance(raw, str) and filled(raw):
            when = printed_moment(raw)
            record["when"] = raw if when is None else when
        elif isinstance(raw, datetime):
            record["when"] = raw.date()
        elif not filled(raw) and self._year is not None:
            record["when"] = self._year
        elif not filled(raw) and self.columns.layout != "long":
            self.faults.append(
                Problem(row=number, column="when", **told("years_unsaid"))
            )  # fmt: skip


def _fill(record: dict[str, Any], name: str, value: Any) -> None:
    if filled(value) and not filled(record.get(name)):
        record[name] = value
