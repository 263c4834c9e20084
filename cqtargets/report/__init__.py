"""Reports: the targets of a catalogue as documents that go out as they are."""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.report.tables_for_slides import slide_table
    from cqtargets.report.writer import write

__all__ = ["slide_table", "write"]

__getattr__, __dir__ = attach(__name__, {"slide_table": "tables_for_slides", "write": "writer"})
