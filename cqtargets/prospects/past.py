"""Which observations make one series with a target, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from cqtargets import clock
from cqtargets.attainment.paces import Since
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.comparison import noise
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.conventions.vocabulary import ceiling, scale_name
from cqtargets.errors import UnitError
from cqtargets.monitoring.comparability import Comparison, against
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = [
    "History",
    "as_printed",
    "history",
    "plan_start",
    "printed_baselines",
    "printed_start",
    "rows_alike",
    "scale_of",
    "series_of",
    "stock_history",
]

LeftOut = tuple[Observation, str]
_MONTHS_OFF: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Values of one definition in the target's unit, by time, one a date.

    `used` holds the observation behind each of `values`; `left_out` those of the concept that are no part of the
    series, each with the reason; `remarks` what was taken for granted.
    """

    values: tuple[float, ...]
    used: tuple[Observation, ...]
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def when(self) -> tuple[clock.When, ...]:
        """The dates as observed."""
        return tuple(one.when for one in self.used if one.when is not None)


def scale_of(indicator: Indicator) -> Scale:
    """The scale on which a target's measure moves by steps alike: log, logit within the unit's bounds, identity.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat = cq.load_catalogue()
    >>> scale_of(cat["med14.beds_per_1000"]).name, scale_of(cat["med14.life_expectancy"]).name
    ('log', 'identity')
    >>> scale_of(cat["med14.county_visit_rate"])
    Scale(name='logit', bounds=(0.0, 100.0))
    """
    name = scale_name(indicator.measure)
    return Scale(name=name, bounds=(0.0, ceiling(indicator.unit)) if name == "logit" else None)


def history(
    indicator: Indicator,
    observations: ObservedSeries,
    *,
    on: clock.When | None = None,
    allow: Iterable[str] = (),
    printed: Iterable[Observation] = (),
    beyond: bool = False,
) -> History:
    """The comparable observations of a target's concept in its region; printed baselines fill their own dates.

    Of one date the value counts that `Observations.chosen` takes. A bound (突破23.7万) counts as the number printed and an
    estimate (预计) as the number estimated, each with a remark. Left out are observations that `compare` refuses, sums over a part of
    a year, those after `on`, and those of another basis than the latest: two definitions make no series. `printed` are
    further baselines of the concept that other rows print; values after the due date count where `beyond` says so.
    """
    kept: dict[float, Observation] = {}
    left_out: list[LeftOut] = []
    remarks: list[str] = []
    for one in against(observations, indicator, allow):
        reason = (
            joined(*one.reasons.values())
            or _out_of_place(one.observation, on)
            or ("" if beyond else _too_late(one, indicator))
        )
        if reason:
            left_out.append((one.observation, _refusal(reason, comparable=one.comparable)))
            continue
        kept[one.observation.time or 0.0] = one.observation
        if one.remark and one.remark not in remarks:
            remarks.append(one.remark)
    for first in (*_baseline(indicator), *printed):
        if (first.time or 0.0) not in kept and not _out_of_place(first, on):
            kept[first.time or 0.0] = first
    alike, others = _of_one_basis([kept[time] for time in sorted(kept)])
    return History(
        values=tuple(one.value_in(indicator.unit, indicator.per) for one in alike),
        used=tuple(alike),
        left_out=(*left_out, *others),
        remarks=(*remarks, *(note for one in alike if (note := as_printed(one)))),
    )


def plan_start(indicator: Indicator, found: History) -> Since | None:
    """Where the plan's own period starts, with the baseline it prints where the series holds another value then."""
    for start in printed_start(indicator, found):
        return start
    return indicator.baseline_year if indicator.baseline_year is not None else indicator.period_start


def printed_start(indicator: Indicator, found: History) -> tuple[tuple[int, float], ...]:
    """Year and value of the printed baseline where another value of its date is in the series; empty elsewhere."""
    return tuple(
        (int(one.when), first.value)
        for first in _baseline(indicator)
        for one, value in zip(found.used, found.values, strict=True)
        if isinstance(one.when, int) and one.time == first.time and one.concept == first.concept
        and abs(value - first.value) > noise(value, first.value)
    )  # fmt: skip


def _too_late(held: Comparison, indicator: Indicator) -> str:
    late = (held.observation.time or 0.0) > indicator.due
    return Reason("observed_only_after_due", when=held.observation.when) if late else ""


