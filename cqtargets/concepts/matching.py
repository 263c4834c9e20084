"""Which concept a printed name stands for: by form, by another wording; what only looks alike is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, TypeVar

from cqtargets.concepts.concept import Concept, Match
from cqtargets.concepts.english import counts_each, english
from cqtargets.concepts.kernels import TURNED, kernel
from cqtargets.concepts.screening import Screen
from cqtargets.concepts.wording import (
    REWRITTEN,
    counts_people_each,
    folded,
    forms,
    full_form,
    placeless,
    plain,
    shortest_first,
)
from cqtargets.errors import UnitError
from cqtargets.units import parse_unit

__all__ = ["NameIndex", "find", "may_have"]

_Form = TypeVar("_Form", str, tuple[str, ...])
_NEAR: Final = 4
_ALIKE: Final = 72.0
_SIZES: Final = {"百": 100, "千": 1000, "万": 10000, "十万": 100000, "10万": 100000, "百万": 1000000}
_WORDS: Final = {size: word for word, size in _SIZES.items()}
_SPLIT: Final = re.compile(
    r"(?P<unit>[^/]+)/每?(?P<size>百万|百|千|万|十万|10万)(?:名)?(?P<people>人口?|常住人口|老年人口?|老人|儿童|户)?"
)
_RATE_UNITS: Final = {1000: "‰", 10000: "1/万", 100000: "1/10万"}
"""What deaths and cases of so many people are a rate of: 孕产妇死亡率 in 人/10万."""
_CASES: Final = frozenset(("人", "例", "名"))
_PEOPLE: Final = {"人": "人口", "常": "人口", "老": "名老年人", "儿": "名儿童", "户": "户"}
_BEHIND: Final = re.compile(r"[(（]([^()（）]+)[)）]\s*$")
_TWICE: Final = re.compile(r"^([^()]{5,})\(([^()]{5,})\)$")
_THINGS: Final = frozenset("个项类种条支件款组批站点队台辆间部套份期篇册")
_EACH_ONE: Final = frozenset("人户床张次家所例")
"""What a mean is a mean of: 平均家庭户规模 in 人 and in 人/户 is one thing."""
_STAYS: Final = frozenset(("人", "人次"))
_IN_HOSPITAL: Final = re.compile(r"[入出]院人|培训")
"""Admissions, discharges and people trained are printed as people and as times."""
_COUNTED: Final = {"人数": frozenset(("人", "人次", "例")), "户数": frozenset(("户",))}
"""What a name with such an end counts: 养老机构人数 is not how many institutions there are."""


class NameIndex:
    """The names of a register by their forms; a form of two concepts keeps both."""

    __slots__ = ("_english", "aliases", "concepts", "exact", "kernels", "known", "names", "own", "printed", "screen")

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self.exact: dict[str, list[Concept]] = {}
        self.printed: dict[str, list[Concept]] = {}
        self.names: dict[str, list[Concept]] = {}
        self.aliases: dict[str, list[Concept]] = {}
        self.kernels: dict[str, list[Concept]] = {}
        self._english: dict[tuple[str, ...], list[Concept]] | None = None
        self.own: dict[str, str] = {}
        for concept in self.concepts:
            for name in (concept.name_zh, concept.key, concept.name_en):
                _add(self.exact, name.strip(), concept)
            _add(self.names, full_form(concept.name_zh), concept)
            self.own[concept.key] = kernel(concept.name_zh)
            _add(self.kernels, self.own[concept.key], concept)
            for name in concept.aliases:
                _add(self.printed, folded(name), concept)
                _add(self.aliases, full_form(name), concept)
                _add(self.kernels, kernel(name), concept)
        self.known = tuple(dict.fromkeys([*self.names, *self.aliases]))
        self.screen = Screen([*self.known, *self.kernels, *self.printed], [*REWRITTEN, *TURNED])

    def in_english(self, name: str) -> list[Concept] | None:
        """The concepts of an English name; its table is made when the first one is asked for."""
        words = english(name)
        if not words:
            return None
        if self._english is None:
            self._english = {}
            for concept in self.concepts:
                for one in (concept.name_en, *concept.aliases):
                    _add(self._english, english(one), concept)
        return self._english.get(words)


def _add(table: dict[_Form, list[Concept]], form: _Form, concept: Concept) -> None:
    if form and concept not in table.setdefault(form, []):
        table[form].append(concept)


def find(
    index: NameIndex,
    name: str,
    *,
    unit: str | None = None,
    per: int | None = None,
    region: str | None = None,
    near: bool = True,
) -> Match:
    """See `cqtargets.concepts.match`."""
    if not near and not _may_be_known(index, name, region or ""):
        return Match(name=name, reason="unknown")
    asked = _Asked.of(name, unit or _unit_behind(name), per)
    refused: list[Concept] = []
    for how, table, form in _lookups(index, name, region or ""):
        held = table.get(form)
        if not held:
            continue
        fitting = asked.among(held)
        if len(fitting) == 1:
            return Match(
                name=name, concept=fitting[0], how=how, candidates=(fitting[0],), basis=_basis(fitting[0], name)
            )
        if fitting:
            return Match(name=name, candidates=tuple(fitting), reason="several")
        refused.extend(concept for concept in held if concept not in refused)
    made = None if refused else _by_kernel(index, asked, region or "")
    made = made or (None if refused else _said_twice(index, name, unit, per, region))
    made = made or _by_size(index, asked, region)
    if made is not None:
        return made
    if refused:
        return Match(name=name, candidates=tuple(refused), reason="unit")
    alike = _near(index, (forms(name, region or "") or (name,))[-1], asked) if near else ()
    return Match(name=name, how="near" if alike else "", candidates=alike, reason="near" if alike else "unknown")


def _may_be_known(index: NameIndex, name: str, region: str) -> bool:
    if name.strip() in index.exact or folded(name) in index.printed:
        return True
    shapes = shortest_first(name, region)
    if index.screen.may_be_known(*shapes) or (name[:1] < "\u2e80" and index.in_english(name)):
        return True
    twice = _TWICE.match(shapes[0]) if shapes[0].endswith(")") else None
    return twice is not None and index.screen.may_be_known(twice.group(1))


def _by_kernel(index: NameIndex, asked: _Asked, region: str) -> Match | None:
    """The one concept with a name made of the same words, in whatever order and with whatever filling."""
    core = kernel(asked.name, region)
    held = index.kernels.get(core) or index.in_english(asked.name)
    fitting = asked.among(held) if held else []
    if len(fitting) != 1 or _shares_otherwise(fitting[0], asked.name, core):
        return None
    concept = fitting[0]
    how = "normalised" if index.own[concept.key] == core else "alias"
    return Match(name=asked.name, concept=concept, how=how, candidates=(concept,), basis=_basis(concept, asked.name))


def _shares_otherwise(concept: Concept, name: str, core: str) -> bool:
    """Whether one says how many among all (占比) and the other how many places are reached (覆盖率)."""
    asked = _share_of(name)
    held = {_share_of(one) for one in (concept.name_zh, *concept.aliases) if kernel(one) == core} if asked else set()
    return bool(held) and held.isdisjoint((asked, ""))


def _share_of(name: str) -> str:
    bare = placeless(name)
    return "占" if bare.endswith("占比") else "覆盖" if bare.endswith(("覆盖率", "覆盖面", "覆盖比例")) else ""


def _said_twice(index: NameIndex, name: str, unit: str | None, per: int | None, region: str | None) -> Match | None:
    """The concept of a name that stands beside another one of the same: 甲水平（乙水平）."""
    both = _TWICE.match(folded(name)) if name.rstrip().endswith((")", "）")) else None
    if both is None:
        return None
    found = [find(index, text, unit=unit, per=per, region=region, near=False).concept for text in both.groups()]
    concept = found[0]
    if concept is None or found[1] is not concept:
        return None
    return Match(name=name, concept=concept, how="alias", candidates=(concept,), basis=_basis(concept, name))


def _by_size(index: NameIndex, asked: _Asked, region: str | None) -> Match | None:
    """The concept once the number of people that stands with the unit is said in the name, or is the unit of a rate."""
    bare = plain(asked.name)
    tried = [(each + bare, asked.unit) for each in asked.each]
    if asked.unit in _CASES and asked.size in _RATE_UNITS:
        tried.append((bare, _RATE_UNITS[asked.size]))
    made = [find(index, name, unit=unit, region=region, near=False) for name, unit in tried]
    met = {one.concept.key: one for one in made if one.concept and (one.concept.per or one.concept.measure == "rate")}
    return replace(met.popitem()[1], name=asked.name) if len(met) == 1 else None


def _lookups(index: NameIndex, name: str, region: str) -> Iterable[tuple[str, dict[str, list[Concept]], str]]:
    yield "exact", index.exact, name.strip()
    yield "alias", index.printed, folded(name)
    for form in forms(name, region):
        yield "normalised", index.names, form
        yield "alias", index.aliases, form


def _unit_behind(name: str) -> str:
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
class _Asked:
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
    def of(cls, name: str, unit: str, per: int | None) -> _Asked:
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


def _basis(concept: Concept, name: str) -> str:
    """The basis that the name states, by its first word: 户籍 for 户籍人口, 编制 for 编制床位; the longest word wins."""
    written = folded(name)
    stated = [basis for group in concept.bases for basis in group if folded(_word(basis)) in written]
    return max(stated, key=len, default="")


def _word(basis: str) -> str:
    return re.sub(r"(?:人口|床位)$", "", basis)


def _near(index: NameIndex, form: str, asked: _Asked) -> tuple[Concept, ...]:
    from rapidfuzz import fuzz, process

    found: list[Concept] = []
    for alike, _, _ in process.extract(form, index.known, scorer=fuzz.ratio, limit=12, score_cutoff=_ALIKE):
        held = (*index.names.get(alike, ()), *index.aliases.get(alike, ()))
        found.extend(concept for concept in asked.among(held) if concept not in found)
    return tuple(found[:_NEAR])
