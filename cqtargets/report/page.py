"""The report as one self-contained HTML page: no request leaves it."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cqtargets.io.bundled import data_version
from cqtargets.report.page_font import embedded_font
from cqtargets.report.tables import PlanSection

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["render_page"]

_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "title": "规划目标报告",
        "lead": "每一项目标都可追溯到印制它的文件与位置。",
        "contents": "目录",
        "indicator": "指标",
        "binding": "属性",
        "baseline": "基期值",
        "target": "目标值",
        "growth": "所需年均增速",
        "change": "年均变化",
        "observed": "最新观测",
        "source": "出处",
        "inferred": "推定",
        "damaged": "原文有缺",
        "count": "项目标",
        "obligatory": "约束性",
        "anticipatory": "预期性",
        "chart": "所需年均增速（按约束性、预期性区分）",
        "no_chart": "本文件未列可计算增速的基期值，故无增速图。",
        "unnumbered": "无文号",
        "made": "由 cqtargets {version} 生成；数据版本 {data}；观测截至 {on}。",
        "latest": "最新",
    },
    "en": {
        "title": "Report on planning targets",
        "lead": "Every target is traceable to the document and the place that printed it.",
        "contents": "Contents",
        "indicator": "Target",
        "binding": "Type",
        "baseline": "Baseline",
        "target": "Target value",
        "growth": "Growth required a year",
        "change": "Change a year",
        "observed": "Latest observation",
        "source": "Source",
        "inferred": "inferred",
        "damaged": "damaged in the source",
        "count": "targets",
        "obligatory": "obligatory",
        "anticipatory": "anticipatory",
        "chart": "Growth required a year, by binding type",
        "no_chart": "No baseline in this document allows a growth rate, so there is no chart of growth.",
        "unnumbered": "no number",
        "made": "Made by cqtargets {version}; data version {data}; observations up to {on}.",
        "latest": "the latest",
    },
}


def render_page(sections: tuple[PlanSection, ...], *, lang: str, on: int | date | str | None) -> str:
    """The page as text."""
    from cqtargets import __version__

    words = _WORDS[lang]
    environment = Environment(
        loader=PackageLoader("cqtargets.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    parts = [_part(number, section, lang) for number, section in enumerate(sections, start=1)]
    made = words["made"].format(version=__version__, data=data_version(), on=on or words["latest"])
    template = environment.get_template("index.html.j2")
    content = {"lang": lang, "words": words, "parts": parts, "made": made}
    return template.render(content, font=embedded_font(template.render(content, font="")))


def _part(number: int, section: PlanSection, lang: str) -> dict[str, Any]:
    bindings = [row.binding for row in section.rows]
    words = _WORDS[lang]
    return {
        "anchor": f"plan-{number}",
        "document": section.document,
        "rows": section.rows,
        "obligatory": bindings.count(words["obligatory"]),
        "anticipatory": bindings.count(words["anticipatory"]),
        "chart": _growth_chart(section, lang),
    }


def _growth_chart(section: PlanSection, lang: str) -> Markup:
    from cqtargets.plotting import plot_required_growth

    growth = section.targets.required_growth()
    city = growth[growth["region"] == _main_region(section)]
    if not city["cagr"].notna().any():
        return Markup("")
    return _svg(plot_required_growth(city, lang=lang, title="", source=section.document.label))


def _main_region(section: PlanSection) -> str:
    regions = [indicator.region for indicator in section.targets]
    return max(dict.fromkeys(regions), key=regions.count)


def _svg(ax: Axes) -> Markup:
    from cqtargets.plotting.theme import figure_of, style

    buffer = io.StringIO()
    with style():
        figure_of(ax).savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return Markup(re.sub(r"^.*?(?=<svg)", "", text, count=1, flags=re.DOTALL))
