"""Labels that stand beside what they name, wrap where they are long and keep apart; titles and source lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqtargets.conventions.names import clean
from cqtargets.plotting.room import outline
from cqtargets.plotting.theme import FAMILY, colours, figure_of, scaled, small_size

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "ems", "end_labels", "finish", "fit_bars", "ground", "name_axis", "point_label", "room_right", "row_label", "source_line", "spread",
    "width_of", "wrapped",
]  # fmt: skip

_NAME_EMS: Final = 21.0
_LINE: Final = 1.5
_NARROWEST: Final = 5  # letters to an em, at most
_NEVER_FIRST: Final = "，。、；：！？）」》〕】%％"
_SUBPLOT: Final = 0.775  # the share of its place that matplotlib gives to Axes before a layout is made


def ems(text: str) -> float:
    """Width of the widest line, in units of the letter size."""
    return max(sum(map(_em, line)) for line in text.split("\n"))


@cache
def _em(sign: str) -> float:
    return 1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.56


def wrapped(text: str, width: float = _NAME_EMS, lines: int = 2) -> str:
    """A long name on lines of like length: Latin words stay whole, Chinese breaks anywhere.

    What does not fit in so many lines becomes an ellipsis.

    Parameters
    ----------
    width : float
        Of a line, in units of the letter size: so many Chinese characters.

    Examples
    --------
    >>> print(wrapped("每千人口拥有医疗卫生机构床位数", 12))
    每千人口拥有医疗
    卫生机构床位数
    """
    text = clean(text).replace("\t", " ")[: int(_NARROWEST * lines * width)]
    done = _lines(text, width)
    if len(done) > lines:
        return "\n".join([*done[: lines - 1], done[lines - 1][:-1].rstrip() + "…"])
    narrower = width
    while len(done) > 1 and narrower > 1 and len(closer := _lines(text, narrower - 1)) == len(done):
        done, narrower = closer, narrower - 1
    return "\n".join(done)


def _lines(text: str, width: float) -> list[str]:
    done = [""]
    for piece in (piece for line in text.split("\n") for piece in [*_pieces(line, width), "\n"]):
        full = done[-1] and ems((done[-1] + piece).rstrip()) > width and piece not in _NEVER_FIRST
        if full or piece == "\n":
            done.append("")
        if piece != "\n":
            done[-1] += piece if done[-1] else piece.lstrip()
    return [line.rstrip() for line in done if line.strip()]


def _pieces(line: str, width: float) -> list[str]:
    """Words and single Chinese characters; a word wider than a line is cut."""
    most = max(int(width / 0.56), 1)
    pieces = re.findall(r"[(（《〔“]*(?:[!-ɏ]+\s*|\S)|\s+|.", line)
    return [piece[at : at + most] for piece in pieces for at in range(0, len(piece), most)]


def width_of(ax: Axes) -> float:
    """Points of width that the Axes will have, less what the names at their left take where a layout makes room."""
    figure = figure_of(ax)
    width = 72 * float(ax.get_window_extent().width) / figure.dpi
    if figure.get_layout_engine() is None:
        return width
    names = [label.get_text() for label in ax.get_yticklabels()]
    size = small_size() / 0.833
    return max(width / _SUBPLOT - size * (max(map(ems, names), default=0.0) + 2.5), 0.25 * width)


def name_axis(ax: Axes, places: Sequence[float], names: Sequence[str], *, lines: int = 2) -> None:
    """Names along the vertical axis on at most so many lines, without ticks; light grid lines behind the bars."""
    ax.set_yticks(places, [wrapped(name, lines=lines) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.yaxis.grid(False)
    ax.xaxis.grid(True, color=colours(ax)["grid"], linewidth=scaled(0.6))
    ax.set_axisbelow(True)


def fit_bars(ax: Axes, low: float, high: float, labels: Sequence[tuple[float, str]], *, base: float = 0.0) -> None:
    """Limits of the horizontal axis that leave room for texts beside the ends of bars.

    Parameters
    ----------
    low, high : float
        What has to be seen in any case.
    labels : sequence of (end, text)
        A text right of its end, or left of it where the end is below the base.
    base : float
        Where the bars start.
    """
    width = width_of(ax)
    needs = [(end, min((ems(text) + 1.2) * small_size(), 0.6 * width)) for end, text in labels]
    low, high = min(low, *(end for end, _ in needs)), max(high, *(end for end, _ in needs))
    if low == high:
        high = low + 1.0
    left, right = low, high
    for _ in range(3):
        ahead = [left + (end - left) * width / (width - need) for end, need in needs if end >= base]
        right = max(high, *ahead, high)
        behind = [right - (right - end) * width / (width - need) for end, need in needs if end < base]
        left = min(low, *behind, low)
    ax.set_xlim(left, right)


def ground(ax: Axes) -> dict[str, Any]:
    """A box in the ground's colour for a text, so that a line behind it does not cross it out."""
    return {"boxstyle": "square,pad=0.05", "facecolor": ax.get_facecolor(), "edgecolor": "none", "alpha": 0.85}


