"""A plan's table with values of several places, groups or indicators side by side, taken apart into plain tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cqtargets.conventions.reasons import Reason, told
from cqtargets.errors import Problem
from cqtargets.files.header import Header
from cqtargets.files.identity import Identity
from cqtargets.files.plan_headings import field_of
from cqtargets.files.scopes import GROUP, PLACE, SCOPE, Scope, place_level, scope_in
from cqtargets.files.year_headings import read_heading

__all__ = ["Breakdown", "Part", "broken_down"]

_NATION: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The columns of one place or group: positions with the headings that are left, and what the rows take from it.

    `place` and `group` go into the rows' region and name, `indicator` is the name of rows that are places; `reference`
    is set where these are no targets of the plan.
    """

    headings: Mapping[int, str]
    place: str = ""
    group: str = ""
    indicator: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The parts of a header; one, and nothing said, where a table has one set of columns."""

    parts: tuple[Part, ...]
    faults: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Sorted:
    """Columns by whose they are."""

    plain: dict[int, str] = field(default_factory=dict)
    shared: dict[int, str] = field(default_factory=dict)
    columns: dict[tuple[str, object], dict[int, str]] = field(default_factory=dict)
    scopes: dict[tuple[str, object], Scope] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[Scope]:
        return [scope for scope in self.scopes.values() if scope.kind in kinds]


def broken_down(header: Header, identity: Identity, place: str = "") -> Breakdown:
    """Tell whose values each column holds.

    Columns of several named places or of groups are each a target of their own. Of the nation's, the province's and
    the city's the plan's own is the one without such words, or that of its place, or the smallest; the others are
    reference values. Where nothing tells which is the plan's own, that is a fault.
    """
    found = _sorted(header)
    places, groups, wholes = found.of(PLACE), found.of(GROUP), found.of(SCOPE)
    if not found.scopes or (not places and not groups and len(wholes) == 1 and not _has_target(found, found.plain)):
        return Breakdown(parts=(_only(header, found),))
    home = place or identity.region
    if groups and not places:
        return _of_groups(header, found, groups)
    if len(places) > 1 and len({scope.level for scope in places}) < len(places):
        return _of_places(header, found, home)
    return _own_and_others(header, found, home)


def _sorted(header: Header) -> _Sorted:
    found = _Sorted()
    for position, heading in header.headings.items():
        lines = header.lines.get(position, (heading,))
        if field_of(heading) and not read_heading(heading).understood:
            found.shared[position] = heading
            continue
        scope, left = _scope_of(lines, heading)
        if scope is None or not read_heading(left).understood:
            (found.plain if read_heading(heading).understood else found.shared)[position] = heading
            continue
        if scope.own or scope.key not in found.scopes:
            found.scopes[scope.key] = scope
        found.columns.setdefault(scope.key, {})[position] = left
    return found


def _scope_of(lines: tuple[str, ...], heading: str) -> tuple[Scope | None, str]:
    alone = [line for line in lines if not read_heading(line).understood]
    if len(lines) > 1 and len(alone) == 1:
        scope, left = scope_in(alone[0], alone=True)
        if scope is not None:
            return scope, "".join([left, *(line for line in lines if line not in alone)])
    return scope_in(heading)


def _only(header: Header, found: _Sorted) -> Part:
    """One set of columns: 2025年全国目标 alone is the nation's plan."""
    left = {position: text for columns in found.columns.values() for position, text in columns.items()}
    nations = {position: left.get(position, text) for position, text in header.headings.items()}
    return Part(headings=nations)


def _has_target(found: _Sorted, columns: Mapping[int, str]) -> bool:
    """Whether one of these columns may hold a target: one so called, or a bare year not before any so called."""
    read = [read_heading(text) for part in (found.plain, *found.columns.values()) for text in part.values()]
    called = [said.year for said in read if "target" in said.roles and said.year]
    dated = [said.year for said in read if said.year]
    first = min(called) if called else max(dated, default=0)
    here = [read_heading(text) for text in columns.values()]
    return any("target" in said.roles or (not said.roles and (said.year or 0) >= first) for said in here)


def _of_groups(header: Header, found: _Sorted, groups: list[Scope]) -> Breakdown:
    wholes = {position: text for scope in found.of(SCOPE) for position, text in found.columns[scope.key].items()}
    parts = (
        [Part(headings=_with(found.shared, found.plain | wholes))] if _has_target(found, found.plain | wholes) else []
    )
    parts += [Part(headings=_with(found.shared, found.columns[scope.key]), group=_group(scope)) for scope in groups]
    names = ", ".join(scope.text for scope in groups)
    return Breakdown(parts=tuple(parts), remarks=(_said(header, "groups_side_by_side", names=names),))


