"""Incentives of a plan: what a rule pays for an amount, several rules at once, and which limit binds."""

from cqtargets.incentives.incentive import Incentive
from cqtargets.incentives.result import LIMITS, Subsidy, SubsidyTotal
from cqtargets.incentives.rules import subsidy, total

__all__ = ["LIMITS", "Incentive", "Subsidy", "SubsidyTotal", "subsidy", "total"]
