"""Values, targets and baselines as an evaluation prints them: with their bound, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from cqtargets.assessment.forms import SIGNS, baseline_text, target_text
from cqtargets.conventions.reasons import said
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["baseline_words", "named_reason", "own_unit", "printed_value", "target_words", "value_sign"]

_ENGLISH_SIGNS: Final = {">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "about "}
_ENGLISH_COMPARATORS: Final = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "about "}
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_KEY: Final = re.compile(r"[a-z][a-z0-9]*_[a-z0-9_]+")
"""The key of a concept, as `life_expectancy`."""
_ABOUT: Final = re.compile(r"(?P<before>将近|接近|近)?\s*(?P<digits>\d[\d,.]*)\s*[万亿]?(?P<behind>余|多)?")


def value_sign(seen: Observation | None, lang: str) -> str:
    """The bound of a value: ≥ or ＜, and for an approximate one 约 or about."""
    if seen is None:
        return ""
    return (SIGNS if lang == "zh" else _ENGLISH_SIGNS).get(seen.bound, "")


def printed_value(seen: Observation, target: Indicator, lang: str, *, dated: bool = True) -> str:
    """The value in the target's unit, as printed where the unit is the same, with its bound and, if `dated`, its day.

    >>> from datetime import date
    >>> target = Indicator(id="p.x", concept="x", plan="p", name_zh="甲", unit="%", target_year=2025, target_low=60.0)
    >>> seen = Observation(concept="x", value=80, text="近80%", unit="%", bound="~", low=72, high=80, when=date(2025, 11, 5))
    >>> printed_value(seen, target, "zh"), printed_value(seen, target, "en")
    ('近80（2025-11-05）', 'about 80 (2025-11-05)')
    """
    value = seen.value_in(target.unit, target.per)
    digits = "".join(sign for sign in seen.text if sign.isdigit() or sign == ".")
    same = bool(digits) and digits.count(".") <= 1 and digits != "." and float(digits) == value
    number = digits if same else f"{value:.6g}"
    text = value_sign(seen, lang) + number
    if lang == "zh" and same and seen.bound == "~":
        text = _about(seen.text, number) or text
    if not dated or not isinstance(seen.when, date):
        return text
    return f"{text}（{seen.when}）" if lang == "zh" else f"{text} ({seen.when})"


def _about(text: str, number: str) -> str:
    """近80 or 98余, where the print says it so."""
    found = _ABOUT.match(text.strip())
    if found is None or not (found["before"] or found["behind"]):
        return ""
    return f"{found['before'] or ''}{number}{found['behind'] or ''}"


def own_unit(target: Indicator, lang: str) -> str:
    """The unit label, without the denominator that the name already says.

    >>> aim = Indicator(
    ...     id="p.x", concept="x", plan="p", name_zh="每千人口注册护士数", unit="人", per=1000, target_year=2025, target_low=4.1
    ... )
    >>> own_unit(aim, "zh"), aim.unit_label
    ('人', '人/千')
    """
    label, name = target.unit_label, target.name(lang)
    said = target.per is not None and target.unit != "1" and ("每" in name or " per " in name)
    return label.rpartition("/")[0] if said and "/" in label else label


def target_words(target: Indicator, lang: str) -> str:
    """The target as the plan prints it; in English by sign and number where the print is Chinese.

    >>> aim = Indicator(
    ...     id="p.x", concept="x", plan="p", name_zh="甲", unit="万张", target_year=2025, target_low=25.0, target_text="达到25万张"
    ... )
    >>> target_words(aim, "zh"), target_words(aim, "en")
    ('达到25万张', '≥25')
    """
    text = target_text(target)
    if lang == "zh" or not _CHINESE.search(text) or target.goal is None:
        return text
    if target.target_low is not None and target.target_high is not None and target.target_low != target.target_high:
        return f"{target.target_low:g}–{target.target_high:g}"
    return f"{_ENGLISH_COMPARATORS.get(target.comparator, '')}{target.goal:g}"


def baseline_words(target: Indicator, lang: str) -> str:
    """The baseline as the plan prints it; in English the number alone where the print is Chinese."""
    text = baseline_text(target)
    return text if lang == "zh" or target.baseline is None or not _CHINESE.search(text) else f"{target.baseline:g}"


def named_reason(reason: str, targets: Iterable[Indicator], lang: str) -> str:
    """A reason in which what is measured stands by the name that a target gives it, not by its key."""
    words = said(reason, lang)
    keys = set(_KEY.findall(words))
    names = {target.concept: target.name(lang) for target in targets if target.concept in keys} if keys else {}
    return _KEY.sub(lambda key: names.get(key[0], key[0]), words)
