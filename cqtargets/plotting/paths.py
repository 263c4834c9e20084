"""Paths with their observations, and bullet bars of the gaps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.unit_words import amount, unit_words
from cqtargets.errors import DomainError
from cqtargets.monitoring.gap_table import gap_frame
from cqtargets.monitoring.tracking import followed_target
from cqtargets.observations import Observations
from cqtargets.paths import Path
from cqtargets.plotting.bars import notes, standing_bars, standing_words, strongest
from cqtargets.plotting.labels import finish, fit_bars, name_axis, point_label, row_label, source_line
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style
from cqtargets.targets.indicator import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_gap", "plot_path"]

_WORDS: Final = {
    "zh": {
        "baseline": "基期 {value}",
        "target": "目标 {value}",
        "scale": "由基期（0）到目标（1）已走过的路；短线为路径应达到的位置",
        "due": "目标",
        "most": "最落后于路径的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "baseline": "baseline {value}",
        "target": "target {value}",
        "scale": "Share of the way, baseline 0 to target 1;\nthe short line: where the path stands",
        "due": "target",
        "most": "the {shown} of {whole} targets farthest behind their path",
    },
}


@door
def plot_path(
    target: Indicator,
    observations: Observations | None = None,
    *,
    method: str | None = None,
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
    method : str, optional
        Shape of the path, as for `Indicator.path`.
    allow : tuple of str
        Mismatches to accept, such as ``"basis"``; remarks then say so.
    ax : Axes, optional
        Drawn on; otherwise on a new figure.
    lang : {"zh", "en"}
        Language of the words.
    title : str, optional
        Over the chart; empty for none, chosen where it is None.
    source : str
        Line below the chart that says where the numbers come from.
    theme : Any
        Size of letters: "print" or "slide".

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
        roles = colours(ax)
        times = np.linspace(path.start, path.due, 101)
        ax.plot(times, np.asarray(path.at_time(times)), color=roles["path"], linewidth=scaled(1.4))
        ax.plot(path.years, path.values, "o", markersize=scaled(3), color=roles["path"])
        ax.plot(path.due, path.target, "D", markersize=scaled(7), color=roles["target"])
        rising = path.target >= path.baseline
        text = words["target"].format(value=f"{path.target:g}")
        point_label(ax, path.due, path.target, text, roles["target"], above=rising)
        if path.method != "flat":
            ax.plot(path.start, path.baseline, "s", markersize=scaled(6), color=roles["obligatory"])
            text = words["baseline"].format(value=f"{path.baseline:g}")
            point_label(ax, path.start, path.baseline, text, roles["obligatory"], above=not rising)
        if observations is not None:
            _observed(ax, target, observations, allow, path)
        _frame(ax, unit_words(target.unit_label, lang))
        finish(ax, target.name(lang) if title is None else title, source_line(source, lang))
    return ax


def _observed(ax: Axes, target: Indicator, observations: Observations, allow: tuple[str, ...], path: Path) -> None:
    roles = colours(ax)
    for held in observations.against(target, allow=allow):
        seen = held.observation
        if not held.comparable or seen.time is None or seen.time <= path.start:
            continue
        value = seen.value_in(target.unit, target.per)
        low, high = seen.interval_in(target.unit, target.per, measure=target.measure)
        marker = {">": "^", ">=": "^", "<": "v", "<=": "v"}.get(seen.bound, "o")
        ax.plot(seen.time, value, marker, markersize=scaled(6), color=roles["observed"])
        if math.isfinite(low) and math.isfinite(high) and high > low:
            ax.vlines(seen.time, low, high, color=roles["observed"], linewidth=scaled(1.2))
        sign = {">": ">", ">=": "≥", "<": "<", "<=": "≤"}.get(seen.bound, "")
        above = value >= float(path.at_time(seen.time))
        point_label(ax, seen.time, value, f"{sign}{value:g}", roles["observed"], above=above)


def _frame(ax: Axes, unit: str) -> None:
    from matplotlib.ticker import MaxNLocator

    low, high = ax.get_ylim()
    pad = 0.16 * (high - low or abs(high) or 1.0)
    ax.set_ylim(low - pad, high + pad)
    ax.margins(x=0.12)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set_ylabel(unit)
    ax.yaxis.grid(True, color=colours(ax)["grid"], linewidth=scaled(0.6))
    ax.set_axisbelow(True)


@door
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

    The bar is the latest comparable observation, dark where it meets the target, light where it keeps up with the path,
    red where it is behind, hatched where the print leaves that open; the words stand beside it. The short line where the path stands on its date, the long line
    the target; beside it the value, its target and their unit. A target equal to its baseline has no way to cover and
    is left out.

    Parameters
    ----------
    catalogue : Catalogue
        The targets.
    observations : Observations
        The latest comparable (or `allow`\\ ed) one of each target is drawn.
    on : int, date or str, optional
        Leaves out what was observed later.
    allow : tuple of str
        Mismatches to accept, such as ``"basis"``.
    most : int, optional
        Draw only so many, those farthest behind their path; a line below the chart says so.
    ax : Axes, optional
        Drawn on; otherwise on a new figure.
    lang : {"zh", "en"}
        Language of the words.
    title : str
        Over the chart; empty for none, chosen where it is None.
    source : str
        Line below the chart that says where the numbers come from.
    theme : Any
        Size of letters: "print" or "slide".

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If no target has both a path and a comparable observation, or `most` is below 1.

    Examples
    --------
    >>> import cqtargets as cq
    >>> ax = plot_gap(cq.load_catalogue().select(plan="med14"), cq.load_observations(), most=3, lang="en")
    >>> ax.get_xlabel().splitlines()[0]
    'Share of the way, baseline 0 to target 1;'
    """
    words = _WORDS[checked_lang(lang)]
    frame = gap_frame(catalogue, observations, on=on, allow=allow)
    drawn = frame[frame["path"].notna() & frame["observed"].notna()]
    followed = [(row, followed_target(catalogue, catalogue[str(row["id"])])) for row in drawn.to_dict("records")]
    held = [(row, target) for row, target in followed if target.path().target != target.path().baseline][::-1]
    if not held:
        raise DomainError("no target here has a path and a comparable observation: see 'reason' in Catalogue.gaps")
    rows = strongest(held, [expected - share for share, expected in (_shares(*pair) for pair in held)], most)
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.3 + 0.42 * len(rows))
        bindings = [target.binding.value if target.binding else "" for _, target in rows]
        shares = [_shares(row, target) for row, target in rows]
        printed = [_printed(observations, target, on, allow) for _, target in rows]
        standings = [
            "met" if row["met"] is True else _standing(ends, pair[1])
            for (row, _), ends, pair in zip(rows, printed, shares, strict=True)
        ]
        standing_bars(ax, [share for share, _ in shares], standings, 0.5)
        places = range(len(rows))
        name_axis(ax, places, [target.name(lang) for _, target in rows])
        labels = [
            _numbers(row, lang) + standing_words(standing, binding, lang)
            for (row, _), standing, binding in zip(rows, standings, bindings, strict=True)
        ]
        ends = [max(share, expected, 1.0) for share, expected in shares]
        fit_bars(ax, min(0.0, *(share for share, _ in shares)) - 0.05, 1.0, list(zip(ends, labels, strict=True)))
        roles = colours(ax)
        for place, (_, expected) in enumerate(shares):
            ax.vlines(expected, place - 0.32, place + 0.32, color=roles["ground"], linewidth=scaled(4))
            ax.vlines(expected, place - 0.32, place + 0.32, color=roles["observed"], linewidth=scaled(2))
            row_label(ax, ends[place], place, labels[place])
        ax.axvline(0, color=roles["axis"], linewidth=scaled(0.8))
        ax.vlines(1, -0.7, len(rows) - 0.5, color=roles["path"], linewidth=scaled(1.6), zorder=1.9)
        ax.annotate(words["due"], (1, len(rows) - 0.42), ha="center", color=roles["path"], fontsize="small")
        ax.set_ylim(-0.7, len(rows) - 0.1)
        ax.set_xlabel(words["scale"])
        said = source_line(source, lang)
        finish(ax, title, notes(words["most"], len(rows), len(held), said))
    return ax


def _numbers(row: dict[Any, Any], lang: str) -> str:
    return f"{row['observed']:g} / {amount(format(row['goal'], 'g'), row['unit'], lang)} ({row['observed_when']})"


def _printed(observations: Observations, target: Indicator, on: Any, allow: tuple[str, ...]) -> tuple[float, float]:
    """How much of the way is covered at both ends of what the print allows."""
    held = observations.latest(target, on=on, allow=allow)
    if held is None:
        return math.nan, math.nan
    path = target.path()
    ends = held.observation.interval_in(target.unit, target.per, measure=target.measure)
    low, high = sorted((end - path.baseline) / (path.target - path.baseline) for end in ends)
    return low, high


def _standing(printed: tuple[float, float], expected: float) -> str:
    """Ahead of the path or behind it; empty where the rounding of the print leaves that open."""
    low, high = printed
    return "ahead" if low >= expected - NOISE else "behind" if high < expected - NOISE else ""


def _shares(row: dict[Any, Any], target: Indicator) -> tuple[float, float]:
    """How much of the way is covered, and how much the path had covered on that date."""
    path = target.path()
    way = path.target - path.baseline
    return (row["observed"] - path.baseline) / way, (row["path"] - path.baseline) / way