def _group(scope: Scope) -> str:
    return "" if scope.text in ("合计", "总体") else scope.text


def _of_places(header: Header, found: _Sorted, home: str) -> Breakdown:
    """Each named place has its own target; the smallest whole (全市) is the plan's, the nation's a reference."""
    wholes = sorted(found.of(SCOPE), key=lambda scope: scope.level)
    own = dict(found.plain)
    if wholes and not _has_target(found, own) and wholes[-1].level > _NATION:
        own |= found.columns[wholes.pop().key]
    parts = [Part(headings=_with(found.shared, own), place=home)] if _has_target(found, own) else []
    parts += [
        Part(headings=_with(found.shared, found.columns[scope.key]), place=scope.text) for scope in found.of(PLACE)
    ]
    names = ", ".join(scope.text for scope in found.of(PLACE))
    remarks = [_said(header, "places_side_by_side", names=names), *_references(header, found, wholes)]
    return Breakdown(
        parts=(*parts, *(_reference(found, scope) for scope in wholes)),
        remarks=tuple(remarks),
    )


def _own_and_others(header: Header, found: _Sorted, home: str) -> Breakdown:
    chain = sorted(found.scopes.values(), key=lambda scope: scope.level)
    own = None if found.of(GROUP) else _own(chain, found, home)
    if own is None:
        names = ", ".join(scope.text for scope in chain)
        fault = Problem(row=header.last, column=chain[-1].text, **told("own_unsaid", names=names))
        return Breakdown(parts=(Part(headings=header.headings),), faults=(fault,))
    others = [scope for scope in chain if scope not in own]
    columns = dict(found.plain)
    for scope in own:
        columns |= found.columns[scope.key]
    named = next((scope.text for scope in own if scope.kind == PLACE), "")
    part = Part(headings=_with(found.shared, columns), place=named)
    references = tuple(_reference(found, scope) for scope in others)
    return Breakdown(parts=(part, *references), remarks=tuple(_references(header, found, others)))


def _own(chain: list[Scope], found: _Sorted, home: str) -> list[Scope] | None:
    """The scopes that are the plan's own place; empty where the columns without such words are, None where it is open."""
    level = place_level(home) if home else -1
    at_home = [scope for scope in chain if scope.text == home or (scope.kind == SCOPE and scope.level == level)]
    if at_home:
        return at_home
    said = [scope for scope in chain if scope.own]
    if _has_target(found, found.plain):
        smaller = [scope for scope in chain if scope.level > 1 or (scope.level == 1 and _only_start(found, scope))]
        if said:
            return said
        nearest = max((scope.level for scope in smaller), default=0)
        smaller = [scope for scope in smaller if scope.level == nearest]
        return [] if not smaller or 0 < level > max(scope.level for scope in smaller) else smaller
    candidates = [scope for scope in said or chain if _has_target(found, found.columns[scope.key])]
    smallest = [scope for scope in candidates if scope.level == max(other.level for other in candidates)]
    provincial = any(scope.text in ("全区",) for scope in chain) and any(scope.text == "全市" for scope in chain)
    named = [scope for scope in chain if scope.kind == PLACE]
    open_ = len(smallest) > 1 or (named and not any(scope.level < 2 for scope in chain)) or provincial
    return None if not said and (open_ or not smallest) else smallest


def _only_start(found: _Sorted, scope: Scope) -> bool:
    """Whether a scope gives where the columns without such words start: 2020年全省实际 beside 2025年目标."""
    starts = [read_heading(text).year for text in found.plain.values()]
    mine = [read_heading(text).year for text in found.columns[scope.key].values()]
    return not _has_target(found, found.columns[scope.key]) and len(starts) == 1 and mine[0] not in starts


def _with(shared: Mapping[int, str], own: Mapping[int, str]) -> dict[int, str]:
    return dict(sorted({**shared, **own}.items()))


def _reference(found: _Sorted, scope: Scope) -> Part:
    return Part(headings=found.columns[scope.key], reference=scope.text)


def _references(header: Header, found: _Sorted, others: Iterable[Scope]) -> list[Problem]:
    return [
        _said(header, "reference_columns", names=", ".join(header.headings[p] for p in found.columns[scope.key]), of=scope.text)
        for scope in others
    ]  # fmt: skip


def _said(header: Header, code: str, **facts: str) -> Problem:
    return Problem(row=header.last, reason=Reason(code, **facts))
