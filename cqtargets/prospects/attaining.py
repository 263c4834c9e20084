"""From a target and its observations to a probability with named evidence, or a reasoned refusal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from cqtargets import attainment, clock, units
from cqtargets.attainment import METHODS, Paces, compare_paces
from cqtargets.attainment.methods import LEAST, MOST_BORROWED, Method
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import ConventionError, DomainError
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.monitoring.unseen import never_observed
from cqtargets.prospects.bundled import shipped_observations
from cqtargets.prospects.denominators import Drawn, Floats, drawn, joined
from cqtargets.prospects.donors import donors_of, nation_of
from cqtargets.prospects.past import History, history, plan_start, printed_start, scale_of, stock_history
from cqtargets.prospects.result import Prospect, Recipe
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["attain", "check_tolerance", "counted_per", "scale_of_paces"]

_TOTALS: Final = Reason("total_by_decisions")
_NUMBERLESS: Final = {"qualitative": Reason("qualitative"), "increment": _TOTALS,
                      "cumulative": _TOTALS}  # fmt: skip


@door
def attain(
    indicator: Indicator,
    observations: ObservedSeries,
    *,
    on: clock.When | None = None,
    allow: Iterable[str] = (),
    method: Method | None = None,
    tolerance: float | None = None,
    population: Drawn | ArrayLike | None = None,
    stock: str = "",
    exposure: float | None = None,
    printed: Iterable[Observation] = (),
) -> Prospect:
    r"""How likely a target is met on its due date if its series goes on as it went.

    The scale follows the measure: log for counts, amounts and rates, logit within 0 and 100 (1000 for ‰) for shares,
    the unit itself for the rest. Five values or more: the damped trend, stretched by what its forecasts of older series
    of other places missed (`Prospect.calibration`). Two to four: the same trend with the spread of a named donor, the
    same concept in the region above or its family there, larger where the place is smaller. With `exposure`: the noise
    of counts, from three values on. Fewer values, a due date further ahead than the series is long or than seven years,
    or nobody who lends: a reason instead of a number. The pace needed, the pace so far in the plan's own period, the
    best three years kept up and the nation's pace are given in any case.

    Parameters
    ----------
    indicator : Indicator
        Its printed baseline counts as a value where no observation has that date.
    observations : Observations
        The comparable ones are used (see `compare`); donors and the nation's pace come from here or from the bundled.
    on : int, date or str, optional
        What was observed later does not count.
    allow : iterable of str
        Mismatches to accept, as in `Observations.latest`. A series is still of one basis: that of the latest value.
    method : str, optional
        One of `cqtargets.attainment.METHODS` instead of the default; only ``"calibrated"`` is stretched.
    tolerance : float, optional
        In the unit: needed for ``=``, for ``~`` where the target prints none (允许偏差), and for a share's target of 0 or
        100 %.
    population : forecast with `.draws`, or array of draws, optional
        People on the due date (unit: persons), for targets per head: their uncertainty joins in.
    stock : str, optional
        Concept of the numerator (beds for beds per 1,000), whose series is then forecast and held against the people
        of the due date; needs `population`.
    exposure : float, optional
        Births, people or institutions a year behind a rate or share of few cases.
    printed : iterable of Observation, optional
        Baselines that other rows print for the same concept; they fill dates without an observation.

    Returns
    -------
    Prospect

    Raises
    ------
    ConventionError
        If `method` is unknown, a population is given for a target that is not per head, or `stock` comes without one.
    DomainError
        If the population's draws or the tolerance are not positive, or ``"borrowed"`` is asked of five values or more.
    UnknownIdError, UnitError
        As the observations raise them.

    References
    ----------
    `cqtargets.attainment.probability`; the choice of method: docs/attainment.md.

    Examples
    --------
    Life expectancy of Chongqing, 79.3 years due in 2025, five values:

    >>> import cqtargets as cq
    >>> seen = attain(cq.load_catalogue()["med14.life_expectancy"], cq.load_observations())
    >>> seen.evidence, seen.donors, seen.probability > 0.9
    ('sufficient', (), True)

    >>> beds = attain(cq.load_catalogue()["med14.beds_per_1000"], cq.load_observations())
    >>> beds.probability, round(beds.paces.needed, 4), round(beds.paces.reference, 4)
    (None, 0.0463, 0.0407)
    """
    _check(indicator, method, tolerance, population, stock)
    _check_exposure(indicator, exposure)
    target = _as_level(indicator)
    tolerance = target.tolerance if tolerance is None else tolerance
    goal = None if target.form in ("relative", "growth") else target.goal
    if why := _no_level(target):
        return Prospect(indicator=indicator, goal=goal, history=History(values=(), used=()), reason=why)
    draws = None if population is None else drawn(population)
    if stock and draws is not None:
        found = stock_history(target, observations, stock, float(np.median(draws)), on=on)
    else:
        found = history(target, observations, on=on, allow=allow, printed=printed)
    starts = [Reason("starts_from_print", when=when, value=value) for when, value in printed_start(target, found)]
    blank = Prospect(indicator=indicator, goal=goal, history=found, remarks=(*found.remarks, *starts))
    if not found.values:
        return replace(blank, reason=_nothing_seen(found, target, observations))
    if clock.time(found.when[-1]) >= target.due:
        why = Reason("outcome_known", when=found.when[-1])
        return replace(blank, reason=why, outcome=_outcome(target, found))
    pools = (observations, shipped_observations())
    scale = scale_of(target)
    if exposure is not None:
        recipe = Recipe(method="counts", scale=scale, count=(exposure, counted_per(target)))
        return _answer(blank, target, recipe, pools, on, tolerance, None)
    if why := _misplaced(target, found, scale, tolerance):
        return replace(blank, reason=why, paces=_paces(target, found, pools, on))
    recipe, remark = _recipe(target, found, scale, pools, on, method)
    prospect = _answer(blank, target, recipe, pools, on, tolerance, draws)
    if target.form == "flow":
        prospect = replace(prospect, paces=None, remarks=(*prospect.remarks, Reason("flow")))
    if prospect.probability is None and remark:
        return replace(prospect, reason=Reason("insufficient", why=remark))
    return prospect


def check_tolerance(tolerance: float | None) -> None:
    """Refuse a tolerance that is not a positive finite number."""
    if tolerance is not None and not (tolerance > 0 and np.isfinite(tolerance)):
        raise DomainError(Reason("tolerance_wrong", tolerance=tolerance))


def _check(indicator: Indicator, method: str | None, tolerance: float | None, population: object, stock: str) -> None:
    check_tolerance(tolerance)
    if method is not None and method not in METHODS:
        raise ConventionError(Reason("unknown_forecast_method", method=method, methods=", ".join(METHODS)))
    if population is not None and (indicator.per is None or scale_of(indicator).name != "log"):
        raise ConventionError(
            f"indicator {indicator.id!r} is not per head ({indicator.measure}, unit {indicator.unit_label!r}): "
            "a population has no part in it; leave population= out"
        )
    if stock and population is None:
        raise ConventionError(f"stock={stock!r} needs population=, the people of the due date, to become a ratio")


def _check_exposure(indicator: Indicator, exposure: float | None) -> None:
    if exposure is None:
        return
    if not (exposure > 0 and np.isfinite(exposure)):
        raise DomainError(f"exposure {exposure} is not above zero; give the births, people or institutions a year")
    if indicator.measure not in ("rate", "share"):
        raise ConventionError(
            f"indicator {indicator.id!r} is no rate or share ({indicator.measure}): exposure= has no part in it"
        )


def counted_per(target: Indicator) -> float:
    """Of how many the cases of a rate or share are counted: 100,000 for 1/10万, 1,000 for ‰, 100 for %.

    >>> import cqtargets as cq
    >>> plain = {"id": "a", "concept": "a", "plan": "p", "name_zh": "a", "target_year": 2025, "target_low": 8}
    >>> counted_per(cq.Indicator(**plain, measure="rate", unit="1/10万"))
    100000.0
    """
    unit = units.parse_unit(target.unit)
    whole = float(round(1 / unit.factor)) if unit.base == "share" else 1.0
    return whole if target.measure == "share" else float(target.per or whole)


def _as_level(indicator: Indicator) -> Indicator:
    """A change over a known baseline, or a yearly growth from it, as the level it comes to."""
    way = indicator.course()
    if indicator.form not in ("relative", "growth") or way.end is None or way.start is None:
        return indicator
    return replace(indicator, form="level", change="", reference="", target_low=way.low, target_high=way.high)


def _no_level(target: Indicator) -> str:
    if target.form == "proportional":
        return Reason("copies", followed=target.follows)
    if target.unanswered or target.form in ("relative", "growth"):
        return target.course().reason
    return _NUMBERLESS.get(target.form, "")


def _outcome(target: Indicator, found: History) -> bool | None:
    """Whether the value of the due date, or the first after it, meets the target; None where it cannot tell."""
    reached = next(one for one in found.used if (one.time or 0.0) >= target.due - NOISE)
    said = target.met_by(reached)
    return said if isinstance(said, bool) else None


def _nothing_seen(found: History, target: Indicator, observations: ObservedSeries) -> str:
    if not found.left_out:
        return never_observed(target, observations)
    return found.left_out[-1][1]


def _misplaced(target: Indicator, found: History, scale: Scale, tolerance: float | None) -> str:
    """Why values or target have no place on the scale, or nothing."""
    low, high = scale.domain
    for when, value in (*zip(found.when, found.values, strict=True), *printed_start(target, found)):
        if not low < value < high:
            return Reason("off_scale", value=value, when=when, scale=scale.name)
    if target.comparator in ("=", "~") and tolerance is None:
        return Reason("no_width", comparator=target.comparator)
    floor, ceiling = _limits(target, tolerance or 0.0)
    if (floor is not None and floor >= high) or (ceiling is not None and ceiling <= low):
        return Reason("end_of_scale", goal=target.goal, scale=scale.name)
    if (floor is None or floor <= low) and (ceiling is None or ceiling >= high):
        return Reason("met_by_all", scale=scale.name, goal=target.goal)
    return ""


def _limits(target: Indicator, margin: float) -> tuple[float | None, float | None]:
    """From where and up to where the target counts as met, in the unit."""
    floor = None if target.target_low is None else target.target_low - margin
    ceiling = None if target.target_high is None else target.target_high + margin
    if target.comparator == "range" and target.direction != "hold":
        return (floor, None) if target.direction == "up" else (None, ceiling)
    return floor, ceiling


def scale_of_paces(target: Indicator, found: History) -> Scale:
    """The target's own scale; the unit where a value or the target has no place on a scale of rates."""
    scale = scale_of(target)
    if scale.name != "log":
        return Scale(name="identity")
    values = (*found.values, *(value for _, value in printed_start(target, found)))
    goals = () if target.goal is None else (target.goal,)
    return scale if all(value > 0 for value in (*values, *goals)) else Scale(name="identity")


