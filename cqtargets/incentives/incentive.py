"""A financial incentive: a rate, a fixed amount or a ceiling, with its cap, threshold and duration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cqtargets.conventions import comparison
from cqtargets.conventions.doors import door
from cqtargets.errors import DomainError

__all__ = ["CAP_PERIODS", "Incentive"]

CAP_PERIODS: Final = ("once", "yearly")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Incentive:
    """One incentive of one document; money is in `unit`, what is rewarded in `base_unit`.

    Exactly one of three kinds: `rate` (a share of the base), `per_item` (a fixed amount for each item of the base), or
    neither (the document prints a ceiling only, and a review settles the sum).

    Attributes
    ----------
    key, plan, locator : str
        Where the rule stands.
    beneficiary_zh, beneficiary_en : str
        Who receives it.
    rate : float or None
        Fraction: 0.2 is 20 %.
    per_item : float or None
        In `unit` for each `base_unit`.
    base_zh, base_en, base_unit : str
        What the rate applies to, or which items are counted.
    cap : float or None
        In `unit`, for each `cap_period`.
    cap_period : {"once", "yearly"}
        Whether the rule pays once, or each year up to the cap.
    threshold : float or None
        In `base_unit`; nothing is paid unless `threshold_of` is above it (`threshold_strict`) or at least it.
    duration_years : int or None
        Years in a row for which a yearly rule pays; None where the document does not say.
    from_year_offset : int
        Years from recognition to the first payment: 1 is the year after.
    group : str
        Rules of one group rest on the same base, which is rewarded once; empty where a rule adds to all others.
    text : str
        Printed form of the rate, the amount or the ceiling.
    name_zh : str
        Chinese name.
    name_en : str
        English name.
    unit : str
        Unit of what is paid for.
    threshold_strict : bool
        Whether the threshold must be exceeded.
    threshold_of_zh : str
        What the threshold measures, in Chinese.
    threshold_of_en : str
        What the threshold measures, in English.
    certainty : str
        printed, inferred or uncertain.
    note : str
        What else the source says.
    """

    key: str
    plan: str
    locator: str
    name_zh: str
    name_en: str
    beneficiary_zh: str = ""
    beneficiary_en: str = ""
    rate: float | None = None
    per_item: float | None = None
    base_zh: str = ""
    base_en: str = ""
    base_unit: str = ""
    cap: float | None = None
    cap_period: str = "once"
    unit: str = "万元"
    threshold: float | None = None
    threshold_strict: bool = False
    threshold_of_zh: str = ""
    threshold_of_en: str = ""
    duration_years: int | None = None
    from_year_offset: int = 0
    group: str = ""
    text: str = ""
    certainty: str = "printed"
    note: str = ""

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise DomainError(f"incentive {self.key!r}: {fault}")

    def name(self, lang: str = "zh") -> str:
        """The name in Chinese or English.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return self.name_en if lang == "en" else self.name_zh

    @property
    def ceiling_only(self) -> bool:
        """Whether the document prints a ceiling and no rate: what is paid is then an upper limit."""
        return self.rate is None and self.per_item is None

    @property
    def last_year(self) -> int | None:
        """The last year of payment, counted from the first; None where a yearly rule prints no duration."""
        return 1 if self.cap_period == "once" else self.duration_years

    def pays_in(self, year: int) -> bool:
        """Whether the rule still pays in its `year`-th year (1 is the first).

        Parameters
        ----------
        year : int
            The year asked about.
        """
        return self.last_year is None or year <= self.last_year

    def reached_by(self, value: float) -> bool:
        """Whether `value` (in `base_unit`) passes the threshold: 超过500 is not passed by 500, 300以上 is by 300.

        Parameters
        ----------
        value : float
            What is claimed for, in the unit.
        """
        if self.threshold is None:
            return True
        return comparison.met(value, ">" if self.threshold_strict else ">=", self.threshold, None)


def _faults(rule: Incentive) -> list[str]:
    faults = []
    if rule.rate is not None and rule.per_item is not None:
        faults.append("has a rate and an amount for each item; give one of them")
    if rule.rate is not None and not 0 < rule.rate <= 1:
        faults.append(f"rate {rule.rate:g} is no fraction above 0 and up to 1; write 0.2 for 20 %")
    for name, value in (("per_item", rule.per_item), ("cap", rule.cap)):
        if value is not None and not value > 0:
            faults.append(f"{name} {value:g} {rule.unit}; give an amount above 0")
    if rule.ceiling_only and rule.cap is None:
        faults.append("has no rate, no amount for each item and no cap; give one of them")
    if rule.threshold is not None and not rule.threshold >= 0:
        faults.append(f"threshold {rule.threshold:g}; give 0 or more")
    if rule.cap_period not in CAP_PERIODS:
        faults.append(f"cap period {rule.cap_period!r}; write 'once' or 'yearly'")
    if rule.duration_years is not None and (rule.cap_period == "once" or rule.duration_years < 1):
        faults.append(f"a duration of {rule.duration_years} years paid {rule.cap_period}; give a yearly rule 1 or more")
    return faults
