"""The conclusion in words: counts by state and kind, the missed ones by name, what is not assessable and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.unit_words import amount
from cqtargets.conventions.vocabulary import Binding
from cqtargets.evaluation.printed import own_unit, value_sign
from cqtargets.evaluation.verdicts import MET, STATES, Verdict, state_words

__all__ = ["LACKS", "conclusion", "date_words", "headline", "why_not"]

LACKS: Final = {
    "data": ("缺少数据", "without a value"),
    "due": ("缺少到期年数据", "without a value of the due year"),
    "definition": ("口径不可比", "of another definition"),
    "bound": ("数值仅为界限或约数", "known only as a bound"),
    "words": ("无量化目标", "without a number to reach"),
    "open": ("方向或比较对象待明确", "open in direction or reference"),
    "width": ("“左右”未注明幅度", "without the width of “about”"),
    "other": ("其他原因", "for other reasons"),
}
"""Why targets are not assessable, by the key that `why_not` gives."""
_CODES: Final = {
    **dict.fromkeys(("never_observed", "seen_under_another_name", "no_value", "no_date"), "data"),
    **dict.fromkeys(
        ("not_after_baseline", "observed_only_after", "observed_only_after_due", "before_due_year", "after_due_year"), "due"
    ),
    "not_comparable": "definition",
    **dict.fromkeys(("approximate_open", "printed_bound", "bound_at_least", "bound_at_most", "bound_between"), "bound"),
    **dict.fromkeys(("qualitative", "no_number", "copies", "copies_nothing"), "words"),
    **dict.fromkeys(("direction_open", "comparator_open", "reference_open", "open"), "open"),
    "about_without_width": "width",
}  # fmt: skip
_MOST: Final = 8
_IN_TIME: Final = frozenset({"ahead", "on_schedule"})
_UNDER_WAY: Final = _IN_TIME | {"behind"}
_LINE: Final = {
    "zh": (
        "{label}：截至{when}，{all}项指标中可评估{assessed}项",
        "（{states}），达到目标{met}项",
        "；约束性指标{bound}项，未达预期{late}项，不可评估{open}项",
    ),
    "en": (
        "{label}: at {when}, {assessed} of {all} targets can be assessed",
        " ({states}), {met} reached",
        "; of {bound} obligatory ones {late} are missed or behind, {open} not assessable",
    ),
}


def date_words(on: int | date, lang: str) -> str:
    """The end of a year, or a day.

    >>> date_words(2025, "zh"), date_words(date(2025, 11, 5), "zh"), date_words(2025, "en")
    ('2025年底', '2025年11月5日', 'the end of 2025')
    """
    if isinstance(on, date):
        return f"{on.year}年{on.month}月{on.day}日" if lang == "zh" else on.isoformat()
    return f"{on}年底" if lang == "zh" else f"the end of {on}"


def why_not(one: Verdict) -> str:
    """Why a target is not assessable, as a group: a key of the words a conclusion counts by."""
    reason = one.reason
    parts = reason.facts["parts"] if isinstance(reason, Reason) and reason.code == "joined" else (reason,)
    return next((_CODES[code] for part in parts if (code := getattr(part, "code", "")) in _CODES), "other")


def conclusion(title: str, on: int | date, found: Sequence[Verdict], projects: Sequence[str], lang: str) -> str:
    """The paragraph that leads an evaluation.

    Parameters
    ----------
    title : str
        What the plan is called.
    on : int or date
        The date of the evaluation.
    found : sequence of Verdict
        The plan's indicators.
    projects : sequence of str
        The status of each project or task: 已完成, 在建, 未启动, or empty where nothing is reported.
    lang : {"zh", "en"}
    """
    counted = [one for one in found if one.counted]
    kinds = [kind for kind in (*Binding, None) if any(one.target.binding is kind for one in counted)]
    lines = [_whole(title, on, counted, lang)]
    if len(kinds) > 1:
        lines += [_of_kind(kind, [one for one in counted if one.target.binding is kind], lang) for kind in kinds]
    lines += [line for line in (_missed(counted, on, lang), _projects(projects, lang)) if line]
    return "".join(lines) if lang == "zh" else " ".join(lines)


def headline(label: str, on: int | date, found: Sequence[Verdict], lang: str) -> str:
    """An evaluation in one line: how many can be assessed, how they stand, how many of the obligatory ones are missed.

    Parameters
    ----------
    label : str
        The short name of the plan.
    on, found, lang
        As for `conclusion`.
    """
    counted = [one for one in found if one.counted]
    assessed = [one for one in counted if one.state != "not_assessable"]
    bound = [one for one in counted if one.target.binding is Binding.OBLIGATORY]
    facts = {
        "label": label, "when": date_words(on, lang), "all": len(counted), "assessed": len(assessed),
        "states": _states(assessed, lang), "met": sum(one.state in MET for one in assessed), "bound": len(bound),
        "open": sum(one.state == "not_assessable" for one in bound),
        "late": sum(one.state in ("missed", "behind") for one in bound),
    }  # fmt: skip
    whole, states, obligatory = _LINE[lang]
    text = whole.format(**facts)
    text += states.format(**facts) if assessed else ""
    return text + (obligatory.format(**facts) if bound else "")


def _whole(title: str, on: int | date, found: Sequence[Verdict], lang: str) -> str:
    assessed = [one for one in found if one.state != "not_assessable"]
    under_way = any(one.state in _UNDER_WAY for one in assessed)
    met = sum(one.state in MET or (under_way and one.state in _IN_TIME) for one in assessed)
    open_ = len(found) - len(assessed)
    states, reasons = _states(assessed, lang), _reasons(found, lang)
    when = date_words(on, lang)
    if lang == "zh":
        text = f"截至{when}，{title}的{len(found)}项指标中，"
        if assessed:
            reached = "符合或快于预期" if under_way else "达到目标"
            text += f"可评估{len(assessed)}项：{states}；{reached}{met}项，占可评估指标的{_rate(met, len(assessed))}（{met}/{len(assessed)}）。"
        else:
            text += "没有可评估的指标。"
        return text + (
            f"另有{open_}项不可评估：{reasons}。"
            if open_ and assessed
            else f"{open_}项均不可评估：{reasons}。"
            if open_
            else ""
        )
    text = f"At {when}, of the {len(found)} targets of {title}, {len(assessed)} can be assessed"
    reached = "are on schedule or better" if under_way else "reach their target"
    text += f": {states}; {met} of {len(assessed)} ({_rate(met, len(assessed))}) {reached}." if assessed else "."
    return text + (f" {open_} cannot be assessed: {reasons}." if open_ else "")


def _of_kind(kind: Binding | None, found: Sequence[Verdict], lang: str) -> str:
    assessed = [one for one in found if one.state != "not_assessable"]
    open_ = len(found) - len(assessed)
    if lang == "zh":
        name = f"{kind.value}指标" if kind else "未注明属性的指标"
        said = [f"可评估{len(assessed)}项" + (f"（{_states(assessed, lang)}）" if assessed else "")]
        if open_:
            said.append(f"不可评估{open_}项")
        return f"{name}{len(found)}项：{'，'.join(said)}。"
    name = f"{kind.label('en')} targets" if kind else "targets without a type"
    states = f" ({_states(assessed, lang)})" if assessed else ""
    return f"{len(found)} {name}: {len(assessed)} assessed{states}, {open_} not."


def _states(found: Iterable[Verdict], lang: str) -> str:
    counts = Counter(one.state for one in found)
    named = [(state_words(state, lang), counts[state]) for state in STATES if counts[state]]
    if lang == "zh":
        return "、".join(f"{word}{count}项" for word, count in named)
    return ", ".join(f"{count} {word}" for word, count in named)


def _reasons(found: Iterable[Verdict], lang: str) -> str:
    counts = Counter(why_not(one) for one in found if one.state == "not_assessable")
    named = [(words[0 if lang == "zh" else 1], counts[key]) for key, words in LACKS.items() if counts[key]]
    if lang == "zh":
        return "、".join(f"{word}{count}项" for word, count in named)
    return ", ".join(f"{count} {word}" for word, count in named)


def _rate(met: int, assessed: int) -> str:
    return f"{100 * met / assessed:.1f}%"


def _missed(found: Iterable[Verdict], on: int | date, lang: str) -> str:
    late = [one for one in found if one.state in ("missed", "behind")]
    late.sort(key=lambda one: one.target.binding is not Binding.OBLIGATORY)
    if not late:
        return ""
    listed = [_distance(one, on, lang) for one in late[:_MOST]]
    more = len(late) - len(listed)
    word = state_words(late[0].state, lang)
    if lang == "zh":
        return f"{word}的有：{'；'.join(listed)}{f'；等{len(late)}项' if more else ''}。"
    return f"{word.capitalize()}: {'; '.join(listed)}{f'; and {more} more' if more else ''}."


def _distance(one: Verdict, on: int | date, lang: str) -> str:
    unit = own_unit(one.target, lang)
    kind = f"{one.target.binding.label(lang)}" if one.target.binding is Binding.OBLIGATORY else ""
    name = one.target.name(lang)
    if one.value is None or one.goal is None or one.distance is None:
        return f"{name}{f'（{kind}）' if kind else ''}"
    sign = "" if one.seen is None else one.seen.bound
    bound = {"<": "不到", "<=": "至多", ">": "超过", ">=": "至少", "~": "约"}.get(sign, "")
    above = one.distance > 0
    goal, value = (_amount(number, unit, lang) for number in (one.goal, one.value))
    gap = _amount(abs(one.distance), "个百分点" if unit == "%" else unit, lang)
    dated = "" if one.when is None or one.when == on else date_words(one.when, lang)
    if lang == "zh":
        tail = f"，{'约' if sign == '~' else '至少' if sign else ''}{'高' if above else '差'}{gap}"
        day = f"（{dated}）" if dated else ""
        return f"{name}{f'（{kind}）' if kind else ''}目标{goal}，实际{bound}{value}{day}{tail}".replace(" ", "")
    day = f" ({dated})" if dated else ""
    least = "about " if sign == "~" else "at least " if sign else ""
    tail = f"{least}{gap} {'above' if above else 'short'}"
    return (
        f"{name}{f' ({kind})' if kind else ''}: target {goal}, value {value_sign(one.seen, lang)}{value}{day}, {tail}"
    )


def _amount(number: float, unit: str, lang: str) -> str:
    """A number with its unit; of a rate per 100,000 (1/10万) 8.4/10万."""
    if unit.startswith("1/"):
        return f"{number:.6g}{unit[1:]}" if lang == "zh" else amount(f"{number:.6g}", unit.removeprefix("1"), lang)
    return amount(f"{number:.6g}", unit, lang)


def _projects(statuses: Sequence[str], lang: str) -> str:
    if not statuses:
        return ""
    counts = Counter(statuses)
    words = (("已完成", "done"), ("在建", "under way"), ("未启动", "not begun"), ("", "not reported"))
    some = "project or task" if len(statuses) == 1 else "projects and tasks"
    if len(counts) == 1 and not statuses[0]:
        if lang == "zh":
            return f"未注明属性的项目和任务{len(statuses)}项，均未报告进展。"
        return f"No progress is reported of the {len(statuses)} {some} without a type."
    if lang == "zh":
        said = "、".join(f"{key or '未报告进展'}{counts[key]}项" for key, _ in words if counts[key])
        return f"未注明属性的项目和任务{len(statuses)}项：{said}。"
    said = ", ".join(f"{counts[key]} {word}" for key, word in words if counts[key])
    return f"{len(statuses)} {some} without a type: {said}."
