"""The first sheet of a workbook: what the report is, which sheets there are, and what their colours mean."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.conventions.names import clean
from cqtargets.report.content import Report
from cqtargets.report.measure import lines
from cqtargets.report.workbook.styles import LINE_HEIGHT, Styles

__all__ = ["write_contents"]

_WORDS: Final = {
    "zh": {
        "sheets": "工作表", "what": "内容", "colours": "颜色与标记",
        "input": ("输入", "可以改动；有下拉箭头的从列表中选。改动后各计算表随之重算。"),
        "formula": ("公式", "由输入算出，不要直接改写。"),
        "good": ("好的结果", "已达到、完成、快于预期等。"),
        "open": ("未定的结果", "不能确定、基本完成等，需要人来判断。"),
        "bad": ("差的结果", "未达到、未完成、滞后，以及“核对”不符的行。"),
        "hidden": ("折叠的列", "计算步骤、少用的输入和“本库”对照值折叠在表头上方的“+”里，点开即见；公式列都有名称，见名称管理器。"),
        "filter": ("筛选", "各表表头有筛选箭头；打印为 A4 横向，每页重复表头。"),
    },
    "en": {
        "sheets": "Sheet", "what": "What it holds", "colours": "Colours and marks",
        "input": ("Input", "May be changed; where there is an arrow, choose from the list. The calculations follow."),
        "formula": ("Formula", "Computed from the inputs; do not overwrite."),
        "good": ("Good result", "Met, exceeded, ahead of schedule and the like."),
        "open": ("Open result", "Undetermined, nearly met: somebody has to judge."),
        "bad": ("Bad result", "Not met, missed, behind; and rows whose check fails."),
        "hidden": ("Folded columns", "Steps, rare inputs and the library's own values are folded under the + above the heads;"
                   " columns of formulas have names, see the name manager."),
        "filter": ("Filters", "Every table has filter arrows in its head; sheets print on A4, heads repeated."),
    },
}  # fmt: skip

_ON_A_PAGE: Final = 50
"""Sheets whose list stands on one page."""


def write_contents(sheet: Any, report: Report, styles: Styles, sheets: list[tuple[str, str]]) -> None:
    """Fill the first sheet; `sheets` are the others in their order with what each holds."""
    words = _WORDS[report.lang]
    sheet.set_column(0, 0, 46)  # the longest name of a sheet
    sheet.set_column(1, 1, 70)
    said = [clean(text) for text in (report.title, report.lead, report.issuer, report.dated, report.made) if text]
    for row, text in enumerate(said):
        sheet.write_string(row, 0, text, styles.title if row == 0 else styles.plain)
    head = len(said) + 1
    for column, key in enumerate(("sheets", "what")):
        sheet.write_string(head, column, words[key], styles.head)
    for row, (name, caption) in enumerate(sheets, start=head + 1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", styles.link, string=name)
        sheet.write_string(row, 1, clean(caption), styles.text)
        sheet.set_row(row, LINE_HEIGHT * max(lines(caption, 34), lines(name, 22)))
    _write_colours(sheet, words, styles, head + len(sheets) + 2, computed=bool(report.ledgers))
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1 if len(sheets) <= _ON_A_PAGE else 0)
    sheet.set_footer("&C&P / &N")


def _write_colours(sheet: Any, words: dict[str, Any], styles: Styles, head: int, *, computed: bool) -> None:
    sheet.write_string(head, 0, words["colours"], styles.head)
    sheet.write_blank(head, 1, None, styles.head)
    looks: list[tuple[str, Any]] = [*styles.tone.items(), ("filter", styles.text)]
    if computed:
        looks = [("input", styles.cell("input")), ("formula", styles.cell("formula")), ("hidden", styles.text), *looks]
    for row, (key, look) in enumerate(looks, start=head + 1):
        name, meaning = words[key]
        sheet.write_string(row, 0, name, look)
        sheet.write_string(row, 1, meaning, styles.text)
        sheet.set_row(row, LINE_HEIGHT * lines(meaning, 34))
