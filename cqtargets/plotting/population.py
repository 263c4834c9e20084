"""People as pictures: pyramids of two dates, fans of a forecast, districts by rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from cqtargets.census import Census
from cqtargets.errors import DomainError
from cqtargets.plotting.theme import COLOURS, axes_or_new, checked_lang, name_axis, point_label, source_line, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_population_fan", "plot_pyramid", "plot_ranking"]

_WAN: Final = 10_000
_WORDS: Final = {
    "zh": {
        "men": "男", "women": "女", "people": "万人", "age": "年龄组", "source": "来源：{source}", "interval": "{levels} 区间",
        "and": "、",
    },
    "en": {
        "men": "Men", "women": "Women", "people": "10,000 people", "age": "Age group", "source": "Source: {source}",
        "interval": "{levels} intervals", "and": " and ", "median": "median", "open": "{age}+", "observed": "published",
    },
}  # fmt: skip


class Quantities(Protocol):
    """A number of each region at one date with its interval; `cqtargets.quantity.Quantity` is one."""

    regions: tuple[str, ...]
    unit: str

    @property
    def median(self) -> Any: ...
    def interval(self, level: float = 0.95) -> tuple[Any, Any]: ...


class Denominators(Protocol):
    """A forecast: what it says of an age band on a date."""

    def denominator(self, band: str, *, on: int) -> Any: ...


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
    with style(theme):
        ax = axes_or_new(ax, 6.2, 5.0)
        for side, sex, colour in ((-1, 0, "obligatory"), (1, 1, "anticipatory")):
            now, before = side * second.counts[sex] / _WAN, side * first.counts[sex] / _WAN
            ax.barh(places, now, height=0.86, color=COLOURS[colour], edgecolor="white", linewidth=0.4)
            edges = np.concatenate([places - 0.5, [places[-1] + 0.5]])
            ax.stairs(before, edges, orientation="horizontal", baseline=None, color=COLOURS["observed"], linewidth=1.1)
        ax.set_yticks(places, labels)
        ax.tick_params(axis="y", length=0)
        ax.axvline(0, color="white", linewidth=1)
        limit = 1.08 * float(max(np.abs(second.counts).max(), np.abs(first.counts).max())) / _WAN
        ax.set_xlim(-limit, limit)
        ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
        ax.set_xlabel(words["people"])
        ax.set_ylabel(words["age"])
        for place, sex_name in ((0.03, "men"), (0.97, "women")):
            ax.text(
                place, 0.97, words[sex_name], transform=ax.transAxes, ha="left" if place < 0.5 else "right", va="top"
            )
        shown = f"{later.region} {later.year}（色块）与 {earlier.year}（轮廓）"
        if lang == "en":
            shown = f"{later.region} {later.year} (bars) and {earlier.year} (outline)"
        ax.set_title(shown if title is None else title)
        source_line(ax, words["source"].format(source=source) if source else "")
    return ax


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
        for level, alpha in zip(sorted(levels, reverse=True), (0.25, 0.5), strict=True):
            ends = np.array([[_one(end) for end in quantity.interval(level)] for quantity in found]) / _WAN
            ax.fill_between(years, ends[:, 0], ends[:, 1], color=COLOURS["anticipatory"], alpha=alpha, linewidth=0)
        ax.plot(years, median, color=COLOURS["obligatory"], linewidth=1.6)
        text = words["interval"].format(levels=words["and"].join(f"{level:.0%}" for level in sorted(levels)))
        ax.annotate(text, (years[-1], median[-1]), (8, 0), textcoords="offset points", fontsize="small", va="center",
                    color="#3c4650")  # fmt: skip
        point_label(ax, years[-1], float(median[-1]), f"{median[-1]:.0f}", COLOURS["obligatory"])
        if published:
            ax.plot(list(published), np.array(list(published.values())) / _WAN, "o", color=COLOURS["observed"],
                    markersize=4)  # fmt: skip
        ax.set_ylabel(words["people"])
        ax.set_xlim(years[0] - 0.3, years[-1] + 0.22 * (years[-1] - years[0]) + 0.5)
        ax.yaxis.grid(True, color=COLOURS["grid"], linewidth=0.6)
        ax.set_axisbelow(True)
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set_title(f"{found[0].regions[0]} {band}" if title is None else title)
        source_line(ax, words["source"].format(source=source) if source else "")
    return ax


def _one(value: Any) -> float:
    return float(np.atleast_1d(value)[0])


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
    """
    words = _WORDS[checked_lang(lang)]
    median = np.atleast_1d(quantity.median) / scale
    low, high = (np.atleast_1d(end) / scale for end in quantity.interval(level))
    order = np.argsort(median, kind="stable")
    places = np.arange(order.size)
    with style(theme):
        ax = axes_or_new(ax, 6.4, 1.0 + 0.21 * order.size)
        ax.barh(places, median[order], height=0.7, color=COLOURS["anticipatory"])
        ax.hlines(places, low[order], high[order], color=COLOURS["observed"], linewidth=1.2)
        name_axis(ax, places.tolist(), [quantity.regions[index] for index in order], lang)
        ax.set_ylim(-0.7, order.size - 0.3)
        ax.set_xlim(0, 1.12 * float(high.max()))
        for place, index in zip(places, order, strict=True):
            ax.annotate(f"{median[index]:.{digits}f}", (high[index], place), (4, 0), textcoords="offset points",
                        va="center", fontsize="small")  # fmt: skip
        ax.set_xlabel(label or quantity.unit)
        ax.set_title(title)
        source_line(ax, words["source"].format(source=source) if source else "")
    return ax
