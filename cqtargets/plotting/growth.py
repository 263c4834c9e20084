"""Required growth by binding type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.doors import door
from cqtargets.conventions.vocabulary import REACHED
from cqtargets.errors import DomainError
from cqtargets.plotting.bars import binding_bars, binding_marks, notes, strongest
from cqtargets.plotting.labels import finish, fit_bars, name_axis, row_label, source_line
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_required_growth"]

_COLUMNS: Final = ("id", "name_zh", "name_en", "region", "binding", "cagr", "reason")
_WORDS: Final = {
    "zh": ("年均增速（%）", "所需年均增速：{plan}", "增速最陡的 {shown} 项，共 {whole} 项"),
    "en": ("Growth a year (%)", "Required growth: {plan}", "steepest {shown} of {whole} targets"),
}


@door
def plot_required_growth(
    targets: Catalogue | pd.DataFrame,
    *,
    most: int | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str | None = None,
    source: str | None = None,
    theme: Any = "print",
) -> Axes:
    """Bars of the growth a year that each target requires, steepest on top, coloured by binding type.

    Parameters
    ----------
    targets : Catalogue or DataFrame
        A catalogue, or a frame with the columns of `Catalogue.required_growth`. Targets without a rate, and
        those that the baseline already meets, are left out: their reasons stand in that frame.
    most : int, optional
        Draw only so many, those of the steepest rates up or down; a line below the chart says "steepest 30 of 412
        targets". All of them otherwise.
    ax : Axes, optional
        Drawn on; otherwise a new figure high enough for every bar.
    lang : {"zh", "en"}
    title : str, optional
        Over the chart; empty for none, chosen where it is None.
    source : str, optional
        Line below the chart that says where the numbers come from.
    theme : Any
        Size of letters: "print" or "slide".

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If no target requires a rate, a rate is infinite, the frame lacks a column, `most` is below 1, or `lang` is
        unknown.

    Examples
    --------
    >>> import cqtargets as cq
    >>> ax = plot_required_growth(cq.load_catalogue().select(plan="med14", binding="约束性"))
    >>> ax.get_xlabel()
    '年均增速（%）'
    >>> len(plot_required_growth(cq.load_catalogue(), most=5).patches)
    5
    """
    checked_lang(lang)
    frame = targets.required_growth() if isinstance(targets, Catalogue) else _usable(targets)
    rated = frame[frame["cagr"].notna() & (frame["reason"] != REACHED)].sort_values(["cagr", "id"], kind="stable")
    if rated.empty:
        raise DomainError("no target here requires a growth rate: see the column 'reason' of required_growth()")
    drawn = rated.iloc[strongest(range(len(rated)), rated["cagr"].abs().tolist(), most)]
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.2 + 0.34 * len(drawn))
        _draw(ax, drawn, lang)
        words = _WORDS[lang]
        plan = _plan_label(targets)
        ax.set_xlabel(words[0])
        said = source_line(source or plan, lang)
        heading = title if title is not None else words[1].format(plan=plan) if plan else ""
        finish(ax, heading, notes(words[2], len(drawn), len(rated), said))
    return ax


def _usable(frame: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in _COLUMNS if name not in frame]
    if missing:
        raise DomainError(f"the frame has no column {', '.join(missing)}; give one as required_growth() makes it")
    endless = frame.loc[np.isinf(frame["cagr"].astype(float)), "id"]
    if len(endless):
        raise DomainError(f"cagr of {', '.join(map(str, endless[:3]))} is infinite; leave the row out, or give no rate")
    return frame


def _plan_label(targets: Catalogue | pd.DataFrame) -> str:
    if not isinstance(targets, Catalogue):
        return ""
    return "、".join(targets.document(plan).label for plan in targets.plans)


def _draw(ax: Axes, drawn: pd.DataFrame, lang: str) -> None:
    rates = (100 * drawn["cagr"]).tolist()
    bindings = drawn["binding"].tolist()
    binding_bars(ax, rates, bindings, 0.68)
    name_axis(ax, range(len(rates)), _names(drawn, lang))
    ax.set_ylim(-0.7, len(rates) - 0.3)
    texts = [f"{rate:.2f}{mark}" for rate, mark in zip(rates, binding_marks(bindings, lang), strict=True)]
    fit_bars(ax, 0.0, 0.0, list(zip(rates, texts, strict=True)))
    for place, (rate, text) in enumerate(zip(rates, texts, strict=True)):
        row_label(ax, rate, place, text)
    ax.axvline(0, color=colours(ax)["axis"], linewidth=scaled(0.8))


def _names(drawn: pd.DataFrame, lang: str) -> list[str]:
    """Names, with the region where one name stands for several."""
    names = drawn["name_en"].where((drawn["name_en"] != "") & (lang == "en"), drawn["name_zh"])
    doubled = names.duplicated(keep=False)
    return [
        f"{name}（{region}）" if again and lang == "zh" else f"{name} ({region})" if again else name
        for name, region, again in zip(names, drawn["region"], doubled, strict=True)
    ]
