"""The error for a file that cannot be used as a whole."""

from __future__ import annotations

from cqtargets.errors import DataFileError, Problem

__all__ = ["refuse"]


def refuse(file: str, reason: str, remedy: str = "") -> DataFileError:
    """One line that names the file, why it cannot be used, and what to do."""
    return DataFileError(file, [Problem(reason=reason, remedy=remedy)], unusable=True)
