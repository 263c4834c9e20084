"""Targets that a later document moved: the old and the new one, joined."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from cqtargets import units
from cqtargets.catalogue import Catalogue
from cqtargets.consistency import Finding, Side, check
from cqtargets.errors import DomainError
from cqtargets.plotting.theme import COLOURS, axes_or_new, source_line, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_revisions"]

_MOVED: Final = {"lowered": "target", "raised": "obligatory", "put_off": "path", "brought_forward": "anticipatory"}
_WORDS: Final = {
    "zh": {
        "ylabel": "目标值（原目标为100）", "title": "后发文件改变的目标", "old": "原目标", "new": "新目标",
        "lowered": "降低并推迟", "raised": "提高", "put_off": "推迟", "brought_forward": "提前", "source": "来源：",
    },
    "en": {
        "ylabel": "Target (older target = 100)", "title": "Targets that a later document moved", "old": "older target",
        "new": "newer target", "lowered": "lowered and put off", "raised": "raised", "put_off": "put off",
        "brought_forward": "brought forward", "source": "Source: ",
    },
}  # fmt: skip


def plot_revisions(
    findings_or_catalogue: Catalogue | Iterable[Finding],
    ax: Axes | None = None,
    lang: str = "zh",
    *,
    title: str | None = None,
    theme: Any = "print",
) -> Axes:
    """Slopes from each older target to the newer one; the older is 100, the labels give both as printed.

    Parameters
    ----------
    findings_or_catalogue : Catalogue or iterable of Finding
        A catalogue is checked first; of findings only those of kind ``revision`` are drawn.
    ax : Axes, optional
        Drawn on; otherwise a new figure.
    lang : {"zh", "en"}

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If no target was moved, an older target is zero, or `lang` is unknown.

    Examples
    --------
    >>> import cqtargets as cq
    >>> ax = plot_revisions(cq.load_catalogue())
    >>> ax.get_ylabel()
    '目标值（原目标为100）'
    """
    if lang not in _WORDS:
        raise DomainError(f"lang {lang!r} is not available; write 'zh' or 'en'")
    found = check(findings_or_catalogue) if isinstance(findings_or_catalogue, Catalogue) else findings_or_catalogue
    revised = [finding for finding in found if finding.kind == "revision"]
    if not revised:
        raise DomainError("no target was moved by a later document: there is nothing to draw")
    with style(theme):
        ax = axes_or_new(ax, 7.2, max(3.4, 1.6 + 0.55 * len(revised)))
        _draw(ax, revised, lang)
        words = _WORDS[lang]
        ax.set_ylabel(words["ylabel"])
        ax.set_title(words["title"] if title is None else title)
        documents = dict.fromkeys(side.document for finding in revised for side in finding.sides)
        joined = ("、" if lang == "zh" else ", ").join(documents)
        source_line(ax, words["source"] + joined)
    return ax


def _index(old: Side, new: Side) -> float:
    if not old.value or new.value is None:
        raise DomainError(f"{old.id}: the older target is {old.value}; a change from zero has no index")
    return 100 * units.convert(new.value, new.unit, old.unit, per_from=new.per, per_to=old.per) / old.value


def _change(finding: Finding) -> str:
    return finding.rule.partition(": ")[2]


def _draw(ax: Axes, revised: list[Finding], lang: str) -> None:
    words = _WORDS[lang]
    ends = [_index(*finding.sides[:2]) for finding in revised]
    shown: set[str] = set()
    for finding, end in zip(revised, ends, strict=True):
        change = _change(finding)
        ax.plot(
            [0, 1],
            [100, end],
            color=COLOURS[_MOVED[change]],
            marker="o",
            linewidth=1.8,
            linestyle="--" if change in ("put_off", "brought_forward") else "-",
            label=words[change] if change not in shown else "_nolegend_",
        )
        shown.add(change)
    reach = max(max(abs(end - 100) for end in ends), 5.0)
    heights = _spread(ends, 2.4 * reach / (len(ends) + 3))
    ax.set_ylim(min(100 - 1.2 * reach, min(heights) - 0.2 * reach), max(100 + 1.35 * reach, max(heights) + 0.2 * reach))
    for end, finding, place in zip(ends, revised, heights, strict=True):
        _label(ax, finding, end, place, lang)
    ax.set_xlim(-0.12, 1.95)
    ax.set_xticks([0, 1], [words["old"], words["new"]])
    ax.axhline(100, color=COLOURS["grid"], linewidth=0.8, zorder=0)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)
    ax.legend(frameon=False, loc="upper left", fontsize="small")


def _spread(ends: list[float], apart: float) -> list[float]:
    """Heights of the labels: `apart` from each other at least, and as near to their ends as that allows.

    Less the room that each label needs, the heights have to rise with the ends: neighbours that would not are pooled
    at their mean.
    """
    order = sorted(range(len(ends)), key=lambda place: ends[place])
    pools: list[tuple[float, int]] = []
    for rank, place in enumerate(order):
        pools.append((ends[place] - rank * apart, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (first, many), (second, few) = pools[-2:]
            pools[-2:] = [((first * many + second * few) / (many + few), many + few)]
    levels = [level for level, count in pools for _ in range(count)]
    heights = [0.0] * len(ends)
    for rank, place in enumerate(order):
        heights[place] = levels[rank] + rank * apart
    return heights


def _label(ax: Axes, finding: Finding, end: float, height: float, lang: str) -> None:
    old, new = finding.sides[:2]
    name = old.name_en if lang == "en" else old.name_zh
    lines = textwrap.wrap(name, 34) if lang == "en" else [name[i : i + 17] for i in range(0, len(name), 17)]
    numbers = f"{old.printed} ({old.year}) → {new.printed} ({new.year})"
    ax.annotate(
        "\n".join([*lines[:2], numbers]),
        (1, end),
        (1.08, height),
        textcoords="data",
        va="center",
        ha="left",
        fontsize="small",
        arrowprops={"arrowstyle": "-", "color": COLOURS["grid"], "shrinkA": 0, "shrinkB": 4, "relpos": (0.0, 0.5)},
    )
