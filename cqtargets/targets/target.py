"""What a target is: its columns, their checks, the number to reach, and changed copies."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, Self

from cqtargets import clock, units
from cqtargets.conventions import comparison
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.vocabulary import Binding, Undetermined, UndeterminedType, needed_ends
from cqtargets.errors import DomainError
from cqtargets.targets.faults import target_faults
from cqtargets.targets.observation import Observation

__all__ = ["Target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The columns of one target, checked; `cqtargets.Indicator` documents them and answers questions about them."""

    id: str
    concept: str
    plan: str
    name_zh: str
    locator: str = ""
    name_en: str = ""
    parent: str = ""
    measure: str = "count"
    form: str = "level"
    change: str = ""
    reference: str = ""
    comparator: str = ">="
    unit: str = ""
    per: int | None = None
    place_unit: str = ""
    population: str = ""
    region: str = ""
    baseline_year: int | None = None
    baseline: float | None = None
    baseline_text: str = ""
    period_start: int | None = None
    target_year: int
    target_low: float | None = None
    target_high: float | None = None
    target_text: str = ""
    tolerance: float | None = None
    follows: str = ""
    earlier: str = ""
    alternative: str = ""
    direction: str = "up"
    binding: Binding | None = None
    weight: float | None = None
    basis: str = ""
    responsible: str = ""
    section: str = ""
    position: int | None = None
    status: str = ""
    judgement: str = ""
    certainty: str = "printed"
    note: str = ""

    def __post_init__(self) -> None:
        faults = [f"{field}: {reason}" for field, reason in target_faults(self)]
        if faults:
            raise DomainError(f"indicator {self.id!r}: " + "; ".join(faults))

    @property
    def unanswered(self) -> str:
        """What a reader must answer before this target can be graded or given a way; empty where nothing is open."""
        if self.form in ("proportional", "qualitative") or (self.comparator and self.direction):
            return ""
        return Reason("direction_open" if self.comparator else "comparator_open")

    @property
    def goal(self) -> float | None:
        """The number to reach, in the unit: the easier end of a range; None without a number or with an open question.

        A relative target gives its change, a growth target its per cent a year: `Indicator.course` has their ends.
        """
        if self.unanswered:
            return None
        if self.comparator in (">=", ">"):
            return self.target_low
        if self.comparator in ("<=", "<"):
            return self.target_high
        return self.target_high if self.direction == "down" else self.target_low

    @property
    def start_year(self) -> int | None:
        """The year at whose end the way to the target begins."""
        return self.baseline_year if self.baseline_year is not None else self.period_start

    @property
    def due(self) -> float:
        """The due date on the library's clock: the end of the target year."""
        return clock.time(self.target_year)

    def met_by(self, value: float | Observation, *, tolerance: float | None = None) -> bool | UndeterminedType | None:
        """Whether `value` meets the target.

        Parameters
        ----------
        value : float or Observation
            A float is exact, in the target's unit: the level for level, relative and share targets, what was added
            for increments, the year's figure for flows. An observation stands for the values its print allows.
        tolerance : float, optional
            Half width that counts as 左右, in the unit; the target's own by default. One is needed for ``~`` unless
            the value hits the target exactly.

        Returns
        -------
        bool, None or Undetermined
            None where the target has no number or an open question; Undetermined where the print allows both answers.

        Raises
        ------
        DomainError
            If a change over the baseline is asked for and the baseline is missing, or the value is not finite.
        UnitError
            If an observation's unit cannot be converted into the target's.
        """
        if self.form in ("qualitative", "proportional") or self.unanswered:
            return None
        tolerance = self.tolerance if tolerance is None else tolerance
        low, high = self._value_interval(value)
        shift = 0.0
        if self.form == "relative":
            if self.baseline is None:
                raise DomainError(
                    f"indicator {self.id!r} asks for a change over its baseline, and the plan prints none: "
                    "give one with with_baseline(value, year=...)"
                )
            shift = self.baseline
        answers = {self._meets(end - shift, tolerance) for end in (low, high)}
        if self.comparator in ("=", "~", "range") and low < high:
            answers.add(self._meets((low + high) / 2 - shift, tolerance) if math.isfinite(low + high) else None)
        answer = answers.pop()
        return Undetermined if answers or answer is None else answer

    def _meets(self, value: float, tolerance: float | None) -> bool | None:
        if self.comparator == "~" and tolerance is None:
            hit = comparison.met(value, "=", self.target_low, self.target_high, direction=self.direction)
            return True if hit else None
        return comparison.met(
            value, self.comparator, self.target_low, self.target_high, direction=self.direction, tolerance=tolerance
        )

    def _value_interval(self, value: float | Observation) -> tuple[float, float]:
        if isinstance(value, Observation):
            return value.interval_in(self.unit, self.per)
        number = float(value)
        if not math.isfinite(number):
            raise DomainError(f"indicator {self.id!r}: value {value} is not finite; give a number in {self.unit}")
        return number, number

    def with_target(self, value: float, *, year: int | None = None, comparator: str | None = None) -> Self:
        """A copy with another target value and, where given, another due year or comparator."""
        chosen = comparator or (self.comparator if self.comparator not in ("", "range") else _usual(self.direction))
        ends = needed_ends("level", chosen)
        return replace(
            self,
            form="level" if self.form in ("proportional", "qualitative") else self.form,
            comparator=chosen,
            target_low=value if "target_low" in ends else None,
            target_high=value if "target_high" in ends else None,
            target_year=self.target_year if year is None else year,
            target_text="",
            follows="",
        )

    def with_baseline(self, value: float, *, year: int, text: str = "") -> Self:
        """A copy with another baseline; `text` is its printed form, whose digits carry the rounding."""
        return replace(self, baseline=value, baseline_year=year, baseline_text=text)

    def name(self, lang: Literal["zh", "en"] | str = "zh") -> str:
        """The name in Chinese, or in English where there is one."""
        return self.name_en if lang == "en" and self.name_en else self.name_zh

    @property
    def unit_label(self) -> str:
        """Unit and denominator as a reader expects them: 张/千."""
        return units.label(self.unit, self.per)


def _usual(direction: str) -> str:
    return "<=" if direction == "down" else ">="
