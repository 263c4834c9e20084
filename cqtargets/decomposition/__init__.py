"""Why a figure changed: the part of each factor in the difference between two dates, places or a plan and today."""

from cqtargets.decomposition.divisia import lmdi
from cqtargets.decomposition.effects import ChainedEffects, Effects
from cqtargets.decomposition.shapley import das_gupta, das_gupta_chain
from cqtargets.decomposition.stock import kitagawa, split_stock

__all__ = ["ChainedEffects", "Effects", "das_gupta", "das_gupta_chain", "kitagawa", "lmdi", "split_stock"]
