"""How each target stands: the state that its grade says, the value behind it, how far it is from the goal."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cqtargets.assessment import Assessment
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import Reason, joined
from cqtargets.errors import ConventionError
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["MET", "MISSED", "STATES", "Verdict", "state_words", "verdicts", "with_judgements"]

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "exceeded": ("超额完成", "exceeded"),
    "met": ("完成", "met"),
    "met_early": ("提前完成", "met early"),
    "nearly_met": ("基本完成", "nearly met"),
    "missed": ("未完成", "missed"),
    "ahead": ("快于预期", "ahead of schedule"),
    "on_schedule": ("基本符合预期", "on schedule"),
    "behind": ("滞后", "behind schedule"),
    "not_assessable": ("不可评估", "not assessable"),
}
"""State by its code: the Chinese and the English word."""

MET: Final = frozenset({"exceeded", "met", "met_early"})
MISSED: Final = frozenset({"missed", "behind"})
_JUDGED: Final = {
    "达标": "met", "完成": "met", "已完成": "met", "达到": "met", "提前实现": "met_early", "符合预期": "on_schedule",
    "未达标": "missed", "未达到": "missed", "超额": "exceeded",
}  # fmt: skip
_PARTS: Final = re.compile(r"\s*[;；|]\s*")


@door
@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One target with the state that counts.

    Attributes
    ----------
    target : Indicator
    state : str
        A key of `STATES`.
    goal, value, distance : float or None
        In the target's unit; `distance` is the value minus the goal. Of a bound, `value` is the printed figure.
    seen : Observation or None
        The observation that counts.
    values : tuple of Observation
        All comparable values up to the date of the evaluation, one a date, by time.
    later : tuple of Observation
        Comparable values after the due date: shown, never counted.
    reason : str
        Why there is no grade, or what the grade rests on (由约数判定).
    counted : bool
        Whether a tally counts it; of alternatives one does.
    judged : str
        Who decided by hand and when; empty for a computed grade.
    """

    target: Indicator
    state: str
    goal: float | None
    value: float | None
    distance: float | None
    seen: Observation | None
    values: tuple[Observation, ...]
    later: tuple[Observation, ...]
    reason: str
    counted: bool
    judged: str

    @property
    def when(self) -> int | date | None:
        """The date of the value that counts."""
        when = None if self.seen is None else self.seen.when
        return None if isinstance(when, str) else when


def state_words(state: str, lang: str) -> str:
    """The word of a state.

    >>> state_words("missed", "zh"), state_words("missed", "en")
    ('未完成', 'missed')
    """
    return STATES[state][0 if lang == "zh" else 1]


def with_judgements(result: Assessment) -> Assessment:
    """The assessment with the judgements (人工认定) that the targets bring as recorded overrides.

    Raises
    ------
    ConventionError
        Naming every target whose judgement is no verdict of the stage, or lacks who or when.
    """
    problems: list[str] = []
    for target in result.catalogue:
        if not target.judgement:
            continue
        parts = [part for part in _PARTS.split(target.judgement.strip()) if part]
        if len(parts) < 3:
            problems.append(
                f"{target.id}: {target.judgement!r} lacks who or when; write 达标; 市卫生健康委; 2026-01-15"
            )
            continue
        word, who, when, *why = parts
        grade = _grade(result, word)
        if grade is None:
            known = "、".join(labels[0] for labels in result.evaluation().profile.labels.values())
            problems.append(f"{target.id}: {word!r} is no verdict of this stage; write 达标, or one of {known}")
            continue
        result = result.override(target.id, grade, reason="；".join(why) or "人工认定", who=who, when=when)
    if problems:
        raise ConventionError("judgements that cannot be used: " + "; ".join(problems))
    return result


def _grade(result: Assessment, word: str) -> str | None:
    labels = result.evaluation().profile.labels
    code = next((code for code, words in labels.items() if word in (code, *words)), _JUDGED.get(word, ""))
    return code if code in labels else None


def verdicts(result: Assessment) -> tuple[Verdict, ...]:
    """One verdict a target, in the catalogue's order."""
    evaluation = result.evaluation()
    counted, _ = result.counted()
    overridden = result.overridden()
    grades = result.decided()
    found = []
    for row, target in enumerate(result.catalogue):
        held = result.held[row]
        made = overridden.get(target.id)
        counts = held.seen is not None and not result.numbers.reason[row]
        printed = float(result.numbers.printed[row])
        goal = float(result.numbers.goal[row])
        value = printed if counts and math.isfinite(printed) else None
        reason = evaluation.reason[row] or held.reason
        found.append(
            Verdict(
                target=target,
                state=grades[row] or "not_assessable",
                goal=goal if math.isfinite(goal) else None,
                value=value,
                distance=None if value is None or not math.isfinite(goal) else round(value - goal, 9),
                seen=held.seen if value is not None else None,
                values=(*held.earlier, *((held.seen,) if value is not None and held.seen else ())),
                later=held.later,
                reason=joined(_why(reason, made is not None), held.remark),
                counted=counted[row],
                judged="" if made is None else f"{made.who} {made.when}",
            )
        )
    return tuple(found)


def _why(reason: str, judged: bool) -> str:
    return Reason("judged_by_hand") if judged else reason
