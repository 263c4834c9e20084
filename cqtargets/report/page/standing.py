"""How every target stands, as the first screen of the page shows it: state, distance, theme, and why."""

from __future__ import annotations

from typing import Any, Final

from cqtargets import concepts
from cqtargets.errors import CqTargetsError
from cqtargets.evaluation import PlanEvaluation
from cqtargets.evaluation.conclusion import LACKS, why_not
from cqtargets.evaluation.printed import named_reason
from cqtargets.evaluation.verdicts import STATES, Verdict, verdicts
from cqtargets.report.request import Request
from cqtargets.report.sections.shared import evaluations

__all__ = ["standing"]

_LANGUAGES: Final = ("zh", "en")
_OPEN: Final = "not_assessable"
_COLLECT: Final = {
    key: {"collect": {"zh": chinese, "en": english}}
    for key, (chinese, english) in {
        "data": ("收集本地区的数值", "collect the place's own values"),
        "due": ("收集基期之后、目标年的数值", "collect values after the baseline, of the due year"),
        "definition": ("收集与目标同一口径的数值", "collect values of the target's own definition"),
        "bound": ("收集确切数值", "collect the exact figure"),
        "words": ("明确要达到的数值", "settle a number to reach"),
        "open": ("明确方向或比较对象", "settle the direction or the reference"),
        "width": ("注明“左右”的幅度", "settle the width of “about”"),
        "other": ("见各项原因", "see the reason of each"),
    }.items()
}


def standing(request: Request) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The evaluation of the plans, and what it says of each target by its id.

    Reasons that many targets share are held once: a target names the place of its reason in the list.
    """
    found = evaluations(request)
    whys: dict[tuple[str, str], int] = {}
    targets: dict[str, dict[str, Any]] = {}
    topics = {concept.key: concept.topic for concept in concepts.load()}
    for key, one in found.items():
        held = {} if isinstance(one, CqTargetsError) else {each.target.id: each for each in verdicts(one.assessment)}
        for target in request.plan(key):
            verdict = held.get(target.id)
            words = _why(one, verdict)
            facts = {"state": _OPEN} if verdict is None else _facts(verdict)
            why = whys.setdefault(words, len(whys)) if any(words) else None
            targets[target.id] = {**facts, "why": why, "theme": topics.get(target.concept, "") or target.section}
    evaluation = {
        "states": {code: {"zh": chinese, "en": english} for code, (chinese, english) in STATES.items()},
        "lacks": {key: {"zh": chinese, "en": english, **_COLLECT[key]} for key, (chinese, english) in LACKS.items()},
        "whys": [dict(zip(_LANGUAGES, words, strict=True)) for words in whys],
        "plans": {key: _plan(one) for key, one in found.items()},
    }
    return evaluation, targets


def _plan(found: PlanEvaluation | CqTargetsError) -> dict[str, Any]:
    if isinstance(found, CqTargetsError):
        return {"on": "", "headline": {lang: found.text(lang) for lang in _LANGUAGES}, "conclusion": None}
    return {
        "on": str(found.on),
        "headline": {lang: found.headline(lang) for lang in _LANGUAGES},
        "conclusion": {lang: found.conclusion(lang) for lang in _LANGUAGES},
    }


def _why(found: PlanEvaluation | CqTargetsError, verdict: Verdict | None) -> tuple[str, str]:
    if isinstance(found, CqTargetsError):
        return found.text("zh"), found.text("en")
    if verdict is None or not verdict.reason:
        return "", ""
    return named_reason(verdict.reason, found.catalogue, "zh"), named_reason(verdict.reason, found.catalogue, "en")


def _facts(verdict: Verdict) -> dict[str, Any]:
    return {
        "state": verdict.state,
        "value": verdict.value,
        "value_when": "" if verdict.when is None else str(verdict.when),
        "value_bound": "" if verdict.seen is None else verdict.seen.bound,
        "distance": verdict.distance,
        "responsible": verdict.target.responsible,
        "lack": why_not(verdict) if verdict.state == _OPEN else "",
    }
