"""The error for a file that cannot be used as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from cqtargets.conventions.limits import memory
from cqtargets.conventions.reasons import fault
from cqtargets.errors import DataFileError, DomainError, Problem

__all__ = ["file_at", "files_at", "refuse", "refuse_beyond_memory"]


def refuse(file: str, reason: str, remedy: str = "") -> DataFileError:
    """One line that names the file, why it cannot be used, and what to do."""
    return DataFileError(file, [Problem(reason=reason, remedy=remedy)], unusable=True)


def refuse_beyond_memory(file: str, needed: float) -> None:
    """Refuse a file whose reading needs more bytes than the machine has, before the work on it begins.

    Raises
    ------
    DataFileError
        With the estimate, the machine's memory and the remedy.
    """
    held = memory()
    if needed > held:
        raise refuse(file, *fault("beyond_memory_read", needed=needed / 1e9, held=held / 1e9))


def file_at(path: object) -> Path:
    """The place that a str or a Path names.

    Raises
    ------
    DomainError
        If it is anything else.

    Examples
    --------
    >>> file_at(7)
    Traceback (most recent call last):
    cqtargets.errors.DomainError: 7 names no file; give its name as a str, or a Path
    """
    if isinstance(path, (str, os.PathLike)):
        named = os.fspath(path)
        if isinstance(named, str):
            return Path(named)
    raise DomainError(f"{repr(path)[:60]} names no file; give its name as a str, or a Path")


def files_at(paths: object) -> list[Path]:
    """The places that a name or several names stand for; see `file_at`."""
    several = isinstance(paths, Iterable) and not isinstance(paths, (str, bytes, os.PathLike))
    return [file_at(one) for one in paths] if several and isinstance(paths, Iterable) else [file_at(paths)]
