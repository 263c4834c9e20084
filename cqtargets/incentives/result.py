"""What incentives pay, as values: one rule in one year, and several rules together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cqtargets import units
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import checked_language
from cqtargets.incentives.text import english, figure

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LIMITS", "Subsidy", "SubsidyTotal"]

LIMITS: Final = ("rate", "cap", "threshold", "duration")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy:
    """What one rule pays in one year, and which limit binds.

    Attributes
    ----------
    rule : str
        Key of the rule.
    amount, base_unit : float, str
        What was rewarded.
    paid, unit : float, str
        Never above the cap; 0 where nothing is paid.
    uncapped : float
        The sum before the cap, in `unit`; 0 where threshold or duration refuse.
    rate_applied : float or None
        The rule's rate as a fraction, 0 where threshold or duration refuse; None for rules without a rate.
    binds : {"rate", "cap", "threshold", "duration"}
        ``"rate"``: the printed rate, the amount for each item or the sum of the review is paid in full (also where it
        equals the cap). ``"cap"``: the cap cuts it. ``"threshold"``: not reached. ``"duration"``: over.
    at_most : bool
        The document prints a ceiling only: `paid` is an upper limit.
    zh, en : str
        The reason in a sentence.
    name_zh : str
        Chinese name.
    name_en : str
        English name.
    year : int
        Year of the claim.
    """

    rule: str
    name_zh: str
    name_en: str
    amount: float
    base_unit: str
    year: int
    paid: float
    unit: str
    uncapped: float
    rate_applied: float | None
    binds: str
    at_most: bool
    zh: str
    en: str

    @property
    def effective_rate(self) -> float | None:
        """What is paid as a fraction of the amount; None for rules without a rate and for an amount of 0."""
        if self.rate_applied is None or self.amount == 0:
            return None
        return units.convert(self.paid, self.unit, self.base_unit) / self.amount

    def name(self, lang: str = "zh") -> str:
        """The rule's name in Chinese or English.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return self.name_en if lang == "en" else self.name_zh

    def sentence(self, lang: str = "zh") -> str:
        """The reason in Chinese or English.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return self.en if lang == "en" else self.zh


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyTotal:
    """What several rules pay together for one project in one year.

    Attributes
    ----------
    paid, unit : float, str
        Sum of the parts that count.
    parts : tuple of Subsidy
        Every rule asked, in the order of the amounts.
    set_aside : mapping
        Rule that does not count -> rule of the same group that pays more and counts.
    year : int
        Year of the claims.
    """

    paid: float
    unit: str
    year: int
    parts: tuple[Subsidy, ...]
    set_aside: Mapping[str, str]

    @property
    def binding(self) -> dict[str, str]:
        """Which limit binds each rule; ``"group"`` where another rule of its group counts instead."""
        return {part.rule: "group" if part.rule in self.set_aside else part.binds for part in self.parts}

    @property
    def at_most(self) -> bool:
        """Whether a part that counts is an upper limit."""
        return any(part.at_most and part.paid > 0 for part in self.parts if part.rule not in self.set_aside)

    def sentence(self, lang: str = "zh") -> str:
        """The sum and what was set aside, in Chinese or English.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        names = {part.rule: part.name(lang) for part in self.parts}
        if lang == "en":
            aside = "".join(
                f" {names[one]} is not added: {names[other]} rewards the same base and pays as much or more."
                for one, other in self.set_aside.items()
            )
            return f"{'At most ' if self.at_most else ''}{english(self.paid, self.unit)} in all.{aside}"
        aside = "".join(
            f"{names[one]}不重复计：{names[other]}以同一基数给付且不低于前者。" for one, other in self.set_aside.items()
        )
        return f"合计{'最多' if self.at_most else ''}{figure(self.paid)}{self.unit}。{aside}"

    def to_frame(self, *, lang: str | None = None) -> pd.DataFrame:
        """One row a rule: ``rule``, names, ``amount``, ``base_unit``, ``paid``, ``unit``, ``binds``, ``counted``, sentences.

        Parameters
        ----------
        lang : {"zh", "en"}, optional
            Language of the columns ``name`` and ``sentence``; both languages side by side (``name_zh``, ``name_en``, ``zh``,
            ``en``) where none is told.
        """
        import pandas as pd

        bound = self.binding
        return pd.DataFrame(
            [
                {
                    "rule": part.rule,
                    **_in(lang, name=(part.name_zh, part.name_en)),
                    "amount": part.amount,
                    "base_unit": part.base_unit,
                    "paid": part.paid,
                    "unit": part.unit,
                    "binds": bound[part.rule],
                    "counted": part.rule not in self.set_aside,
                    **_in(lang, sentence=(part.zh, part.en)),
                }
                for part in self.parts
            ]
        )


def _in(lang: str | None, **words: tuple[str, str]) -> dict[str, str]:
    """Words as columns: one in the language asked for, else both."""
    ((column, (zh, en)),) = words.items()
    if lang is not None:
        return {column: zh if checked_language(lang) == "zh" else en}
    return {"zh": zh, "en": en} if column == "sentence" else {f"{column}_zh": zh, f"{column}_en": en}
