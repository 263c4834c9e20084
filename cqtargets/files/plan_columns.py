"""What each column of a plan's table holds, from its heading and, where that leaves it open, from its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem
from cqtargets.files.header import Header
from cqtargets.files.identity import Identity
from cqtargets.files.moments import printed_moment
from cqtargets.files.plan_headings import PROGRESS, RANK, SECTION, SEQUENCE, field_of, is_task, kind_of
from cqtargets.files.printed_cells import due_in, printed_value, stages_in
from cqtargets.files.reading import ColumnRead
from cqtargets.files.table import NumberedRows, filled, letter
from cqtargets.files.year_headings import YearHeading, read_heading, tidy
from cqtargets.files.year_roles import Dated, settle

__all__ = ["VALUE_FIELDS", "Column", "PlanColumns", "columns_of", "with_unit"]

VALUE_FIELDS: Final = frozenset(
    {
        "target_text",
        "baseline_text",
        "growth_text",
        "total_text",
        "either_text",
        "change_text",
        "actual",
        "yearly",
        "former",
    }
)
"""Fields whose columns hold numbers; those of one year each may stand side by side."""
_RATES: Final = frozenset({"growth_text", "total_text", "either_text", "change_text"})
_BY_GRAMMAR: Final = frozenset({"target_text", "baseline_text"})
_FIELD_NAME: Final = re.compile(r"[a-z_]+")
_YEARLIKE: Final = re.compile(r"(?:19|20|21)\d\d年?[末底]?")
_LEVELS: Final = "一二三四"
_LEVEL: Final = re.compile(rf"[{_LEVELS}]级指标.*")
_SAMPLE: Final = 400
_SUM: Final = re.compile(r"(?:[五四三]年)?(?:合计|总计|共计|小计|总量|总数|任务总数)(?:[(][^()]*[)])?")
_DETAIL: Final = re.compile(
    r"(?:项目)?(?:建设|实施|主要)?(?:性质|规模|内容及规模|内容和规模|年限|周期|工期|起止年限|起止时间|地点|地址|阶段)|(?:项目)?(?:总|计划|估算|概算)?投资(?:额|估算)?(?:\([^()]*\))?|资金(?:来源|规模)?(?:\([^()]*\))?|联系(?:人|电话|方式)|分子|分母|统计周期|频次|报送(?:频次|周期)"
)
"""What tables of projects and of assessments say beside their targets."""
_SHORTEST_RUN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that was read: where it stands, its heading, its field, and the year and unit of its heading."""

    position: int
    heading: str
    field: str
    year: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanColumns:
    """The columns of a plan's table; `unread` those without a field, `printed` whether the table is one as printed."""

    columns: tuple[Column, ...]
    unread: tuple[Column, ...] = ()
    faults: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    printed: bool = True
    _by_field: dict[str, list[Column]] = field(default_factory=dict)

    @property
    def in_sentences(self) -> bool:
        """Whether the targets stand in the sentences that name them."""
        targets, names = self.of("target_text"), self.of("name_zh")
        return bool(targets and names) and targets[0].position == names[0].position

    def of(self, name: str) -> list[Column]:
        """The columns of a field, in the order of their years."""
        return self._by_field.get(name, [])

    @property
    def account(self) -> tuple[ColumnRead, ...]:
        """What became of each column."""
        read = [
            ColumnRead(column=letter(c.position), heading=c.heading, field=c.field, year=c.year, reason=_became(c))
            for c in self.columns
        ]
        unread = [
            ColumnRead(column=letter(c.position), heading=c.heading, reason=Reason("column_not_read"))
            for c in self.unread
        ]
        return tuple(sorted([*read, *unread], key=lambda c: (len(c.column), c.column)))


def _became(column: Column) -> str:
    year = Reason("of_the_year", year=column.year) if column.year else Reason()
    if column.field == "actual":
        return Reason("column_actual", year=year)
    if column.field == "yearly":
        return Reason("column_yearly", year=year)
    if column.field == "former":
        return Reason("column_former", year=year)
    if column.field in _RATES:
        return Reason("column_rate", year=year)
    if column.field == PROGRESS:
        return Reason("column_progress")
    if column.field == RANK:
        return Reason("column_rank")
    return Reason("read_as_field", field=column.field, year=year)


