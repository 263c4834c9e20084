"""Grades as a table of words and colours, and progress against time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from cqtargets.assessment import Assessment
from cqtargets.conventions.comparison import NOISE
from cqtargets.conventions.doors import door
from cqtargets.conventions.shown import bounded
from cqtargets.conventions.unit_words import unit_words
from cqtargets.errors import DomainError
from cqtargets.plotting.bars import notes, standing_bars, standing_words, strongest
from cqtargets.plotting.labels import finish, fit_bars, name_axis, row_label, source_line, wrapped
from cqtargets.plotting.theme import axes_or_new, binding_label, checked_lang, colours, scaled, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_dashboard", "plot_progress"]

# Blue is good and red behind, each of another lightness for a grey print; the words stand in every cell.
_SHADES: Final = ("#0b3c6f", "#3873aa", "#a9cbe8", "#e58a76")
_FINAL_SHADES: Final = {"exceeded": 0, "met": 0, "nearly_met": 2, "missed": 3}
_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "scale": "完成进度；短竖线：时序进度，横线：印刷精度允许的范围",
        "most": "最落后于时序的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "scale": "Share of the way covered;\nupright line: share of the time gone, level line: values the print allows",
        "most": "the {shown} of {whole} targets farthest behind the time",
    },
}  # fmt: skip
_HEADS: Final = {
    "zh": ("指标", "属性", "单位", "基期", "目标", "现值", "进度", "评估"),
    "en": ("Target", "Type", "Unit", "Baseline", "Goal", "Now", "Progress", "Grade"),
}
_WIDTHS: Final = {
    "zh": (0.37, 0.08, 0.09, 0.08, 0.08, 0.08, 0.08, 0.14), "en": (0.31, 0.11, 0.14, 0.08, 0.06, 0.07, 0.08, 0.15),
}  # fmt: skip


def _assessed(result: Assessment) -> pd.DataFrame:
    """The targets observed after their baseline, whether or not they could be graded."""
    held = result.observed()
    if held.empty:
        raise DomainError("no target here has an observation: see the column 'reason' of Assessment.to_frame()")
    return held


@door
def plot_dashboard(
    result: Assessment,
    *,
    most: int | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """One row an observed target: baseline, target, value, progress, and the grade in words on its shade.

    Parameters
    ----------
    result : Assessment
        Of `cqtargets.assess`.
    most : int, optional
        Draw only so many rows, those whose progress is farthest behind the time gone (targets without a progress come
        last); a line below the table says so.
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
        If no target has an observation, or `most` is below 1.

    Examples
    --------
    >>> import cqtargets as cq
    >>> result = cq.assess(cq.load_catalogue().select(plan="med14"), cq.load_observations())
    >>> (table,) = plot_dashboard(result, most=3, lang="en").tables
    >>> [table[0, column].get_text().get_text() for column in (0, 5, 7)]
    ['Target', 'Now', 'Grade']
    """
    words = _WORDS[checked_lang(lang)]
    assessed = _assessed(result)
    held = _behind(assessed, most)
    with style(theme):
        ax = axes_or_new(ax, 8.6, 1.0 + 0.4 * len(held))
        ax.set_axis_off()
        _table(ax, held, [code for code in result.evaluations[0].profile.labels if code not in _FINAL_SHADES], lang)
        said = source_line(source, lang)
        finish(ax, title, notes(words["most"], len(held), len(assessed), said))
    return ax


def _table(ax: Axes, held: pd.DataFrame, order: list[str], lang: str) -> None:
    """Words in cells; the last column on the shade of its grade."""
    from matplotlib.transforms import Bbox

    roles, last = colours(ax), len(_HEADS[lang]) - 1
    rows = [_cells(row, lang) for row in held.to_dict("records")]
    table = ax.table(cellText=rows, colLabels=_HEADS[lang], colWidths=_WIDTHS[lang], loc="upper center",
                     cellLoc="left", bbox=Bbox.unit())  # fmt: skip
    table.auto_set_font_size(False)
    for (line, column), cell in table.get_celld().items():
        shade, ink = roles["grid"] if line == 0 else roles["ground"], roles["ink"]
        if line and column == last:
            shade, ink = _shade(held.iloc[line - 1]["grade"], order, roles)
        cell.set(facecolor=shade, edgecolor=roles["grid"], linewidth=scaled(0.5), fontsize="medium")
        cell.get_text().set_color(ink)
        cell.PAD = 0.04 if column == 0 else 0.08


def _behind(frame: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """The rows whose progress is farthest behind the share of the time that is gone."""
    behind = (frame["time_share"] - frame["progress"]).astype(float)
    return frame.iloc[strongest(range(len(frame)), behind.tolist(), most)]


def _cells(row: dict[Any, Any], lang: str) -> list[str]:
    progress = f"{row['progress']:.0%}" if pd.notna(row["progress"]) else "—"
    value = "—"
    if row["bound"] and pd.notna(row["observed_low"]):
        value = bounded(row["bound"], row["observed_low"], row["observed_high"])
    elif pd.notna(row["observed"]):
        value = f"{row['observed']:g}"
    name = row["name_en"] if lang == "en" and row["name_en"] else row["name_zh"]
    return [
        wrapped(name, 23),
        binding_label(row["binding"], lang) if row["binding"] else "—",
        wrapped(unit_words(row["unit"], lang), 9),
        "—" if pd.isna(row["baseline"]) else f"{row['baseline']:g}",
        "—" if pd.isna(row["goal"]) else f"{row['goal']:g}",
        value,
        progress,
        row["label_en" if lang == "en" else "label_zh"] + (" *" if row["unstable"] else ""),
    ]


def _shade(grade: Any, order: list[str], roles: dict[str, str]) -> tuple[str, str]:
    if grade not in order and grade not in _FINAL_SHADES:
        return roles["grid"], roles["ink"]
    last = len(_SHADES) - 1
    place = (
        _FINAL_SHADES[grade] if grade in _FINAL_SHADES else round(order.index(grade) * last / max(len(order) - 1, 1))
    )
    return _SHADES[place], "white" if place < 2 else "#1b1b1b"


@door
def plot_progress(
    result: Assessment,
    *,
    most: int | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Progress of each target with its rounding interval, beside the share of the time that is gone.

    The bar is the way covered: dark where all of it is, light where it keeps up with the time, red where it is behind, hatched
    where the print leaves that open; the level line the values the print allows, the upright line the time share of the
    observation's date.

    Parameters
    ----------
    result : Assessment
        Of `cqtargets.assess`.
    most : int, optional
        Draw only so many targets, those farthest behind the time gone; a line below the chart says so.
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
        If no target has a progress, or `most` is below 1.

    Examples
    --------
    >>> import cqtargets as cq
    >>> ax = plot_progress(cq.assess(cq.load_catalogue(), cq.load_observations()), most=1, lang="en")
    >>> ax.get_xlabel().splitlines()[0]
    'Share of the way covered;'
    """
    words = _WORDS[checked_lang(lang)]
    frame = _assessed(result)
    found = frame[frame["progress"].notna()]
    if found.empty:
        raise DomainError("no target here has a progress: see the column 'reason' of Assessment.to_frame()")
    drawn = _behind(found, most)
    rows = drawn.to_dict("records")[::-1]
    with style(theme):
        ax = axes_or_new(ax, 7.0, 1.2 + 0.4 * len(rows))
        roles = colours(ax)
        bindings = [row["binding"] for row in rows]
        standings = [_standing(row) for row in rows]
        standing_bars(ax, [row["progress"] for row in rows], standings, 0.52)
        names = [row["name_en"] if lang == "en" and row["name_en"] else row["name_zh"] for row in rows]
        name_axis(ax, range(len(rows)), names)
        ends = [_end(row) for row in rows]
        texts = [
            f"{row['progress']:.0%}{standing_words(standing, binding, lang)}"
            for row, standing, binding in zip(rows, standings, bindings, strict=True)
        ]
        low, high = min(0.0, drawn["progress_low"].min()) - 0.03, max(1.1, *(max(end, 0.0) for end in ends))
        fit_bars(ax, low, high, list(zip(ends, texts, strict=True)))
        for place, (row, end, text) in enumerate(zip(rows, ends, texts, strict=True)):
            ax.hlines(place, row["progress_low"], row["progress_high"], color=roles["ground"], linewidth=scaled(4))
            ax.hlines(place, row["progress_low"], row["progress_high"], color=roles["observed"], linewidth=scaled(2))
            ax.vlines(row["time_share"], place - 0.36, place + 0.36, color=roles["ground"], linewidth=scaled(4))
            ax.vlines(row["time_share"], place - 0.36, place + 0.36, color=roles["observed"], linewidth=scaled(2))
            row_label(ax, end, place, text)
        ax.axvline(1, color=roles["axis"], linewidth=scaled(0.8))
        ax.axvline(0, color=roles["axis"], linewidth=scaled(0.8))
        ax.set_ylim(-0.7, len(rows) - 0.3)
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        ax.set_xlabel(words["scale"])
        said = source_line(source, lang)
        finish(ax, title, notes(words["most"], len(drawn), len(found), said))
    return ax


def _standing(row: dict[Any, Any]) -> str:
    """All of the way covered, ahead of the time or behind it; empty where the print leaves it open."""
    if row["progress_low"] >= 1 - NOISE:
        return "met"
    share = row["time_share"]
    return "ahead" if row["progress_low"] > share else "behind" if row["progress_high"] < share else ""


def _end(row: dict[Any, Any]) -> float:
    """Where the bar, its interval and the mark of the time end."""
    return float(max(row["progress_high"], row["time_share"], 0.0))
