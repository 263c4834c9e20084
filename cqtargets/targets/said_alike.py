"""What is said of one row, said again of another of its kind: the same words, with that row's name and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import Problem
from cqtargets.files.reading import Followers

__all__ = ["SaidAlike", "said_alike"]

_VARYING: Final[Mapping[str, Mapping[str, str]]] = {
    "id_made": {"id": "id"},
    "direction_of_baseline": {"goal": "goal", "start": "start"},
    "direction_unsaid": {"name": "name", "goal": "printed", "start": "start"},
    "step_back": {"goal": "goal", "start": "start"},
    "baseline_bound": {"text": "start_text", "value": "start_in_full"},
    "against_the_field": {},
    "unit_taken": {},
    "key_of_other_unit": {},
    "name_of_several": {},
    "name_of_other_unit": {},
    "work_each_year": {"name": "name"},
    "work_since_start": {"name": "name"},
    "work_over_plan": {"name": "name"},
    "added_over_plan": {"name": "name"},
    "each_taken": {},
    "unitless": {},
    "share_in_unit": {},
    "count_in_share": {},
    "far_apart": {"goal": "goal", "start": "start"},
    "below_one_percent": {"goal": "goal"},
    "each_not_read": {"name": "name"},
}
"""The facts of a sentence that are the row's own, and what they are there."""
_VALUE: Final[Mapping[tuple[str, str], str]] = {
    ("name_of_several", "name_zh"): "name", ("direction_of_baseline", "direction"): "text", ("direction_unsaid", "direction"): "text",
    ("step_back", "target_text"): "text", ("against_the_field", "comparator"): "text", ("work_each_year", "form"): "text",
    ("work_since_start", "form"): "text", ("baseline_bound", "baseline_text"): "start_text", ("work_over_plan", "form"): "text", ("added_over_plan", "form"): "text",
}  # fmt: skip
"""Where a remark shows a cell of its own row."""
_GROUPED: Final = frozenset({"id", "goal", "start"})
"""Facts that leave a remark in the group of the first: ids, and numbers."""

Facts = Mapping[str, Any]
"""Of one row: id, name, text (its target as printed), start_text (its baseline), goal and start (numbers or None)."""


class SaidAlike:
    """A remark or question on the first row of a kind, and the rows of which the same is said."""

    __slots__ = ("_facts", "_value", "_varying", "first", "followers")

    def __init__(self, first: Problem, varying: Mapping[str, str], value: str, facts: Facts) -> None:
        self.first = first
        self._varying = varying
        self._value = value
        self._facts = self._own(facts)
        steady = (
            all(one in _GROUPED for one in varying.values()) and _again(first.remedy, self._own(_OTHER)) == first.remedy
        )
        self.followers: Followers | None = Followers() if steady else None

    def follow(self, row: int, facts: Facts) -> None:
        """Say the same of a row, in the group of the first."""
        assert self.followers is not None
        self.followers.rows.append(row)
        if self._varying and not self.followers.differing and self._own(facts) != self._facts:
            self.followers.differing = True

    def problem(self, row: int, facts: Facts) -> Problem:
        """The same of a row in its own words."""
        first = self.first
        value = str(facts[self._value]) if self._value else first.value
        own = self._own(facts)
        reason, remedy = _again(first.reason, own), _again(first.remedy, own)
        return Problem(row=row, column=first.column, value=value, reason=reason, remedy=remedy)

    def _own(self, facts: Facts) -> dict[str, str]:
        return {fact: _shown(facts, source) for fact, source in self._varying.items()}


_OTHER: Final[Facts] = {
    "id": "\1",
    "name": "\1",
    "text": "\1",
    "start_text": "\1",
    "goal": 0.123,
    "start": 0.456,
}


def said_alike(said: Problem, facts: Facts) -> SaidAlike | None:
    """What is said, for other rows too; None where it depends on more than a row's name and numbers."""
    reason = said.reason
    varying = _VARYING.get(reason.code) if isinstance(reason, Reason) else None
    if varying is None or said.cell:
        return None
    assert isinstance(reason, Reason)
    made = SaidAlike(said, varying, _VALUE.get((reason.code, said.column), ""), facts)
    return made if made.problem(said.row, facts) == said else None


def _shown(facts: Facts, source: str) -> str:
    if source == "printed":
        return str(facts["text"]) or _number(facts["goal"])
    if source == "start_in_full":
        return "—" if facts["start"] is None else f"{facts['start']:.12g}"
    return _number(facts[source]) if source in ("goal", "start") else str(facts[source])


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def _again(words: str, own: Mapping[str, str]) -> str:
    if not own or not isinstance(words, Reason):
        return words
    return Reason(words.code, **{**words.facts, **own})
