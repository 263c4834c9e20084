"""Bars in the colour of their binding type, and the rows of a chart that shows only the most telling of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from cqtargets.conventions.vocabulary import Binding, standing_label
from cqtargets.errors import DomainError
from cqtargets.plotting.theme import binding_label, colours, scaled

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["binding_bars", "binding_marks", "notes", "standing_bars", "standing_words", "strongest"]

_ROLES: Final = {
    "met": "obligatory",
    "ahead": "anticipatory",
    "on_path": "anticipatory",
    "behind": "target",
    "": "none",
}


def binding_bars(ax: Axes, ends: Sequence[float], bindings: Sequence[str], height: float) -> None:
    """One bar from zero to each end, at 0, 1, 2, ...; bars of no stated type are hatched."""
    roles = colours(ax)
    for place, (end, binding) in enumerate(zip(ends, bindings, strict=True)):
        known = Binding.of(binding)
        key = "none" if known is None else known.graded_as.label("en")
        ax.barh(place, end, height=height, color=roles[key], hatch="///" if key == "none" else "",
                edgecolor=ax.get_facecolor(), linewidth=scaled(0.5))  # fmt: skip


def standing_bars(ax: Axes, ends: Sequence[float], standings: Sequence[str], height: float) -> None:
    """One bar from zero to each end in the colour of how it stands; where nobody can say, hatched."""
    roles = colours(ax)
    for place, (end, standing) in enumerate(zip(ends, standings, strict=True)):
        key = _ROLES[standing]
        ax.barh(place, end, height=height, color=roles[key], hatch="///" if key == "none" else "",
                edgecolor=ax.get_facecolor(), linewidth=scaled(0.5))  # fmt: skip


def standing_words(standing: str, binding: str, lang: str) -> str:
    """How a bar stands, and that it is obligatory where it is, behind its numbers.

    >>> standing_words("behind", "约束性", "zh"), standing_words("met", "预期性", "en")
    (' · 落后 · 约束性', ' · met')
    """
    said = {"met": ("已达到", "met"), "": ("不能确定", "undetermined")}.get(standing)
    words = said[lang == "en"] if said else standing_label(standing, lang)
    known = Binding.of(binding)
    kind = f" · {known.label(lang)}" if known is Binding.OBLIGATORY else ""
    return f" · {words}{kind}"


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


Row = TypeVar("Row")


def strongest(rows: Sequence[Row], strength: Sequence[float], most: int | None) -> list[Row]:
    """The `most` rows of greatest strength, in the order in which they came; all of them for None.

    Rows of equal strength: the earlier one stays. A strength that is not a number comes last.

    Raises
    ------
    DomainError
        If `most` is neither None nor a whole number of at least 1.

    Examples
    --------
    >>> strongest(["a", "b", "c"], [1.0, 3.0, 2.0], 2)
    ['b', 'c']
    """
    if most is None:
        return list(rows)
    if isinstance(most, bool) or not isinstance(most, int | np.integer) or most < 1:
        raise DomainError(f"most {most!r} is no number of rows; write a whole number of at least 1, or None for all")
    order = np.argsort(-np.asarray(strength, dtype=float), kind="stable")
    return [rows[place] for place in sorted(order[:most].tolist())]


def notes(template: str, shown: int, whole: int, source: str = "") -> str:
    """The lines below a chart: how many rows of how many are shown, where some are left out, and the source."""
    said = template.format(shown=shown, whole=whole) if shown < whole else ""
    return "\n".join(line for line in (said, source) if line)
