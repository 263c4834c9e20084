"""Reports: the targets of a catalogue as documents that go out as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cqtargets.report.writer import write

__all__ = ["write"]


def __getattr__(name: str) -> Any:
    if name != "write":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from cqtargets.report.writer import write

    return write
