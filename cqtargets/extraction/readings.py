"""A reading out of a quantity: its ends, its comparator, where it stands."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from cqtargets.extraction.clauses import Clause
from cqtargets.extraction.mentions import Mention
from cqtargets.extraction.statement import Reading

__all__ = ["Ends", "asked", "at_least", "ends", "made"]

_AT_LEAST: Final = re.compile(r"(?:至少|最少|不少于|不低于)[^,;、\d]{0,10}$")


class Ends(NamedTuple):
    """The ends of a value and the comparator between them."""

    low: float | None
    high: float | None
    comparator: str


def ends(one: Mention, sign: str, *, falling: bool = False) -> Ends:
    """The ends that a comparator leaves; a fall is a negative change."""
    low, high = one.low, one.high
    if falling and low is not None and high is not None:
        low, high = (-high, -low)
        sign = {">": "<", ">=": "<=", "<": ">", "<=": ">="}.get(sign, sign)
    if sign in (">", ">="):
        return Ends(low, None, sign)
    if sign in ("<", "<="):
        return Ends(None, high, sign)
    return Ends(low, high, sign)


def made(
    clause: Clause, one: Mention, name: str, rule: str, *, doubts: tuple[str, ...] = (), comparator: str | None = None
) -> Reading | None:
    """The reading of one quantity under a name; None without one."""
    if not name:
        return None
    if comparator is None and one.comparator == "=" and at_least(clause.between(clause.start, one.start)):
        comparator = ">="
    low, high, sign = ends(one, comparator or one.comparator)
    return Reading(
        name=name, rule=rule, start=clause.start, end=one.end, used=(one.number,), unit=one.unit, doubts=doubts, low=low,
        high=high, comparator=sign,
    )  # fmt: skip


def at_least(left: str) -> bool:
    """Whether the words before a number set a lower end from a little way off: 至少配备1名."""
    return _AT_LEAST.search(left) is not None


def asked(clause: Clause, one: Mention, name: str, rule: str, sign: str | None = None, kind: str = "norm") -> Reading:
    """The reading of a norm or incentive, whatever its name."""
    sign = sign or one.comparator
    if sign == "=" and at_least(clause.between(clause.start, one.start)):
        sign = ">="
    low, high, sign = ends(one, sign)
    return Reading(
        name=name, rule=rule, start=clause.start, end=one.end, used=(one.number,), unit=one.unit, comparator=sign, kind=kind,
        low=low, high=high,
    )  # fmt: skip
