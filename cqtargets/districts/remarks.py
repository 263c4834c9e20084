"""What a reader of a shared total has to know: whose people stand behind it, and who would lose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.reasons import Reason
from cqtargets.districts.people import COUNTED_CITY, People, census_people

__all__ = ["below_present", "not_the_whole_city", "weights_of"]

_NAMED: Final = 5
_SAME: Final = 0.03
"""Part of the city's people by which districts and city may differ: dates and counts are not the same."""


def not_the_whole_city(region: str, names: Sequence[str], held: float | None, people: float | None, year: int) -> str:
    """Whether the districts leave out a part of the city.

    `held` are the people of the districts, `people` those of the city where they are known.
    """
    everybody = census_people(None, "population", year)
    if region == COUNTED_CITY and set(names) < set(everybody.names):
        mine = sum(value for name, value in zip(everybody.names, everybody.values, strict=True) if name in names)
        every = len(everybody.names)
        return Reason("districts_of_all", given=len(names), every=every, share=mine / everybody.total)
    if held is not None and people is not None and abs(held / people - 1) > _SAME:
        return Reason("districts_of_people", share=held / people)
    return ""


def below_present(names: Sequence[str], now: Sequence[float] | None, parts: Sequence[float]) -> str:
    """The districts that would hold less than they hold."""
    if now is None:
        return ""
    lost = [(name, had, gets) for name, had, gets in zip(names, now, parts, strict=True) if gets < had - NOISE]
    if not lost:
        return ""
    shown = "、".join(f"{name} {had:,.10g}→{gets:,.10g}" for name, had, gets in lost[:_NAMED])
    return Reason("districts_lose", count=len(lost), shown=shown + ("…" if len(lost) > _NAMED else ""))


def weights_of(sizes: People, method: str) -> str:
    """Whose numbers the shares follow."""
    return Reason("shared_equally") if method == "equal" else Reason("shared_by", source=sizes.source)
