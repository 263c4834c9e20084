"""Outcomes that plans print: premature mortality, healthy life expectancy, what moved a life expectancy, standardised rates."""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.outcomes.arriaga_effects import LifeExpectancyChange, arriaga
    from cqtargets.outcomes.causes import premature_mortality, without_cause
    from cqtargets.outcomes.health import HealthyYears, healthy_life_expectancy
    from cqtargets.outcomes.standardisation import StandardisedRate, standardised_rate

__all__ = [
    "HealthyYears",
    "LifeExpectancyChange",
    "StandardisedRate",
    "arriaga",
    "healthy_life_expectancy",
    "premature_mortality",
    "standardised_rate",
    "without_cause",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "HealthyYears": "health",
        "LifeExpectancyChange": "arriaga_effects",
        "StandardisedRate": "standardisation",
        "arriaga": "arriaga_effects",
        "healthy_life_expectancy": "health",
        "premature_mortality": "causes",
        "standardised_rate": "standardisation",
        "without_cause": "causes",
    },
)
