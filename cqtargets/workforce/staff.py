"""Staff by age, projected: who stays, leaves, retires and enters in every year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.arrays import frozen
from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_YEARS, whole_number
from cqtargets.conventions.quantity import checked_level
from cqtargets.errors import DomainError
from cqtargets.workforce.inputs import setting, step, stock_array
from cqtargets.workforce.retirement import Retirement

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Staff", "project"]

Array = NDArray[np.float64]


@door
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Staff:
    """A stock of staff over years, by age and group, with its trajectories.

    Attributes
    ----------
    years : tuple of int
        Year ends, the starting one first.
    ages : tuple of int
    stock : array, shape (T + 1, A, G, D)
        Heads.
    entry, left, retired : array, shape (T, D)
        Who entered, left before retirement and retired in each year.
    """

    years: tuple[int, ...]
    ages: tuple[int, ...]
    stock: Array = field(repr=False)
    entry: Array = field(repr=False)
    left: Array = field(repr=False)
    retired: Array = field(repr=False)

    @property
    def total(self) -> Array:
        """Heads at each year's end, shape (T + 1,), or (T + 1, D) with trajectories."""
        return _plain(self.stock.sum(axis=(1, 2)))

    def full_time(self, share: ArrayLike) -> Array:
        """Full-time equivalents at each year's end, shape as `total`.

        Parameters
        ----------
        share : float or array, shape (A,) or (A, G)
            Hours worked, as a share of full time, above 0 and at most 1.

        Raises
        ------
        DomainError
            If a share is outside.
        """
        hours = np.asarray(share, dtype=np.float64)
        if not ((hours > 0) & (hours <= 1)).all():
            raise DomainError(
                f"the share of full time runs from {hours.min():g} to {hours.max():g}; give above 0, at most 1"
            )
        hours = hours.reshape(hours.shape + (1,) * (3 - hours.ndim))
        return _plain((self.stock * hours).sum(axis=(1, 2)))

    def balance_error(self) -> float:
        """Largest difference between a stock and the one before with entries added and exits taken away."""
        total = self.stock.sum(axis=(1, 2))
        return float(np.abs(np.diff(total, axis=0) - (self.entry - self.left - self.retired)).max(initial=0.0))

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """One row a year end: stock, entry, left and retired (medians), with the ends of the interval of the stock.

        Parameters
        ----------
        level : float
            Of the central interval; its columns are left out where there is one trajectory.
        """
        import pandas as pd

        checked_level(level)
        total = self.stock.sum(axis=(1, 2))
        columns: dict[str, Any] = {"year": self.years, "stock": np.median(total, axis=1)}
        for name in ("entry", "left", "retired"):
            columns[name] = [None, *np.median(getattr(self, name), axis=1)]
        frame = pd.DataFrame(columns)
        frame[["entry", "left", "retired"]] = frame[["entry", "left", "retired"]].astype(float)
        if total.shape[1] > 1:
            ends = np.quantile(total, [(1 - level) / 2, (1 + level) / 2], axis=1)
            frame["stock_low"], frame["stock_high"] = ends
        return frame


def _plain(values: Array) -> Array:
    return values[:, 0] if values.shape[1] == 1 else values


