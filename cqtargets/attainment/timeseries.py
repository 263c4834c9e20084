"""Exponential smoothing, ARIMA and the local linear trend, fitted by statsmodels to yearly values."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.attainment.predictive import Component, Predictive
from cqtargets.attainment.trend import Forecaster
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["arima", "ets", "local_trend"]

Array = NDArray[np.float64]
_ORDERS: Final = ((0, 1, 0), (1, 1, 0), (0, 1, 1))
# Smoothing of level and trend that a fit of `ets` starts from.
_STARTS: Final = ((0.1, 0.05), (0.5, 0.1), (0.9, 0.5))


def _yearly(times: Array, values: Array, method: str, gaps: bool) -> Array | str:
    """Values year by year, centred and scaled, NaN for a year without one."""
    steps = np.rint(times - times[0]).astype(int)
    if np.abs(times - times[0] - steps).max() > 1e-6:
        return Reason("whole_years", method=method)
    if not gaps and steps[-1] + 1 != values.size:
        missing = sorted(set(range(int(steps[-1]))) - set(steps.tolist()))
        years = ", ".join(f"{times[0] + year:g}" for year in missing)
        return Reason("every_year", method=method, years=years)
    if float(np.ptp(values)) == 0:
        return Reason("not_varying")
    grid = np.full(int(steps[-1]) + 1, np.nan)
    grid[steps] = (values - values.mean()) / values.std()
    return grid


def _forecaster(
    values: Array, result: Any, ahead: Callable[[int], tuple[float, float]], method: str
) -> Forecaster | str:
    if not result.mle_retvals["converged"]:
        return Reason("not_converged", method=method, count=values.size)
    centre, unit = float(values.mean()), float(values.std())
    if not ahead(1)[1] > 1e-8:
        return Reason("no_spread", method=method)

    def at(years: float) -> Predictive:
        whole = round(years)
        if whole < 1 or abs(years - whole) > 1e-6:
            raise DomainError(f"{method} looks whole years ahead, not {years:g}; use drift for other dates")
        mean, sd = ahead(whole)
        return Predictive(components=(Component(mean=centre + unit * mean, sd=unit * sd),))

    return at


def _state_space(result: Any) -> Callable[[int], tuple[float, float]]:
    def ahead(years: int) -> tuple[float, float]:
        forecast = result.get_forecast(years)
        return float(forecast.predicted_mean[-1]), float(forecast.se_mean[-1])

    return ahead


def ets(times: Array, values: Array) -> Forecaster | str:
    r"""Additive error and trend, ETS(A,A,N): s.d. :math:`\sigma\sqrt{1 + \sum_{j<h}(\alpha + \beta j)^2}`, normal.

    The likelihood has several summits: it is climbed from statsmodels' own start and from three more, and the highest
    that was reached counts.

    References
    ----------
    Hyndman, Koehler, Ord and Snyder (2008), Forecasting with exponential smoothing, table 6.1.
    """
    grid = _yearly(times, values, "ets", gaps=False)
    if isinstance(grid, str):
        return grid
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence is read from the result
        model = ETSModel(grid, error="add", trend="add")
        first = [float(grid[0]), float(grid[1] - grid[0])]
        fits = [model.fit(disp=False), *(model.fit(start_params=[*start, *first], disp=False) for start in _STARTS)]
    converged = [fit for fit in fits if fit.mle_retvals["converged"]]
    result = max(converged or fits[:1], key=lambda fit: float(fit.llf))
    alpha, beta = float(result.smoothing_level), float(result.smoothing_trend)

    def ahead(years: int) -> tuple[float, float]:
        growth = 1 + sum((alpha + beta * j) ** 2 for j in range(1, years))
        return float(result.forecast(years)[-1]), math.sqrt(float(result.mse) * growth)

    return _forecaster(values, result, ahead, "ets")


def arima(times: Array, values: Array) -> Forecaster | str:
    """ARIMA(0,1,0), (1,1,0) or (0,1,1) with drift, the one with the lowest corrected AIC; normal."""
    grid = _yearly(times, values, "arima", gaps=True)
    if isinstance(grid, str):
        return grid
    from statsmodels.tsa.arima.model import ARIMA

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence is read from the result
        fits = [ARIMA(grid, order=order, trend="t").fit(cov_type="none") for order in _ORDERS]
    converged = [fit for fit in fits if fit.mle_retvals["converged"]]
    best = min(converged or fits, key=lambda fit: float(fit.aicc))
    return _forecaster(values, best, _state_space(best), "arima")


def local_trend(times: Array, values: Array) -> Forecaster | str:
    """Local linear trend: level and slope both random walks, observed with noise; normal."""
    grid = _yearly(times, values, "local_trend", gaps=True)
    if isinstance(grid, str):
        return grid
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # convergence is read from the result
        model = UnobservedComponents(grid, "lltrend")
        result = model.fit(disp=0, cov_type="none")
        if not result.mle_retvals["converged"]:  # a line search that got stuck; without gradients it goes on
            result = model.fit(start_params=result.params, method="powell", disp=0, cov_type="none")
    return _forecaster(values, result, _state_space(result), "local_trend")
