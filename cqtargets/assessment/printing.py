"""Numbers, values and grades as the official tables print them."""

from __future__ import annotations

import math
from typing import Any

from cqtargets.assessment.result import Assessment
from cqtargets.conventions.unit_words import unit_words
from cqtargets.conventions.wording import say
from cqtargets.targets.indicator import Indicator

__all__ = ["baseline_text", "binding_text", "name_text", "progress_text", "target_text", "value_text", "verdict_text"]

SIGNS = {">": "＞", ">=": "≥", "<": "＜", "<=": "≤", "~": "约"}
WORDS = {
    "zh": {"part": "其中：", "unit": "（{}）", "or": "（或{}）", "decided": "（人工评定；计算：{}）", "year": "（{}）",
           "expected": "（预计）"},
    "en": {"part": "of which: ", "unit": " ({})", "or": " (or {})", "decided": " (decided; computed: {})",
           "year": " ({})", "expected": " (expected)"},
}  # fmt: skip


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


def value_text(result: Assessment, row: int, *, due_year: int | None = None, lang: str = "zh") -> str:
    """The value in the target's unit with its bound; with `due_year`, the date of a value of another year."""
    seen, number = result.held[row].observation, float(result.numbers.printed[row])
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


def verdict_text(result: Assessment, row: int, lang: str, profile: str | None) -> str:
    """The grade in words with what rounding leaves open; people's with the computed one; or why there is none.

    A mismatch that was allowed is said after it.
    """
    found = result.evaluation(profile)
    rule, words = found.profile, WORDS[lang]
    grade, reason = found.grade[row], say(str(found.reason[row]), lang)
    label = found[row].label(lang)
    others = [rule.label(code, lang) for code in found.possible[row] if code not in (grade, None)]
    if grade is None:
        label += f"：{reason}" if lang == "zh" else f": {reason}"
    elif found.unstable[row] and others:
        label += words["or"].format("、".join(others) if lang == "zh" else ", ".join(others))
    made = result.overridden(profile).get(result.catalogue.ids[row]) if result.overrides else None
    if made is not None:
        label = rule.label(made.grade, lang) + words["decided"].format(label)
    allowed = [part for part in result.held[row].remark.split("; ") if part.startswith("allowed: ")]
    return "；".join([label, *(say(part, lang) for part in allowed)]) if allowed else label
