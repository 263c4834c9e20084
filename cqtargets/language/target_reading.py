"""What a printed target says, as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, cast

from cqtargets.conventions.doors import door
from cqtargets.language.cell import said_in
from cqtargets.language.tokens import Piece, in_print

__all__ = ["TargetText", "made"]


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class TargetText:
    """What a printed target says.

    `form`, `comparator`, `low`, `high`, `unit` and `per` mean what they mean in `Indicator`; `certainty` is
    ``inferred`` where 100 % is read out of 全覆盖.

    Attributes
    ----------
    change : {"points", "percent_of_baseline", "absolute", ""}
        Of a relative target or a growth: what its number is a number of; empty where `question` asks for it.
    reference : str
        What a relative or a numberless target is compared with (全国平均水平, 2020年).
    tolerance : float or None
        Half width of 左右, in the unit, where the text prints one.
    place_unit : str
        The place that the number holds for (区县 in 每个区县至少1所), never a total.
    name : str
        The piece of the text that names what is measured.
    question : str
        What a reader must answer before the number is used; empty where nothing is open.
    text, form, comparator : str
        The cell as printed; level, relative, increment, cumulative, flow, growth, proportional or qualitative;
        how the number is meant: >=, >, <=, <, =, ~ or range.
    low, high : float, optional
        Lower end, in the unit; upper end, in the unit.
    unit : str
        Unit of the value.
    per : int, optional
        People that a density counts by, such as 1000; None where it is no density.
    certainty : str
        printed, inferred or uncertain.
    """

    text: str
    form: str = "level"
    comparator: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    per: int | None = None
    certainty: str = "printed"
    change: str = ""
    reference: str = ""
    tolerance: float | None = None
    place_unit: str = ""
    name: str = ""
    question: str = ""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What each piece of the text became: text, start, end (from 0, end excluded), role.

        Raises
        ------
        DomainError
            Where the text is none that is read.

        Examples
        --------
        >>> from cqtargets import parse_target
        >>> [(piece.text, piece.role) for piece in parse_target("不超过8天").pieces]
        [('不', 'negation'), ('超过', 'before'), ('8天', 'number')]
        """
        spelled, said = said_in(self.text)
        return in_print(self.text, spelled, said.pieces)


class _Made:
    """A reading while it is made: of all fields at once, at a fifth of what the frozen class asks for it."""

    __slots__ = TargetText.__slots__

    def __init__(
        self, text: str, form: str, comparator: str, low: float | None, high: float | None, unit: str, per: int | None,
        certainty: str, change: str, reference: str, tolerance: float | None, place_unit: str, name: str, question: str,
    ) -> None:  # fmt: skip
        self.text, self.form, self.comparator, self.low, self.high = text, form, comparator, low, high
        self.unit, self.per, self.certainty, self.change, self.reference = unit, per, certainty, change, reference
        self.tolerance, self.place_unit, self.name, self.question = tolerance, place_unit, name, question
        self.__class__ = TargetText  # type: ignore[assignment]


made: Final = cast(Callable[..., TargetText], _Made)
"""A reading from all its fields in their order."""
