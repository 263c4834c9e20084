"""Bars in the colour of their binding type, named beside the first bar of each type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cqtargets.plotting.theme import binding_label, colours, scaled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["binding_bars", "binding_marks"]

_KEYS: Final = {"约束性": "obligatory", "预期性": "anticipatory"}


def binding_bars(ax: Axes, ends: Sequence[float], bindings: Sequence[str], height: float) -> None:
    """One bar from zero to each end, at 0, 1, 2, ...; bars of no stated type are hatched."""
    roles = colours(ax)
    for place, (end, binding) in enumerate(zip(ends, bindings, strict=True)):
        key = _KEYS.get(binding, "none")
        ax.barh(place, end, height=height, color=roles[key], hatch="///" if key == "none" else "",
                edgecolor=ax.get_facecolor(), linewidth=scaled(0.5))  # fmt: skip


def binding_marks(bindings: Sequence[str], lang: str) -> list[str]:
    """The type's name for the topmost bar of each type, nothing for the others.

    Examples
    --------
    >>> binding_marks(["预期性", "约束性", "约束性"], "en")
    [' · anticipatory', '', ' · obligatory']
    """
    topmost = {binding: place for place, binding in enumerate(bindings)}
    return [
        f" · {binding_label(binding, lang)}" if topmost[binding] == place else ""
        for place, binding in enumerate(bindings)
    ]
