"""Targets that a later document moved: the old and the new one, joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from cqtargets import units
from cqtargets.catalogue import Catalogue
from cqtargets.consistency import Finding, Side, check
from cqtargets.conventions.doors import door
from cqtargets.conventions.unit_words import amount
from cqtargets.errors import DomainError
from cqtargets.plotting.bars import notes, strongest
from cqtargets.plotting.labels import end_labels, finish, room_right, source_line, wrapped
from cqtargets.plotting.theme import axes_or_new, checked_lang, colours, scaled, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["plot_revisions"]

_MOVED: Final = {"lowered": "target", "raised": "obligatory", "put_off": "path", "brought_forward": "anticipatory"}
_WORDS: Final = {
    "zh": {
        "ylabel": "目标值（原目标为 100）", "title": "后发文件改变的目标", "old": "原目标", "new": "新目标",
        "lowered": "降低并推迟", "raised": "提高", "put_off": "推迟", "brought_forward": "提前",
        "most": "变动最大的 {shown} 项，共 {whole} 项",
    },
    "en": {
        "ylabel": "Target (older target = 100)", "title": "Targets that a later document moved", "old": "older target",
        "new": "newer target", "lowered": "lowered and put off", "raised": "raised", "put_off": "put off",
        "brought_forward": "brought forward",
        "most": "the {shown} of {whole} targets that moved most",
    },
}  # fmt: skip


@door
def plot_revisions(
    findings_or_catalogue: Catalogue | Iterable[Finding],
    ax: Axes | None = None,
    lang: str = "zh",
    *,
    most: int | None = None,
    title: str | None = None,
    source: str = "",
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
    most : int, optional
        Draw only so many, those whose number moved most; a line below the chart says so.
    source : str
        The source named below; the documents of the targets by default.
    title : str, optional
        Over the chart; empty for none, chosen where it is None.
    theme : Any
        Size of letters: "print" or "slide".

    Returns
    -------
    Axes

    Raises
    ------
    DomainError
        If no target was moved, an older target is zero, `most` is below 1, or `lang` is unknown.

    Examples
    --------
    >>> import cqtargets as cq
    >>> ax = plot_revisions(cq.load_catalogue())
    >>> ax.get_ylabel()
    '目标值（原目标为 100）'
    """
    words = _WORDS[checked_lang(lang)]
    found = check(findings_or_catalogue) if isinstance(findings_or_catalogue, Catalogue) else findings_or_catalogue
    whole = [finding for finding in found if finding.kind == "revision"]
    if not whole:
        raise DomainError("no target was moved by a later document: there is nothing to draw")
    revised = strongest(whole, [abs(_index(*finding.sides[:2]) - 100) for finding in whole], most)
    with style(theme):
        ax = axes_or_new(ax, 7.2, max(3.4, 1.6 + 0.55 * len(revised)))
        _draw(ax, revised, lang)
        ax.set_ylabel(words["ylabel"])
        documents = dict.fromkeys(side.document for finding in revised for side in finding.sides)
        said = source_line(source or ("、" if lang == "zh" else ", ").join(documents), lang)
        finish(ax, words["title"] if title is None else title, notes(words["most"], len(revised), len(whole), said))
    return ax


def _index(old: Side, new: Side) -> float:
    if not old.value or new.value is None:
        raise DomainError(f"{old.id}: the older target is {old.value}; a change from zero has no index")
    return 100 * units.convert(new.value, new.unit, old.unit, per_from=new.per, per_to=old.per) / old.value


def _change(finding: Finding) -> str:
    return finding.rule.partition(": ")[2]


def _draw(ax: Axes, revised: list[Finding], lang: str) -> None:
    words, roles = _WORDS[lang], colours(ax)
    ends = [_index(*finding.sides[:2]) for finding in revised]
    labels = []
    for finding, end in zip(revised, ends, strict=True):
        change = _change(finding)
        dash = "--" if change in ("put_off", "brought_forward") else "-"
        ax.plot([0, 1], [100, end], color=roles[_MOVED[change]], marker="o", linewidth=scaled(1.8), linestyle=dash)
        labels.append((end, _label(finding, words[change], lang), roles["ink"]))
    reach = max(max(abs(end - 100) for end in ends), 5.0)
    ax.set_ylim(min(100 - 0.5 * reach, min(ends) - 0.3 * reach), max(100 + 0.5 * reach, max(ends) + 0.3 * reach))
    room_right(ax, 0.0, 1.0, [text for _, text, _ in labels])
    end_labels(ax, 1.0, labels)
    ax.set_xticks([0, 1], [words["old"], words["new"]])
    ax.hlines(100, 0, 1, color=roles["grid"], linewidth=scaled(0.8), zorder=0)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)


def _label(finding: Finding, moved: str, lang: str) -> str:
    """The name, both numbers (in Chinese as printed) with their years, and how the target was moved."""
    old, new = finding.sides[:2]
    name = old.name_en if lang == "en" and old.name_en else old.name_zh
    before, after = (f"{_printed(side, lang)} ({side.year})" for side in (old, new))
    return f"{wrapped(name, 19)}\n{before} → {after}\n{moved}"


def _printed(side: Side, lang: str) -> str:
    if lang == "zh" or side.value is None:
        return side.printed
    return amount(f"{side.value:g}", units.label(side.unit, side.per), lang)
