"""Planning norms at work: what one asks of a size, of many sizes, and which districts meet it."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, checked_language, joined, said
from cqtargets.errors import DomainError
from cqtargets.norms.norm import Norm, NormStep, Requirement, RequirementInterval
from cqtargets.norms.requirements import (
    Asked,
    RequirementArray,
    SizeForecast,
    Sizes,
    finite,
    missing,
    region_label,
    requirement,
    requirements,
    shown,
)
from cqtargets.targets.indicator import Undetermined

__all__ = [
    "Norm",
    "NormStep",
    "Requirement",
    "RequirementArray",
    "RequirementInterval",
    "SizeForecast",
    "compare_steps",
    "compliance",
    "requirement",
    "requirements",
]

_NUMBER_COLUMNS: Final = ("size", "required_low", "required_high", "actual", "surplus")
_INTERVAL_COLUMNS: Final = (
    "size_low", "size_high", "required_low_min", "required_low_max", "required_high_min", "required_high_max",
    "surplus_min",
)  # fmt: skip


@door
def compliance(
    norm: Norm,
    sizes: Sizes | pd.Series[Any],
    actual: Mapping[Any, float | None] | pd.Series[Any],
    *,
    level: float = 0.95,
    lang: str = "en",
) -> pd.DataFrame:
    """Which districts meet `norm`: one row a district, in the order of `sizes`.

    Parameters
    ----------
    sizes : mapping or pandas Series
        As for `requirements`; keys (district, year) give a column `year`.
    actual : mapping or pandas Series
        What each district has, in the norm's unit and by the norm's definition (可开放, 编制 and 实有 beds differ);
        None or missing where it is not known.
    norm : Norm
        The planning norm.
    level : float
        Share of outcomes inside the interval, such as 0.95.
    lang : {"zh", "en"}
        Language of the reasons.

    Returns
    -------
    DataFrame
        Columns ``region``, (``year``,) ``size``, ``required_low``, ``required_high``, ``actual``, ``surplus``,
        ``compliant``, ``reason``. An end that the norm does not set is missing. ``surplus`` is the distance to the
        nearer end, negative exactly where the norm is missed. ``compliant`` is None where it cannot be told, and
        ``reason`` says why. Where a size is an interval, further columns ``size_low``, ``size_high``,
        ``required_low_min``, ``required_low_max``, ``required_high_min``, ``required_high_max`` and ``surplus_min``
        (at the least favourable size) stand after ``surplus``; ``size`` is then the centre of a forecast.

    Raises
    ------
    DomainError
        As for `requirements`, or if `actual` names a district without a size or holds what is no finite number.

    Examples
    --------
    >>> import cqtargets as cq
    >>> rule = cq.load_norms()["med14.infectious_beds"]
    >>> table = compliance(rule, {"城口县": 197_497, "黔江区": 487_281}, {"城口县": 20, "黔江区": 45})
    >>> table[["region", "required_low", "actual", "surplus", "compliant"]]
      region  required_low  actual  surplus compliant
    0    城口县          20.0    20.0      0.0      True
    1    黔江区          50.0    45.0     -5.0     False
    """
    checked_language(lang)
    asked = requirements(norm, sizes, level=level)
    values = {key: value for key, value in actual.items() if not missing(value)}
    strangers = [key for key in values if key not in asked]
    if strangers:
        raise DomainError(
            Reason("norm_size_missing", key=norm.key, size_of=norm.size_of or "size", strangers=shown(strangers))
        )
    rows = [_row(key, wanted, _actual(norm, key, values.get(key)), lang) for key, wanted in asked.items()]
    intervals = any(isinstance(wanted, RequirementInterval) for wanted in asked.values())
    numbers = (*_NUMBER_COLUMNS, *(_INTERVAL_COLUMNS if intervals else ()))
    years = any(isinstance(key, tuple) for key in asked)
    columns = ["region", *(["year"] if years else []), *numbers, "compliant", "reason"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.astype(dict.fromkeys(numbers, np.float64))


@door
def compare_steps(norm: Norm) -> pd.DataFrame:
    """The steps of `norm` with their end points, one row a step.

    The lower end belongs to the step (``size >= size_low``), the upper end to the next one (``size < size_high``);
    `span` writes this as ``[400000, 700000)``. Where a document prints 40—70万 and 70—100万 it leaves open to which
    step 70万 belongs; the next step is meant here throughout, which asks for more. A first step without a printed
    start begins at 0, a last step without an end has infinity.

    Parameters
    ----------
    norm : Norm
        The planning norm.

    Returns
    -------
    DataFrame
        Columns ``span``, ``size_low``, ``size_high``, ``low``, ``high``, ``text``; `low` and `high` are the printed
        numbers (per cent for shares), missing where the norm sets no such end.

    Examples
    --------
    >>> import cqtargets as cq
    >>> compare_steps(cq.load_norms()["med14.infectious_beds"])[["span", "low"]]
                    span    low
    0        [0, 400000)   20.0
    1   [400000, 700000)   50.0
    2  [700000, 1000000)   80.0
    3  [1000000, no end)  100.0
    """
    return pd.DataFrame(
        {
            "span": [step.span for step in norm.steps],
            "size_low": [0.0 if step.size_low is None else step.size_low for step in norm.steps],
            "size_high": [math.inf if step.size_high is None else step.size_high for step in norm.steps],
            "low": np.array([step.low for step in norm.steps], dtype=np.float64),
            "high": np.array([step.high for step in norm.steps], dtype=np.float64),
            "text": [step.text for step in norm.steps],
        }
    )


def _actual(norm: Norm, key: Hashable, value: Any) -> float | None:
    if value is None:
        return None
    try:
        return finite(value, norm.unit)
    except DomainError as error:
        raise DomainError(Reason("actual_value_of", region=region_label(key), why=error.reason)) from None


def _row(key: Hashable, asked: Asked, actual: float | None, lang: str) -> dict[str, Any]:
    region, *year = key if isinstance(key, tuple) else (key,)
    row: dict[str, Any] = {"region": region, "year": year[0] if year else None, "actual": actual}
    central = asked if isinstance(asked, Requirement) else asked.centre
    if central is not None:
        row |= {"size": central.size, "required_low": central.low, "required_high": central.high}
        row["surplus"] = None if actual is None else central.margin(actual)
    row |= _ends(asked, actual)
    verdict = None if actual is None else asked.met_by(actual)
    row["compliant"] = None if verdict is Undetermined else verdict
    reasons = [Reason("no_actual_value")] if actual is None else []
    if isinstance(asked, RequirementInterval) and (verdict is Undetermined or central is None):
        reasons.append(_wording(asked))
    row["reason"] = said(joined(*reasons), lang)
    return row


def _ends(asked: Asked, actual: float | None) -> dict[str, Any]:
    if isinstance(asked, Requirement):
        size, low, high = (asked.size, asked.size), (asked.low, asked.low), (asked.high, asked.high)
    else:
        size, low, high = asked.size, asked.low or (None, None), asked.high or (None, None)
    return {
        **dict(zip(("size_low", "size_high"), size, strict=True)),
        **dict(zip(("required_low_min", "required_low_max"), low, strict=True)),
        **dict(zip(("required_high_min", "required_high_max"), high, strict=True)),
        "surplus_min": None if actual is None else asked.margin(actual),
    }


def _wording(asked: RequirementInterval) -> Reason:
    wanted = [
        Reason(code, range=_range(ends), unit=asked.unit)
        for code, ends in (("asks_at_least", asked.low), ("asks_at_most", asked.high))
        if ends is not None
    ]
    facts = {"size": _range(asked.size), "unit": asked.size_unit, "wanted": Reason("together", parts=tuple(wanted))}
    return Reason("size_interval", **facts)


def _range(ends: tuple[float, float]) -> Reason:
    code = "one_value_of" if f"{ends[0]:,.10g}" == f"{ends[1]:,.10g}" else "from_low_to_high"
    return Reason(code, low=ends[0], high=ends[1])
