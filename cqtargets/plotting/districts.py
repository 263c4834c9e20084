"""Districts on a schematic map, and candidates for the next plan."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqtargets.errors import DomainError
from cqtargets.people.series import district_outlines
from cqtargets.plotting.selection import notes, strongest
from cqtargets.plotting.theme import COLOURS, axes_or_new, checked_lang, name_axis, point_label, source_line, style
from cqtargets.proposals import Proposals

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_candidates", "plot_map"]

_SHADES: Final = ("#e3edf6", "#b9d3ea", "#86b3d9", "#4a86b8", "#0b3c6f")
_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "schematic": "示意图，界线不作依据；轮廓：Apache ECharts", "none": "无数据", "base": "现值", "scale": "相对现值的变化（%）",
        "national": "对照全国", "present_pace": "现速", "best_pace": "最快", "planned_pace": "原定步伐", "norm": "标准",
        "saturation": "饱和", "carried_over": "沿用", "most": "变动最大的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "schematic": "Schematic: borders are no evidence; outlines: Apache ECharts", "none": "no value", "base": "now",
        "scale": "Change over the value now (%)", "national": "national", "present_pace": "present pace",
        "best_pace": "best pace", "planned_pace": "planned pace", "norm": "norm", "saturation": "saturation",
        "carried_over": "carried over",
        "most": "the {shown} of {whole} targets that would change most",
    },
}  # fmt: skip


def plot_map(
    values: Mapping[str, float],
    *,
    label: str = "",
    digits: int = 1,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    theme: Any = "print",
) -> Axes:
    """Districts shaded by five classes of equal count on schematic outlines; says under the map that it is schematic.

    Parameters
    ----------
    values : mapping of district to number
        A district without a number stays white, hatched.
    label : str
        What the numbers are, with their unit.

    Raises
    ------
    DomainError
        If a name is no district, or no number is given.
    """
    words = _WORDS[checked_lang(lang)]
    outlines = district_outlines()
    unknown = [name for name in values if name not in outlines]
    if unknown:
        raise DomainError(f"{', '.join(unknown[:3])}: no district of the map; write names as census() does")
    numbers = np.array([value for value in values.values() if np.isfinite(value)])
    if not numbers.size:
        raise DomainError("no district has a number; give a mapping of district to number")
    cuts = np.unique(np.quantile(numbers, np.linspace(0, 1, len(_SHADES) + 1)[1:-1]))
    from matplotlib.patches import Patch, PathPatch
    from matplotlib.path import Path as Outline

    with style(theme):
        ax = axes_or_new(ax, 6.4, 6.0)
        for name, polygons in outlines.items():
            value = values.get(name, np.nan)
            shade = _SHADES[int(np.searchsorted(cuts, value, side="right"))] if np.isfinite(value) else "white"
            for rings in polygons:
                outline = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
                ax.add_patch(PathPatch(outline, facecolor=shade, edgecolor="#5f6b76", linewidth=0.5,
                                       hatch=None if np.isfinite(value) else "////", gid=name))  # fmt: skip
        ax.autoscale_view()
        ax.set_aspect(1 / np.cos(np.radians(30)))
        ax.set_axis_off()
        edges = [numbers.min(), *cuts, numbers.max()]
        marks = [
            Patch(facecolor=_SHADES[place], edgecolor="#5f6b76", label=f"{low:.{digits}f} – {high:.{digits}f}")
            for place, (low, high) in enumerate(pairwise(edges))
        ]
        if len(numbers) < len(outlines):
            marks.append(Patch(facecolor="white", edgecolor="#5f6b76", hatch="////", label=words["none"]))
        ax.legend(handles=marks, title=label, frameon=False, fontsize="small", loc="lower right", alignment="left")
        ax.set_title(title)
        source_line(ax, words["schematic"])
    return ax


def plot_candidates(
    proposals: Proposals,
    *,
    most: int | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    theme: Any = "print",
) -> Axes:
    """Candidates of each concept as change over the value handed over; the suggested one filled and named.

    With `most` only so many concepts, those with a candidate farthest from the value handed over; a line below the
    chart says so.

    Raises
    ------
    DomainError
        If no concept has a base above zero and a candidate, or `most` is below 1.
    """
    words = _WORDS[checked_lang(lang)]
    frame = proposals.to_frame()
    drawn = frame[frame["value"].notna() & (frame["base"] > 0)]
    if drawn.empty:
        raise DomainError("no concept here has a base and a candidate: see the column 'reason' of Proposals.to_frame()")
    farthest = (drawn["value"] / drawn["base"] - 1).abs().groupby(drawn["id"]).max()
    whole = list(dict.fromkeys(drawn["id"]))[::-1]
    ids = strongest(whole, [farthest[key] for key in whole], most)
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.1 + 0.36 * len(ids))
        for place, key in enumerate(ids):
            for row in drawn[drawn["id"] == key].to_dict("records"):
                change = 100 * (row["value"] / row["base"] - 1)
                chosen = bool(row["suggested"])
                ax.plot(change, place, "D" if chosen else "o", color=COLOURS["target" if chosen else "anticipatory"],
                        markersize=7 if chosen else 5, zorder=3 if chosen else 2)  # fmt: skip
                if chosen:
                    text = f"{words.get(row['candidate'], row['candidate'])} {row['value']:.4g}"
                    point_label(ax, change, place + 0.05, text, COLOURS["target"])
        column = "name_en" if lang == "en" else "name_zh"
        name_axis(ax, list(range(len(ids))), [str(drawn[drawn["id"] == key][column].iloc[0]) for key in ids], lang)
        ax.axvline(0, color="#8a939b", linewidth=0.8)
        ax.set_ylim(-0.7, len(ids) - 0.2)
        ax.set_xlabel(words["scale"])
        ax.set_title(title)
        source_line(ax, notes(words["most"], len(ids), len(whole)))
    return ax
