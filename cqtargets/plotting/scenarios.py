"""Scenarios beside the plan, old and new targets, and which input moves a result most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.errors import DomainError
from cqtargets.indicator import Indicator
from cqtargets.plotting.theme import COLOURS, axes_or_new, checked_lang, name_axis, source_line, style, wrapped
from cqtargets.scenario import ScenarioComparison
from cqtargets.sensitivity import Tornado

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_scenarios", "plot_target_slope", "plot_tornado"]

_LINES: Final = (
    ("#1b1b1b", "o", "-"), ("#b03a2e", "s", "--"), ("#0b3c6f", "^", "-."), ("#6da7d6", "D", ":"), ("#8a6d1d", "v", "-"),
    ("#5f6b76", "P", "--"),
)  # fmt: skip
_WORDS: Final = {
    "zh": {"stock": "需要量（{unit}）", "source": "来源：{source}", "low": "取低值", "high": "取高值", "change": "变动%"},
    "en": {"stock": "needed ({unit})", "source": "Source: {source}", "low": "at its low end", "high": "at its high end",
           "change": "change, %"},
}  # fmt: skip


def plot_scenarios(
    comparison: ScenarioComparison,
    id: str,
    *,
    what: str = "value",
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """One target under every scenario, year by year.

    Parameters
    ----------
    comparison : ScenarioComparison
    id : str
        Which target.
    what : {"value", "stock"}
        The path, or the stock it needs with its interval.

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If the target is not there, or has no numbers to draw; the reason is given.

    Examples
    --------
    >>> import cqtargets as cq
    >>> late = cq.Scenario("late", [cq.Shift("med14.beds_per_1000", "target_year", by=1)])
    >>> ax = plot_scenarios(cq.compare(cq.load_catalogue(), late), "med14.beds_per_1000")
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['base', 'late']
    """
    words = _WORDS[checked_lang(lang)]
    if what not in ("value", "stock"):
        raise DomainError(f"what {what!r} cannot be drawn; write 'value' or 'stock'")
    frame = comparison.to_frame()
    frame = frame[frame["id"] == id]
    if frame.empty:
        raise DomainError(f"no target {id!r} in this comparison; its ids are in targets()['id']")
    if not frame[what].notna().any():
        reasons = frame["reason" if what == "value" else "stock_reason"]
        reason = next((text for text in reasons if text), "give compare() a population")
        raise DomainError(f"target {id!r} has no {what} to draw: {reason}")
    with style(theme):
        ax = axes_or_new(ax, 6.4, 3.4)
        for number, scenario in enumerate(comparison.scenarios):
            _line(ax, frame[(frame["scenario"] == scenario.name) & frame[what].notna()], what, scenario.name, number)
        first = frame.iloc[0]
        unit = str(first["unit"])
        if what == "stock":
            ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        ax.set_ylabel(unit if what == "value" else words["stock"].format(unit=unit.partition("/")[0]))
        ax.set_xticks(sorted(int(year) for year in frame["year"].dropna().unique()))
        ax.yaxis.grid(True, color=COLOURS["grid"], linewidth=0.6)
        ax.set_axisbelow(True)
        ax.legend(frameon=False, fontsize="small")
        ax.set_title(
            str(first["name_en" if lang == "en" and first["name_en"] else "name_zh"]) if title is None else title
        )
        source_line(ax, words["source"].format(source=source) if source else "")
    return ax


def _line(ax: Axes, rows: pd.DataFrame, what: str, name: str, number: int) -> None:
    if rows.empty:
        return
    colour, marker, dash = _LINES[number % len(_LINES)]
    years = rows["year"].astype(int).to_numpy()
    values = rows[what].to_numpy(dtype=float)
    ax.plot(years, values, color=colour, marker=marker, linestyle=dash, markersize=4, linewidth=1.4, label=name)
    if what == "stock":
        low, high = (rows[end].to_numpy(dtype=float) for end in ("stock_low", "stock_high"))
        ax.fill_between(years, low, high, color=colour, alpha=0.12, linewidth=0)
    shift = (6, 0) if number % 2 == 0 else (6, -8)
    ax.annotate(_label(values[-1]), (years[-1], values[-1]), shift, textcoords="offset points", color=colour,
                fontsize="small", va="center")  # fmt: skip


def _label(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"


def plot_tornado(
    result: Tornado,
    *,
    names: dict[str, str] | None = None,
    unit: str = "",
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    theme: Any = "print",
) -> Axes:
    """Bars from the result at the low end of each input to that at its high end, widest on top.

    Parameters
    ----------
    result : Tornado
        Of `cqtargets.sensitivity.tornado`.
    names : dict, optional
        What readers call the inputs.
    unit : str
        Of the result.

    Examples
    --------
    >>> import cqtargets as cq
    >>> found = cq.sensitivity.tornado(lambda ratio, people: ratio * people, {"ratio": (7, 8), "people": (31, 33)})
    >>> plot_tornado(found, unit="thousand beds", lang="en").get_xlabel()
    'thousand beds'
    """
    words = _WORDS[checked_lang(lang)]
    bars = result.bars[::-1]
    with style(theme):
        ax = axes_or_new(ax, 6.8, 1.3 + 0.45 * len(bars))
        for place, bar in enumerate(bars):
            for end, text, colour, hatch in (
                (bar.at_low, f"{bar.low:g}", COLOURS["anticipatory"], "///"),
                (bar.at_high, f"{bar.high:g}", COLOURS["obligatory"], ""),
            ):
                label = words["low" if hatch else "high"] if place == len(bars) - 1 else None
                ax.barh(place, end - result.base, left=result.base, height=0.6, color=colour, hatch=hatch,
                        edgecolor="white", linewidth=0.5, label=label)  # fmt: skip
                left = end < result.base
                ax.annotate(text, (end, place), (-4 if left else 4, 0), textcoords="offset points", fontsize="small",
                            va="center", ha="right" if left else "left")  # fmt: skip
        name_axis(ax, list(range(len(bars))), [(names or {}).get(bar.name, bar.name) for bar in bars], lang)
        ax.axvline(result.base, color=COLOURS["observed"], linewidth=0.9)
        ends = [end for bar in bars for end in (bar.at_low, bar.at_high)]
        pad = 0.18 * (max(ends) - min(ends) or 1.0)
        ax.set_xlim(min(ends) - pad, max(ends) + pad)
        ax.set_ylim(-0.7, len(bars) - 0.3)
        ax.set_xlabel(unit)
        ax.legend(frameon=False, fontsize="small", loc="lower right")
        ax.set_title(title)
    return ax


def plot_target_slope(
    before: Catalogue,
    after: Catalogue,
    *,
    labels: tuple[str, str] = ("", ""),
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Old and new targets: one line a changed target, from 0 at the left to its change in per cent at the right.

    Parameters
    ----------
    before, after : Catalogue
        Targets with the same ids in both are compared; unchanged ones are left out.
    labels : tuple of str
        What the two sides are called; 原目标 and 新目标 by default.

    Raises
    ------
    DomainError
        If no target differs in its number or its due year, or all old ones are zero.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat = cq.load_catalogue()
    >>> more = cq.Scenario("more", [cq.Set("med14.beds_per_1000", target=8.5)])
    >>> ax = plot_target_slope(cat, more.apply(cat))
    >>> round(float(ax.lines[0].get_ydata()[1]), 2)
    6.25
    """
    words = _WORDS[checked_lang(lang)]
    pairs = [(old, after[old.id]) for old in before if old.id in after and _moved(old, after[old.id])]
    if not pairs:
        raise DomainError("no target differs between the two catalogues; apply a scenario to one of them")
    usual = ("原目标", "新目标") if lang == "zh" else ("old target", "new target")
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.6 + 0.42 * len(pairs))
        changes = [_change(old, new) for old, new in pairs]
        rows = sorted(zip(changes, pairs, strict=True), key=lambda row: row[0])
        heights = _spread([change for change, _ in rows])
        for (change, (old, new)), height in zip(rows, heights, strict=True):
            colour = COLOURS["target"] if change < 0 else COLOURS["obligatory"]
            ax.plot([0, 1], [0, change], marker="o", markersize=4, color=colour, linewidth=1.2)
            text = f"{wrapped(old.name(lang), lang)}  {_sides(old, new)}"
            ax.plot([1.02, 1.12], [change, height], color=COLOURS["path"], linewidth=0.6)
            ax.text(1.14, height, text, va="center", fontsize="small")
        ax.set_xlim(-0.05, 2.6)
        ax.set_ylim(min(0.0, *heights) - _step(changes), max(0.0, *heights) + _step(changes))
        ax.set_xticks([0, 1], [label or other for label, other in zip(labels, usual, strict=True)])
        ax.set_ylabel(words["change"])
        ax.hlines(0, 0, 1, color=COLOURS["grid"], linewidth=1.0, zorder=0)
        ax.set_title(title)
        source_line(ax, words["source"].format(source=source) if source else "")
    return ax


def _moved(old: Indicator, new: Indicator) -> bool:
    if old.goal is None or new.goal is None or old.goal == 0:
        return False
    return old.goal != new.goal or old.target_year != new.target_year


def _change(old: Indicator, new: Indicator) -> float:
    assert old.goal is not None
    assert new.goal is not None
    return 100 * (new.goal - old.goal) / abs(old.goal)


def _sides(old: Indicator, new: Indicator) -> str:
    years = f"（{old.target_year} → {new.target_year}）" if old.target_year != new.target_year else ""
    return f"{old.goal:.4g} → {new.goal:.4g} {new.unit_label}{years}"


def _step(changes: list[float]) -> float:
    """The distance between two labels: a share of the range that leaves room for all of them."""
    reach = max(0.0, *changes) - min(0.0, *changes)
    return max(reach, 1.0) / max(len(changes), 4)


def _spread(changes: list[float]) -> list[float]:
    """Heights for the labels of ascending values, at least one step apart."""
    step = _step(changes)
    heights: list[float] = []
    for change in changes:
        heights.append(change if not heights else max(change, heights[-1] + step))
    excess = (heights[-1] - changes[-1]) / 2
    return [height - excess for height in heights]
