"""The words a target is described with: measure, form, comparator, direction, binding, certainty."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError

__all__ = [
    "CERTAINTIES",
    "CHANGES",
    "COMPARATORS",
    "DIRECTIONS",
    "FORMS",
    "MEASURES",
    "MET",
    "OBSERVED_FORMS",
    "REACHED",
    "STATES",
    "WITHOUT_RATE",
    "Binding",
    "Undetermined",
    "UndeterminedType",
    "ceiling",
    "needed_ends",
    "scale_name",
    "standing_label",
]


class Binding(StrEnum):
    """Whether a target must be met or is expected; the words are the official ones.

    >>> Binding.OBLIGATORY
    <Binding.OBLIGATORY: '约束性'>
    """

    OBLIGATORY = "约束性"
    ANTICIPATORY = "预期性"
    ADVOCATED = "倡导性"
    GUIDING = "指导性"
    STEERING = "引导性"
    ENCOURAGED = "鼓励性"
    REFERENCE = "参考性"
    MONITORED = "监测性"

    @classmethod
    def _missing_(cls, value: object) -> Binding:
        raise DomainError(Reason("no_binding", value=repr(value)[:60], known=", ".join(cls)))

    @property
    def graded_as(self) -> Binding:
        """The kind whose rules a grade follows: 约束性 itself, for every other word 预期性.

        >>> Binding.ADVOCATED.graded_as
        <Binding.ANTICIPATORY: '预期性'>
        """
        return self if self is Binding.OBLIGATORY else Binding.ANTICIPATORY

    @classmethod
    def of(cls, word: str) -> Binding | None:
        """The member of a printed word, with or without 指标, or of its English name; None where there is none.

        >>> Binding.of("倡导性指标"), Binding.of("Obligatory"), Binding.of("约束")
        (<Binding.ADVOCATED: '倡导性'>, <Binding.OBLIGATORY: '约束性'>, None)

        Parameters
        ----------
        word : str
            As printed: 约束性, 预期性 and the like.
        """
        bare = word.strip().removesuffix("指标").lower()
        return _BINDING_WORDS.get(bare)

    def label(self, lang: str = "zh") -> str:
        """The word in Chinese or, for any other `lang`, in English.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return self.value if lang == "zh" else self.name.lower()


_BINDING_WORDS: Final = {word: one for one in Binding for word in (one.name.lower(), one.value)} | {
    "binding": Binding.OBLIGATORY, "mandatory": Binding.OBLIGATORY,
    "expected": Binding.ANTICIPATORY, "anticipated": Binding.ANTICIPATORY, "indicative": Binding.ANTICIPATORY,
}  # fmt: skip
ScaleName = Literal["log", "logit", "identity"]
MEASURES: Final = ("count", "amount", "rate", "share", "ratio", "mean", "rank", "distance", "duration")
FORMS: Final = ("level", "increment", "flow", "cumulative", "relative", "growth", "proportional", "qualitative")
OBSERVED_FORMS: Final = ("", "level", "flow", "cumulative")
CHANGES: Final = ("points", "percent_of_baseline", "absolute")
STATES: Final = ("已完成", "在建", "未启动")
COMPARATORS: Final = (">=", ">", "<=", "<", "=", "~", "range")
DIRECTIONS: Final = ("up", "down", "hold")
CERTAINTIES: Final = ("printed", "inferred", "damaged")
MET: Final = Reason("met_needs_no_growth")
REACHED: Final = Reason("reached")
WITHOUT_RATE: Final = {form: Reason(form) for form in ("increment", "cumulative", "flow", "qualitative")}


@door
class UndeterminedType:
    """The answer where printed rounding or a one-sided figure leaves both answers open; it has no truth value."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Undetermined"

    def __bool__(self) -> bool:
        raise TypeError("Undetermined is neither true nor false: compare with 'is Undetermined' first")

    def __reduce__(self) -> str:
        return "Undetermined"


Undetermined: Final = UndeterminedType()


def standing_label(standing: str, lang: str) -> str:
    """Where a value stands against its path, in words; empty where nobody can say.

    >>> standing_label("ahead", "zh"), standing_label("behind", "en"), standing_label("", "zh")
    ('超前', 'behind', '')
    """
    known = {"ahead": ("超前", "ahead"), "behind": ("落后", "behind"), "on_path": ("持平", "on the path")}
    return known.get(standing, ("", ""))[lang == "en"]


def needed_ends(form: str, comparator: str) -> tuple[str, ...]:
    """Which of `target_low` and `target_high` a target of this form and comparator fills.

    >>> needed_ends("level", "<="), needed_ends("qualitative", "")
    (('target_high',), ())
    """
    if form in ("proportional", "qualitative"):
        return ()
    if comparator in (">=", ">"):
        return ("target_low",)
    if comparator in ("<=", "<"):
        return ("target_high",)
    return ("target_low", "target_high")


def scale_name(measure: str) -> ScaleName:
    """The scale on which a measure moves by steps alike: rates of counts, amounts and densities, odds of shares, else the unit.

    A ratio (1:1.6) is told in its unit, as years of life and days are: its pace is a step a year, not a growth rate.

    >>> scale_name("rate"), scale_name("share"), scale_name("ratio")
    ('log', 'logit', 'identity')
    """
    if measure == "share":
        return "logit"
    return "log" if measure in ("count", "amount", "rate") else "identity"


def ceiling(unit: str) -> float:
    """The natural upper limit of a share in its printed unit.

    >>> ceiling("%"), ceiling("‰")
    (100.0, 1000.0)
    """
    return 1000.0 if unit == "‰" else 100.0
