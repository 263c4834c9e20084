"""Demography on numpy arrays: life tables, graduation, projection, trends; and Chongqing's own people.

Axes are (sex, age, ..., trajectory), sexes (male, female), ages ascending with the last group open. Nothing is loaded
before it is used. `census`, `districts`, `regions`, the forecasts and their folders come from rooms above this one.
"""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.census import census, districts, regions
    from cqtargets.forecast.backtests import Backtest, backtest
    from cqtargets.forecast.inputs import Inputs, forecast_inputs
    from cqtargets.forecast.result import Forecast
    from cqtargets.forecast.run import forecast
    from cqtargets.io.forecast_folder import ForecastFolder, read_forecast
    from cqtargets.io.forecast_writing import forecast_to_folder
    from cqtargets.population.brass import brass_alpha, brass_logit
    from cqtargets.population.cohort import project
    from cqtargets.population.errors_in_percent import Accuracy, accuracy
    from cqtargets.population.graduation import GraduationWarning, graduate, negative_cells
    from cqtargets.population.hamiltonperry import HamiltonPerry, hamilton_perry
    from cqtargets.population.leecarter import LeeCarter, lee_carter
    from cqtargets.population.lifetable import LifeTable, life_table, survival_ratios
    from cqtargets.population.migration import residual_migration, rogers_castro
    from cqtargets.population.projection import Projection
    from cqtargets.population.rates import fertility_from_tfr, total_fertility
    from cqtargets.population.trends import Trend, constant_share, fit_trend, share_of_growth, shift_share
    from cqtargets.population.uncertainty import Spread

__all__ = [
    "Accuracy",
    "Backtest",
    "Forecast",
    "ForecastFolder",
    "GraduationWarning",
    "HamiltonPerry",
    "Inputs",
    "LeeCarter",
    "LifeTable",
    "Projection",
    "Spread",
    "Trend",
    "accuracy",
    "backtest",
    "brass_alpha",
    "brass_logit",
    "census",
    "constant_share",
    "districts",
    "fertility_from_tfr",
    "fit_trend",
    "forecast",
    "forecast_inputs",
    "forecast_to_folder",
    "graduate",
    "hamilton_perry",
    "lee_carter",
    "life_table",
    "negative_cells",
    "project",
    "read_forecast",
    "regions",
    "residual_migration",
    "rogers_castro",
    "share_of_growth",
    "shift_share",
    "survival_ratios",
    "total_fertility",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "census": "..census",
        "districts": "..census",
        "Backtest": "..forecast.backtests",
        "backtest": "..forecast.backtests",
        "Forecast": "..forecast.result",
        "ForecastFolder": "..io.forecast_folder",
        "Inputs": "..forecast.inputs",
        "forecast": "..forecast.run",
        "forecast_inputs": "..forecast.inputs",
        "forecast_to_folder": "..io.forecast_writing",
        "read_forecast": "..io.forecast_folder",
        "Accuracy": "errors_in_percent",
        "Spread": "uncertainty",
        "accuracy": "errors_in_percent",
        "regions": "..census",
        "GraduationWarning": "graduation",
        "HamiltonPerry": "hamiltonperry",
        "LeeCarter": "leecarter",
        "LifeTable": "lifetable",
        "Projection": "projection",
        "Trend": "trends",
        "brass_alpha": "brass",
        "brass_logit": "brass",
        "constant_share": "trends",
        "fertility_from_tfr": "rates",
        "fit_trend": "trends",
        "graduate": "graduation",
        "hamilton_perry": "hamiltonperry",
        "lee_carter": "leecarter",
        "life_table": "lifetable",
        "negative_cells": "graduation",
        "project": "cohort",
        "residual_migration": "migration",
        "rogers_castro": "migration",
        "share_of_growth": "trends",
        "shift_share": "trends",
        "survival_ratios": "lifetable",
        "total_fertility": "rates",
    },
)
