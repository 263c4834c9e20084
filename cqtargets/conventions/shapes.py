"""The shapes of paths on arrays: from a share of the time to a value, and from a value back to a share of the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["share_of_time", "value_between"]

Floats = NDArray[np.float64]
Scale = tuple[Callable[[Any], Any], Callable[[Any], Any]]

_SHAPES: Final[dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = {
    "front_loaded": (lambda share: 1 - (1 - share) ** 2, lambda progress: 1 - np.sqrt(1 - progress)),
    "back_loaded": (lambda share: share**2, np.sqrt),
}


def value_between(first: ArrayLike, last: ArrayLike, share: ArrayLike, method: str, bounds: Any = None) -> Floats:
    """Values where `share` of the time from `first` to `last` is over; both ends are hit exactly.

    `bounds` are the two ends of a logit path, numbers or arrays.

    >>> value_between([6.38, 6.38], [8.0, 8.0], [0.5, 1.0], "linear").round(2).tolist()
    [7.19, 8.0]
    """
    start, end, gone = (np.asarray(one, dtype=np.float64) for one in (first, last, share))
    if method in _SHAPES:
        gone = _SHAPES[method][0](gone)
    to_scale, from_scale = _scale(method, bounds)
    low, high = to_scale(start), to_scale(end)
    path = from_scale(low + gone * (high - low))
    return np.asarray(np.where(gone == 0, start, np.where(gone == 1, end, path)), dtype=np.float64)


def share_of_time(value: ArrayLike, first: ArrayLike, last: ArrayLike, method: str, bounds: Any = None) -> Floats:
    """The share of the time after which the path from `first` to `last` has `value`, which lies between them.

    >>> round(float(share_of_time(7.0, 6.38, 8.0, "linear")), 4)
    0.3827
    """
    here, start, end = (np.asarray(one, dtype=np.float64) for one in (value, first, last))
    to_scale, _ = _scale(method, bounds)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = to_scale(start), to_scale(end)
        progress = (to_scale(here) - low) / (high - low)
        share = _SHAPES[method][1](progress) if method in _SHAPES else progress
    return np.asarray(np.where(here == start, 0.0, np.where(here == end, 1.0, share)), dtype=np.float64)


def _scale(method: str, bounds: Any) -> Scale:
    if method == "geometric":
        return np.log, np.exp
    if method == "logit" and bounds is not None:
        low, high = bounds
        return (
            lambda value: np.log((value - low) / (high - value)),
            lambda scaled: low + (high - low) / (1 + np.exp(-scaled)),
        )
    return (lambda value: value), (lambda scaled: scaled)
