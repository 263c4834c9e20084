"""A plan's table becomes targets: printed rows, their parts, their target years, and the place the table speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cqtargets.concepts import Concepts
from cqtargets.concepts.wording import plain
from cqtargets.conventions.expressions import expression
from cqtargets.conventions.reasons import fault
from cqtargets.errors import Problem
from cqtargets.files.cells import RowResult, per_in_name
from cqtargets.files.plan_layout import PlanTable, read_plan_table
from cqtargets.files.reading import grouped
from cqtargets.files.table import Table
from cqtargets.files.table_unit import counts_otherwise
from cqtargets.files.turned_table import located
from cqtargets.targets.draft import Draft, Targets
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.rows import read_indicators
from cqtargets.targets.yearly_tasks import tasks_of_years

__all__ = ["read_plan"]

_GROUPS: Final = {
    "id": "ids_made",
    "follows": "follows_above_each",
}


_AGED: Final = (
    r"(?:\d{1,2}\s*[—–\-~～至到]?\s*\d{0,2}\s*周?岁(?:及?以上|及?以下|以内)?(?:的)?)?(?:常住|户籍|高龄|失能|低收入|困难|农村|城镇|城市|在校)*"
    r"(?:老年人口?|老人|高龄老人|儿童|妇女|育龄妇女|孕产妇|居民|人口|青少年|中小学生|学生|残疾人|男性?|女性?|职工|成人|婴幼儿|新生儿|人群|患者)(?:人数|数量?|总数)?"
)
_PEOPLE: Final = expression(_AGED)
_PART_ALONE: Final = expression(
    rf"{_AGED}|(?:城市|农村|城镇|乡村|城区|市区|公立|公办|民办|社会办|民营|省级|市级|县级|乡级|村级|中心城区|主城区|男|女|其他)(?:地区|居民)?"
)
"""A part that says whose and not what: 65岁以上老年人, 农村."""


def read_plan(table: Table, *, plan: str, region: str = "", concepts: Concepts | None = None) -> RowResult[Indicator]:
    """The targets of a table with all faults and grouped remarks, without raising for faults in rows.

    `region` is the place of rows that name none, `concepts` the register by which names are known (the bundled one).

    Raises
    ------
    DataFileError
        If the table has no header, or its columns cannot be told.
    """
    read = read_plan_table(table, plan=plan, place=region)
    said = [*tasks_of_years(read.rows, read.identity), *_parts_of_wholes(read)]
    result = read_indicators(
        read.rows, plan=plan, region=region or read.identity.region, concepts=concepts, gather=True
    )
    result.problems[:] = sorted(dict.fromkeys([*result.problems, *read.faults]), key=lambda problem: problem.row)
    places = [remark for remark in result.remarks if remark.column == "region"]
    others = [remark for remark in result.remarks if remark.column != "region"]
    result.remarks[:] = grouped([*places, *read.remarks, *said, *others], _GROUPS, result.alike)
    result.alike.clear()
    result.reading, result.identity = read.reading, read.identity
    if isinstance(result.values, Targets):
        _attach_parents(result.values.drafts, read)
    if read.turned:
        fields = [column.field for column in read.reading.columns]
        result.problems[:] = [located(one, read.turned, fields) for one in result.problems]
        result.questions[:] = [located(one, read.turned, fields) for one in result.questions]
    return result


def _parts_of_wholes(read: PlanTable) -> list[Problem]:
    """Let 其中 rows without a unit count in that of their whole, and for as many people (公立医院床位数 under 每千人口床位数), and
    measure the same where their names say only whose they are.
    """
    remarks: list[Problem] = []
    if not any(read.parts.values()):
        return remarks
    whole: tuple[str, int | None] = ("", None)
    whole_name, behind_part = "", False
    for position, (number, record) in enumerate(read.rows):
        name, unit = str(record.get("name_zh") or ""), str(record.get("unit") or "").strip()
        if not read.parts.get(number):
            given = record.get("per")
            per = given if isinstance(given, int) else per_in_name(name, unit)
            if behind_part and whole[1] and per is None and unit == whole[0]:
                reason, remedy = fault("behind_part", whole=whole_name)
                remarks.append(Problem(row=number, column="per", value=name, reason=reason, remedy=remedy))
            whole, whole_name, behind_part = (unit, per), name, False
            continue
        behind_part = True
        told = dict(record)
        if _PART_ALONE.fullmatch(name) and whole_name and not _PEOPLE.fullmatch(whole_name):
            told["concept"] = record.get("concept") or plain(f"{whole_name}({name})")
            reason, remedy = fault("part_named")
            remarks.append(Problem(row=number, column="concept", value=name, reason=reason, remedy=remedy))
        if not unit and whole[0] and not counts_otherwise(record, whole[0]):
            told["unit"] = unit = whole[0]
            reason, remedy = fault("part_in_unit", name=name, unit=unit)
            remarks.append(Problem(row=number, column="unit", value=name, reason=reason, remedy=remedy))
        if whole[1] and unit == whole[0] and not str(record.get("per") or "") and per_in_name(name, unit) is None:
            told["per"] = whole[1]
            reason, remedy = fault("part_of_density", name=name, per=whole[1])
            remarks.append(Problem(row=number, column="per", value=name, reason=reason, remedy=remedy))
        read.rows[position] = (number, told)
    return remarks


def _attach_parents(drafts: Iterable[Draft], read: PlanTable) -> None:
    """其中 rows, and rows without a running number under one with, are parts of the last row that is neither."""
    whole: list[Draft] = []
    row_of_whole = 0
    for draft in drafts:
        if not read.parts.get(draft.row):
            if draft.row != row_of_whole:
                whole, row_of_whole = [], draft.row
            whole.append(draft)
        elif whole and not draft.parent:
            draft.parent = _whole_of(draft, whole).id


def _whole_of(draft: Draft, whole: list[Draft]) -> Draft:
    """The target that a part belongs to: of its year, and of its column where places or groups stand side by side."""
    alike = [other for other in whole if other.target_year == draft.target_year] or whole
    column = draft.id.rpartition(".")[2]
    return next((other for other in alike if other.id.rpartition(".")[2] == column), alike[0])
