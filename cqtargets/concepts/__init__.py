"""What is measured: a register of concepts, and the concept that a printed name stands for.

>>> import cqtargets as cq
>>> cq.concepts.match("每千人口执业(助理)医师数").concept.key
'physicians_per_1000'
"""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach
from cqtargets.concepts.concept import Concept, Match
from cqtargets.concepts.register import Concepts, load, match

if TYPE_CHECKING:
    from cqtargets.concepts.accepted import read_names, write_names

__all__ = ["Concept", "Concepts", "Match", "load", "match", "read_names", "write_names"]

__getattr__, __dir__ = attach(__name__, {"read_names": "accepted", "write_names": "accepted"})