def stock_history(
    indicator: Indicator, observations: ObservedSeries, stock: str, people: float, *, on: clock.When | None = None
) -> History:
    """The stock behind a per-head target, as a ratio to the people of the due date (a constant factor)."""
    counted = replace(
        indicator, id=f"{indicator.id} as {stock}", concept=stock, per=None, population="", measure="count",
        baseline=None, baseline_year=None, baseline_text="",
    )  # fmt: skip
    found = history(counted, observations, on=on)
    per = float(indicator.per or 1)
    return replace(
        found,
        values=tuple(value * per / people for value in found.values),
        remarks=(*found.remarks, Reason("over_people", stock=stock)),
    )


def series_of(
    concept: str, region: str, observations: ObservedSeries, unit: str, per: int | None, on: clock.When | None
) -> History:
    """Another concept or region as a series in the given unit, by the same rules; empty where units differ."""
    kept: dict[float, Observation] = {}
    for one in observations.series(concept, region):
        if not _unusable(one, on):
            kept[clock.time(one.when or 0)] = one
    alike, others = _of_one_basis([kept[time] for time in sorted(kept)])
    try:
        values = tuple(one.value_in(unit, per) for one in alike)
    except UnitError:
        return History(values=(), used=())
    return History(values=values, used=tuple(alike), left_out=tuple(others))


def _unusable(one: Observation, on: clock.When | None) -> str:
    """Why a value lends no spread and no pace to others: those come from exact and final values alone."""
    if why := _out_of_place(one, on):
        return why
    if one.bound:
        return Reason("bound", bound=one.bound, value=one.value)
    return Reason("estimate_no_observation") if one.status == "estimate" else ""


def _out_of_place(one: Observation, on: clock.When | None) -> str:
    if on is not None and (one.time or 0.0) > clock.time(on):
        return Reason("observed_after", limit=on)
    if one.since is not None and one.form in ("flow", "cumulative"):
        months = 12 * ((one.time or 0.0) - _start(one.since))
        if abs(months - 12) > _MONTHS_OFF:
            return Reason("months_summed", months=months)
    return ""


def _start(since: int | date) -> float:
    """The moment before a period: a year begins where the one before ends."""
    return clock.time(since - 1) if isinstance(since, int) else clock.time(since)


def as_printed(one: Observation | None) -> str:
    """What was taken for granted about a value that is not exact and final."""
    if one is None or one.bound in ("", "~"):
        return Reason("value_estimated", when=one.when) if one is not None and one.status == "estimate" else ""
    return Reason(f"counted_{'more' if one.bound.startswith('>') else 'less'}", when=one.when, value=one.value)


def _refusal(reason: str, *, comparable: bool) -> str:
    return reason if comparable else Reason("not_comparable", why=reason)


def _baseline(indicator: Indicator) -> tuple[Observation, ...]:
    """The baseline as an observation: it is printed on the target's own definition."""
    if indicator.baseline is None or indicator.baseline_year is None or indicator.form not in ("level", "relative"):
        return ()
    return (
        Observation(
            concept=indicator.concept, region=indicator.region, when=indicator.baseline_year, value=indicator.baseline,
            text=indicator.baseline_text, unit=indicator.unit, per=indicator.per, population=indicator.population,
            basis=indicator.basis, document=indicator.plan, locator=indicator.locator, source=indicator.plan,
        ),
    )  # fmt: skip


def printed_baselines(indicator: Indicator, rows: Iterable[Indicator]) -> tuple[Observation, ...]:
    """Baselines that other rows print for the same concept, region, unit, population and basis."""
    like = (indicator.concept, indicator.region, indicator.unit, indicator.per, indicator.population, indicator.basis)
    return tuple(
        one
        for row in rows
        if (row.concept, row.region, row.unit, row.per, row.population, row.basis) == like and row.id != indicator.id
        for one in _baseline(row)
    )


def rows_alike(rows: Iterable[Indicator]) -> dict[tuple[str, str], list[Indicator]]:
    """The rows of each concept and region, among which `printed_baselines` looks."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for row in rows:
        found.setdefault((row.concept, row.region), []).append(row)
    return found


def _of_one_basis(ordered: list[Observation]) -> tuple[list[Observation], list[LeftOut]]:
    """Those counted as the latest is; an observation that names no basis goes with any."""
    named = [one.basis for one in ordered if one.basis]
    if not named:
        return ordered, []
    latest = ordered[-1].basis or named[-1]
    alike = [one for one in ordered if one.basis in ("", latest)]
    others: list[LeftOut] = [
        (one, Reason("counted_as", seen=one.basis, last=latest)) for one in ordered if one not in alike
    ]
    return alike, others
