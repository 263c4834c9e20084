"""The yearly build-up that still reaches a target, or the proof that none does and what would have to give."""

from cqtargets.backcasting.plan import BuildUp, backcast
from cqtargets.backcasting.proof import NoBuildUp

__all__ = ["BuildUp", "NoBuildUp", "backcast"]
