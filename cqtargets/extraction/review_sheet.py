"""The review sheet: an Excel workbook with the doubtful statements first and what was not read on a sheet of its own."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, Final

from cqtargets.conventions.reasons import said
from cqtargets.errors import OutputError
from cqtargets.extraction.contents import Contents
from cqtargets.extraction.decisions import EDITABLE
from cqtargets.extraction.packing import packed
from cqtargets.extraction.statement import Statement
from cqtargets.files.output import write_file
from cqtargets.files.tables import refuse

__all__ = ["ACCEPT", "COMPARATORS", "HIDDEN", "KINDS_ZH", "REJECT", "SHEET", "write_sheet"]

SHEET: Final = "核对"
HIDDEN: Final = "_draft"
ACCEPT: Final = "采纳"
REJECT: Final = "不采纳"
KINDS_ZH: Final = {"target": "目标", "fact": "事实", "norm": "标准", "incentive": "激励"}
COMPARATORS: Final = ("=", ">=", ">", "<=", "<", "~", "range", "qualitative", "")
_WIDTHS: Final = {
    "编号": 6,
    "核对": 8,
    "把握": 7,
    "疑问": 28,
    "原文": 60,
    "类别": 8,
    "名称": 36,
    "概念": 24,
    "章节": 30,
}
_CHUNK: Final = 30_000
_PLACES_ZH: Final = {"qualifier": "限定", "not_read": "未读"}
_KINDS_OF_DOCUMENT: Final = {
    "plan": "规划", "action_plan": "行动方案", "communique": "统计公报", "government_report": "政府工作报告", "measures": "措施", "reply": "答复",
    "other": "其他",
}  # fmt: skip


def write_sheet(draft: Contents, path: Path) -> None:
    """Write the workbook; see `PlanDraft.write_review`."""
    try:
        import xlsxwriter
    except ModuleNotFoundError:
        raise refuse(path.name, "needs the package xlsxwriter.", "Install it: pip install cqtargets[read]") from None
    try:
        content = io.BytesIO()
        book = xlsxwriter.Workbook(
            content, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        _statements(book, draft)
        _unread(book, draft)
        _setting(book, draft)
        _hidden(book, draft)
        book.close()
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        raise OutputError(f"{path}: cannot be written: {error}") from None
    write_file(path, content.getvalue(), force=True)


def _statements(book: Any, draft: Contents) -> None:
    sheet = book.add_worksheet(SHEET)
    bold, wrap = (
        book.add_format({"bold": True, "bg_color": "#DDE7F0", "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    mark, open_ = (
        book.add_format({"bold": True, "font_color": "#B00020"}),
        book.add_format({"bg_color": "#FFF8E1", "valign": "top", "text_wrap": True}),
    )
    headings = ["编号", "核对", "把握", "疑问", "原文", *EDITABLE, "形式", "同于", "章节", "页", "规则"]
    sheet.write_row(0, 0, headings, bold)
    order = sorted(range(len(draft.statements)), key=lambda place: (draft.statements[place].confidence, place))
    for row, place in enumerate(order, start=1):
        one = draft.statements[place]
        verdict = "" if one.accepted is None else ACCEPT if one.accepted else REJECT
        cells = [place + 1, verdict, one.confidence, "；".join(said(doubt, "zh") for doubt in one.doubts), None, *(_shown(one, name) for name in EDITABLE.values()),
                 one.form, None if one.same_as is None else one.same_as + 1, one.section, one.page, one.rule]  # fmt: skip
        for column, cell in enumerate(cells):
            format_ = open_ if headings[column] in EDITABLE or headings[column] == "核对" else wrap
            if headings[column] == "原文":
                _quote(sheet, row, column, one, draft.text, mark, wrap)
            elif cell is not None:
                sheet.write(row, column, cell, format_)
            else:
                sheet.write_blank(row, column, None, format_)
    last = max(1, len(order))
    _lists(sheet, headings, last)
    for column, heading in enumerate(headings):
        sheet.set_column(column, column, _WIDTHS.get(heading, 10))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(headings) - 1)


def _shown(one: Statement, name: str) -> Any:
    value = getattr(one, name)
    return KINDS_ZH[value] if name == "kind" else value if value != "" else None


def _quote(sheet: Any, row: int, column: int, one: Statement, text: str, mark: Any, wrap: Any) -> None:
    """The quote with its numbers marked."""
    parts: list[Any] = []
    place = one.start
    for start, end in sorted(one.used):
        if start < place or end > one.end:
            continue
        if start > place:
            parts.append(text[place:start])
        parts += [mark, text[start:end]]
        place = end
    if place < one.end:
        parts.append(text[place : one.end])
    if sum(isinstance(part, str) for part in parts) < 2:
        sheet.write_string(row, column, text[one.start : one.end], wrap)
    else:
        sheet.write_rich_string(row, column, *parts, wrap)


def _lists(sheet: Any, headings: list[str], last: int) -> None:
    choices = {
        "核对": [ACCEPT, REJECT],
        "类别": list(KINDS_ZH.values()),
        "比较": [sign for sign in COMPARATORS if sign],
        "性质": ["约束性", "预期性", "倡导性"],
    }
    for heading, words in choices.items():
        column = headings.index(heading)
        sheet.data_validation(
            1,
            column,
            last,
            column,
            {"validate": "list", "source": words, "ignore_blank": True, "error_type": "warning"},
        )


def _unread(book: Any, draft: Contents) -> None:
    sheet = book.add_worksheet("未读")
    sheet.write_row(0, 0, ["文字", "去处", "原因", "上下文"], book.add_format({"bold": True, "bg_color": "#DDE7F0"}))
    row = 1
    for entry in sorted(draft.entries(), key=lambda one: (one.place != "not_read", one.start)):
        if entry.place == "statement":
            continue
        around = draft.text[max(0, entry.start - 20) : entry.end + 20].replace("\n", " ")
        sheet.write_row(row, 0, [entry.text, _PLACES_ZH[entry.place], said(entry.reason, "zh"), around])
        row += 1
    sheet.set_column(0, 1, 12)
    sheet.set_column(2, 2, 36)
    sheet.set_column(3, 3, 70)


def _setting(book: Any, draft: Contents) -> None:
    sheet = book.add_worksheet("文件")
    setting = draft.setting
    facts = {
        "kind": ("文件类型", _KINDS_OF_DOCUMENT.get(setting.kind, setting.kind)), "title": ("标题", setting.title), "issuer": ("发文机关", setting.issuer),
        "number": ("文号", setting.number), "region": ("地区", setting.region), "date": ("日期", setting.date),
        "period": ("规划期", "—".join(map(str, setting.period)) if setting.period else ""), "base_year": ("基期年", setting.base_year),
        "end_year": ("目标年", setting.end_year),
    }  # fmt: skip
    for row, (name, (label, value)) in enumerate(facts.items()):
        asks = "待答：请在读取时给出" if name in setting.open else said(setting.reasons.get(name, ""), "zh")
        sheet.write_row(row, 0, [label, "" if value is None else value, asks])
    for row, remark in enumerate(draft.remarks, start=len(facts) + 1):
        sheet.write_string(row, 0, said(remark, "zh"))
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 2, 60)


def _hidden(book: Any, draft: Contents) -> None:
    sheet = book.add_worksheet(HIDDEN)
    facts = json.dumps(packed(draft), ensure_ascii=False)
    for row, start in enumerate(range(0, len(facts), _CHUNK)):
        sheet.write_string(row, 0, facts[start : start + _CHUNK])
    sheet.very_hidden()
