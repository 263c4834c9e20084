"""Empty tables to fill in (xlsx or CSV): a plan with Chinese headings, and one row a target for observed values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.vocabulary import STATES, Binding
from cqtargets.errors import OutputError
from cqtargets.files.headings import INDICATOR_HEADINGS, OBSERVATION_HEADINGS
from cqtargets.files.tables import as_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["observation_template", "plan_template"]

_FILLABLE_ROWS: Final = 2000
_PLAN_COLUMNS: Final = (
    # field, width, note on the heading
    ("name_zh", 36, "必填。指标名称；单位可写在括号里：人均预期寿命(岁)。"),
    ("unit", 10, "张、万张、人、%、岁、‰ 等；比率写 1:x。"),
    ("binding", 10, "约束性、预期性、倡导性等，或留空。"),
    ("baseline_year", 10, "四位年份，表示该年年末。"),
    ("baseline_text", 12, "基期的数值；没有就留空，不要写 0。"),
    ("target_year", 10, "必填。四位年份，表示该年年末。两个目标年写两行，或用两列：2025年目标值、2030年目标值。"),
    ("target_text", 16, "必填。照规划原文写：8、≥60%、65%以上、5—10、1:1.6、提高1岁、全覆盖、新增200家。"),
    ("region", 12, "地区全称，如 成都市。表中只写了一个地区时，留空的行取该地区。"),
    ("concept", 20, "可留空。与观测值对应的键；留空时用指标名称。"),
    ("direction", 10, "可留空。方向：up 越高越好，down 越低越好，hold 保持。"),
    ("basis", 14, "可留空。口径：编制床位、常住人口等；与观测值的口径一致才比较。"),
    ("section", 14, "可留空。规划中的类别，如 健康水平。"),
    ("responsible", 18, "可留空。责任单位。"),
    ("tolerance", 10, "可留空。目标写“左右”时的允许偏差，单位同目标。"),
    ("weight", 8, "可留空。综合评价中的权重。"),
    ("status", 10, "可留空。项目进展：已完成、在建、未启动。"),
    ("locator", 18, "可留空。出处：章节、专栏与行次。"),
    ("note", 24, "可留空。"),
)
_EXAMPLES: Final = (
    ("每千人口医疗卫生机构床位数", "张", "预期性", 2020, "6.38", 2025, "8", "重庆市", "beds_per_1000",
     None, None, None, None, None, None, None, None, "示例，可删除"),
    ("养老机构护理型床位占比", "%", "约束性", None, None, 2025, "≥60%", "重庆市", "nursing_bed_share",
     None, None, None, None, None, None, None, None, "示例，可删除"),
    ("新增普惠性养老机构", "家", None, 2020, None, 2025, "新增200家", "重庆市", None,
     None, None, None, None, None, None, None, None, "示例，可删除"),
)  # fmt: skip
_OBSERVED_COLUMNS: Final = (
    ("concept", 24, "与目标对应的键，请勿改动。"),
    ("name_zh", 36, "指标名称。"),
    ("region", 12, "地区。"),
    ("when", 10, "年份（年末）或日期 2025-06-30。"),
    ("value", 14, "填观测值；没有就留空。突破23.7 这类写法视为下限。"),
    ("unit", 10, "单位；与目标单位能换算即可。"),
    ("per", 10, "每千人口填 1000，每万人口填 10000。"),
    ("population", 18, "分母人群。"),
    ("basis", 18, "统计口径：编制床位、实有床位等；须与目标一致才比较。"),
    ("status", 10, "最终、快报或预计。"),
    ("source", 24, "数据来源。"),
)


def plan_template(form: str = "xlsx") -> bytes:
    """An empty plan: Chinese headings and three example rows; as xlsx also with notes and drop-downs.

    Parameters
    ----------
    form : {"xlsx", "csv"}
        CSV is UTF-8 with a BOM, which spreadsheet programs need to see; what they would run as a formula gets a single
        quote in front, which the readers of this library drop.

    Raises
    ------
    OutputError
        If xlsxwriter is not installed and xlsx is asked for.
    """
    if form == "csv":
        return _csv(_PLAN_COLUMNS, INDICATOR_HEADINGS, _EXAMPLES)

    def fill(workbook: Workbook, sheet: Worksheet) -> None:
        _headings(workbook, sheet, _PLAN_COLUMNS, INDICATOR_HEADINGS)
        for number, row in enumerate(_EXAMPLES, start=1):
            _cells(sheet, number, row)
        fields = [field for field, _, _ in _PLAN_COLUMNS]
        _choice(sheet, fields.index("binding"), [binding.value for binding in Binding])
        _choice(sheet, fields.index("status"), list(STATES))
        for field in ("baseline_year", "target_year"):
            _years(sheet, fields.index(field))

    return _workbook("指标", fill)


def observation_template(catalogue: Catalogue, when: int | str, form: str = "xlsx") -> bytes:
    """One row a target of `catalogue`, to fill in what was observed `when`; `form` as in `plan_template`.

    Targets of one concept, region and definition share a row.
    """
    fields = [field for field, _, _ in _OBSERVED_COLUMNS]
    rows: dict[tuple[str, str, str, str], tuple[Any, ...]] = {}
    for target in catalogue:
        if target.form == "qualitative":
            continue
        key = (target.concept, target.region, target.basis, target.unit_label)
        row = (
            target.concept, target.name_zh, target.region, when, None, target.unit, target.per, target.population,
            target.basis, None, None,
        )  # fmt: skip
        rows.setdefault(key, row)
    if form == "csv":
        return _csv(_OBSERVED_COLUMNS, OBSERVATION_HEADINGS, rows.values())

    def fill(workbook: Workbook, sheet: Worksheet) -> None:
        _headings(workbook, sheet, _OBSERVED_COLUMNS, OBSERVATION_HEADINGS)
        for number, row in enumerate(rows.values(), start=1):
            _cells(sheet, number, row)
        _choice(sheet, fields.index("status"), ["最终", "快报", "预计"])

    return _workbook("观测值", fill)


def _csv(
    columns: Sequence[tuple[str, int, str]], words: dict[str, tuple[str, ...]], rows: Iterable[Sequence[Any]]
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([words[field][0] for field, _, _ in columns])
    writer.writerows([as_text(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(title: str, fill: Callable[[Workbook, Worksheet], None]) -> bytes:
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise OutputError("an Excel file needs xlsxwriter: install cqtargets[report], or ask for a .csv file") from None
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(buffer, options) as workbook:
        sheet = workbook.add_worksheet(title)
        fill(workbook, sheet)
        sheet.freeze_panes(1, 1)
    return buffer.getvalue()


def _headings(
    workbook: Workbook,
    sheet: Worksheet,
    columns: Sequence[tuple[str, int, str]],
    words: dict[str, tuple[str, ...]],
) -> None:
    bold = workbook.add_format({"bold": True, "bg_color": "#e8edf2", "border": 1, "text_wrap": True, "valign": "top"})
    for position, (field, width, note) in enumerate(columns):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, words[field][0], bold)
        sheet.write_comment(0, position, note, {"x_scale": 2})


def _cells(sheet: Worksheet, number: int, row: Sequence[Any]) -> None:
    for position, value in enumerate(row):
        if isinstance(value, (int, float)):
            sheet.write_number(number, position, value)
        elif value:
            sheet.write_string(number, position, str(value))


def _choice(sheet: Worksheet, column: int, words: list[str]) -> None:
    sheet.data_validation(
        1, column, _FILLABLE_ROWS, column, {"validate": "list", "source": words, "ignore_blank": True}
    )


def _years(sheet: Worksheet, column: int) -> None:
    rule = {"validate": "integer", "criteria": "between", "minimum": 1900, "maximum": 2200, "ignore_blank": True}
    sheet.data_validation(1, column, _FILLABLE_ROWS, column, {**rule, "error_message": "请写四位年份，如 2025"})
