"""What a planning norm asks of one size, of an array of sizes and of districts whose sizes may be intervals."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, overload, runtime_checkable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, lines
from cqtargets.errors import DomainError
from cqtargets.norms.norm import Norm, Requirement, RequirementInterval

__all__ = [
    "Asked",
    "RequirementArray",
    "SizeForecast",
    "Sizes",
    "finite",
    "missing",
    "region_label",
    "requirement",
    "requirements",
    "shown",
]

_SHOWN: Final = 5
Asked = Requirement | RequirementInterval


@runtime_checkable
class SizeForecast(Protocol):
    """A size that is known as a distribution only, such as a forecast population."""

    @property
    def median(self) -> float:
        """The central size."""

    def interval(self, level: float) -> tuple[float, float]:
        """The least and the greatest size at a level such as 0.95.

        Parameters
        ----------
        level : float
            Share of outcomes inside the interval.
        """


Size = float | tuple[float, float] | SizeForecast
Sizes = Mapping[Any, Size]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementArray:
    """What a norm asks for an array of sizes.

    Attributes
    ----------
    sizes : array, any shape
        In `size_unit`.
    low, high : array of the same shape, or None
        In `unit`; None where the norm sets no such end. In a norm that sets it in some steps only, the others have
        minus infinity or infinity: no limit.
    text : tuple of str
        The printed form for each size, in the order of ``sizes.ravel()``.
    norm : str
        The planning norm.
    size_unit : str
        Unit of the size.
    unit : str
        Unit of what is asked for.
    comparator : str
        How the number is meant: >=, >, <=, <, =, ~ or range.
    """

    norm: str
    sizes: NDArray[np.float64]
    size_unit: str
    low: NDArray[np.float64] | None
    high: NDArray[np.float64] | None
    unit: str
    comparator: str
    text: tuple[str, ...]


@door
def requirement(norm: Norm, size: float) -> Requirement:
    """What `norm` asks of one `size`, in the norm's size unit (people, beds, staff).

    Each step holds its lower end: 40—70万人口 starts at exactly 400,000.

    Parameters
    ----------
    norm : Norm
        The planning norm.
    size : float
        Size of the place, in the norm's unit of size.

    Raises
    ------
    DomainError
        If the size is negative or not finite, or falls between two steps.

    Examples
    --------
    >>> import cqtargets as cq
    >>> rule = cq.load_norms()["med14.infectious_beds"]
    >>> requirement(rule, 399_999).low, requirement(rule, 400_000).low
    (20.0, 50.0)
    """
    return norm.requirement(size)


@overload
def requirements(norm: Norm, sizes: Sizes | pd.Series[Any], *, level: float = 0.95) -> dict[Any, Asked]: ...
@overload
def requirements(norm: Norm, sizes: ArrayLike, *, level: float = 0.95) -> RequirementArray: ...
@door
def requirements(
    norm: Norm, sizes: Sizes | pd.Series[Any] | ArrayLike, *, level: float = 0.95
) -> dict[Any, Asked] | RequirementArray:
    """What `norm` asks of many sizes, in the norm's size unit: 487281 for people, not 48.73 (万人).

    Parameters
    ----------
    norm : Norm
        The planning norm.
    sizes : mapping, pandas Series, or array of any shape
        A mapping goes from a district, or from (district, year), to a number, to a pair (least, greatest), or to a
        forecast with `median` and `interval(level)`.
    level : float
        Level of the interval asked of forecasts.

    Returns
    -------
    dict or RequirementArray
        For a mapping: a `Requirement` for each number, a `RequirementInterval` for each pair and each forecast. For
        an array: arrays of the same shape.

    Raises
    ------
    DomainError
        If a district has no size, a size is negative or not finite, or a size falls between two steps; each district
        is named.

    References
    ----------
    渝府发〔2022〕6号, part 4 (2) 3, for the steps of the example.

    Examples
    --------
    >>> import cqtargets as cq
    >>> rule = cq.load_norms()["med14.infectious_beds"]
    >>> asked = requirements(rule, {"城口县": 197_497, "綦江区": (980_000, 1_020_000)})
    >>> asked["城口县"].low, asked["綦江区"].low
    (20.0, (80.0, 100.0))
    >>> requirements(rule, [399_999, 400_000]).low
    array([20., 50.])
    """
    if isinstance(sizes, pd.Series):
        sizes = sizes.to_dict()
    if isinstance(sizes, Mapping):
        return _by_region(norm, sizes, level)
    return _by_position(norm, sizes)


def _by_region(norm: Norm, sizes: Sizes, level: float) -> dict[Any, Asked]:
    without = [key for key, size in sizes.items() if missing(size)]
    if without:
        raise DomainError(
            Reason(
                "norm_no_size",
                key=norm.key,
                size_of=norm.size_of or "size",
                without=shown(without),
                size_unit=norm.size_unit,
            )
        )
    found: dict[Any, Asked] = {}
    faults: list[str] = []
    for key, size in sizes.items():
        try:
            found[key] = _asked(norm, size, level)
        except DomainError as error:
            faults.append(Reason("of_text_plain", text=region_label(key), why=error.reason))
    if faults:
        raise DomainError(lines(*faults, most=_SHOWN))
    return found


def _asked(norm: Norm, size: Any, level: float) -> Asked:
    if isinstance(size, SizeForecast):
        least, greatest = size.interval(level)
        return norm.requirement_between(float(least), float(greatest), centre=float(size.median))
    if isinstance(size, tuple | list | np.ndarray):
        if len(size) != 2:
            raise DomainError(f"a size of {len(size)} numbers; give one number, or a pair (least, greatest)")
        return norm.requirement_between(finite(size[0], norm.size_unit), finite(size[1], norm.size_unit))
    return norm.requirement(finite(size, norm.size_unit))


def _by_position(norm: Norm, sizes: Any) -> RequirementArray:
    array = np.array(sizes, dtype=np.float64, ndmin=1)
    bad = ~np.isfinite(array) | (array < 0)
    if bad.any():
        raise DomainError(
            f"norm {norm.key!r}: sizes are negative or not finite at position {shown(np.flatnonzero(bad).tolist())}; "
            "give finite sizes of 0 or more"
        )
    ends = np.empty((2, *array.shape))
    texts = np.full(array.shape, "", dtype=object)
    covered = np.zeros(array.shape, dtype=np.bool_)
    for step in norm.steps:
        inside = ~covered
        inside &= array >= (step.size_low or 0.0)
        inside &= array < (math.inf if step.size_high is None else step.size_high)
        low, high = norm.bounds(step, 1.0)
        factor = array[inside] if norm.scales else 1.0
        ends[0][inside] = -math.inf if low is None else low * factor
        ends[1][inside] = math.inf if high is None else high * factor
        texts[inside] = step.text
        covered |= inside
    if not covered.all():
        place = int(np.flatnonzero(~covered)[0])
        try:
            norm.step_for(float(array.ravel()[place]))
        except DomainError as error:
            raise DomainError(f"position {place}: {error}") from None
    low_ends, high_ends = (None if np.isinf(one).all() else one for one in ends)
    for one in (array, low_ends, high_ends):
        if one is not None:
            one.setflags(write=False)
    return RequirementArray(
        norm=norm.key,
        sizes=array,
        size_unit=norm.size_unit,
        low=low_ends,
        high=high_ends,
        unit=norm.unit,
        comparator=norm.comparator,
        text=tuple(texts.ravel().tolist()),
    )


def missing(value: Any) -> bool:
    """Whether `value` stands for no number: None, NaN or pandas' NA."""
    return value is None or value is pd.NA or (isinstance(value, float | np.floating) and math.isnan(value))


def finite(value: Any, unit: str) -> float:
    """`value` as a finite float.

    Raises
    ------
    DomainError
        If it is text, a truth value or not finite.
    """
    number = math.nan
    if not isinstance(value, bool | str):
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
    if not math.isfinite(number):
        raise DomainError(Reason("norm_not_finite", value=value, unit=unit))
    return number


def region_label(key: Hashable) -> str:
    """A region, or a region and a year, as messages name them."""
    return " ".join(str(part) for part in key) if isinstance(key, tuple) else str(key)


def shown(keys: Sequence[Hashable]) -> str:
    """The first keys and how many more there are."""
    more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
    return ", ".join(region_label(key) for key in keys[:_SHOWN]) + more
