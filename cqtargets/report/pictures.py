"""Charts as files: each is drawn and laid out once, and saved as PNG, sharp in print, and as SVG whose letters stay text."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from cqtargets.report.content import Figure

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
class Pictures:
    """The charts of one report, each drawn once for all formats that need it.

    `on_paper` says that some want PNG, `on_page` that the page wants SVG, before the one or the other is asked for.
    """

    on_paper: bool = True
    on_page: bool = False
    _kept: dict[int, tuple[Figure, Picture | None, str | None]] = field(default_factory=dict)

    def of(self, figure: Figure) -> Picture:
        """The chart as a picture; identical input gives identical bytes."""
        _, picture, svg = self._kept.get(id(figure), (figure, None, None))
        if picture is None:
            drawn = _laid_out(figure)
            svg = _svg(drawn) if svg is None and self.on_page else svg
            picture = _picture(drawn)
            self._kept[id(figure)] = figure, picture, svg
        return picture

    def svg(self, figure: Figure) -> str:
        """The chart as SVG whose letters stay text."""
        _, picture, svg = self._kept.get(id(figure), (figure, None, None))
        if svg is None:
            drawn = _laid_out(figure)
            svg = _svg(drawn)
            picture = _picture(drawn) if picture is None and self.on_paper else picture
            self._kept[id(figure)] = figure, picture, svg
        return svg


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
    buffer = io.BytesIO()
    with style():
        drawn.savefig(buffer, format="png", dpi=_dpi(drawn), metadata={"Software": None})
    return Picture(buffer.getvalue(), float(width), float(height))


def _svg(drawn: Drawn) -> str:
    import matplotlib as mpl

    from cqtargets.plotting.theme import style

    buffer = io.StringIO()
    with style(), mpl.rc_context({"svg.fonttype": "none"}):
        drawn.savefig(buffer, format="svg", metadata={"Date": None})
    return buffer.getvalue()
