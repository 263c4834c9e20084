"""Paths with their observations, and bullet bars of the gaps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqtargets.catalogue import Catalogue
from cqtargets.errors import DomainError
from cqtargets.indicator import Indicator
from cqtargets.observations import Observations
from cqtargets.paths import Path
from cqtargets.plotting.selection import notes, strongest
from cqtargets.plotting.theme import (
    COLOURS,
    axes_or_new,
    checked_lang,
    name_axis,
    point_label,
    source_line,
    style,
)
from cqtargets.tracking import followed_target, gap_frame

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_gap", "plot_path"]

_WORDS: Final = {
    "zh": {
        "baseline": "基期 {value}",
        "target": "目标 {value}",
        "source": "来源：{source}",
        "scale": "由基期（0）到目标（1）已走过的路；竖线为应达到的位置",
        "due": "目标",
        "most": "最落后于路径的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "baseline": "baseline {value}",
        "target": "target {value}",
        "source": "Source: {source}",
        "scale": "Share of the way from baseline (0) to target (1); the tick is where the path stands",
        "due": "target",
        "most": "the {shown} of {whole} targets farthest behind their path",
    },
}


def plot_path(
    target: Indicator,
    observations: Observations | None = None,
    *,
    method: str = "linear",
    allow: tuple[str, ...] = (),
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Baseline, path and target of one indicator, with its comparable observations and the values their print allows.

    A bound (突破23.7万) is drawn as a mark with an arrow into the open side.

    Parameters
    ----------
    target : Indicator
        With a baseline; see `Indicator.path`.
    observations : Observations, optional
        Those that are comparable (or `allow`\\ ed) are drawn.
    method : str
        Shape of the path.

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If the target has no path.

    Examples
    --------
    >>> import cqtargets as cq
    >>> ax = plot_path(cq.load_catalogue()["med14.life_expectancy"], cq.load_observations())
    >>> ax.get_ylabel()
    '岁'
    """
    words = _WORDS[checked_lang(lang)]
    path = target.path(method)
    with style(theme):
        ax = axes_or_new(ax, 6.4, 3.4)
        times = np.linspace(path.start, path.due, 101)
        ax.plot(times, np.asarray(path.at_time(times)), color=COLOURS["path"], linewidth=1.4)
        ax.plot(path.years, path.values, "o", markersize=3, color=COLOURS["path"])
        ax.plot(path.due, path.target, "D", markersize=7, color=COLOURS["target"])
        rising = path.target >= path.baseline
        text = words["target"].format(value=f"{path.target:g}")
        point_label(ax, path.due, path.target, text, COLOURS["target"], above=rising)
        if path.method != "flat":
            ax.plot(path.start, path.baseline, "s", markersize=6, color=COLOURS["obligatory"])
            text = words["baseline"].format(value=f"{path.baseline:g}")
            point_label(ax, path.start, path.baseline, text, COLOURS["obligatory"], above=not rising)
        if observations is not None:
            _observed(ax, target, observations, allow, path)
        _finish(ax, target.unit_label)
        ax.set_title(target.name(lang) if title is None else title)
        source_line(ax, words["source"].format(source=source) if source else "")
    return ax


def _observed(ax: Axes, target: Indicator, observations: Observations, allow: tuple[str, ...], path: Path) -> None:
    for held in observations.against(target, allow=allow):
        seen = held.observation
        if not held.comparable or seen.time is None or seen.time <= path.start:
            continue
        value = seen.value_in(target.unit, target.per)
        low, high = seen.interval_in(target.unit, target.per)
        marker = {">": "^", ">=": "^", "<": "v", "<=": "v"}.get(seen.bound, "o")
        ax.plot(seen.time, value, marker, markersize=6, color=COLOURS["observed"])
        if math.isfinite(low) and math.isfinite(high) and high > low:
            ax.vlines(seen.time, low, high, color=COLOURS["observed"], linewidth=1.2)
        sign = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}.get(seen.bound, "")
        above = value >= float(path.at_time(seen.time))
        point_label(ax, seen.time, value, f"{sign}{value:g}", COLOURS["observed"], above=above)


def _finish(ax: Axes, unit: str) -> None:
    from matplotlib.ticker import MaxNLocator

    low, high = ax.get_ylim()
    pad = 0.16 * (high - low or abs(high) or 1.0)
    ax.set_ylim(low - pad, high + pad)
    ax.margins(x=0.12)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel(unit)
    ax.yaxis.grid(True, color=COLOURS["grid"], linewidth=0.6)
    ax.set_axisbelow(True)


def plot_gap(
    catalogue: Catalogue,
    observations: Observations,
    *,
    on: Any = None,
    allow: tuple[str, ...] = (),
    most: int | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Bullet bars: how much of the way from baseline to target each observed indicator has covered.

    The bar is the latest comparable observation, the short line where the path stands on its date, the long line
    the target; beside it the value, its target and their unit. With `most` only so many are drawn, those farthest
    behind their path, and a line below the chart says so.

    Raises
    ------
    DomainError
        If no target has both a path and a comparable observation, or `most` is below 1.
    """
    words = _WORDS[checked_lang(lang)]
    frame = gap_frame(catalogue, observations, on=on, allow=allow)
    drawn = frame[frame["path"].notna() & frame["observed"].notna()]
    if drawn.empty:
        raise DomainError("no target here has a path and a comparable observation: see 'reason' in Catalogue.gaps")
    held = [(row, followed_target(catalogue, catalogue[str(row["id"])])) for row in drawn.to_dict("records")][::-1]
    rows = strongest(held, [expected - share for share, expected in (_shares(*pair) for pair in held)], most)
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.3 + 0.42 * len(rows))
        for place, (row, target) in enumerate(rows):
            _bullet(ax, place, row, target)
        places = list(range(len(rows)))
        name_axis(ax, places, [target.name(lang) for _, target in rows], lang)
        ax.axvline(1, color=COLOURS["target"], linewidth=1.6)
        ax.axvline(0, color="#8a939b", linewidth=0.8)
        ax.annotate(words["due"], (1, len(rows) - 0.42), ha="center", color=COLOURS["target"], fontsize="small")
        ax.set_ylim(-0.7, len(rows) - 0.1)
        ax.set_xlabel(words["scale"])
        ax.set_title(title)
        said = words["source"].format(source=source) if source else ""
        source_line(ax, notes(words["most"], len(rows), len(held), said))
    return ax


def _shares(row: dict[Any, Any], target: Indicator) -> tuple[float, float]:
    """How much of the way is covered, and how much the path had covered on that date."""
    path = target.path()
    way = path.target - path.baseline
    return (row["observed"] - path.baseline) / way, (row["path"] - path.baseline) / way


def _bullet(ax: Axes, place: int, row: dict[Any, Any], target: Indicator) -> None:
    share, expected = _shares(row, target)
    binding = target.binding.value if target.binding else ""
    colour = COLOURS[{"约束性": "obligatory", "预期性": "anticipatory"}.get(binding, "none")]
    ax.barh(place, share, height=0.5, color=colour)
    ax.vlines(expected, place - 0.32, place + 0.32, color=COLOURS["observed"], linewidth=2)
    text = f"{row['observed']:g} / {row['goal']:g} {row['unit']} ({row['observed_when']})"
    ax.annotate(text, (max(share, expected, 1.0), place), (6, 0), textcoords="offset points", va="center",
                fontsize="small")  # fmt: skip
    ax.set_xlim(min(-0.05, ax.get_xlim()[0], share - 0.1), max(ax.get_xlim()[1], share + 0.9, 1.9))
