"""Each plan as evaluated: its conclusion first, then what is missed, the main table and what is to be collected."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from cqtargets.errors import CqTargetsError
from cqtargets.report.content import Block, Section, Table, Text
from cqtargets.report.plan_evaluation import evaluation_report
from cqtargets.report.request import Request, Words
from cqtargets.report.sections.shared import evaluations

__all__ = ["build"]

_WORDS: Final[Words] = {
    "zh": {"title": "规划评估", "none": "《{plan}》未作评估：{why}", "empty": "没有可评估的规划。", "caption": "{plan}：{table}"},
    "en": {"title": "Evaluation of the plans", "none": "{plan} is not evaluated: {why}",
           "empty": "There is no plan to evaluate.", "caption": "{plan}: {table}"},
}  # fmt: skip
_PARTS: Final = ("conclusion", "missed", "main", "open")


def build(request: Request) -> tuple[Section, ...]:
    """The section on the evaluations, plan by plan."""
    words = _WORDS[request.lang]
    blocks: list[Block] = []
    for key, found in evaluations(request).items():
        label = request.catalogue.document(key).label
        if isinstance(found, CqTargetsError):
            blocks.append(Text(words["none"].format(plan=label, why=found.text(request.lang))))
            continue
        parts = {part.key: part.blocks for part in evaluation_report(found, lang=request.lang).sections}
        blocks += [_named(block, label, key, words) for name in _PARTS for block in parts.get(name, ())]
    if not blocks:
        blocks.append(Text(words["empty"], soft=True))
    return (Section(key="plan_evaluation", title=words["title"], blocks=_once(blocks)),)


def _named(block: Block, label: str, key: str, words: dict[str, str]) -> Block:
    """A table of a plan among those of others: its caption and its sheet name the plan."""
    if not isinstance(block, Table):
        return block
    return replace(
        block, caption=words["caption"].format(plan=label, table=block.caption), sheet=f"{block.sheet} {key}"
    )


def _once(blocks: list[Block]) -> tuple[Block, ...]:
    """The rule that several plans share is told once, behind the last of them."""
    soft = [block for block in blocks if isinstance(block, Text) and block.soft]
    rest = [block for block in blocks if block not in soft]
    return (*rest, *dict.fromkeys(soft))
