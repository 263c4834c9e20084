"""A city's targets in its districts: a total shared among them, and the targets that hold in each."""

from cqtargets.districts.inheritance import inherited
from cqtargets.districts.people import BANDS
from cqtargets.districts.result import DistrictAllocation, Inequality
from cqtargets.districts.sharing import METHODS, allocate_target

__all__ = ["BANDS", "METHODS", "DistrictAllocation", "Inequality", "allocate_target", "inherited"]
