"""Put a report together once: its sections in order, its title, and what made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cqtargets.io.bundled import data_version
from cqtargets.report.content import Report, Section
from cqtargets.report.request import Request
from cqtargets.report.sections import findings, targets, tracking

__all__ = ["SECTIONS", "build_report"]

SECTIONS: Final[dict[str, Callable[[Request], tuple[Section, ...]]]] = {
    "targets": targets.build,
    "tracking": tracking.build,
    "findings": findings.build,
}
_WORDS: Final = {
    "zh": {
        "title": "规划目标报告",
        "lead": "每一项目标都可追溯到印制它的文件与位置。",
        "made": "由 cqtargets {version} 生成；数据版本 {data}；观测截至 {on}。",
        "latest": "最新",
    },
    "en": {
        "title": "Report on planning targets",
        "lead": "Every target is traceable to the document and the place that printed it.",
        "made": "Made by cqtargets {version}; data version {data}; observations up to {on}.",
        "latest": "the latest",
    },
}


def build_report(request: Request, *, title: str = "", issuer: str = "", sections: tuple[str, ...] = ()) -> Report:
    """The report as frozen parts; `sections` chooses among `SECTIONS`, all by default."""
    from cqtargets import __version__

    words = _WORDS[request.lang]
    chosen = sections or tuple(SECTIONS)
    return Report(
        title=title or words["title"],
        lead=words["lead"],
        lang=request.lang,
        issuer=issuer,
        sections=tuple(part for key in chosen for part in SECTIONS[key](request)),
        made=words["made"].format(version=__version__, data=data_version(), on=request.on or words["latest"]),
    )
