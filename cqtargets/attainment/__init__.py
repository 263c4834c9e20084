"""How likely a target is to be met: numbers in, numbers out.

>>> from cqtargets import attainment
>>> few = attainment.probability([2015, 2020, 2022], [5.34, 2.92, 2.62], target=2.5, due=2025, comparator="<=")
>>> few.probability, few.reason
(None, 'insufficient evidence: damped needs 5 values and 3 are given')
>>> round(few.paces.needed, 4), round(few.paces.so_far, 4), round(few.years_until_met, 2)
(-0.0155, -0.0967, 0.46)
"""

from cqtargets._lazy import attach
from cqtargets.attainment.backtest import rolling_origin
from cqtargets.attainment.calibration import Calibration
from cqtargets.attainment.counts import Counted, count_interval, pooled_rate
from cqtargets.attainment.estimate import fan, probability
from cqtargets.attainment.jointly import Joint, joint, joint_chances
from cqtargets.attainment.methods import METHODS
from cqtargets.attainment.paces import Paces, compare_paces
from cqtargets.attainment.result import Attainment, Fan
from cqtargets.attainment.scores import Reliability, reliability

__all__ = [
    "METHODS",
    "Attainment",
    "Calibration",
    "Counted",
    "Fan",
    "Joint",
    "Paces",
    "Reliability",
    "compare_paces",
    "count_interval",
    "fan",
    "joint",
    "joint_chances",
    "pooled_rate",
    "probability",
    "reliability",
    "rolling_origin",
]

__getattr__, __dir__ = attach(
    __name__,
    {},
    leaving={
        "LEAST": "methods",
        "SCALES": "scales",
        "CalibrationFactor": "stretching",
        "Case": "cases",
        "Component": "predictive",
        "Coverage": "scores",
        "Event": "cases",
        "Predictive": "predictive",
        "Scale": "scales",
        "Score": "scores",
        "calibration_factor": "backtest",
        "common": "scores",
        "score": "scores",
    },
)
