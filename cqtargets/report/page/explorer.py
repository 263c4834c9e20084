"""The data of the page's explorer: what JavaScript needs to filter, draw and recompute every target."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from markupsafe import Markup

from cqtargets import clock, concepts
from cqtargets.consistency import Finding
from cqtargets.conventions.note_texts import note_words
from cqtargets.conventions.reasons import Reason, joined, said
from cqtargets.conventions.unit_words import words_behind
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import UnitError
from cqtargets.language.initials import initials_of
from cqtargets.report.page.explorer_slots import collect
from cqtargets.report.page.outlines import outlines
from cqtargets.report.page.slots import Slots
from cqtargets.report.page.standing import standing
from cqtargets.report.request import Request
from cqtargets.targets.indicator import Indicator
from cqtargets.targets.observation import Observation

__all__ = ["embedded_json", "explorer_data"]

Record = dict[str, Any]

_FIELDS: Final = (
    "id", "concept", "plan", "locator", "name_zh", "name_en", "parent", "measure", "form", "change", "reference", "comparator", "unit", "per",
    "population", "region", "baseline_year", "baseline", "baseline_text", "period_start", "target_year", "target_low",
    "target_high", "target_text", "tolerance", "follows", "earlier", "direction", "basis", "certainty",
)  # fmt: skip
_CODED: Final = {
    "no_baseline": "no_baseline", "no_start": "no_start_year", "from_zero": "growth_from_zero", "to_zero": "growth_to_zero",
    "below_zero": "growth_below_zero", "through_zero": "growth_through_zero", "rates": "rate_itself", "level": "level_path",
    "met_now": "met_needs_no_growth", "unanswered": "comparator_open", "no_time": "no_time", "increment": "increment",
    "cumulative": "cumulative", "flow": "flow", "flow_behind": "flow_never_behind", "qualitative": "qualitative",
    "no_number": "no_number", "reached": "reached", "beyond": "beyond_target", "worse": "worse_than_baseline",
    "unobserved": "never_observed", "change_without_baseline": "change_without_baseline",
    "change_without_start": "change_without_start",
}  # fmt: skip
"""The page's own codes, each with the library's."""
_OPEN: Final = {
    "copies": ("the target copies the growth of '{0}'", "随 {0} 同比例变化"),
    "rate_of": ("the rate of {0}, which the target follows", "随 {0} 的增速"),
    "before": ("observed {0}, not after the baseline", "观测于 {0}，不晚于基期"),
    "reference": (
        "a change against {0}, whose value is not given: give it with with_reference(value)",
        "与{0}相比的变化，而{0}的数值未给出",
    ),
    "bound": ("the figure is a bound ({0} {1})", "仅为界限（{0} {1}）"),
}


def explorer_data(request: Request) -> Record:
    """Everything the explorer shows, as plain values; both languages.

    The page computes growth, paths, gaps and stocks itself, by the library's formulas, so that a what-if needs no
    second source; reasons travel as codes with their words.
    """
    slots = collect(request) if request.slots is None else request.slots
    evaluation, stands = standing(request)
    return {
        "lang": request.lang,
        "reasons": _reasons(),
        "plans": {key: _plan(request, key) for key in request.catalogue.plans},
        "bindings": {
            one.value: {"zh": one.value, "en": one.label("en")}
            for one in Binding
            if one.graded_as is one or any(target.binding is one for target in request.catalogue)
        },
        "evaluation": evaluation,
        "targets": [_target(request, indicator, slots, stands[indicator.id]) for indicator in request.catalogue],
        "aliases": _aliases(request),
        "initials": initials_of(target.name_zh for target in request.catalogue),
        "findings": [_finding(found) for found in request.findings()],
        "denominators": [denominator.to_dict() for denominator in slots.denominators],
        "districts": slots.districts,
        "proposals": slots.proposals,
        "outlines": outlines(request.outlines) if slots.districts else None,
    }


def embedded_json(data: Any) -> Markup:
    """`data` as JSON that may stand inside a script element: nothing in it can end the element or a line.

    Examples
    --------
    >>> embedded_json({"name": "</script><!--"})
    Markup('{"name":"\\\\u003c/script\\\\u003e\\\\u003c!--"}')
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def _reasons() -> dict[str, dict[str, str]]:
    coded = {code: _both(Reason(own)) for code, own in _CODED.items()}
    return coded | {code: {"en": english, "zh": chinese} for code, (english, chinese) in _OPEN.items()}


