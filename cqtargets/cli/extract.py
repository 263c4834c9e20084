"""`cqtargets extract`: the targets, facts, norms and incentives of a plan's document, and its review sheet."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

from cqtargets.cli.common import CommandError, add_common, print_json, print_table
from cqtargets.conventions.reasons import Reason, said
from cqtargets.conventions.unit_words import printed_amount
from cqtargets.extraction.plan import read_plan
from cqtargets.extraction.review_sheet import KINDS_ZH
from cqtargets.extraction.titles import KINDS

__all__ = ["register"]

_HEADINGS: Final = {
    "zh": ("类别", "名称", "数值", "年份", "把握", "疑问"),
    "en": ("kind", "name", "value", "year", "sure", "doubts"),
}
_SETTING: Final = {
    "zh": {"kind": "文件类型", "region": "地区", "period": "规划期", "base_year": "基期年", "end_year": "目标年", "number": "文号", "date": "日期"},
    "en": {"kind": "kind", "region": "region", "period": "period", "base_year": "base year", "end_year": "due year", "number": "number", "date": "date"},
}  # fmt: skip
_PLACES: Final = {
    "zh": {"statement": "入条目", "qualifier": "限定", "not_read": "未读"},
    "en": {"statement": "statement", "qualifier": "qualifier", "not_read": "not read"},
}
_ACCOUNT: Final = {"zh": ("文字", "去处", "原因"), "en": ("text", "place", "reason")}
_ASKS: Final = {
    "zh": {"region": "未写明地区，请用 --region", "base_year": "未写明基期年，请用 --period", "end_year": "未写明目标年，请用 --year"},
    "en": {"region": "no place is named: give --region", "base_year": "no base year is named: give --period", "end_year": "no due year is named: give --year"},
}  # fmt: skip


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser(
        "extract",
        description="Read a plan's document (docx, PDF with a text layer, HTML, text): every target, fact, norm and incentive "
        "with its place, every numeral accounted for. --review writes the sheet in which a person accepts or corrects.",
        epilog="example: cqtargets extract 规划.docx --review 核对.xlsx",
    )
    command.add_argument("document", metavar="DOCUMENT", help="docx, PDF, HTML, txt or md")
    command.add_argument(
        "--review", metavar="FILE", help="write the review sheet; the decisions in an earlier one are kept"
    )
    command.add_argument("--kind", choices=KINDS, help="what the document is")
    command.add_argument("--region", help="the place it speaks of")
    command.add_argument("--year", type=int, help="the year of targets that name none")
    command.add_argument("--period", metavar="FIRST-LAST", help="years of the plan, e.g. 2021-2025")
    command.add_argument("--topic", action="append", metavar="TOPIC",
                         help="a topic of the register, may be repeated; all: whatever the document holds (default: every topic of the register)")  # fmt: skip
    command.add_argument("--account", action="store_true", help="print where every numeral went")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Read the document, print the draft or its account, write the review sheet."""
    review = Path(options.review) if options.review else None
    draft = read_plan(
        options.document, kind=options.kind, region=options.region, year=options.year, period=_period(options.period),
        topic=_topic(options.topic), review=review if review is not None and review.exists() else None,
    )  # fmt: skip
    if review is not None:
        draft.write_review(review)
    if options.json:
        print_json(
            {
                "setting": _setting(draft),
                "statements": draft.to_frame(lang=options.lang),
                "account": draft.account(lang=options.lang),
                "remarks": list(draft.remarks),
            }
        )
        return 0
    lang = options.lang
    if options.account:
        print_table(
            _ACCOUNT[lang],
            [(one.text, _PLACES[lang][one.place], said(one.reason, lang)) for one in draft.entries()],
        )
    else:
        print_table(_HEADINGS[lang], [_row(one, lang) for one in draft.statements])
    _say(draft, lang, review)
    return 0


def _period(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = re.fullmatch(r"\s*(\d{4})\s*[-—~至]+\s*(\d{4})\s*", text)
    if found is None or int(found.group(1)) > int(found.group(2)):
        raise CommandError(Reason("no_period", text=text))
    return int(found.group(1)), int(found.group(2))


def _topic(topics: list[str] | None) -> Any:
    if not topics:
        return "register"
    return "all" if topics == ["all"] else topics


def _setting(draft: Any) -> dict[str, Any]:
    setting = draft.setting
    names = ("kind", "title", "issuer", "number", "region", "date", "period", "base_year", "end_year")
    return {name: getattr(setting, name) for name in names} | {"reasons": setting.reasons, "open": list(setting.open)}


def _row(one: Any, lang: str) -> tuple[str, ...]:
    ends = [f"{value:.10g}" for value in (one.low, one.high) if value is not None]
    sign = {"=": "", "range": ""}.get(one.comparator, one.comparator)
    value = f"{sign}{printed_amount('—'.join(dict.fromkeys(ends)), one.unit)}"
    kind = KINDS_ZH[one.kind] if lang == "zh" else one.kind
    return (
        kind,
        one.name,
        value,
        str(one.year or ""),
        f"{one.confidence:.2f}",
        ("；" if lang == "zh" else "; ").join(said(doubt, lang) for doubt in one.doubts),
    )


def _say(draft: Any, lang: str, review: Path | None) -> None:
    labels, setting = _SETTING[lang], draft.setting
    facts = []
    for name, label in labels.items():
        value = getattr(setting, name)
        if value:
            facts.append(f"{label} {'-'.join(map(str, value)) if name == 'period' else value}")
    print("; ".join(facts), file=sys.stderr)
    for name in setting.open:
        if name in _ASKS[lang]:
            print(_ASKS[lang][name], file=sys.stderr)
    for remark in draft.remarks:
        print(said(remark, lang), file=sys.stderr)
    counts = Counter(one.kind for one in draft.statements)
    places = Counter(entry.place for entry in draft.entries())
    if lang == "zh":
        counted = "，".join(f"{KINDS_ZH[kind]} {counts[kind]}" for kind in KINDS_ZH)
        print(
            f"{counted}；数字：入条目 {places['statement']}，限定 {places['qualifier']}，未读 {places['not_read']}；其他主题 {len(draft.aside)} 条",
            file=sys.stderr,
        )
    else:
        counted = ", ".join(f"{counts[kind]} {kind}s" for kind in KINDS_ZH)
        print(f"{counted}; numerals: {places['statement']} in statements, {places['qualifier']} qualifiers, {places['not_read']} not read; "
              f"{len(draft.aside)} of other topics", file=sys.stderr)  # fmt: skip
    if review is not None:
        print(f"核对表：{review}" if lang == "zh" else f"review sheet: {review}", file=sys.stderr)