@door
def project(
    stock_by_age: ArrayLike,
    entry: ArrayLike,
    exit_rates: ArrayLike,
    *,
    ages: Sequence[int],
    start: int,
    years: int | None = None,
    retirement: Retirement | Sequence[Retirement] = None,
    entry_by_age: ArrayLike | None = None,
) -> Staff:
    r"""Staff of the coming years: :math:`S_{a+1,t+1} = S_{a,t} (1 - q_a) w_{a,t} + E_{a+1,t+1}`.

    q is the share that leaves, w the share of those not yet retired who do not retire in that year. Nobody leaves in the
    year of entry. Whoever works beyond the age of retirement at the start goes in the first year.

    Parameters
    ----------
    stock_by_age : array, shape (A,), (A, G) or (A, G, D)
        Heads at the end of `start`, >= 0; groups (men, women) and trajectories follow the ages.
    entry : float or array, shape (T,) or (T, D)
        Heads that enter in each year (graduates and arrivals), >= 0; a number is the same each year.
    exit_rates : float or array, shape (A,), (A, G) or (A, G, D)
        Share that leaves in a year before retirement, 0 to 1; axes of length 1 hold for all.
    ages : sequence of int, length A
        Single completed years of age, the last group open.
    start : int
        Year at whose end the stock is counted.
    years : int, optional
        How many, where `entry` is one number.
    retirement : str, float, None or a sequence of them
        A rule of `retirement_age` ("men", "women_55", "women_50"), an age, or None (nobody retires); one a group.
    entry_by_age : array, shape (A,) or (A, G), optional
        Shares of those who enter, adding up to 1, by age at the end of the year of entry. The default is the first age.

    Returns
    -------
    Staff

    Raises
    ------
    DomainError
        For a negative stock or entry, an exit rate above 1, ages that are no single years or do not fit, shares that do
        not add up to 1, or a number of years below 1.
    ConventionError
        If a retirement rule is unknown.

    References
    ----------
    World Health Organization (2010), Models and tools for health workforce planning and projections, Human Resources for
    Health Observer 3, on stock and flow.

    Examples
    --------
    100 aged 58 and 100 aged 59 at the end of 2023, a tenth leaves each year, men retire at 60, 50 enter at 58:

    >>> staff = project([100, 100, 0], 50, 0.1, ages=[58, 59, 60], start=2023, years=1, retirement="men")
    >>> staff.total.tolist(), staff.left.tolist(), staff.retired.tolist()
    ([200.0, 140.0], [[20.0]], [[90.0]])
    """
    stock = stock_array(stock_by_age, ages)
    how = setting(ages, start, exit_rates, retirement, entry_by_age, stock.shape[1])
    heads = _entries(entry, years)
    size = max(stock.shape[2], how.exits.shape[2], heads.shape[1])
    for what, found in (
        ("stock_by_age", stock.shape[2]),
        ("exit_rates", how.exits.shape[2]),
        ("entry", heads.shape[1]),
    ):
        if found not in (1, size):
            raise DomainError(f"{what} has {found} trajectories and another input {size}; give the same number, or one")
    now = np.broadcast_to(stock, (*stock.shape[:2], size))
    heads = np.broadcast_to(heads, (heads.shape[0], size))
    stocks, left, retired = [np.array(now)], [], []
    for place, arrivals in enumerate(heads):
        older, gone, pensioned = step(stocks[-1], start + place, how)
        stocks.append(older + how.entrants[..., None] * arrivals)
        left.append(np.broadcast_to(gone, (size,)))
        retired.append(pensioned)
    return Staff(
        years=tuple(range(start, start + len(heads) + 1)), ages=how.ages, stock=frozen(stocks), entry=frozen(heads),
        left=frozen(left), retired=frozen(retired),
    )  # fmt: skip


def _entries(entry: ArrayLike, years: int | None) -> Array:
    heads = np.asarray(entry, dtype=np.float64)
    if heads.ndim == 0:
        if years is None or years < 1:
            raise DomainError(f"entry is one number and years is {years}; say for how many years, 1 or more")
        heads = np.full(whole_number("years", years, least=1, most=MOST_YEARS), heads)
    heads = heads[:, None] if heads.ndim == 1 else heads
    if heads.ndim != 2 or not len(heads):
        raise DomainError(f"entry has shape {heads.shape}; give one number, one a year, or (years, draws)")
    whole_number("years", len(heads), most=MOST_YEARS)
    if years is not None and years != len(heads):
        raise DomainError(f"entry has {len(heads)} years and years is {years}; leave one of them out")
    if not (np.isfinite(heads).all() and (heads >= 0).all()):
        raise DomainError(
            f"the least entry is {heads.min():g}; give heads a year, zero or more (those who leave are exits)"
        )
    return heads
