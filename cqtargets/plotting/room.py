"""The room that Axes take with their ticks and labels: measured as seldom as it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Bbox

__all__ = ["measured_once", "outline"]


def outline(ax: Axes) -> Bbox:
    """The box around the Axes with their ticks and labels; a figure of ours measures it once while it is drawn or laid out."""
    from matplotlib.transforms import Bbox

    figure: Any = ax.figure.figure
    if ax in (settled := getattr(figure, "settled", {})):
        return Bbox(settled[ax] * figure.dpi)
    place = ax.get_window_extent()
    known: dict[Any, Bbox] | None = getattr(figure, "outlines", None)
    key = (ax, place.bounds, ax.get_xlim(), ax.get_ylim())
    if known is not None and key in known:
        return known[key]
    boxes = [place]
    if ax.axison:
        boxes += [box for axis in (ax.xaxis, ax.yaxis) if (box := axis.get_tightbbox(None)) is not None]
    found = Bbox.union(boxes)
    if known is not None:
        known[key] = found
    return found


@contextmanager
def measured_once(axis: Any) -> Iterator[None]:
    """Layout, title and notes all ask what the ticks and the label of an axis take: it is measured when it has moved."""
    from matplotlib.transforms import Bbox

    measured, known = axis.get_tightbbox, dict[Any, Any]()
    if not axis.label.get_text():
        axis.set_label_coords(0.0, 0.0)

    def room(renderer: Any = None, *, for_layout_only: bool = False) -> Any:
        place = (*np.round(axis.axes.bbox.bounds, 3), *axis.get_view_interval())
        if place not in known:
            known[place] = measured(renderer, for_layout_only=True)
        slim = known[place]
        if for_layout_only or slim is None or not (axis.label.get_visible() and axis.label.get_text()):
            return slim
        return Bbox.union([slim, axis.label.get_window_extent(renderer)])

    axis.get_tightbbox = room
    try:
        yield
    finally:
        del axis.get_tightbbox
