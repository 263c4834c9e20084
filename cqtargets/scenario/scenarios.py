"""A scenario: a name and a list of changes, applied to copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, checked_language, lines, said
from cqtargets.errors import DataFileError, DomainError, Problem
from cqtargets.norms.norm import Norm, NormStep
from cqtargets.scenario.changes import Change, Scale, Set, Shift, Value
from cqtargets.scenario.editing import Edit, edited, moved, refuse_doubles, resolve
from cqtargets.scenario.where import EVERY, nearest_hint
from cqtargets.targets.indicator import Indicator

__all__ = ["Scenario"]

Memo = dict[tuple[int, tuple[Edit, ...]], Indicator]
_COMPARED: Final = (
    "form", "comparator", "baseline", "baseline_year", "period_start", "target_low", "target_high", "target_year",
    "direction", "binding",
)  # fmt: skip


@door
@dataclass(frozen=True, slots=True)
class Scenario:
    """What would be if: a name and changes of targets, populations and norms.

    Nothing is changed in place: `apply` gives a new catalogue. Addresses are looked up in the catalogue given, so the
    order of the changes does not matter; two changes of one thing are refused.

    Parameters
    ----------
    name : str
    changes : sequence of Set, Scale or Shift
        Kept as a tuple.
    note : str, optional
        Why, for the reader of the file.

    Raises
    ------
    DomainError
        If the name is empty or two changes move one thing.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat = cq.load_catalogue()
    >>> late = cq.Scenario("late", [cq.Shift("med14.beds_per_1000", "target_year", by=1)])
    >>> late.apply(cat)["med14.beds_per_1000"].target_year, cat["med14.beds_per_1000"].target_year
    (2026, 2025)
    >>> more = cq.Scenario("more", [cq.Scale({"measure": "rate"}, "target", 1.1)])
    >>> round((late + more).apply(cat)["med14.beds_per_1000"].goal, 6)
    8.8
    """

    name: str
    changes: Sequence[Change] = ()
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "changes", tuple(self.changes))
        if not isinstance(self.name, str) or not self.name.strip():
            raise DomainError(Reason("scenario_name", name=self.name))
        for change in self.changes:
            if not isinstance(change, Set | Scale | Shift):
                raise DomainError(Reason("no_change_of_ours", name=self.name, change=change))
        refuse_doubles(self.name, self.changes)

    def __add__(self, other: Scenario) -> Scenario:
        """Both sets of changes under a joint name."""
        if not isinstance(other, Scenario):
            return NotImplemented
        note = "; ".join(part for part in (self.note, other.note) if part)
        return Scenario(f"{self.name} + {other.name}", (*self.changes, *other.changes), note)

    def named(self, name: str) -> Scenario:
        """The same changes under another name.

        Parameters
        ----------
        name : str
            The new name.
        """
        return replace(self, name=name)

    def apply(self, catalogue: Catalogue) -> Catalogue:
        """A new catalogue with the changes of targets; the one given is not touched.

        A target that lacks the number a change works on (a qualitative one, say) is passed by, as long as another of
        the same change has it; `effect` lists it. A changed number loses its printed form.

        Parameters
        ----------
        catalogue : Catalogue
            The targets.

        Raises
        ------
        DomainError
            If a change matches nothing, two change one thing, or a target would contradict itself (moved to or before
            its baseline, a share above 100 %); every fault is named and nothing is applied.
        """
        return self.apply_with(catalogue, {})

    def apply_with(self, catalogue: Catalogue, memo: Memo) -> Catalogue:
        """`apply`, with a memory of targets already edited in the same way, for many scenarios over one catalogue.

        Parameters
        ----------
        catalogue : Catalogue
            The targets.
        memo : Memo
            Targets already edited, for several scenarios together.
        """
        edits = resolve(self.name, self.changes, catalogue).edits
        if not edits:
            return catalogue
        faults: list[str] = []
        changed: list[Indicator] = []
        for key, steps in edits.items():
            target = catalogue[key]
            found = memo.get((id(target), steps))
            if found is None:
                try:
                    found = memo[id(target), steps] = edited(target, steps)
                except DomainError as error:
                    faults.append(error.reason)
                    continue
            changed.append(found)
        if faults:
            raise DomainError(Reason("of_scenario", scenario=self.name, why=lines(*faults, most=5)))
        return catalogue.replaced(*changed)

    def effect(self, catalogue: Catalogue, *, lang: str = "en") -> pd.DataFrame:
        """What `apply` changes: one row a field of a target.

        Columns: id, field, before, after, reason; a target that was addressed and passed by has a reason.

        Parameters
        ----------
        catalogue : Catalogue
            What the changes are made to.
        lang : {"en", "zh"}
            Of the reasons.

        Raises
        ------
        DomainError
            If `lang` is neither, or as `apply`.
        """
        checked_language(lang)
        after = self.apply(catalogue)
        rows: list[dict[str, Any]] = [
            {"id": old.id, "field": field, "before": getattr(old, field), "after": getattr(new, field), "reason": ""}
            for old, new in zip(catalogue, after, strict=True)
            if new is not old
            for field in _COMPARED
            if getattr(old, field) != getattr(new, field)
        ]
        rows += [
            {"id": item.id, "field": item.field, "before": None, "after": None, "reason": said(item.reason, lang)}
            for item in resolve(self.name, self.changes, catalogue).passed
        ]
        return pd.DataFrame(rows, columns=["id", "field", "before", "after", "reason"], dtype=object)

    def population_arguments(self, region: str = EVERY) -> dict[str, Any]:
        """The changes of a region's population as keyword arguments for a forecast; empty where there are none.

        Keys: ``variant``; ``fertility_factor``, ``mortality_factor``, ``migration_factor``; ``migration_change``, in
        persons a year added to net migration.

        Parameters
        ----------
        region : str
            Place whose population is asked for.

        Examples
        --------
        >>> import cqtargets as cq
        >>> leave = cq.Scenario("leave", [cq.Shift({"population": "重庆市"}, "migration", by=-40_000)])
        >>> leave.population_arguments("重庆市"), leave.population_arguments("成都市")
        ({'migration_change': -40000.0}, {})
        """
        names = {"set": "{}", "scale": "{}_factor", "shift": "{}_change"}
        return {
            names[change.action].format(field): value
            for change in self.changes
            if change.where.kind == "population" and (region == EVERY or change.where.word in (EVERY, region))
            for field, value in change.fields
        }

    @property
    def population_regions(self) -> tuple[str, ...]:
        """Regions whose population is changed; ``"*"`` is every region."""
        words = (change.where.word for change in self.changes if change.where.kind == "population")
        return tuple(dict.fromkeys(words))

    def apply_norms(self, norms: Mapping[str, Norm]) -> dict[str, Norm]:
        """New norms with the changes of norms; those given are not touched.

        Parameters
        ----------
        norms : mapping of str to Norm
            Planning norms by key.

        Raises
        ------
        DomainError
            If a key is unknown, or no step of the norm has the number.

        Examples
        --------
        >>> import cqtargets as cq
        >>> stricter = cq.Scenario("stricter", [cq.Scale({"norm": "med14.infectious_beds"}, "low", 1.5)])
        >>> stricter.apply_norms(cq.load_norms())["med14.infectious_beds"].requirement(200_000).low
        30.0
        """
        result = dict(norms)
        for change in self.changes:
            if change.where.kind != "norm":
                continue
            word = change.where.word
            if word != EVERY and word not in norms:
                raise DomainError(
                    Reason("change_no_norm", name=self.name, change=change, word=word, hint=nearest_hint(word, norms))
                )
            keys = tuple(norms) if word == EVERY else (word,)
            for field, value in change.fields:
                touched = {key: _norm(result[key], (field, change.action, value)) for key in keys}
                if all(touched[key] is result[key] for key in keys):
                    raise DomainError(
                        Reason("change_no_step", name=self.name, change=change, keys=keys[0], field=field)
                    )
                result |= touched
        return result

    def to_toml(self) -> str:
        """The scenario as a small readable file; `from_toml` gives the same scenario back."""
        from cqtargets.scenario.text import scenario_text

        return scenario_text(self.name, self.note, self.changes)

    @classmethod
    def from_toml(cls, text: str, file: str = "the scenario") -> Scenario:
        """Read what `to_toml` writes, or what was written by hand.

        Parameters
        ----------
        text : str
            The TOML text.
        file : str
            Name of the file, for messages.

        Raises
        ------
        DataFileError
            With every fault: unknown keys with near ones, fields that do not exist, values of the wrong kind.

        Examples
        --------
        >>> Scenario.from_toml('''
        ... name = "late"
        ... [[change]]
        ... where = { plan = "med14" }
        ... shift = { target_year = 1 }
        ... ''').changes
        (Shift({'plan': 'med14'}, 'target_year', by=1),)
        """
        from cqtargets.scenario.text import read_scenario_text

        name, changes, note = read_scenario_text(text, file)
        try:
            return cls(name, changes, note)
        except DomainError as error:
            raise DataFileError(file, [Problem(reason=error.reason)]) from None


def _norm(norm: Norm, edit: Edit) -> Norm:
    steps = tuple(_step(step, *edit) for step in norm.steps)
    return norm if steps == norm.steps else replace(norm, steps=steps)


def _step(step: NormStep, field: str, action: str, value: Value) -> NormStep:
    held = step.low if field == "low" else step.high
    if held is None:
        return step
    number = moved(held, action, value)
    return replace(step, low=number, text="") if field == "low" else replace(step, high=number, text="")
