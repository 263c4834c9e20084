"""What incentives pay: one rule on one amount, and several rules on one project."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from numbers import Integral, Real
from typing import Any

from cqtargets import units
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.names import Keyed
from cqtargets.errors import ConventionError, DomainError, UnitError
from cqtargets.incentives.incentive import Incentive
from cqtargets.incentives.result import LIMITS, Subsidy, SubsidyTotal
from cqtargets.incentives.text import explain, figure

__all__ = ["LIMITS", "Incentive", "Subsidy", "SubsidyTotal", "subsidy", "total"]


@door
def subsidy(rule: Incentive, amount: float, *, year: int = 1, threshold_amount: float | None = None) -> Subsidy:
    r"""What `rule` pays for `amount` in one year: :math:`\min(r A, C)`; 0 below the threshold and after the last year.

    Parameters
    ----------
    amount : float
        In the rule's `base_unit`: the base of a rate (万元), the number of items, or for a rule with a ceiling only
        the sum that the review settles (in `unit`). 0 or more.
    year : int
        Year of payment, 1 the first. For a rule that starts the year after recognition, year 1 is that year.
    threshold_amount : float, optional
        What is held against the threshold where it is not the base itself: the whole new investment, while the reward
        is a share of the fixed assets. `amount` otherwise.
    rule : Incentive
        The incentive.

    Returns
    -------
    Subsidy
        `paid`, `rate_applied`, `binds` and the reason as a sentence. An amount below the threshold pays 0 and says so.

    Raises
    ------
    DomainError
        If an amount is negative, not finite or no whole number of items, if `year` is no whole number from 1 on, or if
        a `threshold_amount` is given to a rule without a threshold.

    References
    ----------
    渝府发〔2020〕12号, annex 1, items 2 and 3.

    Examples
    --------
    20 % of the fixed assets, up to 10 million yuan, for new investments above 5 million:

    >>> from cqtargets.io.bundled import load_incentives
    >>> rule = load_incentives()["industry20.service_platform_investment"]
    >>> [(subsidy(rule, amount).paid, subsidy(rule, amount).binds) for amount in (500, 501, 5000, 5001)]
    [(0.0, 'threshold'), (100.2, 'rate'), (1000.0, 'rate'), (1000.0, 'cap')]
    >>> subsidy(rule, 500).en
    'New investment of 5,000,000 yuan does not exceed the threshold of 5,000,000 yuan (which has to
    be exceeded); nothing is paid.'
    """
    base = _amount(rule, amount, "amount")
    measured = base if threshold_amount is None else _amount(rule, threshold_amount, "threshold amount")
    if threshold_amount is not None and rule.threshold is None:
        raise DomainError(f"incentive {rule.key!r} has no threshold; leave threshold_amount out")
    if isinstance(year, bool) or not isinstance(year, Integral) or year < 1:
        raise DomainError(
            f"incentive {rule.key!r}: year {year!r}; give 1 for the first year of payment, or a later one"
        )
    uncapped = _uncapped(rule, base)
    paid = uncapped if rule.cap is None else min(uncapped, rule.cap)
    binds = "rate" if uncapped - paid <= NOISE * uncapped else "cap"
    if not rule.pays_in(year):
        binds, uncapped, paid = "duration", 0.0, 0.0
    elif not rule.reached_by(measured):
        binds, uncapped, paid = "threshold", 0.0, 0.0
    refused = binds in ("duration", "threshold")
    zh, en = explain(rule, amount=base, measured=measured, year=year, uncapped=uncapped, paid=paid, binds=binds)
    return Subsidy(
        rule=rule.key,
        name_zh=rule.name_zh,
        name_en=rule.name_en,
        amount=base,
        base_unit=rule.base_unit or rule.unit,
        year=year,
        paid=paid,
        unit=rule.unit,
        uncapped=uncapped,
        rate_applied=None if rule.rate is None else 0.0 if refused else rule.rate,
        binds=binds,
        at_most=rule.ceiling_only,
        zh=zh,
        en=en,
    )


@door
def total(
    rules: Mapping[str, Incentive] | Iterable[Incentive],
    amounts: Mapping[str, float],
    *,
    year: int = 1,
    threshold_amounts: Mapping[str, float] | None = None,
    exclusive: Iterable[Collection[str]] | None = None,
) -> SubsidyTotal:
    """What several rules pay together for one project in one year.

    Of the rules of one group only the one that pays most counts (the first where two pay alike); all others add up.

    Parameters
    ----------
    rules : mapping or iterable of Incentive
        Where the rules are looked up.
    amounts : mapping
        Key of a rule -> amount, as for `subsidy`. Only these rules are asked.
    threshold_amounts : mapping, optional
        Key of a rule -> what is held against its threshold.
    exclusive : iterable of sets of keys, optional
        Groups that replace the rules' own; ``()`` adds everything, for projects that share no base.
    year : int
        Year of the claims.

    Raises
    ------
    UnknownIdError
        If a key is not among the rules; the nearest are named.
    DomainError
        As for `subsidy`; if `amounts` is empty, or a rule stands in two groups of `exclusive`.
    ConventionError
        If two rules of one group pay on different amounts: one project has one base, so it has to be said whether
        they are two.
    UnitError
        If the rules pay in different units.

    References
    ----------
    渝府发〔2020〕12号, annex 1. That one investment is rewarded once is a reading: the document is silent.

    Examples
    --------
    A drug plant of 30 million yuan with two lines approved abroad; the second reward is printed as extra:

    >>> from cqtargets.io.bundled import load_incentives
    >>> plant = {"industry20.production_project": 3000, "industry20.international_production_line": 2}
    >>> total(load_incentives(), plant).paid
    800.0
    """
    known = Keyed("incentive", rules if isinstance(rules, Mapping) else {rule.key: rule for rule in rules})
    measured = dict(threshold_amounts or {})
    if not amounts:
        raise DomainError("no amounts; give the key of at least one rule with its amount")
    strangers = [key for key in measured if key not in amounts]
    if strangers:
        raise DomainError(f"threshold amount for {', '.join(strangers)}, which has no amount; give both or neither")
    parts = tuple(
        subsidy(known[key], amount, year=year, threshold_amount=measured.get(key)) for key, amount in amounts.items()
    )
    paid_in = sorted({part.unit for part in parts})
    if len(paid_in) > 1:
        raise UnitError(f"the rules pay in {' and '.join(paid_in)}; ask for them one unit at a time")
    if exclusive is None:
        _one_base_a_group(known, parts)
    aside = _set_aside(parts, _groups(known, exclusive))
    counted = [part.paid for part in parts if part.rule not in aside]
    return SubsidyTotal(paid=math.fsum(counted), unit=paid_in[0], year=year, parts=parts, set_aside=aside)


def _amount(rule: Incentive, value: Any, what: str) -> float:
    number = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    unit = rule.base_unit or rule.unit
    if not math.isfinite(number) or number < 0:
        raise DomainError(f"incentive {rule.key!r}: {what} {value!r}; give 0 or more {unit}")
    if rule.per_item is not None and not number.is_integer():
        raise DomainError(f"incentive {rule.key!r}: {what} {value!r}; give a whole number of {unit}")
    return number


def _uncapped(rule: Incentive, amount: float) -> float:
    if rule.rate is not None:
        return rule.rate * units.convert(amount, rule.base_unit, rule.unit)
    return amount if rule.per_item is None else amount * rule.per_item


def _one_base_a_group(rules: Keyed[Incentive], parts: Iterable[Subsidy]) -> None:
    first: dict[str, Subsidy] = {}
    for part in parts:
        group = rules[part.rule].group
        if group and part.paid > 0 and first.setdefault(group, part).amount != part.amount:
            other = first[group]
            raise ConventionError(
                f"incentives {other.rule!r} and {part.rule!r} reward the same base ({group}) and are given "
                f"{figure(other.amount)} and {figure(part.amount)} {part.base_unit}; give one amount for one project, "
                "or exclusive=() (--add-all on the command line) where these are two investments"
            )


def _groups(rules: Keyed[Incentive], exclusive: Iterable[Collection[str]] | None) -> dict[str, str]:
    """The name of the group of each rule that has one."""
    if exclusive is None:
        return {key: rule.group for key, rule in rules.items() if rule.group}
    found: dict[str, str] = {}
    for number, keys in enumerate(exclusive):
        for key in keys:
            if key in found:
                raise DomainError(f"incentive {key!r} stands in two exclusive groups; join them or take it out of one")
            found[rules[key].key] = str(number)
    return found


def _set_aside(parts: Iterable[Subsidy], groups: Mapping[str, str]) -> dict[str, str]:
    best: dict[str, Subsidy] = {}
    members: dict[str, list[Subsidy]] = {}
    for part in parts:
        group = groups.get(part.rule)
        if group is None or part.paid == 0:
            continue
        members.setdefault(group, []).append(part)
        if group not in best or part.paid > best[group].paid:
            best[group] = part
    return {part.rule: best[group].rule for group, held in members.items() for part in held if part is not best[group]}
