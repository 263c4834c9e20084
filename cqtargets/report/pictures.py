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
    """The charts of one report, each drawn once for all formats that need it; `on_paper` says that some want PNG."""

    on_paper: bool = True
    _drawn: dict[int, tuple[Figure, Picture]] = field(default_factory=dict)

    def of(self, figure: Figure) -> Picture:
        """The chart as a picture; identical input gives identical bytes."""
        if id(figure) not in self._drawn:
            self._drawn[id(figure)] = (figure, _picture(_laid_out(figure)))
        return self._drawn[id(figure)][1]

    def svg(self, figure: Figure) -> str:
        """The chart as SVG; its PNG is kept where one will be wanted."""
        drawn = _laid_out(figure)
        if self.on_paper and id(figure) not in self._drawn:
            self._drawn[id(figure)] = (figure, _picture(drawn))
        return _svg(drawn)


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
