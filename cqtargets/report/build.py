"""Put a report together once: its sections in order, its title, and what made it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from cqtargets.conventions.reasons import Reason
from cqtargets.errors import DomainError
from cqtargets.io.bundled import data_version
from cqtargets.report.content import Explorer, Report, Section
from cqtargets.report.ledgers.calculation import build_ledgers
from cqtargets.report.page.explorer import explorer_data
from cqtargets.report.request import Request
from cqtargets.report.sections import (
    comparison,
    districts,
    evaluation,
    findings,
    next_plan,
    people,
    plan_evaluation,
    prospects,
    scenarios,
    staffing,
    targets,
    tracking,
)

__all__ = ["SECTIONS", "build_report"]

SECTIONS: Final[dict[str, Callable[[Request], tuple[Section, ...]]]] = {
    "plan_evaluation": plan_evaluation.build,
    "targets": targets.build,
    "tracking": tracking.build,
    "evaluation": evaluation.build,
    "prospects": prospects.build,
    "people": people.build,
    "staffing": staffing.build,
    "scenarios": scenarios.build,
    "findings": findings.build,
    "districts": districts.build,
    "next_plan": next_plan.build,
}
_WORDS: Final = {
    "zh": {
        "title": "规划目标报告",
        "lead": "每一项目标都可追溯到印制它的文件与位置。",
        "made": "由 cqtargets {version} 生成；数据版本 {data}；观测截至 {on}。",
        "latest": "最新",
        "dated": "数据截至 {when}",
    },
    "en": {
        "title": "Report on planning targets",
        "lead": "Every target is traceable to the document and the place that printed it.",
        "made": "Made by cqtargets {version}; data version {data}; observations up to {on}.",
        "latest": "the latest",
        "dated": "Data up to {when}",
    },
}
_OTHER: Final = {"zh": "en", "en": "zh"}


def build_report(request: Request, *, title: str = "", issuer: str = "", sections: Sequence[str] = ()) -> Report:
    """The report as frozen parts; `sections` chooses among `SECTIONS`, in the order given, all by default.

    What the request compares with stands first, whatever the sections.

    Raises
    ------
    DomainError
        For an unknown section.
    """
    explorer = Explorer(
        data=lambda: explorer_data(request),
        translation=lambda: _document(replace(request, lang=_OTHER[request.lang]), title, issuer, sections),
    )
    document = _document(request, title, issuer, sections)
    return replace(document, explorer=explorer, ledgers=build_ledgers(request))


def _document(request: Request, title: str, issuer: str, sections: Sequence[str]) -> Report:
    from cqtargets._version import __version__

    words = _WORDS[request.lang]
    chosen = tuple(dict.fromkeys(sections)) or tuple(SECTIONS)
    unknown = [key for key in chosen if key not in SECTIONS]
    if unknown:
        raise DomainError(Reason("unknown_section", unknown=", ".join(unknown), sections=", ".join(SECTIONS)))
    when = request.on or _latest(request)
    return Report(
        title=title.strip() or words["title"],
        lead=words["lead"],
        lang=request.lang,
        issuer=issuer.strip(),
        sections=(*comparison.build(request), *(part for key in chosen for part in SECTIONS[key](request))),
        made=words["made"].format(version=__version__, data=data_version(), on=request.on or words["latest"]),
        dated=words["dated"].format(when=when) if when else "",
    )


def _latest(request: Request) -> str:
    known = {(indicator.concept, indicator.region) for indicator in request.catalogue}
    dated = [
        (seen.time, str(seen.when))
        for seen in request.observations
        if seen.time is not None and seen.status != "estimate" and (seen.concept, seen.region) in known
    ]
    return max(dated, default=(0.0, ""))[1]
