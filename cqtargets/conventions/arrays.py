"""Arrays as frozen values hold them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["frozen"]


def frozen(values: Any) -> NDArray[np.float64]:
    """A read-only copy as an array of floats.

    >>> frozen([1, 2]).flags.writeable
    False
    """
    array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array
