"""Which concept a printed name stands for: by form, by another wording; what only looks alike is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar

from cqtargets.concepts.concept import Concept, Match
from cqtargets.concepts.english import english
from cqtargets.concepts.fitting import Asked, unit_behind
from cqtargets.concepts.kernels import TURNED, kernel
from cqtargets.concepts.screening import Screen
from cqtargets.concepts.wording import (
    REWRITTEN,
    folded,
    forms,
    full_form,
    placeless,
    plain,
    shortest_first,
)
from cqtargets.conventions.unit_words import rate_unit

__all__ = ["NameIndex", "find"]

_Form = TypeVar("_Form", str, tuple[str, ...])
_NEAR: Final = 4
_ALIKE: Final = 72.0
_TWICE: Final = re.compile(r"^([^()]{5,})\(([^()]{5,})\)$")


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
    asked = Asked.of(name, unit or unit_behind(name), per)
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


def _by_kernel(index: NameIndex, asked: Asked, region: str) -> Match | None:
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


def _by_size(index: NameIndex, asked: Asked, region: str | None) -> Match | None:
    """The concept once the number of people that stands with the unit is said in the name, or is the unit of a rate."""
    bare = plain(asked.name)
    tried = [(each + bare, asked.unit) for each in asked.each]
    rate = rate_unit(asked.unit, asked.size)
    if rate:
        tried.append((bare, rate))
    made = [find(index, name, unit=unit, region=region, near=False) for name, unit in tried]
    met = {one.concept.key: one for one in made if one.concept and (one.concept.per or one.concept.measure == "rate")}
    return replace(met.popitem()[1], name=asked.name) if len(met) == 1 else None


def _lookups(index: NameIndex, name: str, region: str) -> Iterable[tuple[str, dict[str, list[Concept]], str]]:
    yield "exact", index.exact, name.strip()
    yield "alias", index.printed, folded(name)
    for form in forms(name, region):
        yield "normalised", index.names, form
        yield "alias", index.aliases, form


def _basis(concept: Concept, name: str) -> str:
    """The basis that the name states, by its first word: 户籍 for 户籍人口, 编制 for 编制床位; the longest word wins."""
    written = folded(name)
    stated = [basis for group in concept.bases for basis in group if folded(_word(basis)) in written]
    return max(stated, key=len, default="")


def _word(basis: str) -> str:
    return re.sub(r"(?:人口|床位)$", "", basis)


def _near(index: NameIndex, form: str, asked: Asked) -> tuple[Concept, ...]:
    from rapidfuzz import fuzz, process

    found: list[Concept] = []
    for alike, _, _ in process.extract(form, index.known, scorer=fuzz.ratio, limit=12, score_cutoff=_ALIKE):
        held = (*index.names.get(alike, ()), *index.aliases.get(alike, ()))
        found.extend(concept for concept in asked.among(held) if concept not in found)
    return tuple(found[:_NEAR])
