"""What ratios of staff and beds cost: who must enter each year, and the beds that ageing asks for."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.errors import CqTargetsError, DomainError
from cqtargets.population.forecasting.result import Forecast
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number
from cqtargets.report.request import MOST_ROWS, Request, Words
from cqtargets.report.sections.shared import DUE, SEED, city_forecast, city_targets, district_forecast, target_cell
from cqtargets.targets.bed_use import BedUse
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.staffing import Staffing
from cqtargets.units import single

__all__ = ["build"]

_MOST: Final = MOST_ROWS // 2
_BEDS: Final = "beds_per_1000"
_WORDS: Final[Words] = {
    "zh": {
        "title": "人员与床位：目标要付出什么", "chart": "每年需新增的人员", "table": "每年需新增的人员：中位数与 95% 区间", "sheet": "人员",
        "indicator": "指标", "years": "阶段", "goal": "目标", "required": "期末所需（人）", "entry": "每年新增（人）", "low": "95% 下限",
        "high": "95% 上限", "replacing": "其中补离退",
        "note": "负数：无人进入也已超过所需。", "cut": "图中只列前 {shown} 项，共 {whole} 项；表中列全。",
        "lead": "达到目标年配比每年需新增的人数；起点人数为基期值乘当年人口，目标年以后按同一配比保持到 {due} 年。区间包含人口与离职的不确定。",
        "beds": "按年龄推算的每千人床位：使用水平保持基期不变，只有人口和年龄变化",
        "beds_lead": "基期每千人 {base:g} 张；各年龄住院率之比按全国 2018 年（60 岁及以上 24.9%，以下 11.4%），水平按基期床位校准。",
        "district": "区县", "use": "按年龄使用", "difference": "比目标", "from_use": "目标高于基期", "from_ages": "年龄结构",
        "from_ageing": "老龄化", "need": "床位（张）", "district_sheet": "区县床位",
        "district_table": "{year} 年各区县按年龄使用的每千人床位，与目标 {goal:g} 张之差及其来由",
        "district_note": "差 = 基期减目标 + 该区县 {begin} 年年龄结构高于全市的部分 + {begin} 年以来老龄化的部分。各区县均按全市各年龄的使用水平；"
        "跨区就医未计。区间只含人口的不确定。",
        "source": "{document}；本库预测",
    },
    "en": {
        "title": "Staff and beds: what the targets cost", "chart": "Staff to enter each year",
        "table": "Staff to enter each year: median and 95 % interval", "sheet": "Staff", "indicator": "Target", "years": "Years",
        "goal": "Ratio", "required": "Needed at the end", "entry": "Entry a year", "low": "95 % low", "high": "95 % high",
        "replacing": "For leavers", "note": "Below zero: more than is needed though nobody enters.",
        "cut": "The chart shows the first {shown} of {whole} targets, the table all.",
        "lead": "Who must enter each year to reach the ratio when it is due, and to hold it until {due} afterwards; the staff"
        " at the start is the baseline times the people. The interval"
        " holds uncertain people and uncertain exits.",
        "beds": "Beds per 1,000 by age: use as at the baseline, only the people and their ages change",
        "beds_lead": "The baseline is {base:g} per 1,000; admissions by age keep the ratio of China in 2018 (24.9 % at 60 and over,"
        " 11.4 % below), their level is that of the baseline's beds.",
        "district": "District", "use": "Use by age", "difference": "Less the goal", "from_use": "Baseline less goal",
        "from_ages": "Ages at the start", "from_ageing": "Ageing since", "need": "Beds", "district_sheet": "District beds",
        "district_table": "Beds per 1,000 that people by age use in {year}, beside the goal of {goal:g}, and what drives the difference",
        "district_note": "The difference is the baseline less the goal, what the district's ages of {begin} add beside the city's,"
        " and what ageing since {begin} adds. Every district at the city's use by age; care in other districts is left out."
        " Intervals hold uncertain people only.",
        "source": "{document}; forecast by this library",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section; left out where no target of the city is a ratio of staff or beds with a baseline."""
    people = city_forecast(request.catalogue)
    if people is None:
        return ()
    blocks = [*_staff(request, people), *_beds(request, people)]
    return (Section(key="staffing", title=_WORDS[request.lang]["title"], blocks=tuple(blocks)),) if blocks else ()


