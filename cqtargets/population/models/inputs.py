"""Checks of the arrays a projection takes: shapes aligned from the left, plausible units, faults named by cell."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cqtargets.errors import DomainError, UnitError

__all__ = [
    "FERTILE",
    "LEADING",
    "SEXES",
    "Inputs",
    "age_label",
    "cell_label",
    "check_inputs",
    "fertile_groups",
    "first_cell",
]

Array = NDArray[np.float64]

SEXES = ("males", "females")
FERTILE = (10, 54)
PLAUSIBLE_SRB = (0.8, 1.5)
HIGHEST_RATE = 1.0
HIGHEST_TFR = 20.0
_BIG = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Checked arrays of one run; each has the trailing axes of the run or axes of length 1 that stand for them.

    `trailing` are the sizes of the axes after sex and age (regions, trajectories), () for one population.
    """

    base: Array
    survival: Array
    fertility: Array
    srb: Array
    migration: Array | None
    steps: int
    groups: int
    width: int
    trailing: tuple[int, ...]

    @property
    def columns(self) -> int:
        """Populations projected side by side: the product of the trailing axes."""
        return prod(self.trailing)


def age_label(group: int, groups: int, width: int) -> str:
    """Name an age group: its ages, or its first age and a plus sign for the open one.

    Examples
    --------
    >>> age_label(12, 21, 5), age_label(20, 21, 5), age_label(3, 101, 1)
    ('60-64', '100+', '3')
    """
    start = group * width
    if group == groups - 1:
        return f"{start}+"
    return str(start) if width == 1 else f"{start}-{start + width - 1}"


def cell_label(index: tuple[int, ...], axes: str, groups: int, width: int) -> str:
    """Words for an index; `axes` names its leading axes by letter: t step, s sex, a age.

    Examples
    --------
    >>> cell_label((2, 1, 12, 17), "tsa", 21, 5)
    'step 2, females, age 60-64, region or trajectory 17'
    """
    words = []
    for axis, position in zip(axes, index, strict=False):
        if axis == "t":
            words.append(f"step {position}")
        elif axis == "s":
            words.append(SEXES[position])
        else:
            words.append(f"age {age_label(position, groups, width)}")
    rest = index[len(axes) :]
    if rest:
        words.append("region or trajectory " + ", ".join(str(position) for position in rest))
    return ", ".join(words)


def first_cell(bad: NDArray[np.bool_]) -> tuple[tuple[int, ...], str]:
    """Index of the first bad cell, and ' and n more cells' where there are others."""
    count = int(np.count_nonzero(bad))
    index = tuple(int(i) for i in np.unravel_index(int(np.argmax(bad)), bad.shape))
    more = count - 1
    return index, f" (and {more} more cell{'' if more == 1 else 's'})" if more else ""


