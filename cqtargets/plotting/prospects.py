"""The fan of what may come with a target's chance, the waterfall of a split, and the reliability of forecasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqtargets import clock
from cqtargets.attainment import Reliability
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.reasons import said
from cqtargets.conventions.unit_words import unit_words
from cqtargets.errors import DomainError
from cqtargets.plotting.labels import end_labels, finish, room_right, source_line, wrapped
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style
from cqtargets.prospects import Prospect, StockSplit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_attainment", "plot_reliability", "plot_waterfall"]

_WORDS: Final = {
    "zh": {
        "target": "目标 {value:g}", "chance": "达到的可能性 {share}", "seen": "观测值",
        "median": "中位数 {value:.4g}", "inside": "{level:.0%} 预测区间", "donors": "离散程度借自：{donors}", "now": "现有（{when}）",
        "ratio": "人均水平提高", "population": "人口增加", "fewer": "人口减少", "needed": "需要（{when}）", "said": "预测的可能性（%）",
        "came": "实际达到的比例（%）", "even": "说到做到", "count": "{n} 项", "below": "不足 1%", "above": "超过 99%",
        "factor": "区间按回测放宽 {factor:.2f} 倍",
    },
    "en": {
        "target": "target {value:g}", "chance": "chance of being met {share}",
        "seen": "observed", "median": "median {value:.4g}", "inside": "{level:.0%} prediction interval",
        "donors": "spread borrowed from: {donors}", "now": "there now ({when})", "ratio": "more per head",
        "population": "more heads", "fewer": "fewer heads", "needed": "needed ({when})", "said": "Forecast chance (%)",
        "came": "Share of targets met (%)", "even": "as forecast", "count": "{n} targets", "below": "under 1%",
        "above": "over 99%", "factor": "interval widened {factor:.2f} times, as the backtest asks",
    },
}  # fmt: skip


@door
def plot_attainment(
    prospect: Prospect,
    *,
    levels: tuple[float, ...] = (0.8, 0.95),
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """The values used, the fan of what may come, and the target with its chance.

    Where there is no probability the values and the target are drawn, and the reason stands in the place of the fan.

    Parameters
    ----------
    prospect : Prospect
        From `Indicator.attain`.
    levels : tuple of float
        Central prediction intervals, the narrowest darkest.
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
        If there is no value or no number to reach.

    Examples
    --------
    >>> import cqtargets as cq
    >>> ax = plot_attainment(cq.load_catalogue()["med14.life_expectancy"].attain(cq.load_observations()))
    >>> ax.get_ylabel()
    '岁'
    """
    words = _WORDS[checked_lang(lang)]
    target, found = prospect.indicator, prospect.history
    if not found.values or prospect.goal is None:
        raise DomainError(f"indicator {target.id!r} has nothing to draw: {prospect.reason}")
    times = [clock.time(when) for when in found.when]
    with style(theme):
        ax = axes_or_new(ax, 6.4, 3.6)
        roles = colours(ax)
        ax.plot(times, found.values, "-o", markersize=scaled(4), linewidth=scaled(1), color=roles["observed"])
        text = words["target"].format(value=prospect.goal)
        labels = [(float(prospect.goal), text, roles["target"])]
        if prospect.probability is not None:
            text += "\n" + words["chance"].format(share=_share(prospect.probability, words))
            labels = [(float(prospect.goal), text, roles["target"]), *_fan(ax, prospect, levels, times[-1], words)]
        ax.hlines(prospect.goal, times[0], target.due, color=roles["target"], linewidth=scaled(0.8), linestyle=":")
        ax.plot(target.due, prospect.goal, "D", markersize=scaled(7), color=roles["target"], zorder=4)
        _frame(ax, unit_words(target.unit_label, lang), times[0], target.due, [text for _, text, _ in labels])
        ax.annotate(words["seen"], (times[0], found.values[0]), (0, -8 if found.values[-1] > found.values[0] else 8),
                    textcoords="offset points", va="top" if found.values[-1] > found.values[0] else "bottom",
                    ha="left", color=roles["observed"], fontsize="small")  # fmt: skip
        end_labels(ax, target.due, labels)
        said = "\n".join(_notes(prospect, words, lang, source))
        finish(ax, target.name(lang) if title is None else title, said)
    return ax


def _fan(
    ax: Axes, prospect: Prospect, levels: tuple[float, ...], last: float, words: dict[str, str]
) -> list[tuple[float, str, str]]:
    """Draw the fan; what stands at its right end: height, text, colour."""
    ahead, roles, start = prospect.fan(levels), colours(ax), prospect.history.values[-1]
    falling = start < prospect.history.values[0]
    times = np.concatenate([[last], ahead.times])
    labels = []
    for place in sorted(range(len(levels)), key=lambda k: -levels[k]):
        low, high = np.concatenate([[start], ahead.low[place]]), np.concatenate([[start], ahead.high[place]])
        shade = 0.6 if levels[place] == min(levels) else 0.3
        ax.fill_between(times, low, high, color=roles["anticipatory"], alpha=shade, linewidth=0)
        end = float(low[-1] if falling else high[-1])
        labels.append((end, words["inside"].format(level=levels[place]), roles["path"]))
    middle = np.concatenate([[start], ahead.median])
    ax.plot(times, middle, "--", color=roles["obligatory"], linewidth=scaled(1.3))
    return [*labels, (float(middle[-1]), words["median"].format(value=middle[-1]), roles["obligatory"])]


def _share(chance: float, words: dict[str, str]) -> str:
    """A chance as a reader should take it: nothing finer than a hundredth, nothing certain."""
    if chance < 0.01:
        return words["below"]
    return words["above"] if chance > 0.99 else f"{chance:.0%}"


def _notes(prospect: Prospect, words: dict[str, str], lang: str, source: str) -> list[str]:
    notes = []
    if prospect.probability is None:
        notes.append(said(prospect.reason, lang))
    if prospect.donors:
        notes.append(words["donors"].format(donors=", ".join(prospect.donors)))
    factor = None if prospect.attainment is None else prospect.attainment.factor
    if prospect.probability is not None and factor is not None and factor > 1:
        notes.append(words["factor"].format(factor=factor))
    if source:
        notes.append(source_line(source, lang))
    return notes


def _frame(ax: Axes, unit: str, first: float, due: float, texts: list[str]) -> None:
    """Limits with room for the labels, whole years, light lines behind."""
    from matplotlib.ticker import MaxNLocator

    low, high = ax.get_ylim()
    pad = 0.14 * (high - low or abs(high) or 1.0)
    ax.set_ylim(low - pad, high + pad)
    room_right(ax, first, due, texts)
    places = MaxNLocator(nbins=6, integer=True).tick_values(first, due)
    ax.set_xticks([year for year in places if first - NOISE <= year <= due], minor=False)
    ax.set_ylabel(unit)
    ax.yaxis.grid(True, color=colours(ax)["grid"], linewidth=scaled(0.6))
    ax.set_axisbelow(True)


@door
def plot_waterfall(
    split: StockSplit,
    *,
    level: float = 0.8,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """From the stock there now, by more per head and more heads, to the stock needed.

    Each step starts where the one before ends. Where the population is uncertain, a thin line over a step and over the
    stock needed spans the central `level` interval.

    Parameters
    ----------
    split : StockSplit
        What `split_gap` returns.
    level : float
        Share of outcomes inside the interval, such as 0.95.
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

    Examples
    --------
    >>> import cqtargets as cq
    >>> from cqtargets.prospects import split_gap
    >>> split = split_gap(cq.load_catalogue()["med14.beds_per_1000"], cq.load_observations(), on=2020,
    ...                   population_now=32.09e6, population_due=32.6e6)
    >>> [round(bar.get_height()) for bar in plot_waterfall(split).patches]
    [204734, 51986, 4080, 260800]
    """
    words = _WORDS[checked_lang(lang)]
    heads = float(split.effects["population"])
    middle = split.stock_now + float(split.effects["ratio"])
    with style(theme):
        ax = axes_or_new(ax, 6.4, 3.8)
        roles = colours(ax)
        steps = (
            (words["now"].format(when=split.when), 0.0, split.stock_now, "none", None),
            (words["ratio"], split.stock_now, middle - split.stock_now, "obligatory", "ratio"),
            (words["population" if heads >= 0 else "fewer"], middle, heads, "anticipatory", "population"),
            (words["needed"].format(when=split.indicator.target_year), 0.0, split.stock_needed, "target", "total"),
        )  # fmt: skip
        tops = []
        for place, (_, bottom, height, role, factor) in enumerate(steps):
            ax.bar(place, height, bottom=bottom, width=0.62, color=roles[role])
            low, high = (0.0, 0.0) if factor is None else split.interval(factor, level)
            base = split.stock_now if factor == "total" else bottom
            if high > low:
                ax.vlines(place, base + low, base + high, color=roles["ground"], linewidth=scaled(3.4))
                ax.vlines(place, base + low, base + high, color=roles["observed"], linewidth=scaled(1.4))
            tops.append(float(max(bottom, bottom + height, base + high if high > low else -np.inf)))
            sign = "+" if place in (1, 2) else ""
            ax.annotate(f"{height:{sign},.0f}", (place, tops[-1]), (0, 4), textcoords="offset points", ha="center",
                        color=roles["ink"])  # fmt: skip
        for place, end in enumerate((split.stock_now, middle, middle + heads)):
            ax.hlines(end, place + 0.31, place + 0.69, color=roles["axis"], linewidth=scaled(0.8))
        ax.set_xticks(range(4), [wrapped(name, 10) for name, *_ in steps])
        ax.tick_params(axis="x", length=0)
        ax.set_ylim(min(0.0, middle), 1.12 * max(tops))
        ax.yaxis.set_major_formatter("{x:,.0f}")
        ax.set_ylabel(unit_words(split.indicator.unit, lang))
        said = source_line(source, lang)
        finish(ax, split.indicator.name(lang) if title is None else title, said)
    return ax


@door
def plot_reliability(
    reliability: Reliability,
    *,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Share of targets met beside the chance forecast for them; points on the diagonal came as often as was said.

    The area of a point grows with the number of targets in its bin, which stands beside it.

    Parameters
    ----------
    reliability : Reliability
        What `attainment.reliability` returns.
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

    Examples
    --------
    >>> from cqtargets.attainment import reliability, rolling_origin
    >>> rate = [21.7, 20.1, 19.9, 19.6, 18.3, 17.8, 16.9, 16.1, 15.7, 15.1, 14.3]
    >>> cases = rolling_origin({"maternal": (range(2014, 2025), rate, "log")}, ["drift"])
    >>> plot_reliability(reliability(cases, bins=5), lang="en").get_xlabel()
    'Forecast chance (%)'
    """
    words = _WORDS[checked_lang(lang)]
    with style(theme):
        ax = axes_or_new(ax, 5.2, 4.2)
        roles = colours(ax)
        ax.plot([0, 1], [0, 1], color=roles["axis"], linewidth=scaled(0.9), linestyle="--")
        ax.annotate(words["even"], (1, 1), (2, 4), textcoords="offset points", color=roles["path"], fontsize="small",
                    ha="center")  # fmt: skip
        most = float(reliability.count.max()) if reliability.count.size else 1.0
        sizes = scaled(1.0) ** 2 * (20 + 140 * reliability.count / most)
        ax.plot(reliability.forecast, reliability.met, color=roles["obligatory"], linewidth=scaled(1))
        ax.scatter(reliability.forecast, reliability.met, s=sizes, color=roles["obligatory"], zorder=3)
        for said, came, size in zip(reliability.forecast, reliability.met, reliability.count, strict=True):
            right = came <= said
            ax.annotate(
                words["count"].format(n=size), (said, came), (scaled(9 if right else -9), -3), textcoords="offset points",
                ha="left" if right else "right", va="center", fontsize="small", color=roles["ink"],
            )  # fmt: skip
        ax.set(xlim=(-0.2, 1.2), ylim=(-0.08, 1.1), xlabel=words["said"], ylabel=words["came"])
        for axis in (ax.xaxis, ax.yaxis):
            axis.set_ticks([0, 0.2, 0.4, 0.6, 0.8, 1])
            axis.set_major_formatter(lambda x, _: f"{100 * x:.0f}")
        finish(ax, title, source_line(source, lang))
    return ax
