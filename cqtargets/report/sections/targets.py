"""Every target by document: source, baseline, target, required growth, latest observation."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.reasons import Reason, joined, said
from cqtargets.conventions.unit_words import words_behind
from cqtargets.conventions.vocabulary import REACHED, Binding
from cqtargets.observations import Comparison
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number, percent
from cqtargets.report.request import MOST_ROWS, Request, Words
from cqtargets.report.sections.shared import goal_text, target_cell
from cqtargets.targets.document import Document
from cqtargets.targets.indicator import Indicator

__all__ = ["build"]

_WORDS: Final[Words] = {
    "zh": {
        "indicator": "指标", "binding": "属性", "baseline": "基期值", "target": "目标值", "growth": "所需年均增速",
        "change": "年均变化", "observed": "最新观测", "source": "出处", "inferred": "推定", "damaged": "原文有缺",
        "joined": "，", "about": "{number} · {issuer} · {date} · {count} 项目标（{kinds}）",
        "chart": "所需年均增速（按约束性、预期性区分）：{plan}", "table": "{plan}：全部目标", "unnumbered": "无文号",
        "by": "资料来源：{parts}。",
        "no_chart": "本文件未列可计算增速的基期值，故无增速图。", "sheet": "目标",
    },
    "en": {
        "indicator": "Target", "binding": "Type", "baseline": "Baseline", "target": "Target value",
        "growth": "Growth required a year", "change": "Change a year", "observed": "Latest observation",
        "source": "Source", "inferred": "inferred", "damaged": "damaged in the source",
        "joined": ", ", "about": "{number} · {issuer} · {date} · {count} targets ({kinds})",
        "chart": "Growth required a year, by binding type: {plan}", "table": "{plan}: all targets",
        "unnumbered": "no number", "sheet": "Targets",
        "by": "Source: {parts}.",
        "no_chart": "No baseline in this document allows a growth rate, so there is no chart of growth.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """One section a plan, in the catalogue's order."""
    growth = {row["id"]: row for row in request.catalogue.required_growth(lang=request.lang).to_dict("records")}
    return tuple(_section(request, key, growth) for key in request.catalogue.plans)


def _section(request: Request, key: str, growth: dict[Any, dict[Any, Any]]) -> Section:
    words, lang = _WORDS[request.lang], request.lang
    targets, document = request.plan(key), request.catalogue.document(key)
    rows = tuple(
        _row(indicator, growth[indicator.id], request.observations.latest(indicator, on=request.on), lang)
        for indicator in targets
    )
    bindings = [indicator.binding.value if indicator.binding else "" for indicator in targets]
    about = words["about"].format(
        number=document.number or words["unnumbered"], issuer=document.issuer or "—", date=document.date or "—",
        count=len(rows), kinds=words["joined"].join(_kinds(bindings, lang)),
    )  # fmt: skip
    columns = (
        Column(words["indicator"], width=16), Column(words["binding"], width=5),
        Column(words["baseline"], numeric=True, width=8), Column(words["target"], width=10),
        Column(words["growth"], numeric=True, width=7), Column(words["change"], numeric=True, width=6),
        Column(words["observed"], width=14), Column(words["source"], width=12),
    )  # fmt: skip
    caption, sheet = words["table"].format(plan=document.label), f"{words['sheet']} {key}"
    table = Table(caption, sheet, columns, rows, note=_source(document, lang))
    return Section(
        key=f"plan-{key}",
        title=document.title or document.label,
        blocks=(Text(about, soft=True), _chart(request, targets, key), table),
    )


def _source(document: Document, lang: str) -> str:
    parts = [part for part in (document.title, document.number, document.issuer, document.date) if part]
    return _WORDS[lang]["by"].format(parts=("，" if lang == "zh" else ", ").join(parts)) if parts else ""


def _chart(request: Request, targets: Catalogue, key: str) -> Block:
    words = _WORDS[request.lang]
    growth = targets.required_growth()
    regions = [indicator.region for indicator in targets]
    city = growth[growth["region"] == max(dict.fromkeys(regions), key=regions.count)]
    if not (city["cagr"].notna() & (city["reason"] != REACHED)).any():
        return Text(words["no_chart"], soft=True)
    label = request.catalogue.document(key).label

    def draw() -> Any:
        from cqtargets.plotting import plot_required_growth

        return plot_required_growth(city, most=MOST_ROWS, lang=request.lang, title="", source=label)

    return Figure(words["chart"].format(plan=label), draw)


def _kinds(bindings: list[str], lang: str) -> list[str]:
    """How many targets are 约束性, how many 预期性, and how many of each other word that the plan prints."""
    shown = [one for one in Binding if one.graded_as is one or one.value in bindings]
    if lang == "zh":
        return [f"{one.value} {bindings.count(one.value)}" for one in shown]
    return [f"{bindings.count(one.value)} {one.label(lang)}" for one in shown]


def _row(indicator: Indicator, growth: dict[Any, Any], held: Comparison | None, lang: str) -> Row:
    words = _WORDS[lang]
    doubt = "" if indicator.certainty == "printed" else words[indicator.certainty]
    binding = indicator.binding.label(lang) if indicator.binding else ""
    comparable = held is not None and held.comparable
    return Row(
        (
            target_cell(indicator, lang),
            Cell(binding, strong=bool(indicator.binding and indicator.binding.value == "约束性")),
            Cell(_baseline(indicator), indicator.baseline),
            Cell(goal_text(indicator, lang), indicator.goal, note=doubt),
            percent(growth["cagr"]),
            number(growth["annual_change"], sign=True),
            Cell(_observed(held, lang), note=_observed_note(held, lang), muted=not comparable),
            Cell(indicator.locator, note=str(growth["reason"])),
        ),
        key=indicator.id,
        level=1 if indicator.parent else 0,
    )


def _baseline(indicator: Indicator) -> str:
    if indicator.baseline is None:
        return "—"
    printed = indicator.baseline_text or f"{indicator.baseline:g}"
    return f"{printed} ({indicator.baseline_year})"


def _observed(held: Comparison | None, lang: str) -> str:
    if held is None:
        return ""
    seen = held.observation
    printed = seen.text or f"{seen.value:g}"
    unit = "" if seen.unit and seen.unit in printed and not seen.per else words_behind(seen.unit_label, lang)
    return f"{printed.removesuffix(seen.unit)} {unit} ({seen.when})" if unit else f"{printed} ({seen.when})"


def _observed_note(held: Comparison | None, lang: str) -> str:
    if held is None:
        return ""
    source = held.observation.source
    if held.comparable:
        return said(joined(source, held.remark), lang)
    return said(joined(Reason("not_comparable", why=joined(*held.reasons.values())), source), lang)
