"""Charts as files: each is drawn and laid out once, and saved as PNG, sharp in print, and as SVG whose letters stay text."""

from __future__ import annotations

import gc
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from cqtargets.report.content import Figure
from cqtargets.report.raster import png

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Drawn

__all__ = ["Picture", "Pictures"]

_DPI: Final = 220
_MOST_PIXELS: Final = 30_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and its size in inches as drawn."""

    png: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Forms:
    """A chart in the forms made so far."""

    figure: Figure
    picture: Picture | None = None
    svg: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """The charts of one report, each drawn once for all formats that need it.

    `on_paper` says that some want PNG, `on_page` that the page wants SVG, before the one or the other is asked for.
    """

    on_paper: bool = True
    on_page: bool = False
    _kept: dict[int, _Forms] = field(default_factory=dict)

    def of(self, figure: Figure) -> Picture:
        """The chart as a picture; identical input gives identical bytes."""
        forms = self._forms(figure)
        if forms.picture is None:
            forms = self._drawn(forms, picture=True, svg=self.on_page)
        return cast(Picture, forms.picture)

    def svg(self, figure: Figure) -> str:
        """The chart as SVG whose letters stay text."""
        forms = self._forms(figure)
        return forms.svg or self._drawn(forms, picture=self.on_paper, svg=True).svg

    def _forms(self, figure: Figure) -> _Forms:
        return self._kept.get(id(figure)) or _Forms(figure)

    def _drawn(self, known: _Forms, *, picture: bool, svg: bool) -> _Forms:
        """The forms wanted besides those known. What it is drawn in is large and a circle: it is freed at once."""
        drawn = _laid_out(known.figure)
        made = _Forms(
            figure=known.figure,
            svg=_svg(drawn) if svg and not known.svg else known.svg,
            picture=_picture(drawn) if picture and known.picture is None else known.picture,
        )
        del drawn
        gc.collect(0)
        self._kept[id(known.figure)] = made
        return made


def _laid_out(figure: Figure) -> Drawn:
    from cqtargets.plotting.figures import ChartFigure
    from cqtargets.plotting.theme import figure_of, style

    drawn = figure_of(figure.draw())
    if isinstance(drawn, ChartFigure):
        with style():
            drawn.lay_out(_dpi(drawn))
    return drawn


def _dpi(drawn: Drawn) -> float:
    return float(min(_DPI, _MOST_PIXELS / max(drawn.get_size_inches())))


def _picture(drawn: Drawn) -> Picture:
    from cqtargets.plotting.theme import style

    width, height = drawn.get_size_inches()
    dpi = _dpi(drawn)
    drawn.set_dpi(dpi)
    buffer = io.BytesIO()
    with style():
        drawn.savefig(buffer, format="rgba", dpi=dpi)
    across, down = drawn.canvas.get_width_height(physical=True)
    pixels = np.frombuffer(buffer.getbuffer(), np.uint8).reshape(down, across, 4)
    return Picture(png(pixels, dpi), float(width), float(height))


def _svg(drawn: Drawn) -> str:
    import matplotlib as mpl

    from cqtargets.plotting.theme import style

    buffer = io.StringIO()
    with style(), mpl.rc_context({"svg.fonttype": "none"}):
        drawn.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()
