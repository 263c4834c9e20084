"""How many must enter a profession each year, and the beds that people by age use beside the ratio of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqtargets.conventions.doors import door
from cqtargets.conventions.quantity import Quantity
from cqtargets.errors import DomainError
from cqtargets.plotting.labels import end_labels, finish, fit_bars, name_axis, room_right, row_label, source_line
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style
from cqtargets.targets.staffing import Staffing, StaffStage

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_bed_demand", "plot_entry"]

_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "entry": "每年需新增（人）", "note": "条形：中位数，深色为补离职和退休；横线：95% 区间（人口与离职）", "beds": "每 1,000 人床位（张）",
        "use": "按年龄推算 {value:.2f}", "interval": "95% 区间", "goal": "规划 {value:g}",
    },
    "en": {
        "entry": "To enter each year (people)",
        "note": "bars: medians, the dark part replaces those who leave and retire; lines: 95 % intervals (people and exits)",
        "beds": "Beds per 1,000 people", "use": "use by age {value:.2f}", "interval": "95 % interval", "goal": "plan {value:g}",
    },
}  # fmt: skip


@door
def plot_entry(
    needs: Staffing | Sequence[Staffing],
    *,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """How many must be trained: entry a year of each profession and stage, with intervals.

    Parameters
    ----------
    needs : Staffing or sequence of Staffing
        Of `Indicator.workforce`, for one region each, with trajectories. Stages that several share are drawn once.
    ax : Axes, optional
        Drawn on; otherwise a new figure.
    lang : {"zh", "en"}
    title, source : str
        Above and below.
    theme : {"print", "slide"}

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If there is nothing to draw, several regions, or no trajectories.

    Examples
    --------
    >>> import cqtargets as cq
    >>> city = cq.population.forecast("重庆市", to=2025, draws=50, seed=1)
    >>> plot_entry(cq.load_catalogue()["med14.nurses_per_1000"].workforce(city), lang="en").get_xlabel()
    'To enter each year (people)'
    """
    words = _WORDS[checked_lang(lang)]
    rows = _rows([needs] if isinstance(needs, Staffing) else needs)
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.4 + 0.5 * len(rows))
        roles = colours(ax)
        names = [_name(need, stage, lang) for need, stage in rows]
        name_axis(ax, range(len(rows)), names, lines=3)
        labels = []
        for place, (_, stage) in enumerate(rows):
            entry, (low, high) = _one(stage.entry.median), map(_one, stage.entry.interval(0.95))
            replacing = min(max(_one(stage.replacing.median), 0.0), max(entry, 0.0))
            ax.barh(place, entry, height=0.6, color=roles["anticipatory"])
            ax.barh(place, replacing, height=0.6, color=roles["obligatory"])
            ax.plot(
                [low, high], [place, place], color=roles["ink"], linewidth=scaled(1.4), marker="|", markersize=scaled(6)
            )
            labels.append((max(high, entry), f"{entry:,.0f}（{low:,.0f}–{high:,.0f}）" if lang == "zh" else
                           f"{entry:,.0f} ({low:,.0f} to {high:,.0f})"))  # fmt: skip
        fit_bars(ax, min(0.0, *(_one(stage.entry.interval(0.95)[0]) for _, stage in rows)), 0.0, labels)
        for place, (end, text) in enumerate(labels):
            row_label(ax, end, place, text)
        ax.set_ylim(-0.7, len(rows) - 0.3)
        ax.axvline(0, color=roles["axis"], linewidth=scaled(0.8))
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        ax.set_xlabel(words["entry"])
        finish(ax, title, "\n".join(line for line in (words["note"], source_line(source, lang)) if line))
    return ax


def _rows(needs: Sequence[Staffing]) -> list[tuple[Staffing, StaffStage]]:
    """Each profession's stages, the first on top; equal ones once."""
    found: dict[tuple[str, int, float], tuple[Staffing, StaffStage]] = {}
    for need in needs:
        for stage in need.stages:
            if len(stage.entry.regions) != 1:
                raise DomainError(
                    f"{need.indicator} covers {len(stage.entry.regions)} regions; forecast one to draw it"
                )
            if not stage.entry.draws.shape[1]:
                raise DomainError(f"{need.indicator} has no trajectories, so no interval; forecast with draws=1000")
            found.setdefault((need.indicator, stage.end, stage.goal), (need, stage))
    if not found:
        raise DomainError("nothing to draw: give what Indicator.workforce returns")
    order = list(dict.fromkeys(need.indicator for need in needs))
    return sorted(found.values(), key=lambda row: (order.index(row[0].indicator), row[1].end, row[1].goal))[::-1]


