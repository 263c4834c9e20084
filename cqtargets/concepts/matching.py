"""Which concept a printed name stands for: by form, by another wording; what only looks alike is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from cqtargets.concepts.concept import Concept, Match
from cqtargets.concepts.kernels import TURNED, kernel
from cqtargets.concepts.screening import Screen
from cqtargets.concepts.wording import REWRITTEN, counts_people_each, folded, forms, shortest_first
from cqtargets.errors import UnitError
from cqtargets.units import parse_unit

__all__ = ["NameIndex", "find", "may_have"]

_NEAR: Final = 4
_ALIKE: Final = 72.0
_SIZES: Final = {"百": 100, "千": 1000, "万": 10000, "十万": 100000, "10万": 100000}
_SPLIT: Final = re.compile(r"(?P<unit>[^/]+)/每?(?P<size>百|千|万|十万|10万)(?:名)?(?:人口?|常住人口|老年人口?|儿童)?")
_THINGS: Final = frozenset(
    [
        "个",
        "项",
        "类",
        "种",
        "条",
        "支",
        "件",
        "款",
        "组",
        "批",
        "站",
        "点",
        "队",
        "台",
        "辆",
        "间",
        "部",
        "套",
        "户",
        "份",
        "次",
        "期",
        "篇",
        "册",
    ]
) - {
    "户",
    "次",
}


class NameIndex:
    """The names of a register by their forms; a form of two concepts keeps both."""

    __slots__ = ("aliases", "concepts", "exact", "kernels", "known", "names", "own", "printed", "screen")

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = tuple(concepts)
        self.exact: dict[str, list[Concept]] = {}
        self.printed: dict[str, list[Concept]] = {}
        self.names: dict[str, list[Concept]] = {}
        self.aliases: dict[str, list[Concept]] = {}
        for concept in self.concepts:
            for name in (concept.name_zh, concept.key, concept.name_en):
                _add(self.exact, name.strip(), concept)
            for name in concept.aliases:
                _add(self.printed, folded(name), concept)
            _add(self.names, forms(concept.name_zh)[0], concept)
            for name in concept.aliases:
                _add(self.aliases, forms(name)[0], concept)
        self.kernels: dict[str, list[Concept]] = {}
        self.own = {concept.key: kernel(concept.name_zh) for concept in self.concepts}
        for concept in self.concepts:
            _add(self.kernels, self.own[concept.key], concept)
            for name in concept.aliases:
                _add(self.kernels, kernel(name), concept)
        self.known = tuple(dict.fromkeys([*self.names, *self.aliases]))
        self.screen = Screen([*self.known, *self.kernels, *self.printed], [*REWRITTEN, *TURNED])


def _add(table: dict[str, list[Concept]], form: str, concept: Concept) -> None:
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
    printed, size = _unit_and_size(unit or "")
    dense = per is not None or size is not None or counts_people_each(name)
    refused: list[Concept] = []
    for how, table, form in _lookups(index, name, region or ""):
        held = table.get(form)
        if not held:
            continue
        fitting = [concept for concept in held if _fits(concept, printed, dense)]
        if len(fitting) == 1:
            return Match(
                name=name, concept=fitting[0], how=how, candidates=(fitting[0],), basis=_basis(fitting[0], name)
            )
        if fitting:
            return Match(name=name, candidates=tuple(fitting), reason="several")
        refused.extend(concept for concept in held if concept not in refused)
    made = None if refused else _by_kernel(index, name, region or "", printed, dense)
    if made is not None:
        return made
    if refused:
        return Match(name=name, candidates=tuple(refused), reason="unit")
    alike = _near(index, (forms(name, region or "") or (name,))[-1], printed, dense) if near else ()
    return Match(name=name, how="near" if alike else "", candidates=alike, reason="near" if alike else "unknown")


def _may_be_known(index: NameIndex, name: str, region: str) -> bool:
    if name.strip() in index.exact or folded(name) in index.printed:
        return True
    return index.screen.may_be_known(*shortest_first(name, region))


def _by_kernel(index: NameIndex, name: str, region: str, unit: str, dense: bool) -> Match | None:
    """The one concept with a name made of the same words, in whatever order and with whatever filling."""
    core = kernel(name, region)
    fitting = [concept for concept in index.kernels.get(core, ()) if _fits(concept, unit, dense)]
    if len(fitting) != 1:
        return None
    concept = fitting[0]
    how = "normalised" if index.own[concept.key] == core else "alias"
    return Match(name=name, concept=concept, how=how, candidates=(concept,), basis=_basis(concept, name))


def _lookups(index: NameIndex, name: str, region: str) -> Iterable[tuple[str, dict[str, list[Concept]], str]]:
    yield "exact", index.exact, name.strip()
    yield "alias", index.printed, folded(name)
    for form in forms(name, region):
        yield "normalised", index.names, form
        yield "alias", index.aliases, form


@lru_cache(maxsize=4096)
def _unit_and_size(unit: str) -> tuple[str, int | None]:
    """张/千人 as 张 and 1000; a unit alone as it stands."""
    found = _SPLIT.fullmatch(unit.replace(" ", ""))
    if found and found["unit"] != "1":
        return found["unit"], _SIZES[found["size"]]
    return unit.strip(), None


def may_have(concept: Concept, name: str, unit: str, per: int | None) -> bool:
    """Whether what is printed under a name in a unit, for each so many, can be the concept; without a unit it can."""
    printed, size = _unit_and_size(unit)
    return not printed or _fits(concept, printed, per is not None or size is not None or counts_people_each(name))


def _fits(concept: Concept, unit: str, dense: bool) -> bool:
    if not unit:
        return concept.per is None or dense
    asked, own = _base(unit), _base(concept.unit)
    if asked is None:
        return True
    if not concept.unit:
        return concept.measure not in ("ratio", "mean") or asked not in ("share", "points")
    if own in ("share",):
        return asked in ("share", "points")
    if (concept.per is not None) != dense:
        return False
    return asked == own or (asked in _THINGS and own in _THINGS)


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


def _near(index: NameIndex, form: str, unit: str, dense: bool) -> tuple[Concept, ...]:
    from rapidfuzz import fuzz, process

    found: list[Concept] = []
    for alike, _, _ in process.extract(form, index.known, scorer=fuzz.ratio, limit=12, score_cutoff=_ALIKE):
        for concept in (*index.names.get(alike, ()), *index.aliases.get(alike, ())):
            if concept not in found and _fits(concept, unit, dense):
                found.append(concept)
    return tuple(found[:_NEAR])
