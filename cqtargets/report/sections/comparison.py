"""The report's targets beside those of another plan, an earlier version of it, or other cities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cqtargets.consistency.pairing import Pair, Relation, pair_targets, relation_of
from cqtargets.conventions.unit_words import region_words, words_behind
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import CqTargetsError
from cqtargets.evaluation.verdicts import Verdict, state_words, verdicts
from cqtargets.report.content import Block, Cell, Column, Row, Section, Table, Text
from cqtargets.report.request import Compared, Request, Words
from cqtargets.report.sections.shared import CITY, evaluations, goal_text
from cqtargets.targets.indicator import Indicator

__all__ = ["KEY", "build"]

KEY: Final = "comparison"
"""Of the section; pages show it in a tab of its own."""

_WORDS: Final[Words] = {
    "zh": {
        "title": "对比", "sheet": "对比", "target": "指标", "kind": "变动", "differs": "何处不同", "goal": "{label}：目标", "state": "{label}：现状",
        "only_first": "＋ 新增", "only_second": "－ 删去", "changed": "≠ 改动", "same": "＝ 未变", "moved": "△ 状态变化",
        "only_first_plans": "＋ 仅{ours}", "only_second_plans": "－ 仅{other}", "changed_plans": "≠ 不同", "same_plans": "＝ 相同",
        "moved_plans": "△ 状态不同",
        "versions": "与{other}相比：新增 {only_first} 项，删去 {only_second} 项，改动 {changed} 项（其中约束性 {binding} 项），未变 {same} 项；"
        "{moved} 项状态有变化。",
        "plans": "{ours}与{other}：共有 {both} 项指标，其中 {changed} 项要求不同；仅{ours} {only_first} 项，仅{other} {only_second} 项；"
        "共有指标中 {moved} 项状态不同。",
        "caption": "{ours}与{other}逐项对比", "across": "按指标并列：{labels}", "across_sheet": "并列",
        "note": "按编号或所测概念配对，单位换算后比较；粗体为不同之处，箭头由对照一方指向本报告。",
        "across_note": "粗体与{ours}要求不同。", "empty": "两边都没有目标。", "none": "—", "rise": "提高", "fall": "降低",
        "later": "推迟", "earlier": "提前", "joined": "；", "step": "{field}：{old} → {new}", "said": "{step}（{how}）",
        "alike": "{label}（对照）", "state_now": "{state}，{value}（{when}）", "blank": "未写",
        "f_goal": "目标值", "f_year": "目标年", "f_baseline": "基期值", "f_base_year": "基期年", "f_unit": "单位", "f_population": "分母人口",
        "f_form": "目标形式", "f_binding": "属性", "f_basis": "口径", "f_responsible": "责任单位", "f_region": "地区", "f_name": "名称",
    },
    "en": {
        "title": "Compared", "sheet": "Compared", "target": "Target", "kind": "Change", "differs": "What differs",
        "goal": "{label}: target", "state": "{label}: where it stands",
        "only_first": "＋ new", "only_second": "－ dropped", "changed": "≠ changed", "same": "＝ unchanged",
        "moved": "△ state changed",
        "only_first_plans": "＋ only {ours}", "only_second_plans": "－ only {other}", "changed_plans": "≠ differs",
        "same_plans": "＝ alike", "moved_plans": "△ state differs",
        "versions": "Against {other}: {only_first} new, {only_second} dropped, {changed} changed ({binding} of them "
        "obligatory), {same} unchanged; the state of {moved} has changed.",
        "plans": "{ours} and {other}: {both} targets in common, {changed} of them ask for something else; {only_first} only in "
        "{ours}, {only_second} only in {other}; the state of {moved} in common differs.",
        "caption": "{ours} and {other}, target by target", "across": "Side by side: {labels}", "across_sheet": "Side by side",
        "note": "Matched by id or by what is measured, compared in one unit; bold is what differs, arrows lead from the "
        "other side to this report.",
        "across_note": "Bold asks for something else than {ours}.", "empty": "Neither side has a target.",
        "none": "—", "rise": "raised", "fall": "lowered", "later": "put off", "earlier": "brought forward",
        "joined": "; ", "step": "{field}: {old} → {new}", "said": "{step} ({how})", "alike": "{label} (the other)",
        "state_now": "{state}, {value} ({when})", "blank": "not stated",
        "f_goal": "target", "f_year": "due year", "f_baseline": "baseline", "f_base_year": "base year", "f_unit": "unit",
        "f_population": "counted over", "f_form": "form", "f_binding": "type", "f_basis": "definition",
        "f_responsible": "in charge", "f_region": "place", "f_name": "name",
    },
}  # fmt: skip
_ORDER: Final = ("changed", "only_first", "only_second", "moved", "same")
_BOTH: Final = ("changed", "moved", "same")
_FORMS: Final = {
    "level": ("水平", "level"), "increment": ("增量", "increment"), "flow": ("每年", "yearly flow"), "cumulative": ("累计", "cumulative"),
    "relative": ("变化幅度", "relative"), "proportional": ("同比例", "proportional"), "qualitative": ("定性", "qualitative"),
}  # fmt: skip
_POPULATIONS: Final = {"resident": ("常住人口", "residents"), "registered": ("户籍人口", "registered residents")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side of a comparison: its name, and where each of its targets stands."""

    label: str
    targets: tuple[Indicator, ...]
    stands: dict[str, Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """Our side, the other one, and every target of both once, with its kind."""

    ours: _Side
    other: _Side
    relation: Relation
    pairs: tuple[tuple[str, Pair], ...]


def build(request: Request) -> tuple[Section, ...]:
    """The section, where there is something to compare with; a table for each, and all side by side if they are several."""
    found = _compared(request)
    if not found:
        return ()
    words = _WORDS[request.lang]
    blocks: list[Block] = [Text(_headline(one, request.lang)) for one in found]
    if len(found) > 1:
        blocks.append(_across(found, request.lang))
    blocks += [_table(one, request.lang) for one in found if one.pairs]
    if not any(one.pairs for one in found):
        blocks.append(Text(words["empty"], soft=True))
    return (Section(key=KEY, title=words["title"], blocks=tuple(blocks)),)


def _compared(request: Request) -> tuple[_Compared, ...]:
    if not request.compare_with:
        return ()
    ours = _side(request, Compared(catalogue=request.catalogue, observations=request.observations), ())
    taken = [ours.label]
    found = []
    for other in request.compare_with:
        side = _side(request, other, taken)
        taken.append(side.label)
        pairs = pair_targets(ours.targets, side.targets)
        marked = [(_kind(pair, ours, side), pair) for pair in pairs]
        marked.sort(key=lambda one: (_ORDER.index(one[0]), not _obligatory(one[1])))
        relation = relation_of(ours.targets, side.targets, pairs)
        found.append(_Compared(ours=ours, other=side, relation=relation, pairs=tuple(marked)))
    return tuple(found)


def _side(request: Request, one: Compared, taken: Sequence[str]) -> _Side:
    documents = list(dict.fromkeys(one.catalogue.document(key).label for key in one.catalogue.plans))
    label = one.label or ("、" if request.lang == "zh" else ", ").join(documents[:2]) + (
        "…" if len(documents) > 2 else ""
    )
    held = evaluations(replace(request, catalogue=one.catalogue, observations=one.observations, compare_with=()))
    stands = {
        verdict.target.id: verdict
        for evaluation in held.values()
        if not isinstance(evaluation, CqTargetsError)
        for verdict in verdicts(evaluation.assessment)
    }
    return _Side(label=_own(label, taken, request.lang), targets=tuple(one.catalogue), stands=stands)


def _own(label: str, taken: Sequence[str], lang: str) -> str:
    """A label of its own beside those that are taken."""
    if label and label not in taken:
        return label
    wanted = _WORDS[lang]["alike"].format(label=label)
    count = sum(one.startswith(wanted) for one in taken)
    return f"{wanted} {count + 1}" if count else wanted


def _kind(pair: Pair, ours: _Side, other: _Side) -> str:
    if pair.kind != "same":
        return pair.kind
    return "moved" if _state(pair.first, ours) != _state(pair.second, other) else "same"


def _state(target: Indicator | None, side: _Side) -> str:
    verdict = None if target is None else side.stands.get(target.id)
    return "not_assessable" if verdict is None else verdict.state


def _obligatory(pair: Pair) -> bool:
    """Whether either side must be met."""
    return any(each is not None and each.binding is Binding.OBLIGATORY for each in (pair.first, pair.second))


def _headline(found: _Compared, lang: str) -> str:
    counts = Counter(kind for kind, _ in found.pairs)
    pairs = [pair for kind, pair in found.pairs if kind in _BOTH]
    moved = sum(_state(pair.first, found.ours) != _state(pair.second, found.other) for pair in pairs)
    binding = sum(kind == "changed" and _obligatory(pair) for kind, pair in found.pairs)
    words = _WORDS[lang]["versions" if found.relation == "versions" else "plans"]
    numbers = {kind: counts[kind] for kind in _ORDER} | {"same": counts["same"] + counts["moved"], "moved": moved}
    return words.format(
        ours=found.ours.label, other=found.other.label, both=len(pairs), binding=binding, **numbers
    )  # fmt: skip


def _table(found: _Compared, lang: str) -> Table:
    words = _WORDS[lang]
    sides = found.ours, found.other
    labels = {"ours": found.ours.label, "other": found.other.label}
    columns = (
        Column(words["kind"], width=6), Column(words["target"], width=14), Column(words["differs"], width=16),
        *(Column(words["goal"].format(label=side.label), width=9) for side in sides),
        *(Column(words["state"].format(label=side.label), width=9) for side in sides),
    )  # fmt: skip
    rows = tuple(_row(kind, pair, found, lang) for kind, pair in found.pairs)
    return Table(words["caption"].format(**labels), words["sheet"], columns, rows, note=words["note"])


def _row(kind: str, pair: Pair, found: _Compared, lang: str) -> Row:
    words = _WORDS[lang]
    target = pair.first or pair.second
    assert target is not None
    word = words[kind if found.relation == "versions" else f"{kind}_plans"]
    told = word.format(ours=found.ours.label, other=found.other.label)
    goals = {"goal", "year", "unit", "form"} & set(pair.differs)
    stands = _state(pair.first, found.ours), _state(pair.second, found.other)
    apart = pair.first is not None and pair.second is not None and stands[0] != stands[1]
    return Row(
        (
            Cell(told, strong=kind not in ("same", "moved"), muted=kind == "same"),
            Cell(_name(target, lang)),
            Cell(words["joined"].join(_step(field, pair, lang) for field in pair.differs)),
            *(_goal(each, lang, strong=bool(goals)) for each in (pair.first, pair.second)),
            _stand(pair.first, found.ours, lang, strong=apart),
            _stand(pair.second, found.other, lang, strong=apart),
        )
    )


def _name(target: Indicator, lang: str) -> str:
    return target.name(lang) + ("" if target.region in ("", CITY) else f" · {region_words(target.region, lang)}")


def _goal(target: Indicator | None, lang: str, *, strong: bool) -> Cell:
    return Cell("—", muted=True) if target is None else Cell(goal_text(target, lang), target.goal, strong=strong)


def _stand(target: Indicator | None, side: _Side, lang: str, *, strong: bool) -> Cell:
    if target is None:
        return Cell("—", muted=True)
    state, verdict = state_words(_state(target, side), lang), side.stands.get(target.id)
    if verdict is None or verdict.value is None:
        return Cell(state, strong=strong, muted=not strong)
    unit = words_behind(target.unit_label, lang)
    value = f"{verdict.value:.6g}{unit and ' ' + unit}"
    return Cell(
        _WORDS[lang]["state_now"].format(state=state, value=value, when=verdict.when), verdict.value, strong=strong
    )


def _step(field: str, pair: Pair, lang: str) -> str:
    """What was and what is, and in a word which way it went."""
    words, new, old = _WORDS[lang], pair.first, pair.second
    assert new is not None
    assert old is not None
    step = words["step"].format(
        field=words[f"f_{field}"], old=_said(old, field, lang) or words["blank"], new=_said(new, field, lang) or words["blank"],
    )  # fmt: skip
    way = {"goal": pair.rise, "year": new.target_year - old.target_year}.get(field, 0)
    how = {"goal": ("fall", "rise"), "year": ("earlier", "later")}.get(field)
    return words["said"].format(step=step, how=words[how[way > 0]]) if how and way else step


def _said(target: Indicator, field: str, lang: str) -> str:
    place = 0 if lang == "zh" else 1
    baseline = "" if target.baseline is None else target.baseline_text or f"{target.baseline:g}"
    held = {
        "goal": goal_text(target, lang, dated=False), "year": str(target.target_year), "baseline": baseline,
        "base_year": "" if target.baseline_year is None else str(target.baseline_year),
        "unit": words_behind(target.unit_label, lang), "form": _FORMS[target.form][place],
        "population": _POPULATIONS.get(target.population, (target.population, target.population))[place],
        "binding": target.binding.label(lang) if target.binding else "", "basis": target.basis,
        "responsible": target.responsible, "region": region_words(target.region, lang), "name": target.name(lang),
    }  # fmt: skip
    return held[field]


def _across(found: Sequence[_Compared], lang: str) -> Table:
    """Our targets down, those of most sides first, every side across; what asks for something else than ours is marked."""
    words, ours = _WORDS[lang], found[0].ours
    sides = [ours, *(one.other for one in found)]
    beside = [{pair.first.id: (kind, pair) for kind, pair in one.pairs if pair.first is not None} for one in found]
    rows = []
    shared = [sum(each[target.id][1].second is not None for each in beside) for target in ours.targets]
    for place in sorted(range(len(shared)), key=lambda place: -shared[place]):
        target = ours.targets[place]
        held = [each[target.id][1] for each in beside]
        others = [
            _within(pair.second, one.other, lang, strong=bool({"goal", "year", "form"} & set(pair.differs)))
            for pair, one in zip(held, found, strict=True)
        ]
        rows.append(Row((Cell(_name(target, lang)), _within(target, ours, lang), *others)))
    columns = (Column(words["target"], width=14), *(Column(side.label, width=11) for side in sides))
    labels = ("、" if lang == "zh" else ", ").join(side.label for side in sides)
    note = words["across_note"].format(ours=ours.label)
    return Table(words["across"].format(labels=labels), words["across_sheet"], columns, tuple(rows), note=note)


def _within(target: Indicator | None, side: _Side, lang: str, *, strong: bool = False) -> Cell:
    if target is None:
        return Cell(_WORDS[lang]["none"], muted=True)
    return Cell(goal_text(target, lang), target.goal, note=_stand(target, side, lang, strong=False).text, strong=strong)
