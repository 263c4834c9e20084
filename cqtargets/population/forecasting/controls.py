"""Age bands and totals on record as controls: how far the census carried forward misses them, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.age_groups import parse_band
from cqtargets.errors import DomainError
from cqtargets.population.forecasting.schedules import AGES
from cqtargets.population.forecasting.single_ages import POWER_STEP, SingleAges
from cqtargets.population.models.cohort import project
from cqtargets.population.models.cohorts import POWERS
from cqtargets.population.models.uncertainty import Spread, knot_weights

__all__ = ["Controls", "asked_power", "directions", "observed_controls", "posterior", "slopes_of"]

Array = NDArray[np.float64]

# Stated errors of the logs of a yearly bulletin's figures: a total, and an age band read from a sample of one in a thousand.
_TOTAL_ERROR: Final = 0.002
_BAND_ERROR: Final = 0.01
_REFUSED: Final = 0.1
_TOLD: Final = 0.01
_NUDGE: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Controls:
    """What was recorded after the census, and how it answers to the things a forecast is unsure of.

    Attributes
    ----------
    names : tuple of str
        Band and year of each.
    gap : array, shape (J,)
        Log of recorded over carried persons.
    error : array, shape (J,)
        Standard deviation of the log of each record.
    by_age : array, shape (J, 101)
        Change of the log of each by that of the people counted at each age.
    by_cohorts, by_deaths : array, shape (J,)
        The same by the pattern of birth cohorts, and by the log of all death rates.
    """

    names: tuple[str, ...]
    gap: Array = field(repr=False)
    error: Array = field(repr=False)
    by_age: Array = field(repr=False)
    by_cohorts: Array = field(repr=False)
    by_deaths: Array = field(repr=False)

    def notes(self, region: str) -> tuple[str, ...]:
        """A sentence on what is left between record and forecast, where it is a hundredth or more."""
        wide = [
            f"{name} {np.expm1(-gap):+.1%}" for name, gap in zip(self.names, self.gap, strict=True) if abs(gap) >= _TOLD
        ]
        if not self.names:
            return ()
        said = f"; still apart from the record: {', '.join(wide)}" if wide else ""
        return (f"controls: {len(self.names)} figures of {region} after the census{said}",)


def observed_controls(
    totals: Mapping[int, float], bands: Mapping[tuple[str, int], float], years: Sequence[int], open_age: int
) -> dict[tuple[str, int], float]:
    """Totals and bands at the year ends of a forecast, ordered; a band that reaches into the open group is left out."""
    found = {("total", year): value for year, value in totals.items() if year in years}
    for (name, year), value in bands.items():
        if year in years and parse_band(name).low <= open_age:
            found[name, year] = value
    return dict(sorted(found.items(), key=lambda one: (one[0][1], one[0][0])))


def slopes_of(
    region: str,
    records: Mapping[tuple[str, int], float],
    *,
    base_year: int,
    base: Array,
    pattern: Array,
    rates: tuple[Array, Array, Array, Array],
) -> Controls:
    """Controls of a run, by carrying its base on once for each thing that may be otherwise.

    Parameters
    ----------
    records : mapping of (band, year) to persons
    base, pattern : array, shape (2, 101)
        People at the end of the base year, and the pattern of their birth cohorts.
    rates : four arrays
        Survival, fertility, sex ratio at birth and migration of the steps up to the last record.

    Raises
    ------
    DomainError
        If a record and the census carried forward differ by a tenth or more.
    """
    carried = _carried(base, pattern, rates)
    names, gap, error, slopes = [], [], [], []
    for (band, year), value in records.items():
        people = carried[year - base_year][:, _ages(band)].sum(axis=(0, 1))
        missed = float(np.log(value / people[0])) if value > 0 else -np.inf
        if abs(missed) >= _REFUSED:
            raise DomainError(
                f"{band} of {region} at the end of {year} is {value:,.0f} on record, and its census carried forward gives "
                f"{people[0]:,.0f} ({np.expm1(missed):+.1%} on record): correct one of them, or leave the record out"
            )
        names.append(f"{band} of {year}")
        gap.append(missed)
        error.append(_TOTAL_ERROR if band == "total" else _BAND_ERROR)
        slopes.append(np.log(people[1:] / people[0]) / _NUDGE)
    changes = np.array(slopes)
    return Controls(
        names=tuple(names),
        gap=np.array(gap),
        error=np.array(error),
        by_age=changes[:, :-2],
        by_cohorts=changes[:, -2],
        by_deaths=changes[:, -1],
    )


def _carried(base: Array, pattern: Array, rates: tuple[Array, Array, Array, Array]) -> Array:
    """The run (years, 2, 101, 1 + 101 + 2): as it is, each age raised a little, the cohorts' pattern, the death rates."""
    ages = base.shape[1]
    survival, fertility, srb, migration = rates
    logs = np.zeros((*base.shape, ages + 3))
    logs[:, np.arange(ages), 1 + np.arange(ages)] = _NUDGE
    logs[..., ages + 1] = _NUDGE * pattern
    starts = base[..., None] * np.exp(logs)
    if not len(survival):
        return starts[None]
    force = np.ones(ages + 3)
    force[-1] = np.exp(_NUDGE)
    result = project(
        starts, survival[..., None] ** force, fertility, srb, migration, migration_timing="even", keep="population"
    )
    return result.population


