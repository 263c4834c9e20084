"""Rich text in a cell: what stands on the line, what is raised above it, and what is struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

__all__ = ["Rich", "RunReader"]

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LENGTHS: Final = re.compile(r"(?:^|[^a-z])[kcdm]?m$", re.IGNORECASE)
_POWERS: Final = str.maketrans("23", "²³")


class Rich(NamedTuple):
    """The text on the line, the raised characters behind it (a footnote's mark) and the text struck out."""

    text: str
    mark: str = ""
    struck: str = ""


@dataclass(slots=True)
class RunReader:
    """Collects the runs of one cell or one shared text; `taken` gives them and starts anew.

    A raised 2 or 3 behind m or km is a power and stays (m²); every other raised text is a mark and leaves the line.
    """

    _line: list[str] = field(default_factory=list)
    _mark: list[str] = field(default_factory=list)
    _struck: list[str] = field(default_factory=list)
    _raised_run: bool = False
    _struck_run: bool = False
    _phonetic: int = 0
    _open: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "t":
            self._open = self._phonetic == 0
        elif tag == "r":
            self._raised_run = self._struck_run = False
        elif tag == "rPh":
            self._phonetic += 1
        elif tag == "vertAlign":
            self._raised_run = attributes.get("val") == "superscript"
        elif tag == "strike":
            self._struck_run = attributes.get("val", "1") not in ("0", "false")

    def text(self, text: str) -> None:
        if not self._open:
            return
        if self._struck_run:
            self._struck.append(text)
        elif not self._raised_run:
            self._line.append(text)
        elif text.strip() in ("2", "3") and _LENGTHS.search("".join(self._line)):
            self._line.append(text.translate(_POWERS))
        else:
            self._mark.append(text)

    def end(self, tag: str) -> None:
        if tag == "t":
            self._open = False
        elif tag == "r":
            self._raised_run = self._struck_run = False
        elif tag == "rPh":
            self._phonetic -= 1

    def taken(self) -> Rich:
        rich = Rich(_read("".join(self._line)), "".join(self._mark).strip(), "".join(self._struck).strip())
        self._line.clear()
        self._mark.clear()
        self._struck.clear()
        return rich


def _read(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text
