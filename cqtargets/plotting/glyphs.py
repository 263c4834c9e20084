"""Characters that the charts' font lacks: told once, by name, in place of matplotlib's own warnings."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cqtargets.conventions.reasons import Reason

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["FAMILY", "FONT_FILE", "MissingGlyphWarning", "missing_signs", "told_once"]

FONT_FILE: Final = Path(__file__).resolve().parent / "fonts" / "CQSansSC-Regular.otf"
FAMILY: Final = "CQ Sans SC"


class MissingGlyphWarning(UserWarning):
    """Characters of a chart that its font lacks; a box stands in their place.

    Parameters
    ----------
    signs : str
        The characters, each once.

    Attributes
    ----------
    signs : str
        The characters, each once, in the order in which they are met.
    reason : Reason
        The message in both languages.
    """

    def __init__(self, signs: str) -> None:
        self.signs = signs
        listed = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)
        self.reason = Reason("glyphs_missing", signs=listed)
        super().__init__(self.reason)


@cache
def _drawn() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(FONT_FILE)).get_charmap())


def missing_signs(text: str) -> str:
    """The characters of a text that the bundled font cannot draw, each once.

    >>> missing_signs("鄠邑区㵘水䲟鱼㵘")
    '㵘䲟'
    """
    return "".join(sign for sign in dict.fromkeys(text) if sign.isprintable() and ord(sign) not in _drawn())


@contextmanager
def told_once(figure: Figure, told: set[str]) -> Iterator[None]:
    """Keep matplotlib's warnings back while a figure is drawn, then name what its font lacks and `told` does not hold."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ .* missing from")
        yield
    signs = "".join(sign for sign in missing_signs(_written(figure)) if sign not in told)
    if signs:
        told.update(signs)
        warnings.warn(MissingGlyphWarning(signs), stacklevel=2)


def _written(figure: Figure) -> str:
    """What stands in the figure in the bundled font."""
    from matplotlib.text import Text

    texts = (one for one in figure.findobj(Text) if isinstance(one, Text) and one.get_visible())
    return "".join(one.get_text() for one in texts if FAMILY in one.get_fontfamily())
