"""Demography on numpy arrays: life tables, graduation, projection, trends; and Chongqing's own people.

Axes are (sex, age, ..., trajectory), sexes (male, female), ages ascending with the last group open. Nothing is loaded
before it is used. `models` holds the arithmetic, `known` what is on record, `forecasting` what follows.
"""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.population.forecasting.backtests import Backtest, backtest
    from cqtargets.population.forecasting.fitting import forecast_inputs
    from cqtargets.population.forecasting.folder import ForecastFolder, read_forecast
    from cqtargets.population.forecasting.inputs import Inputs
    from cqtargets.population.forecasting.recorded import recorded
    from cqtargets.population.forecasting.result import Forecast
    from cqtargets.population.forecasting.run import forecast
    from cqtargets.population.forecasting.writing import forecast_to_folder
    from cqtargets.population.known.areas import area_totals, areas
    from cqtargets.population.known.census import census, districts, regions
    from cqtargets.population.known.outlines import read_outlines
    from cqtargets.population.models.brass import brass_alpha, brass_logit
    from cqtargets.population.models.cohort import project
    from cqtargets.population.models.cohorts import cohort_power, cohort_shape
    from cqtargets.population.models.errors_in_percent import Accuracy, accuracy
    from cqtargets.population.models.fertility import fertility_from_tfr, total_fertility
    from cqtargets.population.models.graduation import GraduationWarning, graduate, negative_cells
    from cqtargets.population.models.hamiltonperry import HamiltonPerry, hamilton_perry
    from cqtargets.population.models.leecarter import LeeCarter, lee_carter
    from cqtargets.population.models.lifetable import LifeTable, life_table, survival_ratios
    from cqtargets.population.models.migration import residual_migration, rogers_castro
    from cqtargets.population.models.projection import Projection
    from cqtargets.population.models.shares import constant_share, share_of_growth, shift_share
    from cqtargets.population.models.trends import Trend, fit_trend
    from cqtargets.population.models.uncertainty import Spread

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
    "area_totals",
    "areas",
    "backtest",
    "brass_alpha",
    "brass_logit",
    "census",
    "cohort_power",
    "cohort_shape",
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
    "read_outlines",
    "recorded",
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
        "area_totals": "known.areas",
        "areas": "known.areas",
        "census": "known.census",
        "districts": "known.census",
        "Backtest": "forecasting.backtests",
        "backtest": "forecasting.backtests",
        "Forecast": "forecasting.result",
        "ForecastFolder": "forecasting.folder",
        "Inputs": "forecasting.inputs",
        "forecast": "forecasting.run",
        "forecast_inputs": "forecasting.fitting",
        "forecast_to_folder": "forecasting.writing",
        "read_forecast": "forecasting.folder",
        "recorded": "forecasting.recorded",
        "Accuracy": "models.errors_in_percent",
        "Spread": "models.uncertainty",
        "accuracy": "models.errors_in_percent",
        "read_outlines": "known.outlines",
        "regions": "known.census",
        "GraduationWarning": "models.graduation",
        "HamiltonPerry": "models.hamiltonperry",
        "LeeCarter": "models.leecarter",
        "LifeTable": "models.lifetable",
        "Projection": "models.projection",
        "Trend": "models.trends",
        "brass_alpha": "models.brass",
        "brass_logit": "models.brass",
        "cohort_power": "models.cohorts",
        "cohort_shape": "models.cohorts",
        "constant_share": "models.shares",
        "fertility_from_tfr": "models.fertility",
        "fit_trend": "models.trends",
        "graduate": "models.graduation",
        "hamilton_perry": "models.hamiltonperry",
        "lee_carter": "models.leecarter",
        "life_table": "models.lifetable",
        "negative_cells": "models.graduation",
        "project": "models.cohort",
        "residual_migration": "models.migration",
        "rogers_castro": "models.migration",
        "share_of_growth": "models.shares",
        "shift_share": "models.shares",
        "survival_ratios": "models.lifetable",
        "total_fertility": "models.fertility",
    },
)
