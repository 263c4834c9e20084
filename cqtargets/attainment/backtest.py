"""Rolling-origin backtest: forecasts made from each past date, held against what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from cqtargets.attainment.cases import AMBITIONS, Case, SeriesMap, Stretch, cases_of, known_series
from cqtargets.attainment.methods import METHODS, Base, Method
from cqtargets.attainment.result import level_ends
from cqtargets.attainment.scales import Bounds
from cqtargets.attainment.stretching import CalibrationFactor, learned
from cqtargets.conventions.doors import door
from cqtargets.errors import ConventionError

__all__ = ["BANDS", "calibration_factor", "rolling_origin"]

BANDS: Final = ((0.0, 2.5), (2.5, 5.5))
"""Years ahead that share a factor: one and two, three to five."""


@door
def rolling_origin(
    series: SeriesMap,
    methods: Sequence[Method] = ("damped", "drift", "ols", "pooled"),
    *,
    max_horizon: float = 5,
    ambitions: Sequence[float] = AMBITIONS,
    base: Base = "damped",
    bounds: Bounds | None = None,
    level: float = 0.8,
    places: Mapping[str, str] | None = None,
) -> tuple[Case, ...]:
    """Forecast every later value from every origin that leaves the method enough values.

    From each date with at least as many values as the method needs, each later value up to `max_horizon` years ahead
    is forecast from the values so far, by the rules of `probability` (so never further ahead than the series is long).
    At the same time targets are set as a plan would: from the last value, `ambition` times the pace so far on the
    scale, to be reached in the direction in which the series was going. ``borrowed`` sees the last two to four values
    before the origin, and the other series on the same scale up to the origin lend their spread. ``calibrated`` takes
    its factors, one for each of `BANDS`, from the series of other places (see `calibration_factor`, with `base` and
    `level`).

    Parameters
    ----------
    series : mapping of name to (when, values, scale)
    methods : sequence of str
    max_horizon : float
        Years.
    ambitions : sequence of float
    bounds : (low, high), optional
        For the series on the logit scale.
    places : mapping of name to place, optional
        Series of one place are left out together; without it each series is a place of its own.
    base : Base
        Method that ``calibrated`` stretches.
    level : float
        Share of outcomes inside the interval that is counted.

    Returns
    -------
    tuple of Case
        By method, series, origin and due date; `score` sums them up.

    Raises
    ------
    DomainError
        If a series has fewer than two values, does not vary, or has no place on its scale.
    ConventionError
        If a method is unknown, or ``calibrated`` has fewer than two series.

    References
    ----------
    Tashman (2000), Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16.

    Examples
    --------
    >>> years = range(2014, 2025)
    >>> rate = [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3]
    >>> cases = rolling_origin({"maternal": (years, rate, "log")}, ["drift"], max_horizon=2)
    >>> len(cases), cases[0].origin, cases[0].due, [event.met for event in cases[0].events]
    (11, 2018.0, 2019.0, [True, False, False])
    """
    unknown = [method for method in methods if method not in METHODS]
    if unknown:
        raise ConventionError(f"unknown method {unknown[0]!r}; write one of {', '.join(METHODS)}")
    known = known_series(series, bounds)
    stretch: dict[str, Stretch] = {}
    if "calibrated" in methods:
        plain = rolling_origin(series, (base,), max_horizon=max_horizon, ambitions=(), bounds=bounds)
        found = [learned(plain, list(series), level, base, 1.0, places, band) for band in BANDS]
        stretch = {name: tuple((one.band, one.left_out[name]) for one in found) for name in series}
    return tuple(
        case
        for method in methods
        for one in known
        for case in cases_of(
            one,
            known,
            base if method == "calibrated" else method,
            method,
            stretch.get(one.name),
            max_horizon,
            ambitions,
        )
    )


def calibration_factor(
    series: SeriesMap,
    *,
    level: float = 0.8,
    base: Base = "damped",
    max_horizon: float = 5,
    bounds: Bounds | None = None,
    at_least: float = 1.0,
    places: Mapping[str, str] | None = None,
    band: tuple[float, float] = (0.0, 5.5),
) -> CalibrationFactor:
    r"""Learn how far the spread must be stretched, leave one place out at a time.

    Every backtest case has a ratio :math:`r`: the distance of what came from the predicted mean, over the distance of
    the end of the `level` interval on that side. The interval stretched by :math:`f` holds the cases with
    :math:`r \le f`, so the factor is the smallest :math:`f` that holds a share `level` of them. With `places` the cases
    of a place weigh as much as those of any other, however many they are from ten on, because the next series comes
    from a new place. For the series left out, the cases of the other places are used. No factor goes below `at_least`: a few
    series that happen to stray little are no reason to promise more for the next one.

    Parameters
    ----------
    series : mapping of name to (when, values, scale)
        Two or more that give forecasts.
    level : float
        Share the interval should hold.
    base : {"damped", "drift", "ols", "pooled", "borrowed"}
    at_least : float
        Floor of the factors; 0 takes them as learned.
    places : mapping of name to place, optional
        Without it each series is a place of its own and each case weighs the same.
    band : (from, to)
        Years ahead of the cases, from excluded.

    Raises
    ------
    DomainError
        If `level` is not strictly between 0 and 1, or a series cannot be used.
    ConventionError
        If fewer than two places give forecasts: a factor must come from places other than the one it serves.

    References
    ----------
    Vovk, Gammerman and Shafer (2005), Algorithmic learning in a random world (conformal prediction, the idea).

    Examples
    --------
    >>> years = range(2014, 2025)
    >>> learned = calibration_factor({
    ...     "maternal": (years, [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3], "log"),
    ...     "infant": (years, [8.9, 8.1, 7.5, 6.8, 6.1, 5.6, 5.4, 5.0, 4.9, 4.5, 4.0], "log"),
    ... })
    >>> learned.cases, sorted(learned.left_out)
    (38, ['infant', 'maternal'])
    """
    level_ends(level)
    cases = rolling_origin(series, (base,), max_horizon=max_horizon, ambitions=(), bounds=bounds)
    return learned(cases, list(series), level, base, at_least, places, band)
