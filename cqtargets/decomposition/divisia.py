"""Effects of the factors of a product by logarithmic means (LMDI-I)."""

from __future__ import annotations

from typing import Literal

import numpy as np

from cqtargets.conventions.doors import door
from cqtargets.decomposition.effects import Array, Effects, Factors, pair, plain, product
from cqtargets.errors import ConventionError, DomainError

__all__ = ["lmdi"]


def _mean(old: Array, new: Array, log_ratio: Array) -> Array:
    """Logarithmic mean (new - old) / ln(new / old) from the larger end, so that a tiny end cannot overflow it."""
    way = np.abs(log_ratio)
    return np.maximum(old, new) * np.where(way == 0, 1.0, -np.expm1(-way) / np.where(way == 0, 1.0, way))


def _cells(first: dict[str, Array], last: dict[str, Array]) -> Array:
    """Additive LMDI effects, factors along axis 0, with the limits where a factor is zero at one end."""
    both = np.broadcast_arrays(*first.values(), *last.values())
    old, new = np.stack(both[: len(first)]), np.stack(both[len(first) :])
    came, went = (old == 0).sum(axis=0), (new == 0).sum(axis=0)
    logs = np.log(np.where(new == 0, 1.0, new)) - np.log(np.where(old == 0, 1.0, old))
    way = logs.sum(axis=0)
    mean = _mean(old.prod(axis=0), new.prod(axis=0), way)
    appeared = new.prod(axis=0) * (old == 0) / np.maximum(came, 1)
    vanished = -old.prod(axis=0) * (new == 0) / np.maximum(went, 1)
    return np.asarray(np.where(came + went == 0, mean * logs, appeared + vanished))


@door
def lmdi(
    start: Factors,
    end: Factors,
    form: Literal["additive", "multiplicative"] = "additive",
    *,
    axis: int | None = None,
) -> Effects:
    r"""Logarithmic mean Divisia effects (LMDI-I) of the factors of a product.

    With :math:`V = \prod_k x_k` and :math:`L(a, b) = (a - b)/\ln(a/b)`, L(a, a) = a, the additive effect of factor k
    is :math:`L(V_1, V_0) \ln(x_{k1}/x_{k0})`. The multiplicative one is
    :math:`\exp \sum_i L(V_{i1}, V_{i0}) \ln(x_{ki1}/x_{ki0}) / L(V_1, V_0)`, i the groups along `axis`.
    Zeros take the limit: what appears from zero (vanishes to zero) is the work of the factor that was (becomes) zero,
    in equal parts if several are.

    Parameters
    ----------
    start, end : mapping of name to float or array
        Factors >= 0, the same names and shapes.
    form : {"additive", "multiplicative"}
    axis : int, optional
        The axis along which groups add up to one figure. Without it every element is a figure of its own, and its
        multiplicative effects are the ratios of its factors.

    Returns
    -------
    Effects
        Additive: effects add up to ``total`` = end - start. Multiplicative: they multiply up to end / start.

    Raises
    ------
    DomainError
        If names or shapes differ, a factor is negative, or a multiplicative split starts from or ends at zero.
    ConventionError
        If `form` is unknown.

    References
    ----------
    Ang (2005), The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33, 867-871.
    Ang and Liu (2007), Handling zero values in the logarithmic mean Divisia index decomposition approach, Energy
    Policy 35, 238-246.

    Examples
    --------
    >>> effects = lmdi({"ratio": 6.0, "people": 100}, {"ratio": 8.0, "people": 110})
    >>> round(effects["ratio"], 2), round(effects["people"], 2), effects.total
    (210.32, 69.68, 280.0)
    """
    if form not in ("additive", "multiplicative"):
        raise ConventionError(f"unknown form {form!r}; write 'additive' or 'multiplicative'")
    first, last = pair(start, end)
    for where, factors in (("start", first), ("end", last)):
        for name, values in factors.items():
            if (values < 0).any():
                raise DomainError(f"{name} is negative at the {where}: it has no logarithm; use das_gupta")
    level0, level1 = product(**first), product(**last)
    parts = _cells(first, last)
    if axis is not None:
        if not -level0.ndim <= axis < level0.ndim:
            raise DomainError(f"axis {axis} is not an axis of factors with {level0.ndim} dimensions")
        level0, level1 = level0.sum(axis=axis), level1.sum(axis=axis)
        parts = parts.sum(axis=axis + 1 if axis >= 0 else axis)
    if form == "additive":
        effects = {name: plain(part) for name, part in zip(first, parts, strict=True)}
        return Effects(effects=effects, total=plain(level1 - level0))
    if (level0 == 0).any() or (level1 == 0).any():
        raise DomainError("the figure is zero at one end: it has no ratio; use form='additive'")
    mean = _mean(level0, level1, np.log(level1 / level0))
    ratios = {name: plain(np.exp(part / mean)) for name, part in zip(first, parts, strict=True)}
    return Effects(effects=ratios, total=plain(level1 / level0), form="multiplicative")
