"""What several sections share: the evaluations of the plans, the forecast of the people, the stocks of ratio targets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import pandas as pd

from cqtargets import clock
from cqtargets.catalogue import Catalogue
from cqtargets.conventions.unit_words import words_behind
from cqtargets.errors import CqTargetsError
from cqtargets.evaluation import PlanEvaluation, evaluate_plan
from cqtargets.population.forecasting.result import Forecast
from cqtargets.population.forecasting.run import forecast
from cqtargets.proposals import Proposals, propose_targets
from cqtargets.prospects import Prospect
from cqtargets.prospects.frame import attain_each
from cqtargets.report.content import Cell
from cqtargets.report.request import Request
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.stock import Stock
from cqtargets.units import single

__all__ = [
    "CITY",
    "DRAWS",
    "DUE",
    "SEED",
    "city_forecast",
    "city_stocks",
    "city_targets",
    "city_totals",
    "district_forecast",
    "evaluations",
    "goal_text",
    "method_text",
    "observed",
    "proposals",
    "prospects",
    "target_cell",
]

CITY: Final = "重庆市"
SEED: Final = 1
DRAWS: Final = 500
_TO: Final = 2035


def evaluations(request: Request) -> dict[str, PlanEvaluation | CqTargetsError]:
    """Each plan evaluated at the request's date, or at the end of the last year that was observed; or why it is not.

    A plan that is due by then has its final evaluation, another one its mid-term evaluation.
    """
    return request.once("evaluations", lambda: _evaluated(request))


def _evaluated(request: Request) -> dict[str, PlanEvaluation | CqTargetsError]:
    known = {(target.concept, target.region) for target in request.catalogue}
    years = [
        seen.year for seen in request.observations if seen.year is not None and (seen.concept, seen.region) in known
    ]
    found: dict[str, PlanEvaluation | CqTargetsError] = {}
    for key in request.catalogue.plans:
        plan = request.plan(key)
        due = max(target.target_year for target in plan)
        begin = min((target.start_year for target in plan if target.start_year is not None), default=due)
        on = request.on if request.on is not None else max(begin, min(due, max(years, default=due)))
        try:
            stage = "final" if clock.time(clock.parse_when(on)) >= due else "midterm"
            found[key] = evaluate_plan(plan, request.observations, on=on, stage=stage)
        except CqTargetsError as error:
            found[key] = error
    return found


def city_targets(targets: Iterable[Indicator]) -> list[Indicator]:
    """Those for the whole city."""
    return [target for target in targets if target.region == CITY]


def city_forecast(targets: Iterable[Indicator]) -> Forecast | None:
    """The people up to the last due year of the city's targets; none without such targets."""
    due = [target.target_year for target in city_targets(targets)]
    return _forecast(max(_TO, *due)) if due else None


@lru_cache(maxsize=4)
def _forecast(to: int) -> Forecast:
    return forecast(CITY, to=to, draws=DRAWS, seed=SEED)


@lru_cache(maxsize=2)
def district_forecast(to: int) -> Forecast:
    """The people of the city's districts up to a year."""
    return forecast("districts", to=to, draws=200, seed=SEED)


def city_stocks(request: Request, people: Forecast) -> list[tuple[Indicator, Stock]]:
    """Each target of the city that becomes a stock, with it."""
    return request.once("stocks", lambda: _stocks_of(request.catalogue, people), people)


def _stocks_of(targets: Iterable[Indicator], people: Forecast) -> list[tuple[Indicator, Stock]]:
    found = []
    for target in city_targets(targets):
        try:
            found.append((target, target.stock(people)))
        except CqTargetsError:
            continue
    return found


def city_totals(targets: Iterable[Indicator]) -> list[Indicator]:
    """Targets of the city that are a number of beds themselves, not each place's own."""
    return [
        target
        for target in city_targets(targets)
        if (target.measure, target.form, target.population, target.place_unit) == ("count", "level", "", "")
        and target.goal is not None
        and single(target.unit) == "张"
    ]


def target_cell(target: Indicator, lang: str) -> Cell:
    """Its name, the region where it is not the city's, and its id below."""
    region = "" if target.region in ("", CITY) else f" · {target.region}"
    return Cell(target.name(lang) + region, note=target.id)


def goal_text(target: Indicator, lang: str, *, dated: bool = True) -> str:
    """What a target asks for as printed, with its unit where the print has none, and its due year."""
    printed = target.target_text or f"{target.comparator} {target.goal:g}"
    numberless = target.form in ("proportional", "qualitative")
    unit_printed = any(character in printed for character in target.unit)
    unit = "" if numberless or unit_printed else words_behind(target.unit_label, lang)
    return f"{printed}{unit and ' ' + unit}{f' ({target.target_year})' if dated else ''}"


_METHODS: Final = {
    "damped": ("按本地走势外推，走势逐年减弱", "the place's own trend, fading year by year"),
    "drift": ("按本地平均走势外推", "the place's own average pace"),
    "ols": ("按本地数值的直线趋势外推", "a straight line through the place's own values"),
    "pooled": ("按本地走势外推，波动取自同类序列", "the place's own trend, its spread that of like series"),
    "ets": ("指数平滑外推", "exponential smoothing"),
    "arima": ("时间序列模型外推", "a time series model"),
    "local_trend": ("走势随时间变化的模型外推", "a trend that changes over time"),
    "borrowed": (
        "本地数值太少，走势与波动借自其他地区",
        "too few values of its own: trend and spread are those of other places",
    ),
}
_WIDENED: Final = (
    "{base}；区间按同类序列以往的预测误差{way} {share:.0f}%",
    "{base}; the interval {way} by {share:.0f} % after past errors on like series",
)
_STRETCHED: Final = re.compile(r"calibrated (\w+) x([\d.]+)")


def method_text(method: str, lang: str) -> str:
    """How a chance was estimated, in a sentence.

    >>> method_text("calibrated damped x1.05", "zh")
    '按本地走势外推，走势逐年减弱；区间按同类序列以往的预测误差放宽 5%'
    """
    place = 0 if lang == "zh" else 1
    found = _STRETCHED.fullmatch(method)
    base = _METHODS.get(found[1] if found else method, (method, method))[place]
    share = 0.0 if found is None else 100 * (float(found[2]) - 1)
    if round(share) == 0:
        return base
    way = (("收窄", "narrowed"), ("放宽", "widened"))[share > 0][place]
    return _WIDENED[place].format(base=base, way=way, share=abs(share))


DUE: Final = 2030


def proposals(request: Request, ids: frozenset[str] | None = None) -> Proposals:
    """Candidates for every target, or for those named."""
    if ids is None:
        return request.once("proposals", lambda: propose_targets(request.catalogue, request.observations, to=DUE))
    chosen = Catalogue(target for target in request.catalogue if target.id in ids)
    return request.once(f"proposals {sorted(ids)}", lambda: propose_targets(chosen, request.observations, to=DUE))


def prospects(request: Request) -> list[Prospect]:
    """How likely each target is met, in their order."""
    return request.once(
        "prospects", lambda: [one for _, one in attain_each(request.catalogue, request.observations, on=request.on)]
    )


def observed(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a proposal's frame with a value whose base was observed."""
    return frame[frame["value"].notna() & (frame["base_origin"] == "observation")]
