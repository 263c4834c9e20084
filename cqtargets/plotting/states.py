"""A strip of all targets of an evaluation by their state."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from cqtargets.conventions.doors import door
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import DomainError
from cqtargets.evaluation import PlanEvaluation
from cqtargets.evaluation.verdicts import MET, MISSED, STATES, Verdict, state_words
from cqtargets.plotting.labels import ems, finish, name_axis, row_label, source_line, width_of
from cqtargets.plotting.theme import axes_or_new, binding_label, checked_lang, colours, scaled, small_size, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_states"]

_ORDER: Final = (
    "missed",
    "behind",
    "nearly_met",
    "on_schedule",
    "ahead",
    "met_early",
    "met",
    "exceeded",
    "not_assessable",
)
_WORDS: Final[dict[str, dict[str, str]]] = {
    "zh": {"all": "全部", "scale": "各状态的项数占比", "count": "{count} 项"},
    "en": {"all": "all", "scale": "Share of the targets by state", "count": "{count} targets"},
}


@door
def plot_states(
    found: PlanEvaluation,
    *,
    ax: Axes | None = None,
    lang: str = "zh",
    title: str = "",
    source: str | None = None,
    theme: Any = "print",
) -> Axes:
    """All targets of an evaluation as one strip, and one a binding type: what is in danger first, red.

    The dark parts are met, the light ones on the way, the hatched ones cannot be assessed. Each part is as long as its share
    of the strip and bears its count, with the word where there is room; the words of the others stand above the strip.

    Parameters
    ----------
    found : PlanEvaluation
        Of `cqtargets.evaluate_plan`; of alternatives one counts.
    ax : Axes, optional
        Drawn on; otherwise on a new figure.
    lang : {"zh", "en"}
        Language of the words.
    title : str
        Over the chart; empty for none.
    source : str, optional
        Line below the chart that says where the targets come from; None for the documents that print them.
    theme : Any
        Size of letters: "print" or "slide".

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If the evaluation has no target, or `lang` is unknown.

    Examples
    --------
    >>> import cqtargets as cq
    >>> found = cq.evaluate_plan(cq.load_catalogue().select(plan="care14"), cq.load_observations(), on=2025)
    >>> [label.get_text() for label in plot_states(found).get_yticklabels()]
    ['预期性', '约束性', '全部']
    """
    words = _WORDS[checked_lang(lang)]
    counted = [one for one in found.verdicts() if one.counted]
    if not counted:
        raise DomainError("the evaluation has no target to show; give one with a target that is counted")
    rows = [(words["all"], counted), *_by_binding(counted, lang)][::-1]
    documents = "、".join(found.catalogue.document(plan).label for plan in found.catalogue.plans)
    with style(theme):
        ax = axes_or_new(ax, 7.2, 1.1 + 0.62 * len(rows))
        ax.set_xlim(0, 1.18)
        ax.set_ylim(-0.6, len(rows) - 0.3)
        name_axis(ax, range(len(rows)), [name for name, _ in rows])
        ax.xaxis.grid(False)
        for place, (_, verdicts) in enumerate(rows):
            _strip(ax, place, verdicts, lang)
            row_label(ax, 1.0, place, words["count"].format(count=len(verdicts)))
        ax.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
        ax.set_xlabel(words["scale"])
        finish(ax, title, source_line(documents if source is None else source, lang))
    return ax


def _by_binding(counted: Sequence[Verdict], lang: str) -> list[tuple[str, list[Verdict]]]:
    """The obligatory ones first; none of them where all are of one type."""
    kinds: list[Binding | None] = [kind for kind in Binding if any(one.target.binding is kind for one in counted)]
    if any(one.target.binding is None for one in counted):
        kinds.append(None)
    if len(kinds) == 1:
        return []
    return [
        (
            binding_label("" if kind is None else kind.value, lang),
            [one for one in counted if one.target.binding is kind],
        )
        for kind in kinds
    ]


def _strip(ax: Axes, place: int, verdicts: Sequence[Verdict], lang: str) -> None:
    roles = colours(ax)
    counts = [(state, sum(one.state == state for one in verdicts)) for state in _ORDER if state in STATES]
    parts = [(state, count / len(verdicts), count) for state, count in counts if count]
    starts = [0.0, *accumulate(share for _, share, _ in parts)]
    above: list[tuple[float, str]] = []
    room = width_of(ax) / 1.18
    for start, (state, share, count) in zip(starts, parts, strict=False):
        role, ink = _look(state)
        ax.barh(place, share, left=start, height=0.42, color=roles[role], edgecolor=ax.get_facecolor(),
                hatch="///" if role == "none" else "", linewidth=scaled(1.2))  # fmt: skip
        text = f"{state_words(state, lang)} {count}"
        if role != "none" and (ems(text) + 1) * small_size() < share * room:
            ax.text(start + share / 2, place, text, ha="center", va="center", fontsize="small", color=roles[ink])
        else:
            above.append((start + share / 2, text))
    for (middle, text), left in zip(above, _apart(above, room), strict=True):
        ax.annotate(text, (middle, place + 0.21), (left, place + 0.27), fontsize="small", ha="left", va="bottom",
                    color=roles["ink"])  # fmt: skip


def _apart(texts: Sequence[tuple[float, str]], room: float) -> list[float]:
    """Where each text above a strip begins: over the middle of its part, or right of the text before."""
    found, edge = [], 0.0
    for middle, text in texts:
        width = (ems(text) + 1) * small_size() / room
        edge = max(edge, middle - width / 2)
        found.append(edge)
        edge += width
    return found


def _look(state: str) -> tuple[str, str]:
    """The role of a state's colour, and that of the letters on it."""
    if state in MISSED:
        return "target", "ground"
    if state in MET:
        return "obligatory", "ground"
    return ("none", "ink") if state == "not_assessable" else ("anticipatory", "observed")
