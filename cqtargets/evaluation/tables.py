"""The tables of an evaluation: every year's value, what is missed, projects, the nation and other places beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from cqtargets import clock
from cqtargets.conventions.comparison import noise
from cqtargets.conventions.reasons import Reason, said
from cqtargets.evaluation.printed import baseline_words, own_unit, printed_value, target_words, value_sign
from cqtargets.evaluation.verdicts import MET, MISSED, Verdict, state_words
from cqtargets.monitoring.comparability import compare
from cqtargets.monitoring.series import ObservedSeries
from cqtargets.targets.observation import Observation

__all__ = ["against_frame", "main_table", "missed_table", "place_word", "project_table", "verdict_frame"]

_COLUMNS: Final = (
    "id", "name", "binding", "baseline_year", "baseline", "target_year", "goal", "value", "when", "state", "state_zh",
    "distance", "unit", "reason", "source",
)  # fmt: skip
_MAIN: Final = {
    "zh": ("指标", "属性", "单位", "基期", "目标", "完成情况", "责任单位", "数据来源"),
    "en": ("indicator", "type", "unit", "baseline", "target", "result", "in charge", "source"),
}
_MISSED: Final = {
    "zh": ("指标", "属性", "目标", "实际", "差距", "单位", "完成情况", "责任单位", "说明"),
    "en": ("indicator", "type", "target", "value", "distance", "unit", "result", "in charge", "remark"),
}
_PROJECTS: Final = {
    "zh": ("项目或任务", "目标", "实际", "进展", "责任单位", "说明"),
    "en": ("project or task", "target", "value", "progress", "in charge", "remark"),
}
_AGAINST: Final = {
    "zh": ("指标", "单位", "本地", "时间", "{place}", "{place}时间", "比较"),
    "en": ("indicator", "unit", "here", "date", "{place}", "{place}, date", "comparison"),
}
_PROGRESS: Final = {
    "已完成": ("已完成", "done"), "在建": ("在建", "under way"), "未启动": ("未启动", "not begun"), "": ("未报告", "not reported"),
}  # fmt: skip
_BETTER: Final = {"zh": ("优于{place}", "不及{place}", "与{place}持平"), "en": ("better", "worse", "equal")}


def verdict_frame(found: Sequence[Verdict], lang: str) -> pd.DataFrame:
    """See `PlanEvaluation.to_frame`."""
    rows = [
        {
            "id": one.target.id,
            "name": one.target.name(lang),
            "binding": str(one.target.binding or ""),
            "baseline_year": one.target.start_year,
            "baseline": math.nan if one.target.baseline is None else one.target.baseline,
            "target_year": one.target.target_year,
            "goal": math.nan if one.goal is None else one.goal,
            "value": math.nan if one.value is None else one.value,
            "when": "" if one.when is None else str(one.when),
            "state": one.state,
            "state_zh": state_words(one.state, "zh"),
            "distance": math.nan if one.distance is None else one.distance,
            "unit": one.target.unit_label,
            "reason": said(one.reason, lang),
            "source": "" if one.seen is None else source_text(one.seen),
        }
        for one in found
    ]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    for name in ("baseline_year", "target_year"):
        frame[name] = frame[name].astype("Int64")
    return frame


def source_text(seen: Observation) -> str:
    """The source of a value in words; failing them the file it was read from."""
    return seen.source or seen.file


def main_table(found: Sequence[Verdict], until: int, lang: str) -> pd.DataFrame:
    """Baseline, the value of every year up to `until`, target, result, unit in charge and source, in the plan's order."""
    years = _years(found, until)
    head = _MAIN[lang]
    rows = []
    for one in found:
        by_year = {seen.year: printed_value(seen, one.target, lang) for seen in one.values if (seen.year or 0) <= until}
        sources = dict.fromkeys(text for seen in one.values if seen.year in years and (text := source_text(seen)))
        rows.append(
            [
                one.target.name(lang),
                one.target.binding.label(lang) if one.target.binding else "",
                own_unit(one.target, lang),
                baseline_words(one.target, lang),
                *(by_year.get(year, "") for year in years),
                target_words(one.target, lang),
                result_text(one, lang),
                one.target.responsible,
                "；".join(sources) if lang == "zh" else "; ".join(sources),
            ]
        )
    columns = [*head[:4], *(str(year) for year in years), *head[4:]]
    return pd.DataFrame(rows, columns=columns, index=pd.Index([one.target.id for one in found], name="id"))


def result_text(one: Verdict, lang: str) -> str:
    """The state, with who judged by hand and later values behind it."""
    text = state_words(one.state, lang)
    if one.judged:
        text += f"（人工认定：{one.judged}）" if lang == "zh" else f" (judged by {one.judged})"
    if getattr(one.reason, "code", "") == "by_approximate" or "由约数判定" in said(one.reason, "zh"):
        text += "（由约数判定）" if lang == "zh" else " (by an approximate figure)"
    return text


