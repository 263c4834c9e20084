"""The assessment as frames: one row a target, where every observation went, the tally by plan and binding type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cqtargets import clock
from cqtargets.assessment.judgement import Judgement, column
from cqtargets.conventions.arrays import objects
from cqtargets.conventions.names import nearest
from cqtargets.conventions.reasons import Reason, all_said, checked_language, joined, said
from cqtargets.conventions.vocabulary import Binding
from cqtargets.grading import Evaluations
from cqtargets.monitoring.choosing import Comparer
from cqtargets.monitoring.comparability import as_bound
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["BINDING_ORDER", "assessment_frame", "evidence_frame", "summary_frame", "unmatched_frame"]

_EVIDENCE: Final = (
    "concept",
    "region",
    "when",
    "value",
    "unit",
    "bound",
    "source",
    "id",
    "grade",
    "label_zh",
    "reason",
)
_UNMATCHED: Final = ("concept", "name_zh", "region", "when", "value", "unit", "source", "reason", "nearest")
_NO_TARGET: Final = Reason("no_target_has_it")
_ABOUT: Final = Reason("approximate")
_DAMAGED: Final = Reason("damaged")
BINDING_ORDER: Final = (*(str(binding) for binding in Binding), "")
_COUNTS: Final = ("targets", "assessed", "unassessed", "met", "missed")


def assessment_frame(result: Judgement, lang: str = "en") -> pd.DataFrame:
    """See `Assessment.to_frame`."""
    checked_language(lang)
    counted, alternatives = result.counted()
    columns = {**_names(result), **_observed(result), **_way(result, lang)}
    first, *others = result.evaluations
    columns |= {"met": column(list(result.met)), "counted": counted, "profile": [first.profile.key] * len(result)}
    columns |= _marks(first, "", lang) | _overrides(result)
    columns["remark"] = column(all_said(_remarks(result, alternatives), lang))
    for found in others:
        columns |= _marks(found, f"_{found.profile.key}", lang)
    return pd.DataFrame(columns)


def _names(result: Judgement) -> dict[str, Any]:
    targets, known = tuple(result.catalogue), result.catalogue.columns
    columns: dict[str, Any] = {
        name: column(getattr(known, name)) for name in ("id", "name_zh", "name_en", "plan", "region")
    }
    columns |= {name: column([getattr(target, name) for target in targets]) for name in ("parent", "alternative")}
    columns |= {name: column(getattr(known, name)) for name in ("measure", "form", "binding", "unit")}
    years = [target.start_year for target in targets]
    given = np.array([year is not None for year in years], dtype=bool)
    columns["baseline_year"] = pd.arrays.IntegerArray(np.array([year or 0 for year in years], dtype=np.int64), ~given)
    columns["baseline"] = result.numbers.baseline
    columns["target_year"] = pd.arrays.IntegerArray(known.target_year.copy(), np.zeros(len(targets), dtype=bool))
    columns["comparator"] = column(result.numbers.comparator)
    columns["goal"] = result.numbers.goal
    return columns


def _observed(result: Judgement) -> dict[str, Any]:
    seen = [found.seen for found in result.held]
    numbers = result.numbers
    one_sided = np.isin(numbers.bound.astype(str), (">", ">=", "<", "<="))
    above, below = (
        np.char.startswith(numbers.bound.astype(str), ">"),
        np.char.startswith(numbers.bound.astype(str), "<"),
    )
    low = np.where(above, numbers.printed, np.where(numbers.open_end < 0, -np.inf, numbers.current_low))
    high = np.where(below, numbers.printed, np.where(numbers.open_end > 0, np.inf, numbers.current_high))
    return {
        "observed": np.where(one_sided, np.nan, numbers.printed),
        "observed_low": low,
        "observed_high": high,
        "observed_when": column(["" if one is None or one.when is None else str(one.when) for one in seen]),
        "bound": column(numbers.bound),
        "status": column(["" if one is None else one.status for one in seen]),
        "source": column(["" if one is None else one.source for one in seen]),
    }


def _way(result: Judgement, lang: str) -> dict[str, Any]:
    first = result.evaluations[0]
    return {
        "time_share": first.time_share,
        "progress": first.progress,
        "progress_low": first.progress_low,
        "progress_high": first.progress_high,
        "lead_progress": first.lead_progress,
        "lead_value": first.lead_value,
        "growth_convention": column(result.pace.convention),
        "observed_growth": result.pace.observed,
        "required_growth": result.pace.required,
        "growth_reason": column(all_said(result.pace.reason, lang)),
    }


def _marks(found: Evaluations, suffix: str, lang: str) -> dict[str, Any]:
    columns = {
        "grade": column(found.grade),
        "label_zh": column(found.label("zh")),
        "label_en": column(found.label("en")),
        "statistic": found.statistic,
        "score": found.score,
        "unstable": found.unstable,
        "possible": column(_possible(found)),
        "reason": column(all_said(found.reason, lang)),
    }
    return {f"{name}{suffix}": values for name, values in columns.items()}


def _possible(found: Evaluations) -> list[str]:
    told: dict[tuple[str | None, ...], str] = {}
    for codes in found.possible.tolist():
        if codes not in told:
            told[codes] = _codes(codes)
    return [told[codes] for codes in found.possible.tolist()]


def _codes(codes: tuple[str | None, ...]) -> str:
    return "|".join(code or "none" for code in codes) if len(codes) > 1 else codes[0] or ""


def _overrides(result: Judgement) -> dict[str, Any]:
    overridden = result.overridden()
    made = [overridden.get(key) for key in result.catalogue.ids] if overridden else [None] * len(result)
    columns: dict[str, Any] = {
        f"override_{name}": column(["" if one is None else getattr(one, name) for one in made])
        for name in ("grade", "reason", "who", "when")
    }
    columns["decided"] = column(result.decided())
    return columns


def _remarks(result: Judgement, alternatives: list[str]) -> NDArray[np.object_]:
    """What a reader should know of each row: of the value that was taken, of the print, of the other rows."""
    remarks = objects([found.remark for found in result.held])
    about = result.numbers.bound == "~"
    damaged = np.array([target.certainty == "damaged" for target in result.catalogue], dtype=bool)
    other = np.array([bool(one) for one in alternatives], dtype=bool)
    for row in np.flatnonzero(about | damaged | other).tolist():
        remarks[row] = joined(
            remarks[row], _ABOUT if about[row] else "", _DAMAGED if damaged[row] else "", alternatives[row]
        )
    return remarks


def evidence_frame(result: Judgement, compared: Comparer, lang: str = "en") -> pd.DataFrame:
    """See `Assessment.evidence`."""
    found = result.evaluation()
    labels, grades = found.label("zh").tolist(), result.decided()
    rows: list[dict[str, Any]] = []
    by_concept = _by_concept(result)
    for seen in result.observations:
        facts = _facts(seen)
        targets = by_concept.get(seen.concept, [])
        if not targets:
            rows.append({**facts, "id": "", "grade": None, "label_zh": "", "reason": said(_NO_TARGET, lang)})
        for place, target in targets:
            counts = result.held[place].seen in (seen, as_bound(target, seen))
            reason = found.reason[place] if counts else _why_not(result, place, target, seen, compared)
            grade = grades[place] if counts else None
            label = labels[place] if grade is not None and counts else ""
            rows.append({**facts, "id": target.id, "grade": grade, "label_zh": label, "reason": said(reason, lang)})
    frame = pd.DataFrame(rows, columns=list(_EVIDENCE))
    frame["grade"] = pd.Series([row["grade"] for row in rows], dtype=object)
    return frame


def unmatched_frame(result: Judgement, compared: Comparer, lang: str = "en") -> pd.DataFrame:
    """See `Assessment.unmatched`."""
    by_concept = _by_concept(result)
    concepts = sorted(by_concept)
    rows = []
    for seen in result.observations:
        targets = [target for _, target in by_concept.get(seen.concept, [])]
        verdicts = [compared(target, seen)[0] for target in targets]
        if "" in verdicts:
            continue
        reason = joined(
            *(Reason("of_target", id=target.id, why=why) for target, why in zip(targets, verdicts, strict=True))
        )
        near = ", ".join(() if targets else nearest(seen.concept, concepts))
        rows.append(
            {**_facts(seen), "name_zh": seen.name_zh, "reason": said(reason or _NO_TARGET, lang), "nearest": near}
        )
    return pd.DataFrame(rows, columns=list(_UNMATCHED))


def _by_concept(result: Judgement) -> dict[str, list[tuple[int, Indicator]]]:
    found: dict[str, list[tuple[int, Indicator]]] = {}
    for place, target in enumerate(result.catalogue):
        found.setdefault(target.concept, []).append((place, target))
    return found


def _facts(seen: Observation) -> dict[str, Any]:
    return {
        "concept": seen.concept,
        "region": seen.region,
        "when": "" if seen.when is None else str(seen.when),
        "value": seen.value,
        "unit": seen.unit_label,
        "bound": seen.bound,
        "source": seen.source,
    }


def _why_not(result: Judgement, place: int, target: Indicator, seen: Observation, compared: Comparer) -> str:
    return joined(*_reasons(result, place, target, seen, compared))


def _reasons(result: Judgement, place: int, target: Indicator, seen: Observation, compared: Comparer) -> Iterator[str]:
    why = compared(target, seen)[0]
    if why:
        yield Reason("not_comparable", why=why)
        return
    time = seen.time or 0.0
    if result.on is not None and time > clock.time(result.on):
        yield Reason("observed_after", limit=result.on)
    elif target.start_year is not None and time <= clock.time(target.start_year):
        yield Reason("not_after_baseline", when=seen.when)
    else:
        counting = result.held[place].seen
        yield Reason("none_counts") if counting is None else Reason("another_counts", when=counting.when)


def summary_frame(result: Judgement, profile: str | None = None, lang: str = "en") -> pd.DataFrame:
    """See `Assessment.summary`."""
    codes = [f"grade_{code}" for code in result.evaluation(profile).profile.labels]
    achieved, decided = result.achieved(profile), result.decided(profile)
    counted, _ = result.counted(profile)
    tallies: dict[tuple[str, str], dict[str, int]] = {}
    for row, target in enumerate(result.catalogue):
        if not counted[row]:
            continue
        key = (target.plan, str(target.binding or ""))
        tally = tallies.setdefault(key, dict.fromkeys((*_COUNTS, *codes), 0))
        answer, grade = achieved[row], decided[row]
        tally["targets"] += 1
        tally["unassessed" if answer is None else "assessed"] += 1
        tally["met"] += answer is True
        tally["missed"] += _is_missed(result, row, key[1], answer, grade)
        if grade is not None:
            tally[f"grade_{grade}"] += 1
    failed = {plan for (plan, binding), tally in tallies.items() if binding == BINDING_ORDER[0] and tally["missed"]}
    rows = [
        _row(plan, binding, tallies[plan, binding], failed=plan in failed, lang=lang)
        for plan in dict.fromkeys(plan for plan, _ in tallies)
        for binding in BINDING_ORDER
        if (plan, binding) in tallies
    ]
    columns = ["plan", "binding", *_COUNTS, "completion_rate", "verdict", "plan_failed", "reason", *codes]
    return pd.DataFrame(rows, columns=columns)


def _is_missed(result: Judgement, row: int, binding: str, achieved: bool | None, grade: str | None) -> bool:
    """Graded as missed, or not met at the end of the plan; nearly met is no miss where moderate deviation is allowed."""
    if achieved is not False:
        return False
    over = bool(result.numbers.when[row] >= result.numbers.plan_due[row])
    if grade == "nearly_met":
        return binding == BINDING_ORDER[0]
    return grade == "missed" or over


def _row(plan: str, binding: str, tally: dict[str, int], *, failed: bool, lang: str) -> dict[str, Any]:
    verdict = ""
    if binding == BINDING_ORDER[0]:
        verdict = "failed" if tally["missed"] else "met" if tally["met"] == tally["targets"] else "open"
    return {
        "plan": plan,
        "binding": binding,
        **tally,
        "completion_rate": tally["met"] / tally["assessed"] if tally["assessed"] else np.nan,
        "verdict": verdict,
        "plan_failed": failed,
        "reason": "" if tally["assessed"] else said(Reason("nothing_assessed"), lang),
    }
