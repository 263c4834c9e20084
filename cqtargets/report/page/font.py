"""The bundled font cut to the characters of one page, for readers without a Chinese font."""

from __future__ import annotations

import base64
import io
import logging

from cqtargets.plotting.theme import FONT_FILE

__all__ = ["embedded_font"]


def embedded_font(text: str) -> str:
    """A WOFF subset of `CQ Sans SC` with the characters of `text`, as a data address for CSS."""
    from fontTools import subset

    logging.getLogger("fontTools").setLevel(logging.WARNING)
    options = subset.Options(flavor="woff", desubroutinize=True, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(set(text))))
    buffer = io.BytesIO()
    with subset.load_font(str(FONT_FILE), options) as font:
        subsetter.subset(font)
        subset.save_font(font, buffer, options)
    return "data:font/woff;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
