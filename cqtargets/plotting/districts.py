"""Districts on a schematic map and as bars."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from cqtargets.conventions.doors import door
from cqtargets.conventions.limits import MOST_DIGITS, whole_number
from cqtargets.errors import DomainError
from cqtargets.plotting.bars import notes, strongest
from cqtargets.plotting.labels import finish, fit_bars, name_axis, row_label, source_line
from cqtargets.plotting.map_names import place_names
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, figure_of, scaled, small_size, style
from cqtargets.population.known.outlines import Outlines
from cqtargets.population.known.place_names import same_places
from cqtargets.population.known.series import district_outlines

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["SHADES", "plot_districts", "plot_map"]

_DARK: Final = 3
"""From this shade on letters are white."""
SHADES: Final = ("#e8f0f8", "#b5d0e9", "#80add6", "#3f79ae", "#0b3c6f")
_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "schematic": "示意图，界线不作依据；轮廓：Apache ECharts", "none": "无数据", "own": "示意图，界线不作依据",
        "norm": "短线：标准；▼ 低于标准", "joint": "；", "most": "数值最大的 {shown} 个，共 {whole} 个",
    },
    "en": {
        "schematic": "Schematic: borders are no evidence; outlines: Apache ECharts", "none": "no value", "own": "Schematic: borders are no evidence",
        "norm": "short line: norm; ▼ below it", "joint": "; ",
        "most": "the {shown} of {whole} districts with the greatest numbers",
    },
}  # fmt: skip


@door
def plot_map(
    values: Mapping[str, float | None],
    *,
    label: str = "",
    digits: int = 1,
    outlines: Outlines | None = None,
    names: bool = True,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Districts shaded by five classes of equal count on schematic outlines; says under the map that it is schematic.

    Parameters
    ----------
    values : mapping of district to number
        Names as the outlines have them, or without the word for their kind (万州 for 万州区). A district without a
        number (NaN or None) stays unshaded, hatched.
    label : str
        What the numbers are, with their unit.
    digits : int
        Decimals of the numbers that are shown.
    outlines : mapping of place to polygons, optional
        Your own, as `cqtargets.population.read_outlines` gives them; the districts of Chongqing by default.
    names : bool
        Whether the places are named, those without room beside the map.
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
        If a name is no district, or no number is given.
    """
    words = _WORDS[checked_lang(lang)]
    own = outlines is not None
    outlines = district_outlines() if outlines is None else outlines
    meant = same_places(values, outlines)
    unknown = [name for name in values if name not in meant]
    if unknown:
        raise DomainError(f"{', '.join(unknown[:3])}: no district of the map; write names as census() does")
    given = _given({meant[name]: value for name, value in values.items()})
    numbers = np.array(list(given.values()))
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, len(SHADES) + 1)[1:-1]))
    cuts = cuts[cuts > numbers.min()]
    classes = np.searchsorted(cuts, numbers, side="right")
    from matplotlib.patches import Patch, PathPatch
    from matplotlib.path import Path as Outline

    with style(theme):
        ax = axes_or_new(ax, 6.4, 6.0)
        ax.set_axis_off()
        roles = colours(ax)
        shades = {name: SHADES[place] for name, place in zip(given, classes.tolist(), strict=True)}
        for name, polygons in outlines.items():
            value = given.get(name, np.nan)
            shade = shades.get(name, roles["ground"])
            for rings in polygons:
                outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
                ax.add_artist(PathPatch(outline, facecolor=shade, edgecolor=roles["path"], linewidth=scaled(0.5),
                                        hatch=None if np.isfinite(value) else "////", gid=name))  # fmt: skip
                ax.update_datalim(np.concatenate(rings))
        ax.autoscale_view()
        shortened = float(np.cos(np.radians(ax.dataLim.y0 + ax.dataLim.height / 2)))
        ax.set_aspect(1 / shortened)
        if names:
            _name_places(ax, outlines, shortened, shades, roles)
        marks = [
            Patch(
                facecolor=SHADES[place], edgecolor=roles["path"], label=_span(*_ends(numbers[classes == place]), digits)
            )
            for place in sorted(set(classes.tolist()))
        ]
        if len(numbers) < len(outlines):
            marks.append(Patch(facecolor=roles["ground"], edgecolor=roles["path"], hatch="////", label=words["none"]))
        key = ax.legend(handles=marks, title=label, frameon=False, fontsize="small", title_fontsize="small",
                        loc="upper left", alignment="left", labelcolor=roles["ink"])  # fmt: skip
        key.get_title().set_color(roles["ink"])
        said = source_line(source, lang)
        finish(ax, title, "\n".join(line for line in (words["own" if own else "schematic"], said) if line))
    return ax


