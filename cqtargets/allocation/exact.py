"""Arithmetic without rounding: numbers as their printed decimals, shares as quotients of whole numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

LONGEST_FLOAT = 800


def numbers(what: str, values: Any, count: int | None, names: Sequence[str] | None = None) -> list[float]:
    """One number a part, a single one repeated `count` times; whole numbers stay int."""
    array = np.asarray(values)
    if array.dtype.kind not in "iuf":
        raise DomainError(f"{what} are not numbers; give one number a part")
    if array.ndim == 0 and count is not None:
        array = np.full(count, array)
    if array.ndim != 1 or array.size == 0 or array.size != (array.size if count is None else count):
        wanted = "one or more numbers in a row" if count is None else f"{count} numbers, one a part"
        raise DomainError(f"{what} have shape {array.shape}; give {wanted}")
    if names is not None and len(names) != array.size:
        raise DomainError(f"{len(names)} names for {array.size} {what}; give one name a part")
    found: list[float] = array.tolist()
    return found


def part(place: int, names: Sequence[str] | None) -> str:
    return f"position {place}" if names is None else str(names[place])


def positive(what: str, values: list[float], names: Sequence[str] | None) -> None:
    for place, value in enumerate(values):
        if not (math.isfinite(value) and value > 0):
            raise DomainError(Reason("weight_not_positive", what=what, place=part(place, names), value=value))


def shares_of(weights: Any, names: Sequence[str] | None) -> list[float]:
    """Weights of which none is negative and not all are zero: a part of weight zero gets nothing."""
    shares = numbers("weights", weights, None, names)
    not_negative("weight", shares, names)
    if not any(shares):
        raise DomainError(Reason("no_weight_at_all"))
    return shares


def not_negative(what: str, values: list[float], names: Sequence[str] | None, *, endless: bool = False) -> None:
    for place, value in enumerate(values):
        if math.isnan(value) or value < 0 or (math.isinf(value) and not endless):
            raise DomainError(Reason("bound_negative", what=what, place=part(place, names), value=value))


def whole_total(total: float) -> int:
    if isinstance(total, bool) or not math.isfinite(total) or total < 0 or total != int(total):
        raise DomainError(Reason("total_not_whole", total=total))
    return int(total)


def integers(*columns: list[float]) -> tuple[list[list[int]], int]:
    """The columns times one power of ten that makes every printed digit whole, and that power."""
    if all(value == int(value) for column in columns for value in column):
        return [[int(value) for value in column] for column in columns], 1
    decimals = [
        [Decimal(value if isinstance(value, int) else repr(float(value))) for value in column] for column in columns
    ]
    places = max(-int(value.as_tuple().exponent) for column in decimals for value in column)
    with localcontext() as context:
        context.prec = LONGEST_FLOAT
        scaled = [[int(value.scaleb(places)) for value in column] for column in decimals]
    return scaled, 10**places


def whole_parts(total: int, numerators: list[int], denominator: int, weights: list[int]) -> NDArray[np.int64]:
    """Quotas numerator / denominator, rounded so that they add up: the units left go to the largest remainders."""
    split = [divmod(numerator, denominator) for numerator in numerators]
    parts = [quotient for quotient, _ in split]
    order = sorted(range(len(parts)), key=lambda place: (-split[place][1], -weights[place], place))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return np.array(parts, dtype=np.int64)
