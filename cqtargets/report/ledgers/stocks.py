"""The ledgers of people and stocks: what ratio targets ask for in beds, staff or places, over the forecast residents.

``people`` holds inputs, one row an age band and line (median, 95 % interval); ``stocks`` one row a target that becomes
a stock, with formulas over ``inputs``, ``calc`` and ``people``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from cqtargets.conventions.unit_words import unit_words
from cqtargets.population.forecasting.result import Forecast
from cqtargets.report.content import Ledger, LedgerColumn, LedgerValue
from cqtargets.report.request import Request, Words
from cqtargets.report.sections.shared import city_forecast, city_stocks
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation
from cqtargets.targets.stock import Stock
from cqtargets.units import parse_unit

__all__ = ["counted_over", "stock_ledgers"]

_LEVEL: Final = 0.95
_LINES: Final = ("median", "low", "high")
_HELPERS: Final = frozenset({"factor", "per", "seen_year"})
_WORDS: Final[Words] = {
    "zh": {
        "people_sheet": "人口输入", "people": "输入：年末常住人口预测（人）",
        "people_lead": "改动人数，“存量计算”表随之重算。每个人群三行：中位数、95% 下限、95% 上限。",
        "stocks_sheet": "存量计算", "stocks": "存量计算：比率目标到期时所需的数量（公式）",
        "stocks_lead": "所需数量 = 目标 × 单位倍数 ÷ 每多少人 × 到期年末人数；现有数量用最新可比观测值与最近年末人数同样换算。"
        "左侧为公式，右侧为本库算出的数值；“核对”比较两者，允差 1e-9。",
        "key": "标识", "band": "人群", "line": "数值", "total": "合计", "median": "中位数", "low": "95% 下限",
        "high": "95% 上限", "number": "序号", "name": "指标", "factor": "单位倍数", "per": "每多少人", "ratio": "目标",
        "due": "到期年", "people_due": "到期人数", "required": "所需数量", "required_low": "所需 95% 下限",
        "required_high": "所需 95% 上限", "seen": "观测值", "seen_year": "观测年末", "people_then": "当时人数",
        "now": "现有数量", "short": "尚缺",
    },
    "en": {
        "people_sheet": "People", "people": "Inputs: residents at year ends, forecast (persons)",
        "people_lead": "Change a number here and the sheet Stock calculation follows. Three rows an age band: the median and"
        " the ends of the 95 % interval.",
        "stocks_sheet": "Stock calculation", "stocks": "Stock calculation: what ratio targets ask for when due (formulas)",
        "stocks_lead": "Required = target x unit factor / per so many people x people at the end of the due year. What there"
        " is now comes the same way from the latest comparable observation and the people of the nearest year end."
        " Formulas on the left, the library's numbers on the right; the check compares both, to 1e-9.",
        "key": "Key", "band": "People", "line": "Number", "total": "total", "median": "median", "low": "95 % low",
        "high": "95 % high", "number": "No.", "name": "Target", "factor": "Unit factor", "per": "Per so many people",
        "ratio": "Target value", "due": "Due", "people_due": "People when due", "required": "Required",
        "required_low": "Required, 95 % low", "required_high": "Required, 95 % high", "seen": "Observed",
        "seen_year": "Year end", "people_then": "People then", "now": "There is", "short": "Short",
    },
}  # fmt: skip


def stock_ledgers(request: Request, seen: Mapping[str, Observation]) -> tuple[Ledger, ...]:
    """Both ledgers, or none where no target of the city becomes a stock; `seen` holds the usable observations by id."""
    people = city_forecast(request.catalogue)
    stocks = city_stocks(request, people) if people is not None else []
    if people is None or not stocks:
        return ()
    bands = tuple(dict.fromkeys(stock.denominator.name for _, stock in stocks))
    places = {target.id: place for place, target in enumerate(request.catalogue, start=1)}
    return (
        _people(people, bands, request.lang),
        _stocks(people, [(places[target.id], target, stock) for target, stock in stocks], seen, request.lang),
    )


def counted_over(request: Request) -> dict[str, dict[str, LedgerValue]]:
    """Age band, unit factor and number of people that each target's ratio is counted over, by id."""
    people = city_forecast(request.catalogue)
    stocks = city_stocks(request, people) if people is not None else []
    return {target.id: _counted(target, stock, request.lang) for target, stock in stocks}


def _counted(target: Indicator, stock: Stock, lang: str) -> dict[str, LedgerValue]:
    band = _band(stock.denominator.name, lang)
    return {"band": band, "factor": parse_unit(target.unit).factor, "per": stock.per}


def _people(people: Forecast, bands: Sequence[str], lang: str) -> Ledger:
    words = _WORDS[lang]
    columns = (
        LedgerColumn(key="key", title=words["key"], width=8, formula='{band}&" "&{line}', helper=True),
        LedgerColumn(key="band", title=words["band"], width=5),
        LedgerColumn(key="line", title=words["line"], width=5),
        *(LedgerColumn(key=f"y{year}", title=str(year), width=6, format="#,##0") for year in people.years),
    )
    rows: list[tuple[LedgerValue, ...]] = []
    for band in bands:
        ends = [_ends(people, band, year) for year in people.years]
        rows += [
            (f"{_band(band, lang)} {words[line]}", _band(band, lang), words[line], *(end[line] for end in ends))
            for line in _LINES
        ]
    return Ledger(
        key="people", sheet=words["people_sheet"], caption=words["people"], lead=words["people_lead"], columns=columns, rows=tuple(rows),
    )  # fmt: skip


