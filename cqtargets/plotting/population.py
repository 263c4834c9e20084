"""People as pictures: pyramids of two dates, fans of a forecast, districts by rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_DIGITS, whole_number
from cqtargets.conventions.reasons import Reason
from cqtargets.conventions.unit_words import region_words, unit_words
from cqtargets.errors import DomainError
from cqtargets.plotting.labels import end_labels, finish, fit_bars, name_axis, room_right, row_label, source_line
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style
from cqtargets.population.known.census import Census

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_population_fan", "plot_pyramid", "plot_ranking"]

_WAN: Final = 10_000
_WORDS: Final = {
    "zh": {
        "men": "男", "women": "女", "people": "万人", "age": "年龄组", "interval": "{level:.0%} 区间",
        "median": "中位数 {value:,.0f}", "published": "公布数", "title": "{region} {band} 人口", "everybody": "{region}常住人口",
        "bars": "{region} {later}（色块）与 {earlier}（轮廓）",
    },
    "en": {
        "men": "Men", "women": "Women", "people": "10,000 people", "age": "Age group",
        "interval": "{level:.0%} interval", "median": "median {value:,.0f}", "published": "published",
        "title": "{region}, people {band}", "everybody": "{region}, all residents",
        "bars": "{region} {later} (bars) and {earlier} (outline)",
    },
}  # fmt: skip


class Quantities(Protocol):
    """A number of each region at one date with its interval; `cqtargets.conventions.quantity.Quantity` is one."""

    regions: tuple[str, ...]
    unit: str

    @property
    def median(self) -> Any: ...
    def interval(self, level: float = 0.95) -> tuple[Any, Any]: ...


class Denominators(Protocol):
    """A forecast: what it says of an age band on a date."""

    def denominator(self, band: str, *, on: int) -> Any: ...


@door
def plot_pyramid(
    earlier: Census,
    later: Census,
    *,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Population by sex and age on two dates: bars for the later, outlines for the earlier; men left, women right.

    Parameters
    ----------
    earlier, later : Census
        Counts in persons; groups of 0 and 1-4 are joined so that all bars are five years high.
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
        If the two do not have the same age groups.
    """
    words = _WORDS[checked_lang(lang)]
    first, second = earlier.five_year(), later.five_year()
    if not np.array_equal(first.ages, second.ages):
        raise DomainError("the two populations have other age groups; bring both to the same ones")
    places = np.arange(first.ages.size)
    labels = [*(f"{int(age)}–{int(age) + 4}" for age in first.ages[:-1]), f"{int(first.ages[-1])}+"]
    from matplotlib.patheffects import withStroke

    with style(theme):
        ax = axes_or_new(ax, 6.2, 5.0)
        roles = colours(ax)
        for side, sex, colour in ((-1, 0, "obligatory"), (1, 1, "anticipatory")):
            now, before = side * second.counts[sex] / _WAN, side * first.counts[sex] / _WAN
            ax.barh(places, now, height=0.86, color=roles[colour], edgecolor=roles["ground"], linewidth=scaled(0.4))
            edges = np.concatenate([places - 0.5, [places[-1] + 0.5]])
            ax.stairs(before, edges, orientation="horizontal", baseline=None, color=roles["observed"], linewidth=scaled(1.1),
                      path_effects=[withStroke(linewidth=scaled(2.6), foreground=roles["ground"])])  # fmt: skip
        ax.set_yticks(places, labels)
        ax.tick_params(axis="y", length=0)
        ax.axvline(0, color=roles["ground"], linewidth=scaled(1))
        limit = 1.08 * float(max(np.abs(second.counts).max(), np.abs(first.counts).max())) / _WAN
        ax.set_xlim(-limit, limit)
        ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        ax.set_xlabel(words["people"])
        ax.set_ylabel(words["age"])
        for x, anchor, sex_name in ((0.03, "left", "men"), (0.97, "right", "women")):
            ax.text(x, 0.97, words[sex_name], transform=ax.transAxes, ha=anchor, va="top", color=roles["ink"])
        shown = words["bars"].format(region=region_words(later.region, lang), later=later.year, earlier=earlier.year)
        said = source_line(source, lang)
        finish(ax, shown if title is None else title, said)
    return ax


