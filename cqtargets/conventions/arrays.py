"""Arrays as frozen values hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.errors import DomainError

__all__ = ["floats", "frozen", "objects"]


def frozen(values: Any) -> NDArray[np.float64]:
    """A read-only copy as an array of floats.

    >>> frozen([1, 2]).flags.writeable
    False
    """
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array


def floats(values: Any, name: str) -> NDArray[np.float64]:
    """The values as an array of floats; finite or not is for the caller to say.

    Raises
    ------
    DomainError
        If something is no number, or rows have different lengths.

    Examples
    --------
    >>> floats([1, "x"], "counts")
    Traceback (most recent call last):
    cqtargets.errors.DomainError: counts are [1, 'x']; give numbers, in rows of one length
    """
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise DomainError(f"{name} are {repr(values)[:60]}; give numbers, in rows of one length") from None


def objects(values: Sequence[Any]) -> NDArray[np.object_]:
    """A list as an object array of one axis, whatever it holds."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
