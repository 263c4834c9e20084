"""Reports: the targets of a catalogue as documents that go out as they are."""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.report.writer import write

__all__ = ["write"]

__getattr__, __dir__ = attach(__name__, {"write": "writer"})
