"""Assertions for the tests of a plan: the message shows the numbers, the rule and the source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from cqtargets import units
from cqtargets.catalogue import Catalogue
from cqtargets.conventions import comparison
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError
from cqtargets.io.bundled import load_documents
from cqtargets.norms.norm import Norm
from cqtargets.observations import Observations
from cqtargets.targets.indicator import Indicator, Undetermined
from cqtargets.targets.observation import Observation

__all__ = ["assert_adds_up", "assert_consistent", "assert_met", "assert_on_path", "assert_within_norm"]

_SHOWN: Final = 10


@door
def assert_met(target: Indicator, value: float | Observation, *, tolerance: float | None = None) -> None:
    """Assert that `value` meets the target.

    Parameters
    ----------
    target : Indicator
    value : float or Observation
        As for `Indicator.met_by`: a float is exact, an observation stands for all values its print allows.
    tolerance : float, optional
        Half width of 左右, in the unit.

    Raises
    ------
    AssertionError
        If it does not, or its print allows both answers.
    DomainError
        If the target has no number.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cq.testing.assert_met(cq.load_catalogue()["med14.inpatient_days"], 7.9)
    """
    answer = target.met_by(value, tolerance=tolerance)
    if answer is None:
        raise DomainError(f"indicator {target.id!r} is {target.form}: it has no number that could be met")
    if answer is True:
        return
    verdict = "is not met by" if answer is False else "may or may not be met by"
    held = f"{_head(target)} {verdict} {_shown(target, value)}"
    lines = [f"rule: {_rule(target)} by the end of {target.target_year}"]
    if answer is Undetermined and isinstance(value, Observation):
        low, high = value.interval_in(target.unit, target.per, measure=target.measure)
        lines.append(f"the print allows {low:g} to {high:g}: give a figure with more digits")
    elif answer is Undetermined:
        lines.append("左右 has no width of its own: give tolerance=")
    elif (end := target.course().end) is not None:
        lines.append(f"missing: {abs(_number(target, value) - end):.6g} {target.unit_label}".rstrip())
    raise AssertionError(_message(held, lines, target, value))


@door
def assert_on_path(
    target: Indicator,
    value: float | Observation,
    *,
    on: int | date | str | None = None,
    method: str | None = None,
    tolerance: float = 0.0,
) -> None:
    """Assert that `value` stands on the path from baseline to target, or beyond it in the wanted direction.

    Parameters
    ----------
    value : float or Observation
        The printed value counts as it stands; an observation brings its date.
    on : int, date or str, optional
        The date of a number.
    method : str, optional
        Shape of the path, as for `Indicator.path`.
    tolerance : float
        How far behind the path is accepted, in the unit.
    target : Indicator
        Target whose path it is.

    Raises
    ------
    AssertionError
        If it does not.
    DomainError
        If there is no path, or no date.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cq.testing.assert_on_path(cq.load_catalogue()["med14.beds_per_1000"], 7.4, on=2023)
    """
    if tolerance < 0:
        raise DomainError(f"tolerance is {tolerance:g}; give 0 or more, in the target's unit")
    found = target.gap(value, on=on, method=method)
    if found.path is None:
        raise DomainError(f"indicator {target.id!r} has no path: {found.reason}")
    if target.direction == "hold":
        good = _within(found.value, found.path, tolerance)
    elif target.direction == "down":
        good = comparison.met(found.value, "<=", None, found.path + tolerance)
    else:
        good = comparison.met(found.value, ">=", found.path - tolerance, None)
    if good or found.met is True:
        return
    when = value.when if isinstance(value, Observation) and on is None else on
    way, shape = target.course(), target.path(method).method
    lines = [
        f"rule: {shape} path from {way.start:g} ({way.begin}) to {way.end:g} ({way.due})"
        if way.start is not None and way.end is not None
        else f"rule: {shape} path to the target in {target.target_year}",
        f"behind by {abs(found.value - found.path):.6g} {target.unit_label}".rstrip()
        + (f", {found.years_behind:.2f} years" if found.years_behind is not None else "")
        + (f"; accepted: {tolerance:g}" if tolerance else ""),
    ]
    held = f"{_head(target)}: {_shown(target, value)} on {when} is behind the path, {found.path:.6g}"
    raise AssertionError(_message(held, lines, target, value))


@door
def assert_consistent(catalogue: Catalogue, observations: Observations | None = None) -> None:
    """Assert that no two numbers of the plans contradict each other.

    Parameters
    ----------
    catalogue : Catalogue
        The targets.
    observations : Observations, optional
        Measured values.

    Raises
    ------
    AssertionError
        With every finding of severity ``error``; warnings and notes do not count.
    """
    from cqtargets.consistency import check

    faults = [finding for finding in check(catalogue, observations) if finding.severity == "error"]
    if not faults:
        return
    lines = [
        str(finding.statement("en")) + (f" (rule: {finding.rule})" if finding.rule else "")
        for finding in faults[:_SHOWN]
    ]
    if len(faults) > _SHOWN:
        lines.append(f"... and {len(faults) - _SHOWN} more")
    count = f"{len(faults)} contradiction{'' if len(faults) == 1 else 's'}"
    raise AssertionError("\n  ".join([f"{count} among {len(catalogue)} targets", *lines]))


@door
def assert_adds_up(
    total: float | Indicator,
    parts: Mapping[str, float] | Iterable[float | Indicator],
    *,
    field: str = "target",
    tolerance: float = 0.0,
) -> None:
    """Assert that parts add up to their total.

    Parameters
    ----------
    total : float or Indicator
    parts : mapping of name to number, or iterable of numbers or indicators
        Such as ``catalogue.children(id)``; units are converted into that of the total.
    field : {"target", "baseline"}
        Which number of an indicator counts.
    tolerance : float
        How far apart they may be, in the unit: half a unit of the last printed digit a part.

    Raises
    ------
    AssertionError
        If they do not.
    DomainError
        If there is no part, or an indicator has no such number.
    UnitError
        If units measure different things.

    Examples
    --------
    >>> assert_adds_up(25.0, {"public": 12.5, "private": 12.5})
    """
    if field not in ("target", "baseline"):
        raise DomainError(f"field {field!r} cannot be added up; write 'target' or 'baseline'")
    items = list(parts.items()) if isinstance(parts, Mapping) else [(_name(part), part) for part in parts]
    if not items:
        raise DomainError("there are no parts; give one or more")
    whole = _figure(total, total, field)
    figures = [(name, _figure(part, total, field)) for name, part in items]
    found = sum(figure for _, figure in figures)
    if _within(found, whole, tolerance):
        return
    unit = total.unit_label if isinstance(total, Indicator) else ""
    held = f"the parts add up to {found:.10g}, the total is {whole:.10g} {unit}".rstrip()
    lines = [f"{figure:.10g}  {name}".rstrip() for name, figure in figures]
    lines.append(f"rule: sum of the parts = total, within {tolerance:g}; they differ by {found - whole:+.6g}")
    sources = [part for part in (total, *(part for _, part in items)) if isinstance(part, Indicator)]
    lines += list(dict.fromkeys(f"source: {_source(target)}" for target in sources))
    raise AssertionError("\n  ".join([held, *lines]))


@door
def assert_within_norm(norm: Norm, size: float, value: float) -> None:
    """Assert that `value` satisfies what the norm asks of `size`, both in the norm's units.

    Parameters
    ----------
    norm : Norm
        The planning norm.
    size : float
        Size of the place, in the norm's unit of size.
    value : float
        What there is, in the norm's unit.

    Raises
    ------
    AssertionError
        If it does not.
    DomainError
        If no step of the norm covers the size.

    Examples
    --------
    >>> import cqtargets as cq
    >>> assert_within_norm(cq.load_norms()["med14.infectious_beds"], 487_281, 50)
    """
    asked = norm.requirement(size)
    if asked.met_by(value):
        return
    ends = [
        f"{words} {end:,.10g}" for words, end in (("at least", asked.low), ("at most", asked.high)) if end is not None
    ]
    margin = asked.margin(value)
    lines = [
        f"rule: {' and '.join(ends)} {asked.unit} for {size:,.10g} {asked.size_unit}"
        + (f" (printed {asked.text})" if asked.text else ""),
        f"outside by {abs(margin or 0.0):,.6g} {asked.unit}",
        f"source: {_document(norm.plan)} {norm.locator}".rstrip(),
    ]
    raise AssertionError("\n  ".join([f"{norm.name_zh} ({norm.key}): {value:,.10g} {asked.unit} is outside", *lines]))


def _within(value: float, wanted: float, tolerance: float) -> bool:
    """Whether two numbers are `tolerance` apart at most; noise of 1e-9 relative is ignored."""
    return any(comparison.met(value, sign, wanted, wanted, tolerance=tolerance) for sign in ("=", "~"))


def _message(held: str, lines: list[str], target: Indicator, value: float | Observation) -> str:
    sources = [f"source: {_source(target)}"]
    if isinstance(value, Observation) and value.source:
        sources.append(f"value from: {value.source}")
    return "\n  ".join([held, *lines, *sources])


def _head(target: Indicator) -> str:
    return f"{target.name_zh} ({target.id})"


def _rule(target: Indicator) -> str:
    number = "" if target.goal is None else f"{target.goal:g}"
    if target.comparator == "range":
        number = f"{target.target_low:g} to {target.target_high:g}"
    printed = f" (printed {target.target_text})" if target.target_text else ""
    over = " over the baseline" if target.form == "relative" else ""
    binding = f", {target.binding.value}" if target.binding else ""
    return f"{target.comparator} {number} {target.unit_label}".rstrip() + over + printed + binding


def _number(target: Indicator, value: float | Observation) -> float:
    return value.value_in(target.unit, target.per) if isinstance(value, Observation) else float(value)


def _shown(target: Indicator, value: float | Observation) -> str:
    printed = f" (printed {value.text})" if isinstance(value, Observation) and value.text else ""
    return f"{_number(target, value):.10g} {target.unit_label}".rstrip() + printed


def _source(target: Indicator) -> str:
    return f"{_document(target.plan)} {target.locator}".rstrip()


def _document(plan: str) -> str:
    return next((document.label for document in load_documents() if document.key == plan), plan)


def _name(part: Any) -> str:
    return _head(part) if isinstance(part, Indicator) else ""


def _figure(part: Any, total: float | Indicator, field: str) -> float:
    if not isinstance(part, Indicator):
        return float(part)
    held = part.goal if field == "target" else part.baseline
    if held is None:
        raise DomainError(f"indicator {part.id!r} has no {field} to add up; leave it out")
    if isinstance(total, Indicator):
        return units.convert(held, part.unit, total.unit, per_from=part.per, per_to=total.per)
    return held