def row_label(ax: Axes, end: float, place: float, text: str, *, base: float = 0.0) -> None:
    """A small text right of the end of a bar, or left of it where the end is below the base."""
    ax.annotate(
        text, (end, place), (scaled(4 if end >= base else -4), 0), textcoords="offset points", va="center",
        ha="left" if end >= base else "right", fontsize="small", color=colours(ax)["ink"],
        bbox=ground(ax),
    )  # fmt: skip


def point_label(ax: Axes, x: float, y: float, text: str, colour: str, *, above: bool = True) -> None:
    """Text above or below a point."""
    ax.annotate(
        text, (x, y), (0, scaled(7 if above else -7)), textcoords="offset points", ha="center",
        va="bottom" if above else "top", color=colour, fontsize="small", zorder=5,
        bbox=ground(ax),
    )  # fmt: skip


def room_right(ax: Axes, first: float, last: float, texts: Sequence[str]) -> None:
    """Limits of the horizontal axis that leave room for texts right of the last place."""
    width, span = width_of(ax), (last - first) or 1.0
    need = min(max(map(ems, texts), default=0.0) * small_size() + scaled(22), 0.6 * width)
    ax.set_xlim(first - 0.04 * span, last + 1.04 * span * need / (width - need))


def spread(places: Sequence[float], sizes: Sequence[float], high: float | None = None) -> list[float]:
    """Places for labels of those sizes, as near to their own as is possible without covering each other.

    Less the room that each label needs, the places have to rise in their order: neighbours that would not are pooled
    at their mean. With `high` they stay between 0 and `high`, as far as there is room for all.

    Examples
    --------
    >>> spread([0.0, 0.0, 10.0], [2.0, 2.0, 2.0])
    [-1.0, 1.0, 10.0]
    """
    order = sorted(range(len(places)), key=lambda number: places[number])
    shifts, shift = [], 0.0
    for rank, number in enumerate(order):
        shift += (sizes[number] + sizes[order[rank - 1]]) / 2 if rank else 0.0
        shifts.append(shift)
    pools: list[tuple[float, int]] = []
    for number, shift in zip(order, shifts, strict=True):
        pools.append((places[number] - shift, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (first, many), (second, few) = pools[-2:]
            pools[-2:] = [((first * many + second * few) / (many + few), many + few)]
    levels = [level for level, count in pools for _ in range(count)]
    found = [0.0] * len(order)
    for number, level, shift in zip(order, levels, shifts, strict=True):
        found[number] = level + shift
    return found if high is None else _inside(found, sizes, order, high)


def _inside(places: list[float], sizes: Sequence[float], order: list[int], high: float) -> list[float]:
    """Pushed down below `high`, then up above 0, without covering each other."""
    held, edge = list(places), high
    for number in reversed(order):
        held[number] = min(held[number], edge - sizes[number] / 2)
        edge = held[number] - sizes[number] / 2
    edge = 0.0
    for number in order:
        held[number] = max(held[number], edge + sizes[number] / 2)
        edge = held[number] + sizes[number] / 2
    return held


def end_labels(ax: Axes, x: float | Sequence[float], labels: Sequence[tuple[float, str, str]]) -> None:
    """Small texts right of `x`, each at its height or, where that is taken, beside it with a thin line to it.

    Parameters
    ----------
    x : float or sequence of float
        Where what is labelled ends; the texts all stand right of the last.
    labels : sequence of (height, text, colour)
        The limits of the vertical axis have to be set before.
    """
    from matplotlib.transforms import offset_copy

    low, high = ax.get_ylim()
    figure = figure_of(ax)
    points = 0.9 * 72 * float(ax.get_window_extent().height) / figure.dpi / (high - low)
    sizes = [_LINE * small_size() * (1 + text.count("\n")) for _, text, _ in labels]
    wanted = [(y - low) * points for y, _, _ in labels]
    ends = [x] * len(labels) if isinstance(x, int | float) else list(x)
    line = {"arrowstyle": "-", "color": colours(ax)["axis"], "linewidth": scaled(0.6), "shrinkA": 0, "shrinkB": 4}
    for end, (y, text, colour), want, got in zip(
        ends, labels, wanted, spread(wanted, sizes, points * (high - low)), strict=True
    ):
        moved = abs(got - want) > 3 or end < max(ends)
        beside = offset_copy(ax.transData, figure, x=scaled(18 if moved else 8), y=got - want, units="points")
        ax.annotate(
            text, (end, y), (max(ends), y), textcoords=beside, va="center", ha="left", color=colour, fontsize="small",
            annotation_clip=False, arrowprops={**line, "relpos": (0.0, 0.5)} if moved else None,
        )  # fmt: skip


def source_line(source: str | None, lang: str) -> str:
    """What stands below a chart on where its numbers come from; nothing without a source.

    >>> source_line("渝府发〔2022〕6号", "zh"), source_line("", "en")
    ('来源：渝府发〔2022〕6号', '')
    """
    return {"zh": "来源：", "en": "Source: "}[lang] + source if source else ""


def finish(ax: Axes, title: str = "", below: str = "") -> None:
    """Title above, notes and source below; every letter of the Axes in the bundled font, also on a user's own Axes."""
    import matplotlib as mpl

    size, roles = float(mpl.rcParams["font.size"]), colours(ax, outside=True)
    width = width_of(ax)
    whole = 72 * figure_of(ax).get_figwidth() * min(1.0, float(ax.get_position().width) / _SUBPLOT)
    _put_title(ax, wrapped(title, width / (1.2 * size), 3), 1.2 * size)
    height = 72 * float(ax.get_window_extent().height) / figure_of(ax).dpi
    ax.set_xlabel(wrapped(ax.get_xlabel(), width / size, 3), fontsize=size)
    ax.set_ylabel(wrapped(ax.get_ylabel(), height / size), fontsize=size)
    for text in (ax.title, ax._left_title, ax._right_title, ax.xaxis.label, ax.yaxis.label):  # type: ignore[attr-defined]
        text.set(fontfamily=FAMILY, parse_math=False, color=roles["ink"])
    ax.tick_params(labelsize=size, labelfontfamily=FAMILY, labelcolor=roles["path"])
    if below:
        lines = [wrapped(line, 0.95 * whole / small_size(), 9) for line in below.split("\n")]
        ax.annotate(
            "\n".join(lines), (0, 0), (0, -6), xycoords=lambda _: outline(ax), textcoords="offset points",
            fontsize="small", color=roles["path"], va="top", annotation_clip=False,
        )  # fmt: skip


def _put_title(ax: Axes, title: str, size: float) -> None:
    """The title above the Axes, from where the names at their left begin.

    In a figure of ours nothing stands above the Axes but what is written of thousands and millions (1e6), if that.
    """
    from matplotlib.transforms import Transform, blended_transform_factory

    class LeftEnd(Transform):
        """Takes every place to the left end of what is drawn, as it stands at that moment."""

        input_dims = output_dims = 2
        is_separable = True

        def transform_non_affine(self, values: Any) -> Any:
            places = np.array(values, dtype=float)
            places[..., 0] = outline(ax).x0
            return places

    free = hasattr(figure_of(ax), "settled") and not ax.yaxis.get_major_formatter().get_offset()
    drawn = ax.set_title(title, fontsize=size, y=1.0 if free else None)
    if drawn is ax._left_title:  # type: ignore[attr-defined]
        drawn.set_transform(blended_transform_factory(LeftEnd(), drawn.get_transform()))
