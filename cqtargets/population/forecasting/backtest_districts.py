"""Districts and groups of districts against totals printed after the census, by the default and by its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError
from cqtargets.population.forecasting.backtest_census import last_two
from cqtargets.population.forecasting.backtest_result import Backtest, ends_of
from cqtargets.population.forecasting.ensemble import ensemble
from cqtargets.population.forecasting.fitting import inputs_from
from cqtargets.population.forecasting.inputs import Inputs
from cqtargets.population.forecasting.knowledge import known_of, parts_of
from cqtargets.population.forecasting.methods import chosen_method
from cqtargets.population.forecasting.part_controls import PartControl, known_controls
from cqtargets.population.forecasting.parts_of_whole import PartRule
from cqtargets.population.known.own import PopulationData
from cqtargets.population.models.damping import Rule
from cqtargets.population.models.errors_in_percent import accuracy
from cqtargets.population.models.uncertainty import Spread

__all__ = ["GIVEN", "later_districts"]

Array = NDArray[np.float64]
GIVEN: Final = ("none", "groups", "earlier")
_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("the whole's ratios", "whole"),
    ("own ratios", "plain"),
    ("averaged with the whole's", "averaged"),
    ("own within a tenth of the whole's", "constrained"),
    ("differences where growing", "difference"),
)


def later_districts(
    region: str, given: str, data: PopulationData | None, draws: int, seed: int, spread: Spread
) -> Backtest:
    """Printed totals of districts and groups that are not given, from those that are.

    Parameters
    ----------
    given : {"none", "groups", "earlier"}
        Nothing after the census; the groups' totals, for their members; the totals of the first year, for the later ones.
    """
    names = parts_of(region, data)
    if not names:
        raise DomainError(f"no parts of {region} are known; give data with a column parent")
    controls = known_controls(region, names, data)
    used, asked = _split(controls, given)
    if not asked:
        raise DomainError(f"no total of a part of {region} is left to compare with where {given!r} is given")
    known = known_of(region, data)
    later = last_two(known)[1]
    inputs = inputs_from(known, to=max(one.year for one in asked), base=later.year)
    drawn = _totals(inputs, names, data, PartRule(controls=used), asked, draws, seed, spread)
    told = np.median(drawn[:, :-1], axis=1) if draws else drawn[:, -1]
    counted = np.array([one.persons for one in asked])
    ends = ends_of(drawn[:, :-1])
    at_census = {name: last_two(known_of(name, data))[1].total for name in names}
    still = np.array([sum(at_census[name] for name in one.members) for one in asked])
    totals = known.at_year_end()
    grown = np.array([totals.get(one.year, later.total) / later.total for one in asked])
    rivals = [("no change", still), ("constant share", still * grown)]
    for name, rule in _RULES:
        how = PartRule(rule=rule, controls=used)
        rivals.append((name, _totals(inputs, names, data, how, asked, 0, seed, spread)[:, -1]))
    return Backtest(
        design="districts",
        band="total",
        migration=given,
        what=tuple(f"{one.region} {one.year}" for one in asked),
        forecast=told,
        counted=counted,
        low=None if ends is None else ends[..., 0],
        high=None if ends is None else ends[..., 1],
        accuracy=accuracy(told, counted),
        rivals=tuple(rivals),
    )


def _split(controls: Sequence[PartControl], given: str) -> tuple[tuple[PartControl, ...], tuple[PartControl, ...]]:
    """What is used and what is asked; a group that others make up is neither."""
    apart = [
        one
        for one in controls
        if not any(set(other.members) < set(one.members) and len(other.members) > 1 for other in controls)
    ]
    if given == "none":
        return (), tuple(apart)
    if given == "groups":
        return tuple(one for one in apart if len(one.members) > 1), tuple(one for one in apart if len(one.members) == 1)
    first = min((one.year for one in apart), default=0)
    return tuple(one for one in apart if one.year == first), tuple(one for one in apart if one.year > first)


def _totals(
    inputs: Inputs,
    names: Sequence[str],
    data: PopulationData | None,
    how: PartRule,
    asked: Sequence[PartControl],
    draws: int,
    seed: int,
    spread: Spread,
) -> Array:
    """Trajectories of each total asked for, the variant itself last: (n, draws + 1)."""
    method = chosen_method(
        None, inputs, base=inputs.base_year, to=inputs.years[-1], variant=None, seed=seed, parts=names, data=data, how=how
    )  # fmt: skip
    found = ensemble(
        method, names=tuple(names), single=False, draws=draws, seed=seed, bands=(), spread=spread, jobs=1, executor=None,
        keep_groups=False,
    )  # fmt: skip
    rows = []
    for one in asked:
        total = found.denominator("total", on=one.year)
        picked = [found.regions.index(name) for name in one.members]
        rows.append(np.append(total.draws[picked].sum(axis=0), total.point[picked].sum()))
    return np.array(rows)