def _aliases(request: Request) -> dict[str, str]:
    """Other names of what is measured, by which a target is found too."""
    register = concepts.load()
    known = {target.concept: register.get(target.concept) for target in request.catalogue}
    printed: dict[str, str] = defaultdict(str)
    for target in request.catalogue:
        printed[target.concept] += f" {target.name_zh}"
    found = {key: _telling(printed[key], (one.name_zh, *one.aliases)) for key, one in known.items() if one is not None}
    return {key: names for key, names in found.items() if names}


def _telling(printed: str, names: Iterable[str]) -> str:
    """The names of which at least a third is not in what stands already: the rest adds bytes and hardly a word."""
    kept: list[str] = []
    for name in names:
        pairs = {"".join(pair) for pair in pairwise(name)}
        said = " ".join((printed, *kept))
        known = sum(pair in said for pair in pairs)
        if pairs and 3 * (len(pairs) - known) >= len(pairs):
            kept.append(name)
    return " ".join(kept)


def _plan(request: Request, key: str) -> Record:
    document = request.catalogue.document(key)
    return {
        "label": document.label,
        "title": document.title,
        "issuer": document.issuer,
        "date": document.date,
    }


def _target(request: Request, indicator: Indicator, slots: Slots, stands: Record) -> Record:
    record = {name: getattr(indicator, name) for name in _FIELDS}
    followed = request.catalogue.followed_by(indicator) if indicator.form == "proportional" else None
    seen, place = _seen_and_held(request, indicator)
    return _filled(
        {
            **record,
            **stands,
            "note": {lang: note_words(indicator.note, lang) for lang in ("zh", "en")} if indicator.note else None,
            "binding": indicator.binding.value if indicator.binding else "",
            "label": _unit(indicator.unit_label),
            "counted": _unit(indicator.unit),
            "followed": followed.id if followed else "",
            "seen": seen,
            "held": place,
            "grade": slots.grades.get(indicator.id),
            "probability": slots.probabilities.get(indicator.id),
        }
    )


def _seen_and_held(request: Request, indicator: Indicator) -> tuple[list[Record], int | None]:
    """What was observed, and the place of what counts, or comes nearest, as `Observations.chosen` says."""
    limit = math.inf if request.on is None else clock.time(request.on)
    compared = [each for each in request.observations.against(indicator) if (each.observation.time or 0.0) <= limit]
    seen = [_seen(indicator, each.observation, _not(each.reasons), each.remark) for each in compared]
    found = request.observations.chosen(indicator, on=request.on)
    held = found.observation or found.nearest
    if held is None:
        return seen, None
    record = _seen(indicator, held, found.reason, found.remark)
    alike = [
        i
        for i, each in enumerate(compared)
        if (each.observation.when, each.observation.source) == (held.when, held.source)
    ]
    place = alike[-1] if alike else len(seen)
    return [*seen[:place], record, *seen[place + 1 :]], place


def _not(reasons: Mapping[str, str]) -> str:
    return Reason("not_comparable", why=joined(*reasons.values())) if reasons else ""


def _seen(indicator: Indicator, held: Observation, why: str, remark: str) -> Record:
    printed = held.text or f"{held.value:g}"
    try:
        value: float | None = held.value_in(indicator.unit, indicator.per)
        low, high = (_finite(end) for end in held.interval_in(indicator.unit, indicator.per, measure=indicator.measure))
    except UnitError:
        value = low = high = None
    return _filled(
        {
            "when": str(held.when),
            "time": held.time,
            "value": value,
            "low": low,
            "high": high,
            "printed": printed.removesuffix(held.unit),
            "raw": held.value,
            "unit": None if held.unit in printed.removesuffix(held.unit) and not held.per else _unit(held.unit_label),
            "bound": held.bound,
            "basis": held.basis,
            "source": held.source,
            "why": _said(why),
            "remark": _said(remark),
        }
    )


def _unit(label: str) -> dict[str, str] | None:
    return {"zh": label, "en": words_behind(label, "en")} if label else None


def _finding(found: Finding) -> Record:
    return {
        "severity": found.severity,
        "kind": {"zh": found.kind_label("zh"), "en": found.kind_label("en")},
        "statement": {"zh": found.statement_zh, "en": found.statement_en},
        "reconcile": {"zh": found.reconcile_zh, "en": found.reconcile_en},
        "sides": [{"id": side.id, "printed": side.printed, "source": side.source} for side in found.sides],
    }


def _said(reason: str) -> dict[str, str] | None:
    return _both(reason) if reason else None


def _both(reason: str) -> dict[str, str]:
    return {"en": said(reason, "en"), "zh": said(reason, "zh")}


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _filled(record: Mapping[str, Any]) -> Record:
    """The record without its empty fields: they are most of the bytes of a large catalogue."""
    return {key: value for key, value in record.items() if not _empty(value)}


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, Iterable) and not value)