def _band(band: str, lang: str) -> str:
    return _WORDS[lang].get(band, band)


def _ends(people: Forecast, band: str, year: int) -> dict[str, float]:
    found = people.denominator(band, on=year)
    low, high = found.interval(_LEVEL)
    return {"median": float(found.median), "low": float(low), "high": float(high)}


def _stocks(
    people: Forecast, stocks: Sequence[tuple[int, Indicator, Stock]], seen: Mapping[str, Observation], lang: str
) -> Ledger:
    words, formulas = _WORDS[lang], _formulas(people.years, _WORDS[lang])
    checked = {"required", "required_low", "required_high", "now", "short"}
    keys = (
        "number", "name", "band", "factor", "per", "ratio", "due", "people_due", "required", "required_low",
        "required_high", "seen", "seen_year", "people_then", "now", "short",
    )  # fmt: skip
    columns = tuple(
        LedgerColumn(
            key=key, title=words[key], width=14 if key == "name" else 3 if key == "number" else 6,
            format="#,##0" if key in checked or key.startswith("people") else "General",
            formula=formulas.get(key, ""), checked=key in checked, unit=key in checked, helper=key in _HELPERS,
        )
        for key in keys
    )  # fmt: skip
    rows: list[tuple[LedgerValue, ...]] = []
    for place, target, stock in stocks:
        values = _values(people, place, target, stock, seen.get(target.id), lang)
        rows.append(tuple(values.get(key) for key in keys))
    return Ledger(
        key="stocks", sheet=words["stocks_sheet"], caption=words["stocks"], lead=words["stocks_lead"], columns=columns,
        rows=tuple(rows), units=tuple(unit_words(stock.required.unit, lang) for _, _, stock in stocks),
    )  # fmt: skip


def _formulas(years: Sequence[int], words: Mapping[str, str]) -> dict[str, str]:
    span = f"people.y{years[0]}:y{years[-1]}"

    def people(line: str, year: str) -> str:
        return f'INDEX({{{span}[]}},MATCH({{band}}&" {words[line]}",{{people.key[]}},0),MATCH({year}&"",{{{span}#}},0))'

    def stock(people: str) -> str:
        return f'IF({{ratio}}="","",{{ratio}}*{{factor}}/{{per}}*{people})'

    observed = "INDEX({calc.usable[]},{number})=1"
    within = f"AND({{seen_year}}>={years[0]},{{seen_year}}<={years[-1]})"
    return {
        **{key: f"INDEX({{inputs.{key}[]}},{{number}})" for key in ("name", "band", "factor", "per")},
        "ratio": "INDEX({calc.end[]},{number})",
        "due": "INDEX({inputs.target_year[]},{number})",
        "people_due": people("median", "{due}"),
        "required": stock("{people_due}"),
        "required_low": stock(people("low", "{due}")),
        "required_high": stock(people("high", "{due}")),
        "seen": f'IF({observed},INDEX({{inputs.observed[]}},{{number}}),"")',
        "seen_year": f'IF({observed},INT(INDEX({{calc.time[]}},{{number}})+0.5),"")',
        "people_then": f'IF({{seen_year}}="","",IF({within},{people("median", "{seen_year}")},""))',
        "now": 'IF({people_then}="","",{seen}*{factor}/{per}*{people_then})',
        "short": 'IF(OR({now}="",{required}=""),"",{required}-{now})',
    }


def _values(
    people: Forecast, place: int, target: Indicator, stock: Stock, seen: Observation | None, lang: str
) -> dict[str, LedgerValue]:
    low, high = stock.required.interval(_LEVEL)
    unit = parse_unit(target.unit)
    return {
        "number": place,
        "name": target.name(lang),
        **_counted(target, stock, lang),
        "ratio": stock.ratio / unit.factor,
        "due": target.target_year,
        "people_due": float(stock.denominator.median),
        "required": float(stock.required.median),
        "required_low": float(low),
        "required_high": float(high),
        **(_now(people, target, stock, seen, unit.factor) if seen is not None else {}),
    }


def _now(people: Forecast, target: Indicator, stock: Stock, seen: Observation, factor: float) -> dict[str, LedgerValue]:
    """What the observation is in beds, staff or places, with the people of the nearest year end."""
    observed = seen.value_in(target.unit, target.per)
    year = math.floor((seen.time or 0.0) + 0.5)
    known: dict[str, LedgerValue] = {"seen": observed, "seen_year": year}
    if year not in people.years:
        return known
    then = people.denominator(stock.denominator.name, on=year)
    now = float(then.times(observed * factor / stock.per, name=target.concept, unit=stock.required.unit).median)
    return {**known, "people_then": float(then.median), "now": now, "short": float(stock.gap(now).short.median)}
