"""What ratios of staff and beds cost: who must enter each year, and the beds that ageing asks for."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.conventions.quantity import Quantity
from cqtargets.errors import CqTargetsError
from cqtargets.population.forecasting.result import Forecast
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number
from cqtargets.report.request import MOST_ROWS, Request, Words
from cqtargets.report.sections.shared import DUE, SEED, city_forecast, city_targets, target_cell
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.staffing import Staffing
from cqtargets.units import single
from cqtargets.workforce.assumptions import ADMISSIONS
from cqtargets.workforce.beds import bed_demand, calibrated_rates

__all__ = ["build"]

_MOST: Final = MOST_ROWS // 2
_BANDS: Final = {"0-14": "0-59", "15-59": "0-59", "60+": "60+"}
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
    found = [
        (target, need) for target in city_targets(request.catalogue) if (need := _need(target, people)) is not None
    ]
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
    if chosen is None or chosen.baseline is None or chosen.baseline_year is None:
        return []
    use = _use(people, chosen.baseline, chosen.baseline_year)
    source = _source(request, chosen)
    return [
        Text(words["beds_lead"].format(base=chosen.baseline)),
        Figure(words["beds"], lambda: _draw_beds(use, chosen.goal, lang, source)),
    ]


def _use(people: Forecast, baseline: float, begin: int) -> dict[int, Quantity]:
    """Beds per 1,000 by year; stay and occupancy stay as they are, so they fall out of it."""
    pattern = {band: ADMISSIONS[group] for band, group in _BANDS.items()}

    def of(year: int) -> dict[str, Quantity]:
        return {band: people.denominator(band, on=year) for band in _BANDS}

    beds = baseline / 1000 * people.denominator("total", on=begin).median
    rates = calibrated_rates(of(begin), pattern, beds, 1.0, 1.0)
    years = range(begin, people.years[-1] + 1)
    return {year: bed_demand(of(year), rates, 1.0, 1.0).per(people.denominator("total", on=year)) for year in years}


def _draw_beds(use: dict[int, Quantity], goal: float | None, lang: str, source: str) -> Any:
    from cqtargets.plotting import plot_bed_demand

    return plot_bed_demand(use, goal=goal, lang=lang, source=source)
