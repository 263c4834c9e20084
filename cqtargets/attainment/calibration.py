"""By how much the damped trend's intervals are stretched, for which horizon, and on what that was learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cqtargets.conventions.doors import door

__all__ = ["FARTHEST", "FARTHEST_COUNTS", "LEARNED", "Calibration", "calibration_at"]

FARTHEST: Final = 7.0
"""Years ahead up to which forecasts were held against what came; beyond it there is no number."""

FARTHEST_COUNTS: Final = 5.0
"""The same for counts about a rate, which lean on the short forecasts only."""


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Stretch of the spread for forecasts `first` to `last` years ahead, learned on other places' series.

    Parameters
    ----------
    factor : float
        Every distance from the mean is multiplied by it, whatever the level.
    forecasts, series, places : int
        What it was learned on; each place counts the same.
    held_80, held_95 : float
        Share of what came inside the stretched 80 and 95 % intervals, each place by a factor learned on the others.
    first : int
        Years ahead from which it holds.
    last : int
        Years ahead up to which it holds.

    Examples
    --------
    >>> calibration_at(2).factor, calibration_at(4).text("en").partition(":")[0]
    (1.05, 'intervals stretched by 1.21')
    """

    first: int
    last: int
    factor: float
    forecasts: int
    series: int
    places: int
    held_80: float
    held_95: float

    def text(self, lang: str) -> str:
        """What was done and on what evidence, in one sentence for a reader of the number.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        if lang == "zh":
            return (
                f"区间已放宽{self.factor:.2f}倍:依据{self.places}个地方{self.series}条往年序列提前{self.first}至{self.last}年的"
                f"{self.forecasts}次预测;整地留出检验时,80%区间含实际值的{self.held_80:.0%},95%区间含{self.held_95:.0%}。"
                "2018年以前拟合的方法都未料到其后的放缓"
            )
        return (
            f"intervals stretched by {self.factor:.2f}: learned on {self.forecasts} forecasts {self.first} to {self.last} "
            f"years ahead of {self.series} older series of {self.places} places; with whole places left out the 80 % "
            f"interval held {self.held_80:.0%} of what came and the 95 % interval {self.held_95:.0%}; no method fitted "
            "before 2018 foresaw the slowdown after it"
        )


LEARNED: Final = (
    Calibration(first=1, last=2, factor=1.05, forecasts=515, series=45, places=8, held_80=0.82, held_95=0.95),
    Calibration(first=3, last=5, factor=1.21, forecasts=446, series=40, places=7, held_80=0.82, held_95=0.98),
    Calibration(first=6, last=7, factor=1.21, forecasts=98, series=13, places=3, held_80=0.86, held_95=0.99),
)
"""Health staff and beds of six places, 1985-2017, and the bundled series of the nation and Chongqing, 2014-2025: the larger
of the factors that the 80 and the 95 % interval need, which differ by less than a tenth. `tools/backtest.py` learns them. Six
and seven years ahead three places have forecasts, which would ask for no stretch: they keep the factor of three to five."""


def calibration_at(years: float) -> Calibration:
    """The calibration for a forecast so many years ahead."""
    return next((one for one in LEARNED if years <= one.last + 0.5), LEARNED[-1])