@door
def plot_population_fan(
    forecast: Denominators,
    band: str,
    years: Sequence[int],
    *,
    region: str | None = None,
    published: dict[int, float] | None = None,
    levels: tuple[float, float] = (0.8, 0.95),
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """The median of an age band by year with its intervals, and what has been published since.

    Parameters
    ----------
    forecast : Forecast
        With draws.
    band : str
        Such as ``"60+"`` or ``"total"``.
    years : sequence of int
        Year ends.
    region : str, optional
        Needed where the forecast covers several.
    published : mapping year -> persons, optional
        Drawn as points.
    levels : tuple of float, float
        Shares of outcomes inside each interval.
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
        If the forecast covers several regions and none is named, did not keep the band, ends before a year, or has no
        draws.
    UnknownIdError
        If it does not cover `region`.
    """
    words = _WORDS[checked_lang(lang)]
    found = [forecast.denominator(band, on=year) for year in years]
    if region is not None:
        found = [quantity if quantity.regions == (region,) else quantity.of(region) for quantity in found]
    if any(len(quantity.regions) != 1 for quantity in found):
        raise DomainError("the forecast covers several regions; name one with region=")
    median = np.array([_one(quantity.median) for quantity in found]) / _WAN
    from matplotlib.ticker import MaxNLocator

    with style(theme):
        ax = axes_or_new(ax, 6.4, 3.6)
        roles = colours(ax)
        labels = [(float(median[-1]), words["median"].format(value=median[-1]), roles["obligatory"])]
        for level, alpha in zip(sorted(levels, reverse=True), (0.3, 0.6), strict=True):
            ends = np.array([[_one(end) for end in quantity.interval(level)] for quantity in found]) / _WAN
            ax.fill_between(years, ends[:, 0], ends[:, 1], color=roles["anticipatory"], alpha=alpha, linewidth=0)
            labels.append((float(ends[-1, 1]), words["interval"].format(level=level), roles["path"]))
        ax.plot(years, median, color=roles["obligatory"], linewidth=scaled(1.6))
        room_right(ax, years[0], years[-1], [text for _, text, _ in labels])
        if published:
            _published(ax, {year: value / _WAN for year, value in published.items()}, words["published"])
        ax.set_ylim(ax.get_ylim())
        end_labels(ax, years[-1], labels)
        ax.set_ylabel(words["people"])
        ax.yaxis.grid(True, color=roles["grid"], linewidth=scaled(0.6))
        ax.set_axisbelow(True)
        places = MaxNLocator(nbins=6, integer=True).tick_values(years[0], years[-1])
        ax.set_xticks([year for year in places if years[0] <= year <= years[-1]] if len(years) > 1 else list(years))
        ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        shown = words["everybody" if band == "total" else "title"].format(
            region=region_words(found[0].regions[0], lang), band=band
        )
        finish(ax, shown if title is None else title, source_line(source, lang))
    return ax


def _published(ax: Axes, values: dict[int, float], name: str) -> None:
    """Points, named at the last one."""
    colour = colours(ax)["observed"]
    ax.plot(list(values), list(values.values()), "o", color=colour, markersize=scaled(4))
    last = max(values)
    ax.annotate(name, (last, values[last]), (4, -9), textcoords="offset points", va="top", ha="left", color=colour,
                fontsize="small")  # fmt: skip


def _one(value: Any) -> float:
    return float(np.atleast_1d(value)[0])


@door
def plot_ranking(
    quantity: Quantities,
    *,
    level: float = 0.95,
    scale: float = 1.0,
    label: str = "",
    digits: int = 1,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Regions by their median, with the interval of each.

    Parameters
    ----------
    quantity : Quantity
        One number a region.
    scale : float
        The numbers are divided by it (10,000 for 万人, 0.01 for per cent).
    label : str
        Of the horizontal axis, with its unit.
    level : float
        Share of outcomes inside the interval, such as 0.95.
    digits : int
        Decimals of the numbers that are shown.
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
    """
    checked_lang(lang)
    whole_number("digits", digits, most=MOST_DIGITS)
    low, high = (np.atleast_1d(end) for end in quantity.interval(level))
    if not 0 < scale < np.inf or np.abs(high).max() >= scale * 1e300:
        raise DomainError(Reason("scale_positive", scale=scale))
    median, low, high = np.atleast_1d(quantity.median) / scale, low / scale, high / scale
    order = np.argsort(median, kind="stable")
    places = np.arange(order.size)
    with style(theme):
        ax = axes_or_new(ax, 6.4, 1.0 + 0.21 * order.size)
        roles = colours(ax)
        ax.barh(places, median[order], height=0.7, color=roles["anticipatory"])
        ax.hlines(places, low[order], high[order], color=roles["observed"], linewidth=scaled(1.2))
        name_axis(ax, places.tolist(), [quantity.regions[index] for index in order])
        ax.set_ylim(-0.7, order.size - 0.3)
        ends = [float(high[index] if median[index] >= 0 else low[index]) for index in order]
        texts = [f"{median[index]:.{digits}f}" for index in order]
        fit_bars(ax, min(0.0, float(low.min())), max(0.0, float(high.max())), list(zip(ends, texts, strict=True)))
        for place, (end, text) in enumerate(zip(ends, texts, strict=True)):
            row_label(ax, end, place, text)
        ax.axvline(0, color=roles["axis"], linewidth=scaled(0.8))
        ax.set_xlabel(label or unit_words(quantity.unit, lang))
        finish(ax, title, source_line(source, lang))
    return ax
