"""The official forms: mid-term, annual and final."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import pandas as pd

from cqtargets.assessment.printing import (
    baseline_text,
    binding_text,
    name_text,
    progress_text,
    target_text,
    value_text,
    verdict_text,
)
from cqtargets.assessment.result import Assessment
from cqtargets.assessment.summaries import BINDING_ORDER
from cqtargets.conventions.wording import say
from cqtargets.errors import ConventionError, DomainError
from cqtargets.grading.registry import refuse_unknown
from cqtargets.monitoring.tracking import followed_target
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


def official_table(result: Assessment, form: str, lang: str, profile: str | None) -> pd.DataFrame:
    """See `Assessment.table`."""
    if form not in _HEADINGS:
        raise ConventionError(refuse_unknown("form", form, _HEADINGS))
    if lang not in ("zh", "en"):
        raise DomainError(f"lang {lang!r} is not available; write 'zh' or 'en'")
    build: Callable[[Assessment, str, str | None], tuple[Any, list[list[Any]]]] = {
        "midterm": _midterm,
        "annual": _annual,
        "final": _final,
    }[form]
    index, rows = build(result, lang, profile)
    return pd.DataFrame(rows, index=index, columns=_HEADINGS[form][lang])


def _binding(target: Indicator, lang: str) -> str:
    return binding_text(target, lang) or _NOT_STATED[lang]


def _ids(result: Assessment) -> pd.Index[str]:
    return pd.Index(result.catalogue.ids, name="id", dtype="object")


def _midterm(result: Assessment, lang: str, profile: str | None) -> tuple[Any, list[list[Any]]]:
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


def _annual(result: Assessment, lang: str, profile: str | None) -> tuple[Any, list[list[Any]]]:
    if result.on is None:
        raise DomainError("the annual form needs a year: assess with on=2024")
    year = result.on.year if isinstance(result.on, date) else result.on
    rows = []
    for row, target in enumerate(result.catalogue):
        seen = result.held[row].observation
        value = value_text(result, row, lang=lang)
        if value == "—" or seen is None:
            value = f"—（{say(str(result.numbers.reason[row]), lang)}）"
        elif seen.year != year:
            value = "—（" + say(f"no value of {year}; the latest is of {seen.when}", lang) + "）"
        rows.append([name_text(target, lang), _binding(target, lang), _year_target(result, target, year, lang), value])
    return _ids(result), rows


def _year_target(result: Assessment, target: Indicator, year: int, lang: str) -> str:
    """The straight line at the end of the year; the printed target in its due year and where there is no line."""
    if target.form == "flow" or year >= target.target_year:
        return target_text(target)
    try:
        path = followed_target(result.catalogue, target).path()
        return f"{float(path.at(year)):.4g}"
    except DomainError:
        due = f"（{target.target_year}年）" if lang == "zh" else f" ({target.target_year})"
        return target_text(target) + due


def _final(result: Assessment, lang: str, profile: str | None) -> tuple[Any, list[list[Any]]]:
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
