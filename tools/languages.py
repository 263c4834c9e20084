"""Which page of the documentation says the same in the other language."""

from __future__ import annotations

import posixpath
from typing import Final

__all__ = ["TWINS", "switch"]

TWINS: Final = {
    "guide/zh-quickstart": "guide/quickstart", "guide/zh-own-plan": "guide/own-plan", "guide/zh-statistics": "guide/statistics",
    "guide/zh-extract": "guide/extract", "guide/zh-evaluation": "guide/evaluation", "guide/zh-growth": "guide/growth",
    "guide/zh-gaps": "guide/gaps", "guide/zh-population": "population-chongqing", "guide/zh-grading": "grading",
    "guide/zh-attainment": "attainment", "guide/zh-scenarios": "scenarios", "guide/zh-check": "findings",
    "guide/zh-norms": "norms", "guide/zh-workforce": "guide/workforce", "guide/zh-districts": "districts",
    "guide/zh-proposals": "proposals", "guide/zh-incentives": "incentives", "guide/zh-report": "office",
    "guide/zh-cli": "guide/cli", "guide/zh-errors": "guide/errors", "guide/zh-data": "data", "guide/zh-concepts": "concepts",
    "guide/zh-wordings": "wordings", "guide/zh-two-ways-to-65": "guide/two-ways-to-65",
    "guide/zh-five-conventions": "guide/five-conventions", "guide/zh-pyam": "guide/pyam", "guide/zh-notebooks": "guide/notebooks",
}  # fmt: skip
"""The Chinese page and its English one."""


def switch(page: str, text: str) -> str:
    """A page's Markdown with a link to the other language under its heading; as it was where there is none.

    >>> switch("guide/zh-norms", "# 规划标准").splitlines()[-1]
    '[English](../norms.md)'
    """
    english = {there: here for here, there in TWINS.items()}
    other, word = (TWINS[page], "English") if page in TWINS else (english.get(page, ""), "中文")
    heading, line, rest = text.partition("\n")
    if not other or not heading.startswith("# "):
        return text
    link = posixpath.relpath(other, posixpath.dirname(page) or ".")
    return f"{heading}\n\n[{word}]({link}.md)\n{line}{rest}"