def _staff(request: Request, people: Forecast) -> list[Block]:
    words = _WORDS[request.lang]
    found = request.once("staff", lambda: _needs(request, people), people)
    if not found:
        return []
    drawn = [need for _, need in found[:_MOST]]
    assumed = dict.fromkeys(assumption.text(request.lang) for _, need in found for assumption in need.assumptions[1:])
    return [
        Text(words["lead"].format(due=DUE)),
        Figure(words["chart"], lambda: _draw(drawn, request.lang, _source(request, found[0][0]))),
        _table(found, request.lang),
        *([Text(words["cut"].format(shown=_MOST, whole=len(found)), soft=True)] if len(found) > _MOST else []),
        *(Text(line, soft=True) for line in assumed),
    ]


def _needs(request: Request, people: Forecast) -> list[tuple[Indicator, Staffing]]:
    return [(target, need) for target in city_targets(request.catalogue) if (need := _need(target, people)) is not None]


def _need(target: Indicator, people: Forecast) -> Staffing | None:
    """Entry a year, where the target is a ratio of staff to people with a baseline."""
    if single(target.unit) != "人" or target.measure != "rate" or target.baseline is None or target.goal is None:
        return None
    later = {DUE: target.goal} if (target.target_year or DUE) < DUE else {}
    try:
        return target.workforce(people, later=later, seed=SEED)
    except CqTargetsError:
        return None


def _source(request: Request, target: Indicator) -> str:
    return _WORDS[request.lang]["source"].format(document=request.catalogue.document(target.plan).label)


def _draw(needs: list[Staffing], lang: str, source: str) -> Any:
    from cqtargets.plotting import plot_entry

    return plot_entry(needs, lang=lang, source=source)


def _table(found: list[tuple[Indicator, Staffing]], lang: str) -> Table:
    words = _WORDS[lang]
    columns = (
        Column(words["indicator"], width=16), Column(words["years"], width=7), Column(words["goal"], numeric=True, width=5),
        *(Column(words[name], numeric=True, width=7) for name in ("required", "entry", "low", "high", "replacing")),
    )  # fmt: skip
    rows = [
        Row(
            (
                target_cell(target, lang),
                Cell(f"{row['first_year']}–{row['last_year']}"),
                number(row["goal"]),
                *(number(row[name], ",.0f") for name in ("required", "entry", "entry_low", "entry_high", "replacing")),
            )
        )
        for target, need in found
        for row in need.to_frame().to_dict("records")
    ]
    return Table(words["table"], words["sheet"], columns, tuple(rows), note=words["note"])


def _beds(request: Request, people: Forecast) -> list[Block]:
    words, lang = _WORDS[request.lang], request.lang
    known = (target for target in city_targets(request.catalogue) if target.concept == _BEDS)
    chosen = next((target for target in known if target.baseline_year in people.years), None)
    if chosen is None or chosen.baseline is None or chosen.goal is None:
        return []
    try:
        use = request.once("bed use", lambda: chosen.bed_use(people), people)
    except DomainError as error:
        return [Text(error.text(lang), soft=True)]
    district = request.once(
        "bed use of districts", lambda: chosen.bed_use(district_forecast(max(people.years))), people
    )
    source = _source(request, chosen)
    return [
        Text(words["beds_lead"].format(base=chosen.baseline)),
        Figure(words["beds"], lambda: _draw_beds(use, lang, source)),
        _district_table(district, words),
    ]


def _district_table(use: BedUse, words: dict[str, str]) -> Table:
    columns = (
        Column(words["district"], width=12),
        *(Column(words[name], numeric=True, width=7)
          for name in ("use", "low", "high", "difference", "from_use", "from_ages", "from_ageing", "need")),
    )  # fmt: skip
    year = max(use.use)
    rows = tuple(
        Row(
            (
                Cell(row["region"]),
                *(number(row[name], ".2f") for name in ("use", "use_low", "use_high")),
                *(
                    number(row[name], ".2f", sign=True)
                    for name in ("difference", "from_use", "from_ages", "from_ageing")
                ),
                number(row["beds"], ",.0f"),
            )
        )
        for row in use.to_frame(on=year).to_dict("records")
    )
    title = words["district_table"].format(year=year, goal=use.goal, begin=use.begin)
    return Table(title, words["district_sheet"], columns, rows, note=words["district_note"].format(begin=use.begin))


def _draw_beds(use: BedUse, lang: str, source: str) -> Any:
    from cqtargets.plotting import plot_bed_demand

    return plot_bed_demand(use.use, goal=use.goal, lang=lang, source=source)
