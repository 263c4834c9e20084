"""How likely a target is to be met: numbers in, numbers out.

>>> from cqtargets import attainment
>>> few = attainment.probability([2015, 2020, 2022], [5.34, 2.92, 2.62], target=2.5, due=2025, comparator="<=")
>>> few.probability, few.reason
(None, 'insufficient evidence: pooled needs 5 values and 3 are given')
>>> round(few.paces.needed, 4), round(few.paces.so_far, 4), round(few.years_until_met, 2)
(-0.0155, -0.0967, 0.46)
"""

from cqtargets.attainment.backtest import CalibrationFactor, Case, Event, calibration_factor, rolling_origin
from cqtargets.attainment.estimate import fan, probability
from cqtargets.attainment.methods import LEAST, METHODS
from cqtargets.attainment.paces import Paces, compare_paces
from cqtargets.attainment.predictive import Component, Predictive
from cqtargets.attainment.result import Attainment, Fan
from cqtargets.attainment.scales import SCALES, Scale
from cqtargets.attainment.scores import Coverage, Reliability, Score, common, reliability, score

__all__ = [
    "LEAST",
    "METHODS",
    "SCALES",
    "Attainment",
    "CalibrationFactor",
    "Case",
    "Component",
    "Coverage",
    "Event",
    "Fan",
    "Paces",
    "Predictive",
    "Reliability",
    "Scale",
    "Score",
    "calibration_factor",
    "common",
    "compare_paces",
    "fan",
    "probability",
    "reliability",
    "rolling_origin",
    "score",
]
