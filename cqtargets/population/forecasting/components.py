"""Births, deaths and net migration of a forecast, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets.conventions.quantity import checked_level

__all__ = ["COMPONENTS", "components_frame"]

COMPONENTS: Final = ("births", "deaths", "net_migration")


def components_frame(flows: NDArray[np.float64], years: Sequence[int], level: float) -> pd.DataFrame:
    """One row a year: year, births, deaths, net_migration in persons (medians), then low and high of each.

    Parameters
    ----------
    flows : array, shape (3, years, n + 1)
        Trajectories, the variant itself last; without trajectories it is the median and the ends are missing.
    years : sequence of int
    level : float
        Of the central intervals.

    Examples
    --------
    >>> flows = np.array([[[8.0, 12.0, 10.0]], [[4.0, 6.0, 5.0]], [[-1.0, 1.0, 0.0]]])
    >>> components_frame(flows, [2030], 0.5).iloc[0].tolist()
    [2030.0, 10.0, 5.0, 0.0, 9.0, 11.0, 4.5, 5.5, -0.5, 0.5]
    """
    share = checked_level(level)
    drawn = flows[..., :-1]
    columns: dict[str, Any] = {"year": list(years)}
    if not drawn.shape[-1]:
        columns |= dict(zip(COMPONENTS, flows[..., -1], strict=True))
        columns |= {f"{name}_{end}": np.nan for name in COMPONENTS for end in ("low", "high")}
        columns["reason"] = "no draws, so no interval"
        return pd.DataFrame(columns)
    columns |= dict(zip(COMPONENTS, np.median(drawn, axis=-1), strict=True))
    ends = np.quantile(drawn, [(1 - share) / 2, (1 + share) / 2], axis=-1)
    for row, name in enumerate(COMPONENTS):
        columns |= {f"{name}_low": ends[0, row], f"{name}_high": ends[1, row]}
    return pd.DataFrame(columns)
