"""What a ratio costs: staff by age with who enters and who leaves, staff by workload, beds, places.

Numbers in, numbers out; `Indicator.workforce` joins a target and a forecast of people to it. What no document prints is an
`Assumption` that stands in the result.
"""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.workforce.assumptions import (
        ADMISSIONS,
        ATTRITION,
        PROFESSIONS,
        Assumption,
        Profession,
        attrition_draws,
    )
    from cqtargets.workforce.beds import BedDemand, bed_demand, bed_drivers, calibrated_rates
    from cqtargets.workforce.places import care_places, childcare_places
    from cqtargets.workforce.requirement import EntryNeed, required_entry
    from cqtargets.workforce.reserve import beds_for, erlang_loss
    from cqtargets.workforce.retirement import retired_share, retirement_age
    from cqtargets.workforce.staff import Staff, project
    from cqtargets.workforce.workload import Workload, available_time, wisn

__all__ = [
    "ADMISSIONS",
    "ATTRITION",
    "PROFESSIONS",
    "Assumption",
    "BedDemand",
    "EntryNeed",
    "Profession",
    "Staff",
    "Workload",
    "attrition_draws",
    "available_time",
    "bed_demand",
    "bed_drivers",
    "beds_for",
    "calibrated_rates",
    "care_places",
    "childcare_places",
    "erlang_loss",
    "project",
    "required_entry",
    "retired_share",
    "retirement_age",
    "wisn",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "ADMISSIONS": "assumptions",
        "ATTRITION": "assumptions",
        "PROFESSIONS": "assumptions",
        "Assumption": "assumptions",
        "Profession": "assumptions",
        "attrition_draws": "assumptions",
        "BedDemand": "beds",
        "bed_demand": "beds",
        "bed_drivers": "beds",
        "calibrated_rates": "beds",
        "care_places": "places",
        "childcare_places": "places",
        "EntryNeed": "requirement",
        "required_entry": "requirement",
        "beds_for": "reserve",
        "erlang_loss": "reserve",
        "retired_share": "retirement",
        "retirement_age": "retirement",
        "Staff": "staff",
        "project": "staff",
        "Workload": "workload",
        "available_time": "workload",
        "wisn": "workload",
    },
)
