"""One concept of the register, and what a printed name was found to mean."""

from __future__ import annotations

from dataclasses import dataclass

from cqtargets import units
from cqtargets.conventions.doors import door

__all__ = ["Concept", "Match"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What documents of many places measure alike; the fields are the columns of `data/concepts.csv`.

    Parameters
    ----------
    key : str
        The key that targets, observations and norms carry as `concept`.
    name_zh, name_en : str
        What it is called.
    aliases : tuple of str
        Other printed wordings.
    measure, unit, per, population :
        As for `Indicator`: rate, 张, 1000, resident; `per` is None where nothing is divided by people.
    form : {"level", "flow", "cumulative", ""}
        What its values are by definition: a state (床位数), one year's amount (诊疗人次, 新增就业), a sum; empty where
        that differs from table to table.
    direction : {"up", "down", "hold", ""}
        What the field wants: more, less, the level kept; empty where it does not know (门诊人次, 卫生总费用).
    low, high : float, optional
        Natural bounds, in the unit; None where there is none.
    topic : str
        Where it belongs: maternal_child, elder_care, insurance ...
    bases : tuple of tuples of str
        Definitions that must not be mixed, one tuple for each question: (编制床位, 实有床位, 开放床位).
    note, source : str
        What a reader should know, and a public document that prints it.

    Examples
    --------
    >>> import cqtargets as cq
    >>> beds = cq.concepts.load()["beds_per_1000"]
    >>> beds.unit_label, beds.direction, beds.bases
    ('张/千', 'up', (('编制床位', '实有床位', '开放床位'),))
    """

    key: str
    name_zh: str
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    measure: str = "count"
    form: str = ""
    unit: str = ""
    per: int | None = None
    population: str = ""
    direction: str = ""
    low: float | None = None
    high: float | None = None
    topic: str = ""
    bases: tuple[tuple[str, ...], ...] = ()
    note: str = ""
    source: str = ""

    @property
    def unit_label(self) -> str:
        """Unit and denominator as a reader expects them: 张/千."""
        return units.label(self.unit, self.per)

    def name(self, lang: str = "zh") -> str:
        """The name in Chinese, or in English where there is one.

        Parameters
        ----------
        lang : {"zh", "en"}
            Language of the words.
        """
        return self.name_en if lang == "en" and self.name_en else self.name_zh


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a printed name stands for.

    Parameters
    ----------
    name : str
        The name as it was given.
    concept : Concept, optional
        None where no concept, or more than one, is meant.
    how : {"exact", "normalised", "alias", "near", ""}
        As the register prints it, as it prints it but for form (brackets, numbering, place, 数), by another wording;
        ``"near"`` names look alike and are never taken, only proposed in `candidates`.
    candidates : tuple of Concept
        The concept; or those that the name may mean, the likeliest first.
    basis : str
        The definition that the name itself states (户籍人口 in 每千名户籍老年人拥有养老床位数); empty where it states none.
    reason : {"", "unit", "several", "near", "unknown"}
        Why there is no concept: the name is known and its unit or denominator is another one's; it means several; it
        only looks like some; nothing is like it.
    """

    name: str
    concept: Concept | None = None
    how: str = ""
    candidates: tuple[Concept, ...] = ()
    basis: str = ""
    reason: str = ""
