"""A bureau's table of values as records, one a value: which layout, which unit, which time, which place, which cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from cqtargets.errors import DataFileError, Problem
from cqtargets.files.cells import Row, known_unit
from cqtargets.files.footnotes import Notes, read_notes
from cqtargets.files.identity import Identity, identity_in, place_in
from cqtargets.files.moments import is_part_of_a_year, printed_moment
from cqtargets.files.observed_columns import ObservedColumns, is_rate
from cqtargets.files.observed_header import ObservedHeader, find_observed_header
from cqtargets.files.plan_headings import SEQUENCE
from cqtargets.files.printed_cells import is_absent, printed_name
from cqtargets.files.reading import CellUnread, ColumnRead, Reading
from cqtargets.files.table import Table, filled, letter
from cqtargets.files.tables import no_header, overfull_rows

__all__ = ["ObservedTable", "read_observed_table"]

_WANTED: Final = "指标, 时间, 数值 and 单位"
_SOURCE: Final = re.compile(r"^(?:数据来源|资料来源|来源)\s*[:：]\s*(.+)$")
_PUBLISHED: Final = re.compile(r"^(?:更新时间|更新日期|发布时间|发布日期|公布日期|数据更新)\s*[:：]\s*(.+)$")
_LABEL: Final = re.compile(
    r"^(?:数据库|时间|地区|数据来源|资料来源|来源|注|备注|说明|单位|计量单位|更新时间|制表)\s*[:：]|^[（(]?(?:计量)?单位"
)
_SUB: Final = re.compile(r"^[#＃]\s*")
_REVISED: Final = re.compile(r"\s*(?:[（(](?:修订|修正|r|R)[)）]|(?<=\d)[rR])$")
_REVISED_NOTE: Final = "修订数"
_PRELIMINARY: Final = re.compile(r"\s*(?:[（(][pP][)）]|(?<=\d)[pP])$")
_TOTALS: Final = frozenset({"合计", "总计", "全市", "全省", "全国合计", "全区", "总 计", "合 计", "全县"})
_NOT_FINAL: Final = re.compile(r"((?:19|20)\d\d)年(?:数据|数|值)?[为是系]?(?:初步|快报|预计|初核)")
_TITLE_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?(?:[末底度]|(?!\d|[—\-~至]))")
_MEASURED: Final = re.compile(
    r"^(?:表\s*[\d.\-—]*\s*)?(?:.*?(?:各区县?|各地区|各市州?|分地区|历年|主要年份))?(?:19|20)?\d*年?末?(?P<name>[^（(\d]+)(?:[（(](?P<unit>[^）)]+)[)）])?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservedTable:
    """The values of a table as records by field, with faults, remarks and the account."""

    rows: list[Row]
    faults: list[Problem]
    remarks: list[Problem]
    reading: Reading


def read_observed_table(
    table: Table, *, layout: str | None = None, unit: str = "", year: int | None = None, place: str = ""
) -> ObservedTable:
    """Read a table of values.

    Parameters
    ----------
    layout : {"long", "years_across", "years_down"}, optional
        One value a row; years in the headings; or what is measured in the headings. Told from the headings otherwise;
        where it is given, the columns of another layout are left out.
    unit : str
        Of values that name none.
    year : int, optional
        Of a table without a time.
    place : str
        Of a table that names none.

    Raises
    ------
    DataFileError
        If no header is found, two layouts fit, or the columns cannot be told.
    """
    header = find_observed_header(table)
    if header is None:
        raise no_header(table, _WANTED)
    columns = _chosen(table, header, layout)
    if layout is not None:
        columns = replace(columns, unknown=())
    reader = _Reader(table, header, columns, unit, year, sheet_place=place)
    rows = list(reader.records())
    faults = [*table.faults, *reader.faults, *overfull_rows(table, header.last, header.last - header.first + 1)]
    reading = Reading(
        file=table.file, sheet=table.sheet, header=tuple(range(header.first, header.last + 1)), layout=columns.layout,
        columns=tuple(reader.account()), cells_unread=tuple(reader.unread),
    )  # fmt: skip
    return ObservedTable(rows=rows, faults=faults, remarks=[*table.remarks, *reader.remarks], reading=reading)


def _chosen(table: Table, header: ObservedHeader, layout: str | None) -> ObservedColumns:
    fitting = [columns for columns in header.layouts if layout in (None, columns.layout)]
    if not fitting:
        found = ", ".join(columns.layout for columns in header.layouts)
        raise _refused(
            table, header.first, f"is no table of layout {layout!r}; it reads as {found}.", "Leave layout out."
        )
    if len(fitting) > 1:
        found = " and ".join(columns.layout for columns in fitting)
        raise _refused(
            table, header.first, f"reads as two layouts: {found}.", f"Say which: layout={fitting[0].layout!r}."
        )
    columns = fitting[0]
    if not columns.values:
        raise _refused(table, header.first, "holds growth rates alone, no values.", "Give the table of the values.")
    seen: dict[Any, int] = {}
    for place, when in columns.times.items():
        if when in seen:
            raise _refused(
                table,
                header.last,
                f"has two columns of {when}: {letter(seen[when])} and {letter(place)}.",
                "Keep one of them.",
            )
        seen[when] = place
    return columns


def _refused(table: Table, row: int, reason: str, remedy: str) -> DataFileError:
    return DataFileError(table.file, [Problem(row=row, reason=reason, remedy=remedy)], unusable=True)


@dataclass(slots=True)
class _Reader:
    table: Table
    header: ObservedHeader
    columns: ObservedColumns
    unit: str
    year: int | None
    faults: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    unread: list[CellUnread] = field(default_factory=list)
    identity: Identity = field(default_factory=Identity)
    notes: Notes = field(default_factory=Notes)
    source: str = ""
    published: str = ""
    sheet_place: str = ""
    place: str = ""
    _preliminary: frozenset[int] = frozenset()
    _unit_above: str = ""
    _totals: dict[int, float] = field(default_factory=dict)
    _last: dict[str, Any] = field(default_factory=dict)

    def records(self) -> Iterator[Row]:
        """One record a value."""
        self._look_around()
        self._say_columns()
        for number, row in self.header.body:
            if self._is_aside(number, row):
                continue
            yield from self._of_row(number, row)

    def _look_around(self) -> None:
        """Read what stands above and below: place, unit, source, notes, the year of a table without a time."""
        singles = [row for _, row in self.header.body if sum(map(filled, row)) == 1]
        above = [row for _, row in self.header.above]
        self.identity = identity_in(above)
        titles = [str(cell).strip() for row in above for cell in row if filled(cell)]
        lines = [*titles, *(str(cell).strip() for row in singles for cell in row if filled(cell))]
        self.place = self.identity.region or next(filter(None, map(place_in, titles)), "") or self.sheet_place
        self.notes = read_notes(lines)
        self._preliminary = frozenset(int(year) for line in lines for year in _NOT_FINAL.findall(line))
        self.source = next((found.group(1) for line in lines if (found := _SOURCE.match(line))), "")
        self.published = next((_day(found.group(1)) for line in lines if (found := _PUBLISHED.match(line))), "")
        self.unit = self.unit or (self.identity.unit if known_unit(self.identity.unit) else "")
        if self.year is None and not self.columns.times and "when" not in self.columns.fields.values():
            told = {int(year) for line in [*titles, self.table.sheet] for year in _TITLE_YEAR.findall(line)}
            self.year = told.pop() if len(told) == 1 else None
        if self.columns.times and not {"name_zh", "concept"} & set(self.columns.fields.values()):
            self._name_in_title()

    def _name_in_title(self) -> None:
        found = _MEASURED.match(
            self.identity.title or next((str(c) for _, r in self.header.above for c in r if filled(c)), "")
        )
        if not found:
            row, remedy = self.header.first, "Add a column 指标 with its name."
            raise _refused(self.table, row, "nothing says what is measured.", remedy)
        self._last = {"name_zh": found["name"].strip()}
        self.unit = self.unit or found["unit"] or ""

    def _say_columns(self) -> None:
        row = self.header.last
        for place in self.columns.unknown:
            if any(place < len(r) and _numeric(r[place]) for _, r in self.header.body):
                heading = self.header.headings[place]
                self.faults.append(
                    Problem(
                        row=row,
                        column=heading,
                        reason=f"the heading {heading!r} is not understood, and numbers stand under it.",
                        remedy="Write what it holds, such as 2023年 or 备注, or delete the column.",
                    )
                )
        rates = [self.header.headings[place] for place in self.columns.rates]
        if rates:
            self.remarks.append(Problem(row=row, reason=f"no values of a year, not read: {', '.join(rates)}."))
        for first, last, left, right in self.table.merged:
            touched = [place for place in self.columns.values if left <= place <= right]
            if first > self.header.last and touched and (last > first or len(touched) > 1):
                self.faults.append(
                    Problem(
                        row=first,
                        column=letter(left),
                        reason=f"cells are merged over rows {first} to {last} and columns {letter(left)} to {letter(right)}: to which does the value belong?",
                        remedy="Unmerge them and write each value into its own cell.",
                    )
                )

    def _is_aside(self, number: int, row: list[Any]) -> bool:
        """A note, a label or the heading of a group: one cell, or words alone in the first."""
        texts = [(place, str(cell).strip()) for place, cell in enumerate(row) if filled(cell)]
        if (len(texts) == 1 and not _numeric(row[texts[0][0]])) or _LABEL.search(texts[0][1]):
            self.unread.append(
                CellUnread(
                    row=number,
                    column=letter(texts[0][0]),
                    value=texts[0][1],
                    reason="a note or the heading of a group.",
                )
            )
            return True
        return False

    def _of_row(self, number: int, row: list[Any]) -> Iterator[Row]:
        base: dict[str, Any] = {
            name: row[place] for place, name in self.columns.fields.items() if place < len(row) and name != SEQUENCE
        }
        sub = self._take_name(number, base)
        if sub is None:
            return
        for place in self.columns.values:
            raw = row[place] if place < len(row) else None
            if not filled(raw) or is_absent(str(raw).strip()):
                if self.columns.layout == "long":
                    yield number, {**base, "value": None}
                elif filled(raw):
                    self.unread.append(
                        CellUnread(row=number, column=letter(place), value=str(raw), reason="no value is printed.")
                    )
                continue
            record = self._record(number, place, dict(base), raw)
            self._check_part(number, place, sub, record)
            yield number, record

    def _take_name(self, number: int, base: dict[str, Any]) -> bool | None:
        """Fill name, unit and place of a row; whether it is a part of the row above; None for a row of growth."""
        text = str(base.get("name_zh") or "").strip()
        sub = bool(_SUB.match(text))
        found = printed_name(_SUB.sub("", text)) if text else None
        if text and is_rate(text) and text.startswith(("同比", "比上年", "增长", "较上年")):
            self.remarks.append(Problem(row=number, reason=f"{text!r} is no value of a year: not read."))
            return None
        if found is not None:
            base["name_zh"] = found.name
            _fill(base, "unit", found.unit)
            _fill(base, "per", found.per)
            for mark in found.marks:
                _fill(base, "note", self.notes.text(mark))
            sub = sub or found.of_which
        elif self.columns.layout == "years_across":
            base.update({key: value for key, value in self._last.items() if not filled(base.get(key))})
        if sub:
            _fill(base, "unit", self._unit_above)
        else:
            self._unit_above = str(base.get("unit") or "")
        if str(base.get("region") or "").strip() in _TOTALS:
            if not self.place:
                reason = "the total of all places, which the table does not name."
                self.unread.append(CellUnread(row=number, column="", value=str(base["region"]), reason=reason))
                return None
            base["region"] = None
        _fill(base, "region", self.place)
        _fill(base, "source", self.source)
        _fill(base, "published", self.published)
        return sub

    def _record(self, number: int, place: int, record: dict[str, Any], raw: Any) -> dict[str, Any]:
        heading = self.header.headings.get(place, "")
        if self.columns.layout == "years_across":
            record["when"] = self.columns.times[place]
            if place in self.columns.estimates:
                _fill(record, "status", "预计")
            if is_part_of_a_year(heading):
                _fill(record, "note", f"{heading}：一年的一部分")
        elif self.columns.layout == "years_down":
            found = printed_name(heading)
            record["name_zh"] = found.name
            _fill(record, "unit", self.header.units.get(place) or found.unit)
            _fill(record, "per", found.per)
        self._take_time(number, record)
        _fill(record, "unit", self.unit)
        if record.get("when") in self._preliminary:
            _fill(record, "status", "快报")
        record["value"], mark = _value(raw)
        if mark == _REVISED_NOTE:
            record["note"] = "；".join(filter(None, [str(record.get("note") or ""), mark]))
        elif mark:
            _fill(record, "status", mark)
        record |= {"file": self.table.file, "sheet": self.table.sheet, "cell": f"{letter(place)}{number}"}
        if self.columns.layout != "long":
            record["under"] = letter(place)
        return record

    def _take_time(self, number: int, record: dict[str, Any]) -> None:
        raw = record.get("when")
        if isinstance(raw, str) and filled(raw):
            when = printed_moment(raw)
            if is_part_of_a_year(raw):
                _fill(record, "note", f"{raw.strip()}：一年的一部分")
            record["when"] = raw if when is None else when
        elif isinstance(raw, datetime):
            record["when"] = raw.date()
        elif not filled(raw) and self.year is not None:
            record["when"] = self.year
        elif not filled(raw) and self.columns.layout != "long":
            self.faults.append(
                Problem(row=number, column="when", reason="nothing says which year the values are of.", remedy="Add a column 年份, or write the year into the title.")
            )  # fmt: skip

    def _check_part(self, number: int, place: int, sub: bool, record: dict[str, Any]) -> None:
        try:
            value = float(str(record["value"]).replace(",", ""))
        except ValueError:
            return
        if not sub:
            self._totals[place] = value
        elif self.columns.layout == "years_across" and value > self._totals.get(place, value):
            self.faults.append(
                Problem(
                    row=number,
                    column=letter(place),
                    value=str(record["value"]),
                    reason=f"a part of {value:g} exceeds its total of {self._totals[place]:g}.",
                    remedy="Correct one of them.",
                )
            )

    def account(self) -> Iterator[ColumnRead]:
        """What became of each column."""
        columns = self.columns
        for place, heading in sorted(self.header.headings.items()):
            when = columns.times.get(place)
            name, reason = columns.fields.get(place, ""), "read."
            if when is not None and columns.layout == "years_across":
                name, reason = "value", f"values of {when}."
            elif place in columns.names:
                name, reason = "value", f"values of {heading}."
            elif place in columns.rates:
                reason = "growth, a change or a rank: no value of a year."
            elif place in columns.targets:
                reason = "targets: read_catalogue takes them."
            elif place in columns.unknown:
                reason = "not read: its heading is not known."
            yield ColumnRead(
                column=letter(place), heading=heading, field=name, year=when if isinstance(when, int) else None, reason=reason
            )  # fmt: skip


def _fill(record: dict[str, Any], name: str, value: Any) -> None:
    if filled(value) and not filled(record.get(name)):
        record[name] = value


def _numeric(cell: Any) -> bool:
    if isinstance(cell, (int, float, date)):
        return True
    return isinstance(cell, str) and bool(re.match(r"^\s*[-+<>≥≤约]?\s*\d", cell))


def _value(raw: Any) -> tuple[Any, str]:
    """A cell without its marks, and what they say: 快报 where it is preliminary, 修订数 where it is revised."""
    if not isinstance(raw, str):
        return raw, ""
    text = re.sub(r"(?<=\d)[\u2009\u202f\u00a0 ](?=\d{3}(?!\d))", "", raw.strip())
    if _PRELIMINARY.search(text):
        return _PRELIMINARY.sub("", text), "快报"
    return _REVISED.sub("", text), _REVISED_NOTE if _REVISED.search(text) else ""


def _day(text: str) -> str:
    """A printed day as 2024-03-01; the text itself where it is none."""
    found = printed_moment(text)
    return text.strip() if found is None else str(found)
