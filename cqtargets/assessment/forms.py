"""The official forms: mid-term, annual and final, with numbers, values and grades as such tables print them."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pandas as pd

from cqtargets.assessment.frames import BINDING_ORDER
from cqtargets.assessment.judgement import Judgement
from cqtargets.conventions.reasons import Reason, parts_of, said
from cqtargets.conventions.unit_words import unit_words
from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading.registry import refuse_unknown
from cqtargets.monitoring.tracking import path_in
from cqtargets.targets.indicator import Indicator

__all__ = ["official_table"]

_HEADINGS: Final = {
    "midterm": {
        "zh": ["指标", "属性", "基期", "目标", "现值", "进度", "评估"],
        "en": ["indicator", "type", "baseline", "target", "value", "progress", "assessment"],
    },
    "annual": {
        "zh": ["指标名称", "属性", "全年目标", "全年完成"],
        "en": ["indicator", "type", "target of the year", "result of the year"],
    },
    "final": {
        "zh": ["序号", "指标名称", "目标值", "预计值", "完成情况"],
        "en": ["number", "indicator", "target", "expected value", "result"],
    },
}
_NOT_STATED: Final = {"zh": "未注明", "en": "not stated"}
SIGNS = {">": "＞", ">=": "≥", "<": "＜", "<=": "≤", "~": "约"}
WORDS = {
    "zh": {"part": "其中：", "unit": "（{}）", "or": "（或{}）", "decided": "（人工评定；计算：{}）", "year": "（{}）",
           "expected": "（预计）"},
    "en": {"part": "of which: ", "unit": " ({})", "or": " (or {})", "decided": " (decided; computed: {})",
           "year": " ({})", "expected": " (expected)"},
}  # fmt: skip


def official_table(result: Judgement, form: str, lang: str, profile: str | None) -> pd.DataFrame:
    """See `Assessment.table`."""
    if form not in _HEADINGS:
        raise ConventionError(refuse_unknown("form", form, _HEADINGS))
    if lang not in ("zh", "en"):
        raise DomainError(f"lang {lang!r} is not available; write 'zh' or 'en'")
    build: Callable[[Judgement, str, str | None], tuple[Any, list[list[Any]]]] = {
        "midterm": _midterm,
        "annual": _annual,
        "final": _final,
    }[form]
    index, rows = build(result, lang, profile)
    return pd.DataFrame(rows, index=index, columns=_HEADINGS[form][lang])


def _binding(target: Indicator, lang: str) -> str:
    return binding_text(target, lang) or _NOT_STATED[lang]


def _ids(result: Judgement) -> pd.Index[str]:
    return pd.Index(result.catalogue.ids, name="id", dtype="object")


def _midterm(result: Judgement, lang: str, profile: str | None) -> tuple[Any, list[list[Any]]]:
    found = result.evaluation(profile)
    rows = [
        [
            name_text(target, lang),
            _binding(target, lang),
            baseline_text(target),
            target_text(target),
            value_text(result, row, lang=lang),
            progress_text(found, row),
            verdict_text(result, row, lang, profile),
        ]
        for row, target in enumerate(result.catalogue)
    ]
    return _ids(result), rows


def _annual(result: Judgement, lang: str, profile: str | None) -> tuple[Any, list[list[Any]]]:
    if result.on is None:
        raise DomainError(Reason("annual_needs_year"))
    year = result.on.year if isinstance(result.on, date) else result.on
    rows = []
    for row, target in enumerate(result.catalogue):
        seen = result.held[row].seen
        value = value_text(result, row, lang=lang)
        if value == "—" or seen is None:
            value = f"—（{said(result.numbers.reason[row], lang)}）"
        elif seen.year != year:
            value = "—（" + said(Reason("no_value_of_year", year=year, when=seen.when), lang) + "）"
        rows.append([name_text(target, lang), _binding(target, lang), _year_target(result, target, year, lang), value])
    return _ids(result), rows


def _year_target(result: Judgement, target: Indicator, year: int, lang: str) -> str:
    """The straight line at the end of the year; the printed target in its due year and where there is no line."""
    if target.form == "flow" or year >= target.target_year:
        return target_text(target)
    try:
        path = path_in(result.catalogue, target)
        return f"{float(path.at(year)):.4g}"
    except DomainError:
        due = f"（{target.target_year}年）" if lang == "zh" else f" ({target.target_year})"
        return target_text(target) + due


def _final(result: Judgement, lang: str, profile: str | None) -> tuple[Any, list[list[Any]]]:
    targets = tuple(result.catalogue)
    order = sorted(range(len(targets)), key=lambda row: BINDING_ORDER.index(str(targets[row].binding or "")))
    rows: list[list[Any]] = []
    number = 0
    for row in order:
        target = targets[row]
        number += not target.parent
        shown = value_text(result, row, due_year=target.target_year, lang=lang)
        verdict = verdict_text(result, row, lang, profile)
        rows.append(["" if target.parent else number, name_text(target, lang), target_text(target), shown, verdict])
    keys = [(_binding(targets[row], lang), targets[row].id) for row in order]
    names = ["属性" if lang == "zh" else "type", "id"]
    return pd.MultiIndex.from_tuples(keys, names=names) if keys else pd.MultiIndex.from_arrays(
        [[], []], names=names
    ), rows


def name_text(target: Indicator, lang: str) -> str:
    """其中：name（unit）."""
    part = WORDS[lang]["part"] if target.parent else ""
    return (
        part
        + target.name(lang)
        + (WORDS[lang]["unit"].format(unit_words(target.unit_label, lang)) if target.unit else "")
    )


def baseline_text(target: Indicator) -> str:
    """As the plan prints it; a dash where it prints none."""
    return "—" if target.baseline is None else target.baseline_text or f"{target.baseline:g}"


def binding_text(target: Indicator, lang: str) -> str:
    """约束性 or 预期性 in the reader's language; empty where the plan states neither."""
    return target.binding.label(lang) if target.binding else ""