def fertile_groups(groups: int, width: int) -> slice:
    """Groups that may bear: those that touch ages 10-54, or all between first and last where the ages end sooner.

    Examples
    --------
    >>> fertile_groups(101, 1), fertile_groups(18, 5), fertile_groups(3, 1)
    (slice(10, 55, None), slice(2, 11, None), slice(1, 2, None))
    """
    if (groups - 1) * width <= FERTILE[1]:
        return slice(1, max(groups - 1, 1))
    return slice(max(1, FERTILE[0] // width), min(groups - 1, FERTILE[1] // width + 1))


def check_inputs(
    base: ArrayLike,
    survival: ArrayLike,
    fertility: ArrayLike,
    srb: ArrayLike,
    migration: ArrayLike | None,
    width: int,
) -> Inputs:
    """Check every array once and align the trailing axes from the left.

    Raises
    ------
    DomainError
        If shapes do not fit, or a value lies outside its range; step, sex, age, region or trajectory and the value
        are named (positions count from 0).
    UnitError
        If a sex ratio or the fertility rates are plainly in another unit.
    """
    if isinstance(width, bool) or not isinstance(width, (int, np.integer)) or width < 1:
        raise DomainError(f"step is {width!r}; give the width of the age groups in whole years, such as 1 or 5")
    arrays = {
        "base": np.asarray(base, dtype=np.float64),
        "survival": np.asarray(survival, dtype=np.float64),
        "fertility": np.asarray(fertility, dtype=np.float64),
        "srb": np.asarray(srb, dtype=np.float64),
    }
    if migration is not None:
        arrays["migration"] = np.asarray(migration, dtype=np.float64)
    steps, groups = _check_leading(arrays)
    if arrays["srb"].ndim == 0:
        arrays["srb"] = np.broadcast_to(arrays["srb"], (steps,))
    aligned, trailing = _align(arrays)
    _check_counts(aligned, groups, int(width))
    _check_survival(aligned["survival"], groups, int(width))
    _check_fertility(aligned["fertility"], groups, int(width))
    _check_srb(aligned["srb"])
    return Inputs(
        base=aligned["base"],
        survival=aligned["survival"],
        fertility=aligned["fertility"],
        srb=aligned["srb"],
        migration=aligned.get("migration"),
        steps=steps,
        groups=groups,
        width=int(width),
        trailing=trailing,
    )


def _check_leading(arrays: dict[str, Array]) -> tuple[int, int]:
    base, survival, fertility = arrays["base"], arrays["survival"], arrays["fertility"]
    if base.ndim < 2 or base.shape[0] != 2 or base.shape[1] < 3:
        raise DomainError(
            f"base has shape {base.shape}; give (sex, age, ...): males and females, three age groups or more, the last "
            "of them open"
        )
    groups = base.shape[1]
    if survival.ndim < 3 or survival.shape[1:3] != (2, groups) or survival.shape[0] < 1:
        raise DomainError(
            f"survival has shape {survival.shape}; give (steps, 2, {groups}, ...), one share for each of the {groups} "
            "age groups of base"
        )
    steps = survival.shape[0]
    if fertility.ndim < 2 or fertility.shape[1] != groups:
        raise DomainError(
            f"fertility has shape {fertility.shape}; give age-specific rates, (steps, ages, ...) = ({steps}, {groups}, "
            "...); a total fertility rate becomes them as TFR x share of the age group / years in the group"
        )
    shapes = {"survival": (steps, 2, groups), "fertility": (steps, groups), "srb": (steps,)}
    shapes["migration"] = shapes["survival"]
    for name, lead in shapes.items():
        array = arrays.get(name)
        if array is None or (name == "srb" and array.ndim == 0):
            continue
        if array.shape[: len(lead)] != lead:
            shown = ", ".join(map(str, lead)) + ", ..."
            raise DomainError(
                f"{name} has shape {array.shape}; give ({shown}): survival has {steps} step{'s' if steps > 1 else ''}, "
                f"base {groups} age groups"
            )
    return steps, groups


LEADING = {"base": 2, "survival": 3, "fertility": 2, "srb": 1, "migration": 3}


def _align(arrays: dict[str, Array]) -> tuple[dict[str, Array], tuple[int, ...]]:
    depth = max(array.ndim - LEADING[name] for name, array in arrays.items())
    trailing = [1] * depth
    owner = [""] * depth
    for name, array in arrays.items():
        for axis, size in enumerate(array.shape[LEADING[name] :]):
            if size == 1 or size == trailing[axis]:
                continue
            if trailing[axis] != 1:
                raise DomainError(
                    f"{name} has {size} entries on trailing axis {axis}, {owner[axis]} has {trailing[axis]}; axes "
                    "after age are matched from the left (regions, then trajectories): give the same length, 1, or none"
                )
            trailing[axis], owner[axis] = size, name
    if 0 in trailing:
        raise DomainError("an axis after age has no entries; give one region or trajectory or more")
    aligned = {
        name: array.reshape(array.shape + (1,) * (depth - array.ndim + LEADING[name])) for name, array in arrays.items()
    }
    return aligned, tuple(trailing)


def _extremes(values: Array) -> tuple[float, float]:
    if values.size > _BIG and values.ndim > 2:
        pairs = [_extremes(part) for part in values]
        return float(np.min([low for low, _ in pairs])), float(np.max([high for _, high in pairs]))
    return float(np.minimum.reduce(values, axis=None)), float(np.maximum.reduce(values, axis=None))


def _check_counts(arrays: dict[str, Array], groups: int, width: int) -> None:
    for name, axes in (("base", "sa"), ("migration", "tsa")):
        values = arrays.get(name)
        if values is None:
            continue
        low, high = _extremes(values)
        if not (-np.inf < low and high < np.inf):
            index, more = first_cell(~np.isfinite(values))
            place = cell_label(index, axes, groups, width)
            raise DomainError(f"{name} of {place} is {values[index]}{more}; give persons, 0 where there are none")
        if name == "base" and low < 0:
            index, more = first_cell(values < 0)
            place = cell_label(index, axes, groups, width)
            raise DomainError(
                f"base of {place} is {values[index]:g}{more}; a population is 0 or more persons: correct the count, or "
                "regraduate with a method that keeps it positive"
            )


def _check_survival(values: Array, groups: int, width: int) -> None:
    low, high = _extremes(values)
    if low >= 0 and high <= 1:
        return
    index, more = first_cell(~((values >= 0) & (values <= 1)))
    raise DomainError(
        f"survival of {cell_label(index, 'tsa', groups, width)} is {values[index]:g}{more}; give the share that "
        "survives into the group, between 0 and 1 (a fraction, not per cent or a death rate)"
    )


def _check_fertility(values: Array, groups: int, width: int) -> None:
    fertile = fertile_groups(groups, width)
    young, bearing, old = (values[:, : fertile.start], values[:, fertile], values[:, fertile.stop :])
    (low, high), *rest = [_extremes(part) for part in (bearing, young, old) if part.size]
    if not (low >= 0 and high <= HIGHEST_RATE and all(pair == (0.0, 0.0) for pair in rest)):
        _refuse_fertility(values, fertile, groups, width)
    if high * width * (fertile.stop - fertile.start) > HIGHEST_TFR:
        _check_total_fertility(values, width)


def _refuse_fertility(values: Array, fertile: slice, groups: int, width: int) -> None:
    bad = ~((values >= 0) & (values < np.inf))
    if bad.any():
        index, more = first_cell(bad)
        place = cell_label(index, "ta", groups, width)
        raise DomainError(f"fertility of women at {place} is {values[index]:g}{more}; give births a woman a year, >= 0")
    high = values > HIGHEST_RATE
    if high.any():
        index, more = first_cell(high)
        raise UnitError(
            f"fertility of women at {cell_label(index, 'ta', groups, width)} is {values[index]:g}{more}; give births a "
            "woman a year: a rate per 1,000 is divided by 1000, a total fertility rate is spread as TFR x share of the "
            "age group / years in the group"
        )
    outside = np.ones(groups, dtype=np.bool_)
    outside[fertile] = False
    index, more = first_cell((values != 0) & outside.reshape((1, groups) + (1,) * (values.ndim - 2)))
    ages = f"{FERTILE[0]}-{FERTILE[1]}" if (groups - 1) * width > FERTILE[1] else "between the first and last group"
    raise DomainError(
        f"fertility of women at {cell_label(index, 'ta', groups, width)} is {values[index]:g}{more}; rates belong "
        f"to ages {ages}: set it to 0, and check that the age axis starts at 0"
    )


def _check_total_fertility(values: Array, width: int) -> None:
    total = width * values.sum(axis=1)
    if float(total.max()) <= HIGHEST_TFR:
        return
    index, more = first_cell(total > HIGHEST_TFR)
    raise UnitError(
        f"fertility at {cell_label(index, 't', 0, width)} adds up to {total[index]:g} children a woman{more}; it looks "
        "like a total fertility rate repeated at each age: spread it as TFR x share of the age group / its years"
    )


def _check_srb(values: Array) -> None:
    low, high = PLAUSIBLE_SRB
    bad = ~((values == 0) | ((values >= low) & (values <= high)))
    if not bad.any():
        return
    index, more = first_cell(bad)
    value = float(values[index])
    remedy = "give males per female, such as 1.05"
    if 80 <= value <= 150:
        remedy = f"give males per female: {value:g} per 100 is {value / 100:g}"
    elif 0.4 <= value <= 0.6:
        remedy = f"give males per female: a share of males of {value:g} is {value / (1 - value):.3f}"
    raise UnitError(f"srb at {cell_label(index, 't', 0, 1)} is {value:g}{more}; {remedy} (0 for females alone)")
