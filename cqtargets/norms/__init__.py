"""Planning norms: what one asks of a size, of many sizes, and which districts meet it."""

from cqtargets.norms.compliance import compare_steps, compliance
from cqtargets.norms.norm import Norm, NormStep, Requirement, RequirementInterval
from cqtargets.norms.requirements import RequirementArray, SizeForecast, requirement, requirements

__all__ = [
    "Norm",
    "NormStep",
    "Requirement",
    "RequirementArray",
    "RequirementInterval",
    "SizeForecast",
    "compare_steps",
    "compliance",
    "requirement",
    "requirements",
]
