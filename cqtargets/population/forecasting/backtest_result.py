"""What a backtest returns: forecasts of the past, what was counted, the naive rivals, and how often intervals held."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.population.models.errors_in_percent import Accuracy, coverage

__all__ = ["Backtest", "Design", "ends_of"]

Array = NDArray[np.float64]
Design = Literal["census", "records", "left_out", "districts"]


def ends_of(draws: Array) -> Array | None:
    """Ends of the 80 and 95 % intervals (2, n, 2) of draws (n, draws); None without draws."""
    if not draws.shape[1]:
        return None
    ends: Array = np.quantile(draws, [[0.1, 0.9], [0.025, 0.975]], axis=1).transpose(0, 2, 1)
    return ends


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backtest:
    """Forecasts beside what was counted, and what naive rivals made of the same.

    Attributes
    ----------
    design : {"census", "records", "left_out", "districts"}
    band, migration : str
        What was compared; of the districts `migration` says what was given ("none", "groups", "earlier").
    what : tuple of str
        A label of each comparison: a district, or a year.
    forecast, counted : array, shape (n,)
    low, high : array, shape (levels, n), or None
        Ends of the 80 and 95 % intervals.
    whole : tuple of (forecast, counted), or None
        The same for the city, where the comparisons are its districts.
    accuracy : Accuracy
        MAPE, MALPE, MAPE-R in per cent.
    constant_share : Accuracy or None
        The same had every district kept its share of the band in the earlier census, of the same forecast of the city.
    rivals : tuple of (name, forecasts (n,))
        Other ways to forecast the same.
    """

    design: Design
    band: str
    migration: str
    what: tuple[str, ...]
    forecast: Array = field(repr=False)
    counted: Array = field(repr=False)
    low: Array | None = field(repr=False, default=None)
    high: Array | None = field(repr=False, default=None)
    whole: tuple[float, float] | None = None
    accuracy: Accuracy
    constant_share: Accuracy | None = None
    rivals: tuple[tuple[str, Array], ...] = field(repr=False, default=())

    @property
    def whole_error(self) -> float | None:
        """Error of the city in per cent of its count."""
        return None if self.whole is None else 100 * (self.whole[0] / self.whole[1] - 1)

    @property
    def gain(self) -> float | None:
        """Share of the constant-share MAPE that the method saves; below 0 it does worse."""
        return None if self.constant_share is None else 1 - self.accuracy.mape / self.constant_share.mape

    def coverage(self, level: float) -> float:
        """Share of counts inside the interval of `level`, 0.8 or 0.95.

        Parameters
        ----------
        level : float
            Share of outcomes that the interval should hold.

        Raises
        ------
        DomainError
            If the design gives no intervals, or the level is another.
        """
        if self.low is None or self.high is None:
            raise DomainError(f"backtest design {self.design!r} gives no intervals: nothing to cover")
        if level not in (0.8, 0.95):
            raise DomainError(f"level {level} was not kept; ask for 0.8 or 0.95")
        row = (0.8, 0.95).index(level)
        return coverage(self.low[row], self.high[row], self.counted)

    def to_frame(self) -> pd.DataFrame:
        """One row a comparison: forecast, counted, error in per cent, and the intervals where there are any."""
        columns: dict[str, Any] = {
            "what": self.what, "band": self.band, "forecast": self.forecast, "counted": self.counted,
            "error_percent": 100 * (self.forecast / self.counted - 1),
        }  # fmt: skip
        if self.low is not None and self.high is not None:
            for row, level in enumerate((80, 95)):
                columns |= {f"low_{level}": self.low[row], f"high_{level}": self.high[row]}
        columns |= {f"error_{name}": 100 * (told / self.counted - 1) for name, told in self.rivals}
        return pd.DataFrame(columns)

    def summary(self) -> pd.DataFrame:
        """One row a method, the default first: method, n, mape, malpe and worst in per cent; coverage where known.

        Examples
        --------
        >>> from cqtargets.population.models.errors_in_percent import accuracy
        >>> counted = np.array([100.0, 200.0])
        >>> found = Backtest(
        ...     design="records", band="total", migration="", what=("2021", "2022"), forecast=counted * 1.01,
        ...     counted=counted, accuracy=accuracy(counted * 1.01, counted), rivals=(("no change", counted * 0.98),),
        ... )
        >>> found.summary()[["method", "mape"]].round(2).values.tolist()
        [['default', 1.0], ['no change', 2.0]]
        """
        rows: list[dict[str, Any]] = []
        for name, told in (("default", self.forecast), *self.rivals):
            errors = 100 * (told / self.counted - 1)
            rows.append(
                {
                    "method": name, "n": errors.size, "mape": np.abs(errors).mean(), "malpe": errors.mean(),
                    "worst": errors[np.abs(errors).argmax()],
                }
            )  # fmt: skip
        if self.low is not None:
            rows[0] |= {"coverage_80": self.coverage(0.8), "coverage_95": self.coverage(0.95)}
        return pd.DataFrame(rows)
