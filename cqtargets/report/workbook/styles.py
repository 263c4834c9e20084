"""The formats of a workbook: heads, inputs, formulas, and the colours that say how a target stands."""

from __future__ import annotations

from typing import Any, Final

from cqtargets.report.content import Tone, Tones

__all__ = ["LINE_HEIGHT", "TONES", "Styles"]

LINE_HEIGHT: Final = 16
"""Height of one line of a sheet, in points."""

TONES: Final[dict[Tone, tuple[str, str]]] = {
    "good": ("#dcefe3", "#14532d"),
    "open": ("#fdf0c8", "#6b4e00"),
    "bad": ("#f6d5d1", "#8c1d18"),
}
_FILLS: Final = {"input": "#fff8e1", "formula": "#f4f8fc"}


class Styles:
    """The formats of one workbook, made once each; a colour of a result has a dark letter of its kind with it."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[tuple[str, str], Any] = {}
        head = {"bold": True, "bg_color": "#e8edf2", "bottom": 1, "text_wrap": True, "valign": "top"}
        self.head = book.add_format(head)
        self.input_head = book.add_format({**head, "bg_color": "#f6e8b8"})
        self.formula_head = book.add_format({**head, "bg_color": "#dbe7f3"})
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.section = book.add_format({"bold": True, "top": 1})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#0b3c6f", "underline": 1, "valign": "top", "text_wrap": True})
        self.note = book.add_format({"font_color": "#56606a", "text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"font_color": "#56606a"})
        self.wrong = book.add_format({"bg_color": TONES["bad"][0]})
        self.tone: dict[Tone, Any] = {
            tone: book.add_format({"bg_color": fill, "font_color": ink, "valign": "top"})
            for tone, (fill, ink) in TONES.items()
        }

    def cell(self, kind: str, pattern: str = "General") -> Any:
        """The format of a number or a word; `kind` is "input", "formula" or empty."""
        key = (pattern, kind)
        if key not in self._numbers:
            made: dict[str, Any] = {"num_format": pattern, "valign": "top"}
            if kind:
                made["bg_color"] = _FILLS[kind]
            if kind == "input":
                made |= {"border": 1, "border_color": "#e2d7b0"}
            if pattern == "General":
                made["text_wrap"] = True
            self._numbers[key] = self._book.add_format(made)
        return self._numbers[key]

    def colour(self, sheet: Any, area: tuple[int, int, int, int], tones: Tones) -> None:
        """Colour the cells of an area whose whole text is one of the words, also after a change."""
        for word, tone in tones:
            sheet.conditional_format(
                *area, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.tone[tone]}
            )
