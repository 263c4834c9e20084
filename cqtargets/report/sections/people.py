"""People to come, and the stock that each ratio asks for."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.conventions.reasons import said
from cqtargets.conventions.unit_words import unit_words, words_behind
from cqtargets.population.forecasting.recorded import recorded
from cqtargets.population.forecasting.result import Forecast
from cqtargets.population.known.census import census
from cqtargets.report.content import Block, Cell, Column, Figure, Row, Section, Table, Text, number
from cqtargets.report.request import Request, Words
from cqtargets.report.sections.shared import CITY, DRAWS, SEED, city_forecast, city_stocks, city_totals
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.stock import Stock, total_of

__all__ = ["build"]

_BANDS: Final = ("total", "0-14", "15-59", "60+", "65+", "80+")
_YEARS: Final = (2020, 2025, 2030, 2035)
_WORDS: Final[Words] = {
    "zh": {
        "title": "人口与目标所需存量", "people": "年末常住人口（万人）：中位数与 95% 区间", "people_sheet": "人口",
        "band": "人群", "total": "合计", "stocks": "比率目标到期时所需的数量", "stock_sheet": "所需存量", "indicator": "指标",
        "ratio": "目标", "year": "到期年", "denominator": "分母（万人）", "required": "所需数量", "low": "95% 下限",
        "high": "95% 上限", "unit": "单位", "pyramid": "重庆市 2010 年与 2020 年人口金字塔",
        "fan": "60 岁及以上常住人口预测", "record": "出生、死亡、净迁移与各年龄人口：预测与公布数", "by": "资料来源：第六、七次全国人口普查；联合国《世界人口展望》2024；重庆市统计局；本库预测。",
        "source": "人口普查；联合国《世界人口展望》2024；重庆市统计局",
        "lead": "方法：{method}（{reason}）。随机轨迹 {draws} 条，种子 {seed}。",
        "none": "没有可换算为存量的比率目标。",
    },
    "en": {
        "title": "People, and the stocks that targets ask for",
        "people": "Residents at year end (10,000): median and 95 % interval", "people_sheet": "People",
        "band": "People", "total": "total", "stocks": "What ratio targets ask for when they are due", "stock_sheet": "Stocks",
        "indicator": "Target", "ratio": "Ratio", "year": "Due", "denominator": "Denominator (10,000)",
        "required": "Required", "low": "95 % low", "high": "95 % high", "unit": "Unit",
        "pyramid": "Population pyramid of Chongqing, 2010 and 2020", "fan": "Residents of 60 and over, forecast",
        "record": "Births, deaths, net migration and ages: forecast and record",
        "by": "Source: censuses of 2010 and 2020; UN World Population Prospects 2024; Chongqing Bureau of Statistics;"
        " forecast by this library.",
        "source": "Censuses; UN World Population Prospects 2024; Chongqing Bureau of Statistics",
        "lead": "Method: {method} ({reason}). {draws} trajectories, seed {seed}.",
        "none": "No ratio target here becomes a stock.",
    },
}  # fmt: skip


def build(request: Request) -> tuple[Section, ...]:
    """The section on people; left out where no target is for the city."""
    words = _WORDS[request.lang]
    found = city_forecast(request.catalogue)
    if found is None:
        return ()
    lead = words["lead"].format(
        method=said(found.method, request.lang), reason=said(found.reason, request.lang), draws=DRAWS, seed=SEED
    )
    stocks = [_stock_row(target, stock, request.lang) for target, stock in city_stocks(request, found)]
    stocks += [_total_row(target, request.lang) for target in city_totals(request.catalogue)]
    blocks: list[Block] = [
        Text(lead),
        Figure(words["pyramid"], lambda: _pyramid(request.lang)),
        Figure(words["fan"], lambda: _fan(found, request.lang)),
        Figure(words["record"], lambda: _record(found, request.lang)),
        _people_table(found, request.lang),
        _stock_table(stocks, request.lang) if stocks else Text(words["none"], soft=True),
    ]
    return (Section(key="people", title=words["title"], blocks=tuple(blocks)),)


def _pyramid(lang: str) -> Any:
    from cqtargets.plotting import plot_pyramid

    return plot_pyramid(census(CITY, 2010), census(CITY, 2020), lang=lang, source=_WORDS[lang]["source"])


def _fan(found: Forecast, lang: str) -> Any:
    from cqtargets.plotting import plot_population_fan

    return plot_population_fan(found, "60+", range(2020, _YEARS[-1] + 1), lang=lang, source=_WORDS[lang]["source"])


def _record(found: Forecast, lang: str) -> Any:
    from cqtargets.plotting import plot_people_record

    return plot_people_record(found, recorded(CITY), lang=lang, source=_WORDS[lang]["source"])


def _people_table(found: Forecast, lang: str) -> Table:
    words = _WORDS[lang]
    columns = (Column(words["band"], width=5), *(Column(str(year), numeric=True, width=9) for year in _YEARS))
    rows = []
    for band in _BANDS:
        cells = [Cell(words["total"] if band == "total" else band)]
        for year in _YEARS:
            quantity = found.denominator(band, on=year)
            low, high = (float(end) / 1e4 for end in quantity.interval(0.95))
            middle = float(quantity.median) / 1e4
            cells.append(number(middle, ".1f", note=f"{low:.1f} – {high:.1f}"))
        rows.append(Row(tuple(cells)))
    return Table(words["people"], words["people_sheet"], columns, tuple(rows), note=words["by"])


def _stock_row(target: Indicator, stock: Stock, lang: str) -> Row:
    low, high = stock.required.interval(0.95)
    return Row(
        (
            Cell(target.name(lang), note=target.id),
            Cell(f"{target.goal:g} {words_behind(target.unit_label, lang)}"),
            number(target.target_year, "d"),
            number(float(stock.denominator.median) / 1e4, ".1f"),
            number(float(stock.required.median), ",.0f"),
            number(float(low), ",.0f"),
            number(float(high), ",.0f"),
            Cell(unit_words(stock.required.unit, lang)),
        )
    )


def _total_row(target: Indicator, lang: str) -> Row:
    """A target that is the number itself: no people are counted, and it has no interval."""
    total, unit = total_of(target)
    return Row(
        (
            Cell(target.name(lang), note=target.id),
            Cell(f"{target.goal:g} {words_behind(target.unit_label, lang)}"),
            number(target.target_year, "d"),
            Cell("—"),
            number(total, ",.0f"),
            Cell("—"),
            Cell("—"),
            Cell(unit_words(unit, lang)),
        )
    )


def _stock_table(rows: list[Row], lang: str) -> Table:
    words = _WORDS[lang]
    columns = (
        Column(words["indicator"], width=16), Column(words["ratio"], width=8), Column(words["year"], numeric=True, width=4),
        Column(words["denominator"], numeric=True, width=7), Column(words["required"], numeric=True, width=7),
        Column(words["low"], numeric=True, width=7), Column(words["high"], numeric=True, width=7),
        Column(words["unit"], width=4),
    )  # fmt: skip
    return Table(words["stocks"], words["stock_sheet"], columns, tuple(rows), note=words["by"])