def columns_of(header: Header, body: NumberedRows, *, about: Identity | None = None) -> PlanColumns:
    """Settle the columns; `about` is what stands above the table.

    Faults are a required column that is missing, a heading that stands twice, years of which nothing says what they
    are, and a column with numbers or dates under a heading that is not understood.
    """
    row = header.last
    sample = body[:_SAMPLE]
    fields: dict[int, str] = {}
    dated: list[Dated] = []
    run = _run_of_years(header.headings.values())
    for place, heading in header.headings.items():
        cells = [cells[place] for _, cells in sample if place < len(cells)]
        name = _named(heading, cells)
        said = _over_years(heading, read_heading(heading), run)
        if name and not (name in _BY_GRAMMAR and said.understood):
            fields[place] = name
        elif said.understood:
            dated.append(Dated(position=place, heading=heading, said=said, cells=cells))
    _one_name(fields, header.headings)
    dated = [column for column in dated if fields.get(column.position) != "name_zh"]
    roles = settle(dated, row, about)
    years = {place: year for place, (_, year) in roles.fields.items()}
    fields |= {place: name for place, (name, _) in roles.fields.items()}
    found = [
        Column(position=place, heading=header.headings[place], field=name, year=years.get(place),
               unit=read_heading(header.headings[place]).unit if name in VALUE_FIELDS else "")
        for place, name in sorted(fields.items())
    ]  # fmt: skip
    found, renamed = _groups_before_names(_levels_before_names(found, body), header, body)
    in_sentences = [] if dated else _targets_in_sentences(found, sample)
    found += in_sentences
    undecided = {column.heading for column in dated if column.position not in roles.fields}
    unread = _unread(header, body, {column.position for column in found})
    faults = [
        *roles.faults, *_missing(found, row, bool(undecided), _is_due(about) or _own_years(found, sample)), *_twice(found, row),
        *(_not_understood(column, body, row) for column in unread if column.heading not in undecided and _is_open(column, body)),
    ]  # fmt: skip
    by_field: dict[str, list[Column]] = {}
    for column in sorted(found, key=lambda c: (c.year or 0, c.position)):
        by_field.setdefault(column.field, []).append(column)
    printed = not any(c.field == "name_zh" and tidy(c.heading).lower() == "name_zh" for c in found)
    unknown = [_left_out(column, row) for column in unread if column.heading and not _is_open(column, body)]
    return PlanColumns(
        columns=tuple(found), unread=tuple(unread), faults=tuple(faults),
        remarks=(*roles.remarks, *renamed, *unknown, *(_sentences(column, row) for column in in_sentences)), printed=printed, _by_field=by_field,
    )  # fmt: skip


def _is_due(about: Identity | None) -> bool:
    return about is not None and (about.period is not None or about.due is not None)


def _run_of_years(headings: Iterable[str]) -> tuple[int, int] | None:
    """The first and the last of at least three years that follow each other in headings with nothing else."""
    said = [read_heading(heading) for heading in headings]
    years = sorted({one.year for one in said if one.year and one.understood and one.roles <= {"target"}}, reverse=True)
    run = next((count for count in range(1, len(years)) if years[count] != years[count - 1] - 1), len(years))
    return (years[run - 1], years[0]) if run >= _SHORTEST_RUN else None


def _over_years(heading: str, said: YearHeading, run: tuple[int, int] | None) -> YearHeading:
    """合计 or 五年累计 beside a run of years is the sum over them."""
    if run is None or said.span is not None:
        return said
    if said.roles == {"cumulative"}:
        return replace(said, span=run)
    return YearHeading(frozenset({"cumulative"}), span=run) if _SUM.fullmatch(tidy(heading)) else said


def _named(heading: str, cells: Sequence[Any]) -> str:
    name = field_of(heading)
    if name == "kind":
        return kind_of(cells)
    if name == "per" and heading.strip() == "分母" and not any(sign.isdigit() for cell in cells for sign in str(cell)):
        return ""
    if name in ("baseline_year", "target_year") and not _FIELD_NAME.fullmatch(tidy(heading).lower()):
        held = [cell for cell in cells if filled(cell)]
        if held and not any(_is_time(cell) for cell in held) and "年" not in tidy(heading):
            return "baseline_text" if name == "baseline_year" else "target_text"
    return name


def _is_time(cell: Any) -> bool:
    text = tidy(cell)
    return (
        isinstance(cell, date) or bool(_YEARLIKE.fullmatch(text)) or printed_moment(text.removesuffix("前")) is not None
    )


def _one_name(fields: dict[int, str], headings: dict[int, str]) -> None:
    """A table whose only name column is called 一级指标 has its names there."""
    if "name_zh" not in fields.values():
        for place, name in fields.items():
            if name == SECTION and "指标" in headings[place]:
                fields[place] = "name_zh"
                return
        for place, heading in headings.items():
            if is_task(heading) and place not in fields:
                fields[place] = "name_zh"
                return


def _levels_before_names(found: list[Column], body: NumberedRows) -> list[Column]:
    """Of 二级指标 and 三级指标 the last has the names and the others groups, where each row has a name there."""
    names = [column for column in found if column.field == "name_zh"]
    if len(names) < 2 or not all(_LEVEL.fullmatch(tidy(column.heading)) for column in names):
        return found
    last = max(names, key=lambda column: _LEVELS.index(tidy(column.heading)[0]))
    if not all(last.position < len(cells) and filled(cells[last.position]) for _, cells in body):
        return found
    return [replace(c, field=SECTION) if c in names and c is not last else c for c in found]


