"""Which observations make one series with a target, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cqtargets import clock
from cqtargets.attainment.scales import Scale
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import ceiling, scale_name
from cqtargets.errors import UnitError
from cqtargets.monitoring.comparability import Comparison, against
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["History", "history", "scale_of", "stock_history"]

LeftOut = tuple[Observation, str]


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
    indicator: Indicator, observations: ObservedSeries, *, on: clock.When | None = None, allow: Iterable[str] = ()
) -> History:
    """The comparable observations of a target's concept in its region; its printed baseline fills its own date.

    Left out are observations that `compare` refuses, bounds, estimates (预计), those after `on`, and those of another
    basis than the latest: two definitions make no series.
    """
    kept: dict[float, Observation] = {}
    left_out: list[LeftOut] = []
    remarks: list[str] = []
    for held in against(observations, indicator, allow):
        reason = "; ".join(held.reasons.values()) or _unusable(held.observation, on) or _too_late(held, indicator)
        if reason:
            left_out.append((held.observation, _refusal(reason, comparable=held.comparable)))
            continue
        kept[clock.time(held.observation.when or 0)] = held.observation
        if held.remark and held.remark not in remarks:
            remarks.append(held.remark)
    first = _baseline(indicator)
    if first is not None and clock.time(first.when or 0) not in kept and not _unusable(first, on):
        kept[clock.time(first.when or 0)] = first
    alike, others = _of_one_basis([kept[time] for time in sorted(kept)])
    return History(
        values=tuple(one.value_in(indicator.unit, indicator.per) for one in alike),
        used=tuple(alike),
        left_out=(*left_out, *others),
        remarks=tuple(remarks),
    )


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
        remarks=(*found.remarks, f"{stock} over the people forecast for the due date"),
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
    if on is not None and (one.time or 0.0) > clock.time(on):
        return f"observed after {on}"
    if one.bound:
        return f"the figure is a bound ({one.bound} {one.value:g})"
    return "an estimate (预计) is no observation" if one.status == "estimate" else ""


def _refusal(reason: str, *, comparable: bool) -> str:
    return reason if comparable else f"not comparable: {reason}"


def _baseline(indicator: Indicator) -> Observation | None:
    """The baseline as an observation: it is printed on the target's own definition."""
    if indicator.baseline is None or indicator.form not in ("level", "relative"):
        return None
    return Observation(
        concept=indicator.concept, region=indicator.region, when=indicator.baseline_year, value=indicator.baseline,
        text=indicator.baseline_text, unit=indicator.unit, per=indicator.per, population=indicator.population,
        basis=indicator.basis, document=indicator.plan, locator=indicator.locator, source=indicator.plan,
    )  # fmt: skip


def _of_one_basis(ordered: list[Observation]) -> tuple[list[Observation], list[LeftOut]]:
    """Those counted as the latest is; an observation that names no basis goes with any."""
    named = [one.basis for one in ordered if one.basis]
    if not named:
        return ordered, []
    latest = ordered[-1].basis or named[-1]
    alike = [one for one in ordered if one.basis in ("", latest)]
    others = [(one, f"counted as {one.basis}, the latest value as {latest}") for one in ordered if one not in alike]
    return alike, others
