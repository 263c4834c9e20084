"""Plans against each other: what does not go together, where it stands, and what would reconcile it."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.consistency import Finding, Findings
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text
from cqtargets.report.request import Request, Words

__all__ = ["build"]

_WORDS: Final[Words] = {
    "zh": {
        "title": "规划之间的核对", "none": "没有发现相互矛盾之处。", "table": "核对结果", "sheet": "核对",
        "severity": "程度", "kind": "类型", "statement": "发现", "places": "数值与出处", "reconcile": "如何协调",
        "error": "矛盾", "warning": "提示", "note": "注意", "chart": "后发文件对目标的调整",
        "lead": "规则逐项比较各文件的数值：同一指标的不同数值、后发文件的调整、数量关系、规划标准与目标。"
        "共发现 {error} 处矛盾、{warning} 处提示、{note} 处注意。",
    },
    "en": {
        "title": "Plans against each other", "none": "Nothing was found that does not go together.",
        "table": "Findings", "sheet": "Findings", "severity": "Severity", "kind": "Kind", "statement": "Finding",
        "places": "Numbers and places", "reconcile": "What would reconcile them", "error": "conflict",
        "warning": "warning", "note": "note", "chart": "Targets moved by later documents",
        "lead": "Rules hold the documents' numbers against each other: one thing with several values, revisions,"
        " identities, norms and targets. Found: {error} conflicts, {warning} warnings, {note} notes.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on consistency."""
    words = _WORDS[request.lang]
    found = request.findings()
    blocks: list[Block] = []
    if not len(found):
        blocks.append(Text(words["none"], soft=True))
    else:
        blocks.append(Text(words["lead"].format(**found.counts)))
        if found.select(kind="revision"):
            blocks.append(Figure(words["chart"], lambda: _draw(found, request.lang)))
        blocks.append(_table(found, request.lang))
    return (Section(key="findings", title=words["title"], blocks=tuple(blocks)),)


def _draw(found: Findings, lang: str) -> Any:
    from cqtargets.plotting import plot_revisions

    return plot_revisions(found, lang=lang)


def _table(found: Findings, lang: str) -> Table:
    words = _WORDS[lang]
    columns = (
        Column(words["severity"], width=4), Column(words["kind"], width=8), Column(words["statement"], width=22),
        Column(words["places"], width=20), Column(words["reconcile"], width=18),
    )  # fmt: skip
    return Table(words["table"], words["sheet"], columns, tuple(_row(finding, lang) for finding in found))


def _row(finding: Finding, lang: str) -> Row:
    places = "；".join(f"{side.printed}（{side.source}）" for side in finding.sides)
    return Row(
        (
            Cell(_WORDS[lang][finding.severity], strong=finding.severity == "error"),
            Cell(finding.kind_label(lang)),
            Cell(finding.statement(lang)),
            Cell(places, note=", ".join(finding.ids)),
            Cell(finding.reconcile(lang)),
        )
    )