def _groups_before_names(found: list[Column], header: Header, body: NumberedRows) -> tuple[list[Column], list[Problem]]:
    """Of two columns of names side by side the left one holds the plan's groups: under one merged 指标, or with a name in
    every row to its right and not in every row of its own.
    """
    names = [column for column in found if column.field == "name_zh"]
    if len(names) != 2 or names[1].position != names[0].position + 1:
        return found, []
    held = [sum(name.position < len(cells) and filled(cells[name.position]) for _, cells in body) for name in names]
    if names[0].heading != names[1].heading and not held[0] < held[1]:
        return found, []
    reason = Reason("groups_beside", heading=names[0].heading)
    remark = Problem(row=header.last, column=names[0].heading, reason=reason)
    return [replace(c, field=SECTION) if c is names[0] else c for c in found], [remark]


def _targets_in_sentences(found: Sequence[Column], body: NumberedRows) -> list[Column]:
    """The column of names as that of targets too, where there is no other and its cells say how much: 覆盖率达到40%以上."""
    names = [column for column in found if column.field == "name_zh"]
    if len(names) != 1 or {column.field for column in found} & {*VALUE_FIELDS, "target_low", "target_high", "form"}:
        return []
    cells = [
        str(cells[names[0].position])
        for _, cells in body
        if names[0].position < len(cells) and filled(cells[names[0].position])
    ]
    aimed = sum(any(sign.isdigit() for sign in cell) for cell in cells)
    return [replace(names[0], field="target_text")] if 2 * aimed > len(cells) else []


def _sentences(column: Column, row: int) -> Problem:
    return Problem(row=row, column=column.heading, reason=Reason("targets_in_sentences", heading=column.heading))


def _unread(header: Header, body: NumberedRows, read: set[int]) -> list[Column]:
    width = max((len(cells) for _, cells in body), default=0)
    beyond = {
        place
        for place in set(range(width)) - read
        if any(filled(cells[place]) for _, cells in body if place < len(cells))
    }
    places = sorted((beyond | set(header.headings)) - read)
    return [Column(position=place, heading=header.headings.get(place, ""), field="") for place in places]


def _holds_numbers(column: Column, body: NumberedRows) -> bool:
    return any(
        isinstance(cell, (int, float, date)) or (isinstance(cell, str) and any(sign.isdigit() for sign in cell))
        for _, cells in body
        for cell in cells[column.position : column.position + 1]
        if not isinstance(cell, bool) and filled(cell)
    )


def _is_open(column: Column, body: NumberedRows) -> bool:
    """Whether a column that is not read may hold targets: numbers under a heading that is not one of a project's."""
    return not _DETAIL.fullmatch(tidy(column.heading)) and _holds_numbers(column, body)


def _not_understood(column: Column, body: NumberedRows, row: int) -> Problem:
    if not column.heading:
        first = next(
            number for number, cells in body if column.position < len(cells) and filled(cells[column.position])
        )
        return Problem(
            row=first, column=letter(column.position),
            **told("no_heading", column=letter(column.position)),
        )  # fmt: skip
    rest = read_heading(column.heading).rest
    code = "heading_part_unknown" if rest and rest != tidy(column.heading) else "heading_unknown"
    return Problem(
        row=row, column=column.heading,
        **told(code, heading=column.heading, rest=rest),
    )  # fmt: skip


def _left_out(column: Column, row: int) -> Problem:
    reason = Reason("column_unread", heading=column.heading)
    return Problem(row=row, column=column.heading, reason=reason)


def _own_years(found: Sequence[Column], body: NumberedRows) -> bool:
    """Whether every target says its own year: 到2026年达到95."""
    places = [column.position for column in found if column.field == "target_text"]
    cells = [cells[place] for place in places for _, cells in body if place < len(cells) and filled(cells[place])]
    return bool(cells) and all(
        due_in(str(cell)) or printed_value(str(cell)).year or stages_in(str(cell)) for cell in cells
    )


def _missing(found: Sequence[Column], row: int, undecided: bool, own_years: bool) -> list[Problem]:
    present = {column.field for column in found}
    missing = []
    if "name_zh" not in present:
        missing.append(("name_zh (指标)", "name"))
    dated = any(column.field in ("target_text", "total_text", "change_text") and column.year for column in found)
    rates = present & _RATES
    if "target_year" not in present and not dated and not undecided and not own_years:
        missing.append(("target_year (目标年)", "year"))
    if not present & {"target_text", "target_low", "target_high", "form"} and not rates and not undecided:
        missing.append(("target_text (目标值)", "target"))
    return [Problem(row=row, column=name, **told(f"column_missing_{kind}")) for name, kind in missing]


def _twice(found: Sequence[Column], row: int) -> list[Problem]:
    seen: dict[tuple[str, int | None], Column] = {}
    faults = []
    for column in found:
        key = (column.field, column.year)
        first = seen.setdefault(key, column)
        if first is not column and column.field not in (SEQUENCE, SECTION, RANK, "responsible", *VALUE_FIELDS):
            faults.append(
                Problem(
                    row=row,
                    column=column.heading,
                    **told("columns_alike", first=first.heading, second=column.heading),
                )
            )
    return faults


def with_unit(value: Any, column: Column) -> Any:
    """A bare number under a heading that names a unit, with it."""
    text = str(value) if column.unit else ""
    if text.replace(".", "", 1).replace(",", "").isdigit():
        return f"{text}{column.unit}"
    return value
