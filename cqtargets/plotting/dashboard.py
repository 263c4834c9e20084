"""Grades as a table of words and colours, and progress against time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from cqtargets.assessment import Assessment
from cqtargets.errors import DomainError
from cqtargets.plotting.selection import notes, strongest
from cqtargets.plotting.theme import COLOURS, axes_or_new, checked_lang, name_axis, source_line, style, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_dashboard", "plot_progress"]

# Dark is good, light is behind: the order survives a grey print, and the words stand in every cell.
_SHADES: Final = ("#0b3c6f", "#3f7cb4", "#a9cbe8", "#f2d7c9")
_NONE: Final = "#eceff1"
_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "time": "时序进度", "progress": "完成进度",
        "source": "来源：{source}", "most": "最落后于时序的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "time": "Share of the time gone",
        "progress": "Share of the way covered",
        "source": "Source: {source}",
        "most": "the {shown} of {whole} targets farthest behind the time",
    },
}  # fmt: skip
_HEADS: Final = {
    "zh": ["指标", "属性", "基期", "目标", "现值", "进度", "评估"],
    "en": ["Target", "Type", "Baseline", "Goal", "Now", "Progress", "Grade"],
}
_WIDTHS: Final = (0.36, 0.09, 0.09, 0.09, 0.10, 0.11, 0.16)


def _assessed(result: Assessment) -> pd.DataFrame:
    """The targets observed after their baseline, whether or not they could be graded."""
    frame = result.to_frame()
    held = frame[(frame["observed_when"] != "") & ~frame["reason"].str.contains("not after the baseline")]
    if held.empty:
        raise DomainError("no target here has an observation: see the column 'reason' of Assessment.to_frame()")
    return held


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

    With `most` only so many rows, those whose progress is farthest behind the time gone (targets without a progress
    come last), and a line below the table says so.

    Raises
    ------
    DomainError
        If no target has an observation, or `most` is below 1.
    """
    words = _WORDS[checked_lang(lang)]
    assessed = _assessed(result)
    held = _behind(assessed, most)
    order = list(dict.fromkeys(result.evaluations[0].profile.labels))
    from matplotlib.transforms import Bbox

    with style(theme):
        ax = axes_or_new(ax, 8.6, 1.2 + 0.42 * len(held))
        ax.set_axis_off()
        rows = [_cells(row, lang) for row in held.to_dict("records")]
        table = ax.table(cellText=rows, colLabels=_HEADS[lang], colWidths=list(_WIDTHS), loc="upper center",
                         cellLoc="left", bbox=Bbox.unit())  # fmt: skip
        table.auto_set_font_size(False)
        for (line, column), cell in table.get_celld().items():
            cell.set_edgecolor("white")
            cell.set_fontsize(8 if column == 0 else 8.5)
            cell.PAD = 0.03
            if line == 0:
                cell.set_facecolor(_NONE)
            elif column == len(_WIDTHS) - 1:
                shade, ink = _shade(held.iloc[line - 1]["grade"], order)
                cell.set_facecolor(shade)
                cell.get_text().set_color(ink)
        ax.set_title(title)
        said = words["source"].format(source=source) if source else ""
        source_line(ax, notes(words["most"], len(held), len(assessed), said))
    return ax


def _behind(frame: pd.DataFrame, most: int | None) -> pd.DataFrame:
    """The rows whose progress is farthest behind the share of the time that is gone."""
    behind = (frame["time_share"] - frame["progress"]).astype(float)
    return frame.iloc[strongest(range(len(frame)), behind.tolist(), most)]


def _cells(row: dict[Any, Any], lang: str) -> list[str]:
    progress = f"{row['progress']:.0%}" if pd.notna(row["progress"]) else "—"
    binding = row["binding"] or "—"
    if lang == "en":
        binding = {"约束性": "obligatory", "预期性": "anticipatory"}.get(binding, "—")
    value = "—"
    if pd.notna(row["observed"]):
        value = f"{row['observed']:g}"
    elif row["bound"] and pd.notna(row["observed_low"]):
        value = f"{row['bound']} {row['observed_low']:g}"
    name = row["name_en"] if lang == "en" and row["name_en"] else row["name_zh"]
    return [
        wrapped(name, lang),
        binding,
        "—" if pd.isna(row["baseline"]) else f"{row['baseline']:g}",
        "—" if pd.isna(row["goal"]) else f"{row['goal']:g}",
        value,
        progress,
        row["label_en" if lang == "en" else "label_zh"] + (" *" if row["unstable"] else ""),
    ]


def _shade(grade: Any, order: list[str]) -> tuple[str, str]:
    if grade not in order:
        return _NONE, "#3c4650"
    place = round(order.index(grade) * (len(_SHADES) - 1) / max(len(order) - 1, 1))
    return _SHADES[place], "white" if place < 2 else "#1b1b1b"


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

    The bar is the way covered, the dark line the values the print allows, the red tick the time share of the
    observation's date. With `most` only so many targets, those farthest behind the time gone; a line below the chart
    says so.

    Raises
    ------
    DomainError
        If no target has a progress, or `most` is below 1.
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
        for place, row in enumerate(rows):
            colour = COLOURS[{"约束性": "obligatory", "预期性": "anticipatory"}.get(row["binding"], "none")]
            ax.barh(place, row["progress"], height=0.52, color=colour)
            ax.hlines(place, row["progress_low"], row["progress_high"], color=COLOURS["observed"], linewidth=2)
            ax.vlines(row["time_share"], place - 0.36, place + 0.36, color=COLOURS["target"], linewidth=2)
            end = max(row["progress_high"], row["time_share"], 0.0)
            ax.annotate(f"{row['progress']:.0%}", (end, place), (5, 0), textcoords="offset points", va="center",
                        fontsize="small")  # fmt: skip
        names = [row["name_en"] if lang == "en" and row["name_en"] else row["name_zh"] for row in rows]
        name_axis(ax, list(range(len(rows))), names, lang)
        ax.axvline(1, color="#8a939b", linewidth=0.8)
        ax.axvline(0, color="#8a939b", linewidth=0.8)
        ax.set_xlim(min(0.0, drawn["progress_low"].min()) - 0.03, max(1.15, drawn["progress_high"].max() + 0.2))
        ax.set_ylim(-0.7, len(rows) - 0.3)
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        separator = "；" if lang == "zh" else "; "
        ax.set_xlabel(words["progress"] + separator + {"zh": "红线为", "en": "red: "}[lang] + words["time"])
        ax.set_title(title)
        said = words["source"].format(source=source) if source else ""
        source_line(ax, notes(words["most"], len(drawn), len(found), said))
    return ax
