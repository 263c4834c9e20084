"""Arrays as frozen values hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = ["floats", "frozen", "number", "objects"]


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


def number(value: Any, name: str) -> float:
    """The value as a float; finite or not is for the caller to say.

    Raises
    ------
    DomainError
        If it is no single number.

    Examples
    --------
    >>> number("b", "people of a")
    Traceback (most recent call last):
    cqtargets.errors.DomainError: people of a is 'b'; give a number
    """
    if not isinstance(value, (bool, str, bytes)):
        try:
            return float(value)
        except (TypeError, ValueError, OverflowError):
            pass
    raise DomainError(Reason("wrong_argument", name=name, value=repr(value)[:60], wanted=Reason("wanted_number")))