def _years(found: Sequence[Verdict], until: int) -> list[int]:
    """The years after the plan's base in which something was seen, the last one always."""
    begin = min((one.target.start_year for one in found if one.target.start_year is not None), default=until - 1)
    seen = {year for one in found for value in one.values if (year := value.year) is not None and begin < year <= until}
    return sorted(seen | {until})


def missed_table(found: Iterable[Verdict], lang: str) -> pd.DataFrame:
    """The targets that are missed, nearly met or behind, with their distance and what to know."""
    rows = {
        one.target.id: [
            one.target.name(lang),
            one.target.binding.label(lang) if one.target.binding else "",
            target_words(one.target, lang),
            "" if one.seen is None else printed_value(one.seen, one.target, lang),
            _distance(one, lang),
            own_unit(one.target, lang),
            result_text(one, lang),
            one.target.responsible,
            said(one.reason, lang),
        ]
        for one in found
        if one.state in MISSED or one.state == "nearly_met"
    }
    return pd.DataFrame(list(rows.values()), columns=list(_MISSED[lang]), index=pd.Index(list(rows), name="id"))


def _distance(one: Verdict, lang: str) -> str:
    """The value minus the goal; of a bound the least that it can be away."""
    if one.distance is None:
        return ""
    sign = "" if one.seen is None or one.seen.bound == "~" else value_sign(one.seen, lang)
    return f"{sign}{one.distance:+.6g}"


def project_table(found: Iterable[Verdict], statuses: Mapping[str, str], lang: str) -> pd.DataFrame:
    """Projects and tasks: a stated status, else what the values say."""
    rows = {}
    for one in found:
        status = statuses.get(one.target.id, one.target.status)
        if not status and one.state in MET:
            status = "已完成"
        elif not status and one.value is not None:
            status = "在建"
        rows[one.target.id] = [
            one.target.name(lang),
            target_words(one.target, lang),
            "" if one.seen is None else printed_value(one.seen, one.target, lang),
            _PROGRESS[status][0 if lang == "zh" else 1],
            one.target.responsible,
            "" if status else said(one.reason, lang),
        ]
    return pd.DataFrame(list(rows.values()), columns=list(_PROJECTS[lang]), index=pd.Index(list(rows), name="id"))


def against_frame(
    found: Iterable[Verdict], observations: ObservedSeries, place: str, until: float, lang: str
) -> pd.DataFrame:
    """Each target's value beside that of another place; one of another definition is listed and not compared."""
    rows: dict[str, list[Any]] = {}
    for one in found:
        theirs = [seen for seen in observations.current(one.target.concept, place) if _time(seen) <= until]
        if not theirs:
            continue
        answers = [(seen, compare(one.target, seen, ("region",))) for seen in theirs]
        fitting = [pair for pair in answers if pair[1].comparable]
        year = None if one.seen is None else one.seen.year
        seen, answer = next((pair for pair in fitting if pair[0].year == year), (fitting or answers)[-1])
        words = (
            _beside(one, seen, place, lang)
            if answer.comparable
            else said(Reason("not_comparable", why=_first(answer.reasons)), lang)
        )
        rows[one.target.id] = [
            one.target.name(lang),
            own_unit(one.target, lang),
            "" if one.seen is None else printed_value(one.seen, one.target, lang, dated=False),
            "" if one.when is None else str(one.when),
            f"{seen.text or seen.value} {seen.unit_label}"
            if "unit" in answer.reasons
            else printed_value(seen, one.target, lang, dated=False),
            str(seen.when),
            words,
        ]
    columns = [title.format(place=place_word(place, lang)) for title in _AGAINST[lang]]
    return pd.DataFrame(list(rows.values()), columns=columns, index=pd.Index(list(rows), name="id"))


def _first(reasons: Mapping[str, Reason]) -> Reason:
    return next(iter(reasons.values()))


def _time(seen: Observation) -> float:
    return math.inf if seen.when is None else clock.time(seen.when)


def place_word(place: str, lang: str) -> str:
    """A place in the reader's language.

    >>> place_word("全国", "en"), place_word("成都市", "en")
    ('the nation', '成都市')
    """
    return "the nation" if lang == "en" and place == "全国" else place


def _beside(one: Verdict, seen: Observation, place: str, lang: str) -> str:
    """Better, worse or equal by the wanted direction; nothing where one of the two is unknown or the direction open."""
    if one.value is None or one.target.direction not in ("up", "down"):
        return ""
    if (one.seen is not None and one.seen.bound) or seen.bound:
        return said(Reason("bound_not_compared"), lang)
    difference = one.value - seen.value_in(one.target.unit, one.target.per)
    better, worse, equal = _BETTER[lang]
    if abs(difference) <= noise(one.value, 1.0):
        return equal.format(place=place)
    ahead: Callable[[float], bool] = (lambda d: d > 0) if one.target.direction == "up" else (lambda d: d < 0)
    return (better if ahead(difference) else worse).format(place=place)
