"""Figures that threads may draw and save at once: matplotlib's settings belong to all of them, so one works at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from threading import RLock
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from matplotlib import rc_context, rcParams
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.transforms import blended_transform_factory
from numpy.typing import NDArray

from cqtargets.plotting.glyphs import told_once
from cqtargets.plotting.room import measured_once, outline

__all__ = ["LOCK", "ChartFigure", "new_figure"]

LOCK: Final = RLock()
"""Held while matplotlib's settings are this library's, and while one of its figures is drawn."""


class ChartFigure(Figure):
    """A figure of its own, known to no pyplot; saving it waits until no chart is being made in another thread."""

    _whole = False
    outlines: dict[Any, Any] | None = None
    """What the ticks and labels of its Axes take, known while it is drawn or laid out once: nothing moves meanwhile."""
    settled: Mapping[Any, NDArray[np.float64]] = MappingProxyType({})
    """The same in inches, of a figure that is laid out for good: the corners of the box around each of its Axes."""
    _told: frozenset[str] = frozenset()

    def draw(self, renderer: Any) -> None:
        """Draw it, one at a time; while it is saved as a whole, the pass that only lays it out draws nothing."""
        with LOCK, self._naming_what_is_missing():
            engine = self.get_layout_engine()
            if self._whole and isinstance(engine, ConstrainedLayoutEngine):
                engine.execute(self)
            else:
                super().draw(renderer)

    def lay_out(self, dpi: float) -> None:
        """Give everything its place for good, as at that many dots an inch: saving it in several forms lays out no more."""
        with LOCK, self._naming_what_is_missing():
            self.set_dpi(dpi)
            engine = self.get_layout_engine()
            with ExitStack() as until_settled:
                for axis in (axis for ax in self.axes for axis in (ax.xaxis, ax.yaxis)):
                    until_settled.enter_context(measured_once(axis))
                if engine is not None:
                    engine.execute(self)
                for ax in self.axes:
                    ax.apply_aspect()
                self.settled = {ax: outline(ax).get_points() / dpi for ax in self.axes}
            for ax in self.axes:
                self._settle_labels(ax)
            with rc_context({"figure.autolayout": False, "figure.constrained_layout.use": False}):
                self.set_layout_engine(None)

    def _settle_labels(self, ax: Any) -> None:
        """The labels of the axes stay where they are, in inches: none looks for its place again among the ticks."""
        x, y = ax.xaxis.label.get_position()
        ax.xaxis.set_label_coords(x, y / self.dpi, blended_transform_factory(ax.transAxes, self.dpi_scale_trans))
        x, y = ax.yaxis.label.get_position()
        ax.yaxis.set_label_coords(x / self.dpi, y, blended_transform_factory(self.dpi_scale_trans, ax.transAxes))

    def savefig(self, fname: Any, **options: Any) -> None:
        """Save it, one at a time."""
        with LOCK:
            self._whole = options.get("bbox_inches", rcParams["savefig.bbox"]) is None
            try:
                super().savefig(fname, **options)
            finally:
                self._whole = False

    @contextmanager
    def _naming_what_is_missing(self) -> Iterator[None]:
        """Name the characters that the font lacks, each once for a figure."""
        told = set(self._told)
        self.outlines = {}
        try:
            with told_once(self, told):
                yield
        finally:
            self.outlines = None
        self._told = frozenset(told)


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of that size in inches."""
    figure = ChartFigure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure
