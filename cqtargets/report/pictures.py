"""Charts as PNG, sharp in print."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Final

from cqtargets.report.content import Figure

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
    """The charts of one report, each drawn once for all formats that need it."""

    _drawn: dict[int, tuple[Figure, Picture]] = field(default_factory=dict)

    def of(self, figure: Figure) -> Picture:
        """The chart as a picture; identical input gives identical bytes."""
        if id(figure) not in self._drawn:
            self._drawn[id(figure)] = (figure, _draw(figure))
        return self._drawn[id(figure)][1]


def _draw(figure: Figure) -> Picture:
    from cqtargets.plotting.theme import figure_of, style

    drawn = figure_of(figure.draw())
    width, height = drawn.get_size_inches()
    buffer = io.BytesIO()
    with style():
        dpi = min(_DPI, _MOST_PIXELS / max(width, height))
        drawn.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return Picture(buffer.getvalue(), float(width), float(height))
