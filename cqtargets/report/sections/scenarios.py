"""Two standard what-ifs: every due year slips by a year, every target is a tenth more demanding."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.unit_words import unit_words
from cqtargets.conventions.vocabulary import ceiling
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number, percent
from cqtargets.report.request import Request, Words
from cqtargets.report.sections.shared import target_cell
from cqtargets.scenario import Scale, Scenario, ScenarioComparison, Shift, compare
from cqtargets.targets.indicator import Indicator

__all__ = ["build"]

_WORDS: Final[Words] = {
    "zh": {
        "title": "情景：目标推迟与提高", "base": "原定", "late": "推迟一年", "more": "提高10%", "indicator": "指标",
        "type": "属性", "unit": "单位", "target": "目标值", "raised": "提高后目标值", "sheet": "情景",
        "growth": "所需年均增速：{name}", "table": "目标推迟一年、提高10%时所需的年均增速",
        "chart": "原定、推迟一年与提高10%的逐年路径：{target}",
        "lead": "“推迟一年”：全部目标年后移一年，目标值不变。“提高10%”：越高越好的目标乘以1.1，越低越好的目标乘以0.9；"
        "预期寿命、提高后超过100%的比例和以“保持”为要求的目标不作变动，相应栏目为空。仅列有增速可算的{count}项目标。",
        "none": "没有可计算增速的目标，故无情景比较。",
    },
    "en": {
        "title": "Scenarios: later and higher targets", "base": "as printed", "late": "one year later",
        "more": "10 % higher", "indicator": "Target", "type": "Type", "unit": "Unit", "target": "Target value",
        "raised": "Raised target", "sheet": "Scenarios", "growth": "Growth required a year: {name}",
        "table": "Growth required a year where targets are due one year later, or are 10 % higher",
        "chart": "Paths as printed, one year later and 10 % higher: {target}",
        "lead": "“One year later” moves every due year by one and keeps the numbers. “10 % higher” multiplies targets "
        "where more is better by 1.1 and those where less is better by 0.9; life expectancy, shares that would exceed 100 % and levels "
        "to hold stay as they are, and their cells are empty. Only the {count} targets with a growth rate are listed.",
        "none": "No target has a growth rate, so there is nothing to compare.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on standard what-ifs."""
    words = _WORDS[request.lang]
    growth = request.catalogue.required_growth()
    rated = [str(key) for key in growth.loc[growth["cagr"].notna() & growth["goal"].notna(), "id"]]
    blocks: list[Block] = [Text(words["none"], soft=True)]
    if rated:
        found = compare(request.catalogue, *_scenarios(request.catalogue, rated, words), base=words["base"])
        blocks = [
            Text(words["lead"].format(count=len(rated))),
            _figure(found, _steepest(growth.set_index("id"), _raised(found) or rated), request),
            _table(found, rated, request),
        ]
    return (Section(key="scenarios", title=words["title"], blocks=tuple(blocks)),)


def _scenarios(catalogue: Catalogue, rated: list[str], words: dict[str, str]) -> tuple[Scenario, Scenario]:
    targets = [catalogue[key] for key in rated]
    changes = []
    for direction, factor in (("up", 1.1), ("down", 0.9)):
        ids = [one.id for one in targets if one.direction == direction and _can_grow(one, factor)]
        if ids:
            changes.append(Scale(ids, "target", factor))
    return Scenario(words["late"], [Shift(rated, "target_year", by=1)]), Scenario(words["more"], changes)


def _can_grow(target: Indicator, factor: float) -> bool:
    ends = [end for end in (target.target_low, target.target_high) if end is not None]
    if target.form != "level" or target.unit == "岁" or not ends:
        return False
    return target.measure != "share" or factor * max(ends) <= ceiling(target.unit)


def _raised(found: ScenarioComparison) -> list[str]:
    frame = found.targets()
    chosen = frame[(frame["scenario"] == found.scenarios[-1].name) & frame["changed"]]
    return [str(key) for key in chosen["id"]]


def _steepest(growth: Any, ids: list[str]) -> str:
    """The target that has to grow fastest, among the obligatory ones where there are any."""
    rows = growth.loc[ids]
    obligatory = rows[rows["binding"] == "约束性"]
    return str((obligatory if len(obligatory) else rows)["cagr"].idxmax())


def _figure(found: ScenarioComparison, key: str, request: Request) -> Figure:
    target = request.catalogue[key]

    def draw() -> Any:
        from cqtargets.plotting import plot_scenarios

        source = request.catalogue.document(target.plan).label
        return plot_scenarios(found, key, lang=request.lang, title="", source=source)

    return Figure(_WORDS[request.lang]["chart"].format(target=target.name(request.lang)), draw)


def _table(found: ScenarioComparison, rated: list[str], request: Request) -> Table:
    words = _WORDS[request.lang]
    names = [scenario.name for scenario in found.scenarios]
    rows = {(row["scenario"], row["id"]): row for row in found.targets().to_dict("records")}
    columns = (
        Column(words["indicator"], width=16), Column(words["type"], width=5),
        Column(words["target"], numeric=True, width=6),
        Column(words["growth"].format(name=names[0]), numeric=True, width=8),
        Column(words["growth"].format(name=names[1]), numeric=True, width=8),
        Column(words["raised"], numeric=True, width=7),
        Column(words["growth"].format(name=names[2]), numeric=True, width=8), Column(words["unit"], width=5),
    )  # fmt: skip
    lines = tuple(_row(request.catalogue[key], [rows[name, key] for name in names], request.lang) for key in rated)
    return Table(words["table"], words["sheet"], columns, lines)


def _row(target: Indicator, answers: list[dict[Any, Any]], lang: str) -> Row:
    printed, late, more = answers
    raised = bool(more["changed"])
    return Row(
        (
            target_cell(target, lang),
            Cell(target.binding.label(lang) if target.binding else ""),
            number(printed["goal"]),
            percent(printed["required_cagr"]),
            percent(late["required_cagr"]),
            number(more["goal"]) if raised else Cell(),
            percent(more["required_cagr"]) if raised else Cell(),
            Cell(unit_words(target.unit_label, lang)),
        )
    )
