"""Whether a concept can be what is printed: its unit, the people it counts for, what the end of a name counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cqtargets.concepts.concept import Concept
from cqtargets.concepts.english import counts_each
from cqtargets.concepts.wording import counts_people_each, folded, placeless
from cqtargets.errors import UnitError
from cqtargets.units import parse_unit

__all__ = ["Asked", "may_have", "unit_behind"]

_SIZES: Final = {"百": 100, "千": 1000, "万": 10000, "十万": 100000, "10万": 100000, "百万": 1000000}
_WORDS: Final = {size: word for word, size in _SIZES.items()}
_SPLIT: Final = re.compile(
    r"(?P<unit>[^/]+)/每?(?P<size>百万|百|千|万|十万|10万)(?:名)?(?P<people>人口?|常住人口|老年人口?|老人|儿童|户)?"
)
_PEOPLE: Final = {"人": "人口", "常": "人口", "老": "名老年人", "儿": "名儿童", "户": "户"}
_BEHIND: Final = re.compile(r"[(（]([^()（）]+)[)）]\s*$")
_THINGS: Final = frozenset("个项类种条支件款组批站点队台辆间部套份期篇册")
_EACH_ONE: Final = frozenset("人户床张次家所例")
"""What a mean is a mean of: 平均家庭户规模 in 人 and in 人/户 is one thing."""
_STAYS: Final = frozenset(("人", "人次"))
_IN_HOSPITAL: Final = re.compile(r"[入出]院人|培训")
"""Admissions, discharges and people trained are printed as people and as times."""
_COUNTED: Final = {"人数": frozenset(("人", "人次", "例")), "户数": frozenset(("户",))}
"""What a name with such an end counts: 养老机构人数 is not how many institutions there are."""


def unit_behind(name: str) -> str:
    """The unit in brackets that ends a name, where it is one for each so many people: 床位数（张/千人口）."""
    found = _BEHIND.search(name) if "/" in name or "／" in name else None
    unit = folded(found.group(1)) if found else ""
    return unit if _unit_and_size(unit)[1] is not None else ""


@lru_cache(maxsize=4096)
def _unit_and_size(unit: str) -> tuple[str, int | None, str]:
    """张/千人 as 张, 1000 and whom it counts; a unit alone as it stands."""
    found = _SPLIT.fullmatch(unit.replace(" ", ""))
    if found and found["unit"] != "1":
        return found["unit"], _SIZES[found["size"]], _PEOPLE.get((found["people"] or " ")[0], "")
    return unit.strip(), None, ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A name with the unit beside it, and whether a number of people to count for is printed.

    `each` says it in words (每千人口) where the unit or its column does and the name does not: of all whom it may be
    where that is not said.
    """

    name: str
    unit: str
    sized: bool
    size: int | None
    each: tuple[str, ...]

    @classmethod
    def of(cls, name: str, unit: str, per: int | None) -> Asked:
        printed, size, people = _unit_and_size(unit)
        size = size or per
        whom = (people,) if people else tuple(dict.fromkeys(_PEOPLE.values()))
        open_size = size in _WORDS and not counts_people_each(name)
        each = tuple(f"每{_WORDS[size]}{people}" for people in whom) if size and open_size else ()
        return cls(name, printed, size is not None, size, each)

    def among(self, held: Iterable[Concept]) -> list[Concept]:
        """Those that the name can mean: of its unit and denominator, and counting what it counts."""
        dense = self.sized or counts_people_each(self.name) or counts_each(self.name)
        return [concept for concept in held if _fits(concept, self.unit, dense) and _counts(concept, self.name)]


def may_have(concept: Concept, name: str, unit: str, per: int | None) -> bool:
    """Whether what is printed under a name in a unit, for each so many, can be the concept; without a unit it can."""
    printed, size, _ = _unit_and_size(unit)
    return not printed or _fits(concept, printed, per is not None or size is not None or counts_people_each(name))


def _fits(concept: Concept, unit: str, dense: bool) -> bool:
    if not unit:
        return concept.per is None or dense or concept.name_zh.endswith(("率", "强度"))
    asked, own = _base(unit), _base(concept.unit)
    if asked is None:
        return True
    if not concept.unit:
        return concept.measure not in ("ratio", "mean") or asked not in ("share", "points")
    if own in ("share",):
        return asked in ("share", "points")
    if (concept.per is not None) != dense:
        return False
    of, _, each = asked.partition("/")
    return (
        asked == own
        or (asked in _THINGS and own in _THINGS)
        or (asked == "次" and own == "人次")
        or ({asked, own} == _STAYS and _IN_HOSPITAL.search(concept.name_zh) is not None)
        or (concept.measure == "mean" and of == own and each in _EACH_ONE)
    )


def _counts(concept: Concept, name: str) -> bool:
    """Whether what the end of the name says is counted can be what the concept counts: people, households."""
    bare = placeless(name)
    asked = None if bare.endswith(("用户数", "商户数", "账户数")) else _COUNTED.get(bare[-2:])
    own = _base(concept.unit) if asked else None
    return asked is None or own in asked or not concept.unit


@lru_cache(maxsize=1024)
def _base(unit: str) -> str | None:
    try:
        return parse_unit(unit).base
    except UnitError:
        return None