def _ages(band: str) -> slice:
    if band == "total":
        return slice(None)
    wanted = parse_band(band)
    return slice(wanted.low, None if wanted.high is None else wanted.high + 1)


def directions(controls: Controls, weights: Array, cohorts: float, doubt: float) -> Array:
    """Slopes of the controls (J, K + 2) along the error of the count at its knots, birth cohorts, and death rates.

    Parameters
    ----------
    weights : array, shape (101, K)
        Change of the log of the count at each age by one standard deviation of each knot.
    cohorts, doubt : float
        Standard deviations of the cohorts' pattern (in its own steps) and of the log of death rates.
    """
    return np.column_stack([controls.by_age @ weights, cohorts * controls.by_cohorts, doubt * controls.by_deaths])


def asked_power(controls: Controls, ages: SingleAges) -> float:
    """The power of birth cohorts that the controls ask for, beside what they say of the count itself."""
    spread = Spread()
    middles: Array = np.arange(AGES, dtype=np.float64) + 0.5
    weights = knot_weights(spread, middles) * np.array(spread.jump_off)
    slopes = directions(controls, weights, spread.cohorts / POWER_STEP, 0.0)
    mean, _ = posterior(slopes, controls.gap, controls.error)
    return float(np.clip((ages.power or 0.0) + spread.cohorts * mean[-2], *POWERS))


def posterior(slopes: Array, gap: Array, error: Array) -> tuple[Array, Array]:
    r"""Mean (K,) and root (K, K) of standard normals z, known that :math:`H z = gap \pm error`.

    .. math:: P = I - H^T (H H^T + R)^{-1} H, \quad m = H^T (H H^T + R)^{-1} gap

    References
    ----------
    Tarantola (2005), Inverse Problem Theory, section 3.2.

    Examples
    --------
    One thing unsure by 1 and measured to be 2 with the same error: half way, and the spread falls to 0.71.

    >>> mean, root = posterior(np.array([[1.0]]), np.array([2.0]), np.array([1.0]))
    >>> mean.tolist(), root.round(2).tolist()
    ([1.0], [[0.71]])
    """
    inside = slopes @ slopes.T + np.diag(error**2)
    gain = np.linalg.solve(inside, slopes).T
    left = np.eye(slopes.shape[1]) - gain @ slopes
    values, vectors = np.linalg.eigh((left + left.T) / 2)
    root: Array = vectors * np.sqrt(np.maximum(values, 0.0)) @ vectors.T
    return gain @ gap, root