def _name(need: Staffing, stage: StaffStage, lang: str) -> str:
    name = need.name_en if lang == "en" and need.name_en else need.name_zh
    if lang == "zh":
        return f"{name}\n{stage.begin + 1}—{stage.end} 年达到 {stage.goal:g}"
    return f"{name}\n{stage.begin + 1}-{stage.end}, to {stage.goal:g}"


def _one(value: Any) -> float:
    return float(np.atleast_1d(value)[0])


@door
def plot_bed_demand(
    per_thousand: Mapping[int, Quantity],
    *,
    goal: float | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Beds per 1,000 people that use by age asks for, year by year, beside the ratio of a plan.

    Parameters
    ----------
    per_thousand : mapping of year to Quantity
        Of `BedDemand.per`, for one region, with trajectories; two years or more.
    goal : float, optional
        The plan's ratio, drawn across.
    ax : Axes, optional
        Drawn on; otherwise a new figure.
    lang : {"zh", "en"}
    title, source : str
        Above and below.
    theme : {"print", "slide"}

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If there are fewer than two years, several regions, or no trajectories.

    Examples
    --------
    >>> import cqtargets as cq
    >>> city = cq.population.forecast("重庆市", to=2030, draws=50, seed=1, bands=("0-59",))
    >>> use = {}
    >>> for year in (2025, 2030):
    ...     people = {band: city.denominator(band, on=year) for band in ("0-59", "60+")}
    ...     beds = cq.workforce.bed_demand(people, cq.workforce.ADMISSIONS, stay=8.9, occupancy=0.85)
    ...     use[year] = beds.per(city.denominator("total", on=year))
    >>> plot_bed_demand(use, goal=8, lang="en").get_ylabel()
    'Beds per 1,000 people'
    """
    words = _WORDS[checked_lang(lang)]
    years = sorted(per_thousand)
    found = [per_thousand[year] for year in years]
    if len(years) < 2:
        raise DomainError(f"{len(years)} years; give two or more")
    if any(len(quantity.regions) != 1 or not quantity.draws.shape[1] for quantity in found):
        raise DomainError("give quantities of one region with trajectories: forecast with draws=1000, then .of(region)")
    with style(theme):
        ax = axes_or_new(ax, 6.4, 3.6)
        roles = colours(ax)
        median = [_one(quantity.median) for quantity in found]
        ends = np.array([[_one(end) for end in quantity.interval(0.95)] for quantity in found])
        ax.fill_between(years, ends[:, 0], ends[:, 1], color=roles["anticipatory"], alpha=0.5, linewidth=0)
        ax.plot(years, median, color=roles["obligatory"], linewidth=scaled(1.6))
        labels = [
            (median[-1], words["use"].format(value=median[-1]), roles["obligatory"]),
            (float(ends[-1, 1]), words["interval"], roles["path"]),
        ]
        if goal is not None:
            ax.plot([years[0], years[-1]], [goal, goal], color=roles["target"], linewidth=scaled(1.2), linestyle="--")
            labels.append((goal, words["goal"].format(value=goal), roles["target"]))
        room_right(ax, years[0], years[-1], [text for _, text, _ in labels])
        ax.set_ylim(0, 1.08 * max(float(ends.max()), goal or 0.0))
        end_labels(ax, years[-1], labels)
        ax.set_ylabel(words["beds"])
        ax.yaxis.grid(True, color=roles["grid"], linewidth=scaled(0.6))
        ax.set_axisbelow(True)
        ax.set_xticks(years if len(years) <= 8 else years[:: -(-len(years) // 6)])
        finish(ax, title, source_line(source, lang))
    return ax
