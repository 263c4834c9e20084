"""What a target is: its columns, their checks, the number to reach, and changed copies."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Literal, Self

from cqtargets import clock, units
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.conventions.shown import html_table
from cqtargets.conventions.vocabulary import Binding, needed_ends
from cqtargets.errors import DomainError
from cqtargets.targets.faults import target_faults

__all__ = ["Target"]


@door
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
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
        if self.binding is not None and type(self.binding) is not Binding:
            word = self.binding if isinstance(self.binding, str) else ""
            object.__setattr__(
                self, "binding", Binding.of(word) or (Binding(self.binding) if self.binding != "" else None)
            )
        faults = [
            Reason("in_column", column=column, what=what, remedy=remedy) for column, what, remedy in target_faults(self)
        ]
        if faults:
            raise DomainError(Reason("about_indicator", id=self.id, why=joined(*faults)))

    def __repr__(self) -> str:
        return f"{type(self).__name__} {self.id}: {self.name_zh}, {self.start_and_goal}"

    def _repr_html_(self) -> str:
        rows = [(one.name, getattr(self, one.name)) for one in fields(self)]
        return html_table(repr(self), ("field", "value"), [row for row in rows if row[1] not in ("", None)])

    @property
    def start_and_goal(self) -> str:
        """From where to where the target runs, in one line: 6.38 (2020) → 8 张 (2025)."""
        start = "" if self.baseline is None else f"{self.baseline:g} ({self.baseline_year}) → "
        goal = self.target_text or ("" if self.goal is None else f"{self.comparator} {self.goal:g}")
        return f"{start}{goal} {self.unit} ({self.target_year})"

    @property
    def unanswered(self) -> str:
        """What a reader must answer before this target can be graded or given a way; empty where nothing is open."""
        if self.form in ("proportional", "qualitative") or (self.comparator and self.direction):
            return ""
        return Reason("direction_open" if self.comparator else "comparator_open")

    @property
    def kept(self) -> bool:
        """Whether the plan asks to keep a level (保持, 稳定) rather than to reach one."""
        return self.direction == "hold" or self.target_text.startswith(("保持", "稳定"))

    @property
    def compared_with_baseline(self) -> bool:
        """Whether a change counts from the target's own baseline: it names no reference, or the baseline's year."""
        named = self.reference.removesuffix("末").removesuffix("底").removesuffix("年")
        return not self.reference or named in (str(self.baseline_year), "基期", "基")

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

    def with_reference(self, value: float) -> Self:
        """A copy of a relative target as the level that it asks for, once the value of its `reference` is known.

        Raises
        ------
        DomainError
            If the target is not relative.
        """
        if self.form != "relative":
            raise DomainError(Reason("compared_with_none", id=self.id, form=self.form))
        percent = self.change == "percent_of_baseline"
        low, high = (
            None if end is None else value * (1 + end / 100) if percent else value + end
            for end in (self.target_low, self.target_high)
        )
        return replace(self, form="level", change="", reference="", target_low=low, target_high=high)

    def name(self, lang: Literal["zh", "en"] | str = "zh") -> str:
        """The name in Chinese, or in English where there is one."""
        return self.name_en if lang == "en" and self.name_en else self.name_zh

    @property
    def unit_label(self) -> str:
        """Unit and denominator as a reader expects them: 张/千."""
        return units.label(self.unit, self.per)


def _usual(direction: str) -> str:
    return "<=" if direction == "down" else ">="
