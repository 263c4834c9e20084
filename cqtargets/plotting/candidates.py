"""Candidates for the next plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.unit_words import amount
from cqtargets.errors import DomainError
from cqtargets.plotting.bars import notes, strongest
from cqtargets.plotting.labels import ems, finish, ground, name_axis, source_line, spread, width_of
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, small_size, style
from cqtargets.proposals import Proposals
from cqtargets.proposals.result import CANDIDATE_NAMES

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["plot_candidates"]

_SIDE: Final = 44.0  # points left and right of the outermost candidates, for their labels
_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "scale": "相对现值的变化（%）", "most": "变动最大的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "scale": "Change over the value now (%)", "most": "the {shown} of {whole} targets that would change most",
    },
}  # fmt: skip


@door
def plot_candidates(
    proposals: Proposals,
    *,
    most: int | None = None,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str = "",
    theme: Any = "print",
) -> Axes:
    """Candidates of each concept as change over the value handed over; the suggested one red, with its value.

    A thin line spans the candidates of a concept.

    Parameters
    ----------
    proposals : Proposals
        Of `cqtargets.propose_targets`.
    most : int, optional
        Draw only so many concepts, those with a candidate farthest from the value handed over; a line below the chart
        says so.
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
        If no concept has a base above zero and a candidate, or `most` is below 1.

    Examples
    --------
    >>> import cqtargets as cq
    >>> found = cq.propose_targets(cq.load_catalogue().select(plan="med14"), cq.load_observations())
    >>> plot_candidates(found, most=3, lang="en").get_xlabel()
    'Change over the value now (%)'
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
        ax = axes_or_new(ax, 7.2, 1.2 + 0.5 * len(ids))
        column = "name_en" if lang == "en" else "name_zh"
        names = [drawn[drawn["id"] == key].iloc[0] for key in ids]
        name_axis(ax, range(len(ids)), [str(row[column] or row["name_zh"]) for row in names])
        chosen = drawn[drawn["id"].isin(ids)]
        changes = 100 * (chosen["value"] / chosen["base"] - 1)
        scale = _scale(ax, min(0.0, changes.min()), max(0.0, changes.max()))
        for place, key in enumerate(ids):
            _row(ax, place, drawn[drawn["id"] == key], scale, lang)
        ax.axvline(0, color=colours(ax)["axis"], linewidth=scaled(0.8))
        ax.set_ylim(-0.7, len(ids) - 0.3)
        ax.set_xlabel(words["scale"])
        said = source_line(source, lang)
        finish(ax, title, notes(words["most"], len(ids), len(whole), said))
    return ax


def _scale(ax: Axes, low: float, high: float) -> float:
    """Limits of the horizontal axis with room at both sides; points a unit."""
    scale = max(width_of(ax) - 2 * _SIDE, _SIDE) / (high - low or 1.0)
    ax.set_xlim(low - _SIDE / scale, high + _SIDE / scale)
    return scale


def _row(ax: Axes, place: int, rows: pd.DataFrame, scale: float, lang: str) -> None:
    """The candidates of one concept: the suggested one named above its mark, the others below theirs."""
    whole = [100 * (value / base - 1) for value, base in zip(rows["value"], rows["base"], strict=True)]
    ax.hlines(place, min(whole), max(whole), color=colours(ax)["axis"], linewidth=scaled(1.2), zorder=1.5)
    for suggested in (False, True):
        chosen = rows[rows["suggested"].astype(bool) == suggested]
        role, mark, size, away = ("target", "D", 7, 7) if suggested else ("anticipatory", "o", 5, -6)
        changes = [100 * (value / base - 1) for value, base in zip(chosen["value"], chosen["base"], strict=True)]
        texts = [_text(row, lang) for row in chosen.to_dict("records")]
        ax.plot(changes, [place] * len(changes), mark, markersize=scaled(size), color=colours(ax)[role])
        wanted = [(change - ax.get_xlim()[0]) * scale for change in changes]
        sizes = [ems(text) * small_size() + 6 for text in texts]
        kept = spread(wanted, sizes, (ax.get_xlim()[1] - ax.get_xlim()[0]) * scale)
        for change, text, want, got in zip(changes, texts, wanted, kept, strict=True):
            ax.annotate(text, (change, place), (got - want, scaled(away)), textcoords="offset points", ha="center",
                        va="bottom" if suggested else "top", fontsize="small",
                        bbox=ground(ax), color=colours(ax)["target" if suggested else "path"])  # fmt: skip


def _text(row: dict[Any, Any], lang: str) -> str:
    """What the candidate is; of the suggested one also its value."""
    kind = CANDIDATE_NAMES[row["candidate"]][lang == "en"]
    return f"{kind} {amount(format(row['value'], '.4g'), row['unit'], lang)}" if row["suggested"] else kind