def _name_places(
    ax: Axes, outlines: Outlines, shortened: float, shades: Mapping[str, str], roles: Mapping[str, str]
) -> None:
    """The names, dark on light shades and light on dark ones, with a thin ground of their own across borders."""
    from matplotlib.patheffects import AbstractPathEffect, withStroke

    flat = {
        name: tuple(tuple(ring * [shortened, 1.0] for ring in polygon) for polygon in polygons)
        for name, polygons in outlines.items()
    }
    letter = small_size() * 0.8
    width = ax.dataLim.width * shortened
    points = 72 * figure_of(ax).get_size_inches()[0] * ax.get_position().width * 0.85
    for one in place_names(flat, letter * width / points):
        if one.leads_to is not None:
            x, y = one.leads_to
            ax.plot([one.x / shortened, x / shortened], [one.y, y], color=roles["path"], linewidth=scaled(0.5))
        shade = shades.get(one.name, roles["ground"]) if one.leads_to is None else roles["ground"]
        ink = roles["ink"]
        if shade in SHADES:
            ink = "white" if SHADES.index(shade) >= _DARK else "#1b1b1b"
        text = ax.text(one.x / shortened, one.y, one.text, ha="center", va="center", fontsize=letter, color=ink)
        halo: list[AbstractPathEffect] = [withStroke(linewidth=scaled(1.2), foreground=shade)]
        text.set_path_effects(halo)


def _ends(numbers: NDArray[np.float64]) -> tuple[float, float]:
    """The least and the greatest that stand in a class: what lies between two classes belongs to neither."""
    return float(numbers.min()), float(numbers.max())


def _span(low: float, high: float, digits: int) -> str:
    return f"{low:.{digits}f}" if low == high else f"{low:.{digits}f} – {high:.{digits}f}"


def _given(values: Mapping[str, float | None]) -> dict[str, float]:
    """The districts that have a number."""
    given = {name: float(value) for name, value in values.items() if value is not None and np.isfinite(value)}
    if not given:
        raise DomainError("no district has a number; give a mapping of district to number")
    return given


@door
def plot_districts(
    values: Mapping[str, float | None],
    *,
    norm: Mapping[str, float] | None = None,
    city: tuple[float, str] | None = None,
    label: str = "",
    digits: int = 1,
    most: int | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """A bar for each district, the greatest on top, beside the norm each has to meet and the city's figure.

    Parameters
    ----------
    values : mapping of district to number
        A district without a number (NaN or None) is left out.
    norm : mapping of district to number, optional
        A short line on the district's bar; what is below it is red, its number with a ▼.
    city : (number, text), optional
        A line through all bars with its name.
    label : str
        What the numbers are, with their unit.
    most : int, optional
        Draw only so many, those of the greatest numbers; a line below the chart says so.
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

    Raises
    ------
    DomainError
        If no number is given, or `most` is below 1.

    Examples
    --------
    >>> ax = plot_districts({"渝中区": 588.7, "南岸区": 1197.6}, label="千人", city=(843.4, "各区县平均"))
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['渝中区', '南岸区']
    """
    words = _WORDS[checked_lang(lang)]
    whole_number("digits", digits, most=MOST_DIGITS)
    whole = sorted((value, name) for name, value in _given(values).items())
    rows = strongest(whole, [value for value, _ in whole], most)
    asked = [None if norm is None else norm.get(name) for _, name in rows]
    with style(theme):
        ax = axes_or_new(ax, 6.4, 1.2 + 0.22 * len(rows))
        roles = colours(ax)
        name_axis(ax, range(len(rows)), [name for _, name in rows])
        short = [need is not None and value < need for (value, _), need in zip(rows, asked, strict=True)]
        bars = [roles["target" if low else "anticipatory"] for low in short]
        ax.barh(range(len(rows)), [value for value, _ in rows], height=0.7, color=bars)
        texts = [f"{value:,.{digits}f}{' ▼' if low else ''}" for (value, _), low in zip(rows, short, strict=True)]
        ends = [value if need is None else max(value, need) for (value, _), need in zip(rows, asked, strict=True)]
        fit_bars(ax, 0.0, city[0] if city else 0.0, list(zip(ends, texts, strict=True)))
        for place, (end, text, need) in enumerate(zip(ends, texts, asked, strict=True)):
            row_label(ax, end, place, text)
            if need is not None:
                ax.vlines(need, place - 0.42, place + 0.42, color=roles["observed"], linewidth=scaled(2))
        ax.axvline(0, color=roles["axis"], linewidth=scaled(0.8))
        ax.set_ylim(-0.7, len(rows) - (0.3 if city is None else -0.6))
        if city:
            ax.vlines(city[0], -0.7, len(rows) - 0.4, color=roles["path"], linewidth=scaled(1.2))
            ax.annotate(city[1], (city[0], len(rows) - 0.35), ha="center", color=roles["path"], fontsize="small")
        ax.set_xlabel(words["joint"].join(part for part in (label, words["norm"] if norm else "") if part))
        said = source_line(source, lang)
        finish(ax, title, notes(words["most"], len(rows), len(whole), said))
    return ax