def _paces(target: Indicator, found: History, pools: tuple[ObservedSeries, ...], on: clock.When | None) -> Paces | None:
    """Paces where no chance can be told."""
    if target.goal is None or target.form == "flow":
        return None
    scale = scale_of_paces(target, found)
    paces = compare_paces(
        found.when, found.values, target=target.goal, due=target.target_year, scale=scale.name,
        reference=nation_of(target, scale, pools, on=on), since=plan_start(target, found),
    )  # fmt: skip
    return _still_needed(target, found, paces)


def _still_needed(target: Indicator, found: History, paces: Paces) -> Paces:
    """The paces; none is needed where the last value meets the target."""
    seen = found.used[-1]
    met = target.met_by(seen if seen.concept == target.concept else found.values[-1])
    if target.goal is None or met is not True:
        return paces
    return replace(paces, needed=None, reasons={**paces.reasons, "needed": Reason("met_needs_no_growth")})


def _recipe(
    target: Indicator,
    found: History,
    scale: Scale,
    pools: tuple[ObservedSeries, ...],
    on: clock.When | None,
    method: Method | None,
) -> tuple[Recipe, str]:
    """The method with its donors and factor; where nobody lends, why."""
    size = len(found.values)
    if size < LEAST["borrowed"]:
        return Recipe(method="damped", scale=scale), Reason("one_value")
    if method == "borrowed" and size > MOST_BORROWED:
        raise DomainError(Reason("about_indicator", id=target.id, why=Reason("borrowed_for_few", count=size)))
    if size > MOST_BORROWED or method not in ("borrowed", "calibrated", None):
        return Recipe(method=method or "calibrated", scale=scale), ""
    lent = donors_of(target, scale, pools, on=on)
    if not lent.series:
        return Recipe(method="damped", scale=scale), Reason("values_and", count=size, why=lent.reason)
    return Recipe(method="borrowed", scale=scale, donor=lent.series, sizes=lent.sizes), ""


def _answer(
    blank: Prospect,
    target: Indicator,
    recipe: Recipe,
    pools: tuple[ObservedSeries, ...],
    on: clock.When | None,
    tolerance: float | None,
    draws: Floats | None,
) -> Prospect:
    found = blank.history
    low, high, goal = target.target_low, target.target_high, target.goal
    pair = (low, high) if low is not None and high is not None else None
    held = attainment.probability(
        found.when,
        found.values,
        target=pair if target.comparator == "range" and pair else float(goal if goal is not None else 0.0),
        due=target.target_year,
        comparator=target.comparator,
        direction=target.direction,
        tolerance=None if recipe.count else tolerance,
        reference=nation_of(target, recipe.scale, pools, on=on),
        since=plan_start(target, found),
        count=recipe.count,
        **recipe.arguments(),
    )
    joins = draws is not None and held.probability is not None
    if draws is not None and joins:
        floor = float("-inf") if held.low is None else held.scale.forward(held.low)
        ceiling = float("inf") if held.high is None else held.scale.forward(held.high)
        held = joined(held, draws, floor, ceiling)
    return replace(
        blank,
        attainment=held,
        paces=_still_needed(target, found, held.paces),
        reason=held.reason,
        recipe=recipe,
        with_population=joins,
    )
