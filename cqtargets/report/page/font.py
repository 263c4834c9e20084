"""The bundled font cut to the characters of one page, for readers without a Chinese font."""

from __future__ import annotations

import base64
import io
import logging
from typing import Any

from cqtargets.plotting.theme import FONT_FILE

__all__ = ["embedded_font"]


def embedded_font(text: str) -> str:
    """A WOFF subset of `CQ Sans SC` with the characters of `text`, as a data address for CSS."""
    from fontTools import subset

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    options = subset.Options(flavor="woff", notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(set(text))))
    buffer = io.BytesIO()
    with subset.load_font(str(FONT_FILE), options) as font:
        _leave_as_they_are(font["CFF "], font["name"])
        subsetter.subset(font)
        subset.save_font(font, buffer, options)
    return "data:font/woff;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _leave_as_they_are(outlines: Any, names: Any) -> None:
    """Spare the subsetter to run every outline and to look through all tables for names: `tools/build_font.py` leaves no
    outline that is made of another or of shared pieces, and names say whose font it is."""
    outlines.closure_glyphs = lambda _: None
    outlines.prune_post_subset = names.prune_post_subset = lambda *_: True
