"""Which lines are headings, and the path of sections a line stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NamedTuple

__all__ = ["Heading", "Outline", "box_label", "heading_of"]

_LEVELS: Final = (
    (0, re.compile(r"附\s*[件录表]\s*[\d一二三四五六七八九十]*\s*[：:.]?")),
    (2, re.compile(r"第[一二三四五六七八九十百零\d]+[章篇编部](?:分)?")),
    (3, re.compile(r"第[一二三四五六七八九十百零\d]+节")),
    (4, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (5, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")),
    (6, re.compile(r"\d{1,2}\s*[.．、](?!\d)")),
    (7, re.compile(r"[（(]\d{1,2}[)）]")),
)
_NUMBERED: Final = re.compile(r"[附第（(\d一二三四五六七八九十]")
_BOX: Final = re.compile(r"^(专栏|表|附表)\s*[\d一二三四五六七八九十]+(?:[-—.]\d+)?(?!\d)")
_END: Final = re.compile(r"[。；！？]")
_COLON: Final = re.compile(r"[\t:：]")
_STOP: Final = re.compile(r"[。；！？!?;，,]")
_BOX_LEVEL: Final = 8
_PLAIN_LEVEL: Final = 9
_LONGEST: Final = 45
_LONGEST_RUN_IN: Final = 40


class Heading(NamedTuple):
    """A heading's level and words; `whole` where the line is nothing else."""

    level: int
    label: str
    whole: bool


def box_label(text: str) -> str:
    """专栏1 of a line that opens a box, else nothing."""
    found = _BOX.match(text)
    return re.sub(r"\s", "", found.group()) if found else ""


def heading_of(text: str, level: int = 0) -> Heading | None:
    """The heading that a line is or begins with; `level` is the level its file gives it.

    Examples
    --------
    >>> heading_of("（二）床位资源。").label, heading_of("1. 设施建设。到2025年建成3家。").whole
    ('（二）床位资源', False)
    """
    if box_label(text):
        return Heading(level=_BOX_LEVEL, label=text, whole=len(text) <= 80)
    for depth, pattern in _LEVELS if _NUMBERED.match(text) else ():
        found = pattern.match(text)
        if found:
            return _numbered(text, found.end(), depth)
    if len(text) <= _LONGEST and (level or not _STOP.search(text)) and not _COLON.search(text):
        return Heading(level=level or _PLAIN_LEVEL, label=text, whole=True)
    return None


def _numbered(text: str, start: int, depth: int) -> Heading | None:
    stop = _END.search(text[start:])
    first = text[: start + stop.start()] if stop else text
    whole = not stop or start + stop.end() == len(text)
    if whole and len(first) <= _LONGEST:
        return Heading(level=depth, label=first, whole=True)
    if stop and len(first) <= _LONGEST_RUN_IN and not re.search(r"[，,\d]", first[start:]):
        return Heading(level=depth, label=first, whole=False)
    return Heading(level=depth, label=first[:start], whole=False) if depth >= 4 else None


@dataclass(slots=True)
class Outline:
    """The sections open at a line, kept while a document is read from its beginning.

    `path` are the open headings, the highest first; `box` is 专栏N where the line stands in one.
    """

    open: list[Heading] = field(default_factory=list)
    path: tuple[str, ...] = ()
    box: str = ""

    def entered(self, text: str, heading: Heading | None) -> str:
        """The kind of the line's block, once its heading stands in the path."""
        if heading is None:
            return "paragraph"
        alone = len(self.open) == 1 and self.open[0].level == 0
        level = 1 if heading.level == _PLAIN_LEVEL and alone else heading.level
        self.open = [one for one in self.open if one.level < level] if level else []
        self.open.append(Heading(level=level, label=heading.label, whole=heading.whole))
        self.path = tuple(one.label for one in self.open)
        self.box = next((box_label(one.label) for one in self.open if one.level == _BOX_LEVEL), "")
        return "heading" if heading.whole or not level else "paragraph"
