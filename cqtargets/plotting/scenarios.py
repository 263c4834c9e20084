"""Scenarios beside the plan, old and new targets, and which input moves a result most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.unit_words import amount, unit_words
from cqtargets.errors import DomainError
from cqtargets.plotting.bars import notes, strongest
from cqtargets.plotting.labels import (
    end_labels,
    finish,
    fit_bars,
    name_axis,
    room_right,
    row_label,
    source_line,
    wrapped,
)
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style
from cqtargets.scenario import ScenarioComparison
from cqtargets.sensitivity import Tornado
from cqtargets.targets.indicator import Indicator

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_scenarios", "plot_target_slope", "plot_tornado"]

_LINES: Final = (
    ("observed", "o", "-"), ("target", "s", "--"), ("obligatory", "^", "-."), ("anticipatory", "D", ":"),
    ("path", "v", "-"), ("axis", "P", "--"),
)  # fmt: skip
_WORDS: Final = {
    "zh": {
        "stock": "需要量（{unit}）", "low": "{value}（取低值）", "high": "{value}（取高值）",
        "change": "变动（%）", "old": "原目标", "new": "新目标", "years": "（{old} → {new}）",
        "most": "变动最大的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "stock": "needed ({unit})", "low": "{value} (low end)",
        "high": "{value} (high end)", "change": "Change (%)", "old": "old target", "new": "new target",
        "years": " ({old} → {new})", "most": "the {shown} of {whole} targets that change most",
    },
}  # fmt: skip


@door
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
        If the target is not there, or has no numbers to draw; the reason is given.

    Examples
    --------
    >>> import cqtargets as cq
    >>> late = cq.Scenario("late", [cq.Shift("med14.beds_per_1000", "target_year", by=1)])
    >>> ax = plot_scenarios(cq.compare(cq.load_catalogue(), late), "med14.beds_per_1000")
    >>> [text.get_text() for text in ax.texts]
    ['base 8', 'late 8']
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
        lines = [
            _line(ax, rows, what, scenario.name, number)
            for number, scenario in enumerate(comparison.scenarios)
            if len(rows := frame[(frame["scenario"] == scenario.name) & frame[what].notna()])
        ]
        first, years = frame.iloc[0], sorted(int(year) for year in frame.loc[frame[what].notna(), "year"].unique())
        unit = unit_words(str(first["unit"]), lang) if what == "value" else str(first["unit"]).partition("/")[0]
        ax.set_ylabel(unit if what == "value" else words["stock"].format(unit=unit_words(unit, lang)))
        room_right(ax, years[0], years[-1], [label for _, (_, label, _) in lines])
        ax.set_xticks(years[:: -(-len(years) // 6)])
        ax.set_ylim(ax.get_ylim())
        end_labels(ax, [end for end, _ in lines], [label for _, label in lines])
        ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.6g}")
        ax.yaxis.grid(True, color=colours(ax)["grid"], linewidth=scaled(0.6))
        ax.set_axisbelow(True)
        name = str(first["name_en" if lang == "en" and first["name_en"] else "name_zh"])
        finish(ax, name if title is None else title, source_line(source, lang))
    return ax


def _line(ax: Axes, rows: pd.DataFrame, what: str, name: str, number: int) -> tuple[float, tuple[float, str, str]]:
    """Draw one scenario; where its line ends, and the label for that end."""
    role, marker, dash = _LINES[number % len(_LINES)]
    colour = colours(ax)[role]
    years = rows["year"].astype(int).to_numpy()
    values = rows[what].to_numpy(dtype=float)
    ax.plot(
        years,
        values,
        color=colour,
        marker=marker,
        linestyle=dash,
        markersize=scaled(4),
        linewidth=scaled(1.4),
        label=name,
    )
    if what == "stock":
        low, high = (rows[end].to_numpy(dtype=float) for end in ("stock_low", "stock_high"))
        ax.fill_between(years, low, high, color=colour, alpha=0.12, linewidth=0)
    ink = colours(ax)["ink"] if role in ("anticipatory", "axis") else colour
    return float(years[-1]), (float(values[-1]), f"{wrapped(name, 14)} {_label(values[-1])}", ink)


def _label(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"


@door
def plot_tornado(
    result: Tornado,
    *,
    names: dict[str, str] | None = None,
    unit: str = "",
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
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
        roles = colours(ax)
        name_axis(ax, range(len(bars)), [(names or {}).get(bar.name, bar.name) for bar in bars])
        sides = []
        for place, bar in enumerate(bars):
            top = place == len(bars) - 1
            for end, value, role, key in (
                (bar.at_low, bar.low, "anticipatory", "low"), (bar.at_high, bar.high, "obligatory", "high"),
            ):  # fmt: skip
                ax.barh(place, end - result.base, left=result.base, height=0.6, color=roles[role],
                        hatch="///" if key == "low" else "", edgecolor=ax.get_facecolor(), linewidth=scaled(0.5))  # fmt: skip
                sides.append((end, place, words[key].format(value=f"{value:g}") if top else f"{value:g}"))
        _beside(ax, sides, result.base)
        ax.axvline(result.base, color=roles["observed"], linewidth=scaled(0.9))
        ax.set_ylim(-0.7, len(bars) - 0.3)
        ax.set_xlabel(unit)
        finish(ax, title, source_line(source, lang))
    return ax


def _beside(ax: Axes, sides: list[tuple[float, int, str]], base: float) -> None:
    """Texts on the outer side of bars that start at the base."""
    ends = [end for end, _, _ in sides]
    fit_bars(ax, min(ends), max(ends), [(end, text) for end, _, text in sides], base=base)
    for end, place, text in sides:
        row_label(ax, end, place, text, base=base)


@door
def plot_target_slope(
    before: Catalogue,
    after: Catalogue,
    *,
    labels: tuple[str, str] = ("", ""),
    most: int | None = None,
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
    most : int, optional
        Draw only so many, those of the greatest change; a line below the chart says so.
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

    Raises
    ------
    DomainError
        If no target differs in its number or its due year, all old ones are zero, or `most` is below 1.

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
    rows = sorted(
        strongest(pairs, [abs(_change(*pair)) for pair in pairs], most), key=lambda pair: _change(*pair)
    )  # fmt: skip
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.6 + 0.52 * len(rows))
        roles, ends = colours(ax), []
        for old, new in rows:
            change = _change(old, new)
            colour = roles["target" if change < 0 else "obligatory"]
            ax.plot([0, 1], [0, change], marker="o", markersize=scaled(4), color=colour, linewidth=scaled(1.2))
            ends.append((change, f"{wrapped(old.name(lang))}\n{_sides(old, new, lang)}", roles["ink"]))
        low, high = min(0.0, _change(*rows[0])), max(0.0, _change(*rows[-1]))
        pad = 0.1 * (high - low or 1.0)
        ax.set_ylim(low - pad, high + pad)
        room_right(ax, 0.0, 1.0, [text for _, text, _ in ends])
        end_labels(ax, 1.0, ends)
        ax.set_xticks([0, 1], [labels[0] or words["old"], labels[1] or words["new"]])
        ax.set_ylabel(words["change"])
        ax.hlines(0, 0, 1, color=roles["grid"], linewidth=scaled(1.0), zorder=0)
        said = source_line(source, lang)
        finish(ax, title, notes(words["most"], len(rows), len(pairs), said))
    return ax


def _moved(old: Indicator, new: Indicator) -> bool:
    if old.goal is None or new.goal is None or old.goal == 0:
        return False
    return old.goal != new.goal or old.target_year != new.target_year


def _change(old: Indicator, new: Indicator) -> float:
    assert old.goal is not None
    assert new.goal is not None
    return 100 * (new.goal - old.goal) / abs(old.goal)


def _sides(old: Indicator, new: Indicator, lang: str) -> str:
    moved = old.target_year != new.target_year
    years = _WORDS[lang]["years"].format(old=old.target_year, new=new.target_year) if moved else ""
    return f"{old.goal:.4g} → {amount(format(new.goal, '.4g'), new.unit_label, lang)}{years}"