def target_text(target: Indicator) -> str:
    """As the plan prints it."""
    if target.target_text or target.goal is None:
        return target.target_text or "—"
    return f"{'' if target.comparator == '>=' else target.comparator}{target.goal:g}"


def value_text(result: Judgement, row: int, *, due_year: int | None = None, lang: str = "zh") -> str:
    """The value in the target's unit with its bound; with `due_year`, the date of a value of another year."""
    seen, number = result.held[row].seen, float(result.numbers.printed[row])
    if seen is None or math.isnan(number):
        return "—"
    text = SIGNS.get(seen.bound, "") + _digits(number, seen.value, seen.text)
    words = WORDS[lang]
    if seen.status == "estimate":
        text += words["expected"]
    if due_year is not None and seen.year != due_year:
        text += words["year"].format(seen.when)
    return text


def _digits(number: float, value: float, text: str) -> str:
    """The number with the digits that were printed, where the unit is the same."""
    digits = "".join(character for character in text if character.isdigit() or character == ".")
    try:
        same = number == value and float(digits) == value
    except ValueError:
        same = False
    return digits if same else f"{number:.6g}"


def progress_text(found: Any, row: int) -> str:
    """26.0% (16.7–33.6%), or one-sided: ≥13.3%."""
    middle, low, high = (float(values[row]) for values in (found.progress, found.progress_low, found.progress_high))
    if math.isfinite(middle):
        spread = f" ({100 * low:.1f}–{100 * high:.1f}%)" if math.isfinite(low) and high - low > 5e-4 else ""
        return f"{100 * middle:.1f}%{spread}"
    if math.isfinite(low):
        return f"≥{100 * low:.1f}%" if math.isinf(high) else f"{100 * low:.1f}–{100 * high:.1f}%"
    return f"≤{100 * high:.1f}%" if math.isfinite(high) else "—"


def verdict_text(result: Judgement, row: int, lang: str, profile: str | None) -> str:
    """The grade in words with what rounding leaves open; people's with the computed one; or why there is none.

    A mismatch that was allowed is said after it.
    """
    found = result.evaluation(profile)
    rule, words = found.profile, WORDS[lang]
    grade, reason = found.grade[row], said(found.reason[row], lang)
    label = found[row].label(lang)
    others = [rule.label(code, lang) for code in found.possible[row] if code not in (grade, None)]
    if grade is None:
        label += f"：{reason}" if lang == "zh" else f": {reason}"
    elif found.unstable[row] and others:
        label += words["or"].format("、".join(others) if lang == "zh" else ", ".join(others))
    made = result.overridden(profile).get(result.catalogue.ids[row]) if result.overrides else None
    if made is not None:
        label = rule.label(made.grade, lang) + words["decided"].format(label)
    allowed = [part for part in parts_of(result.held[row].remark) if getattr(part, "code", "") == "allowed"]
    return "；".join([label, *(said(part, lang) for part in allowed)]) if allowed else label
