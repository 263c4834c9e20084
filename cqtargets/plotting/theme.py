"""One visual language: the bundled Chinese font, two sizes, colours safe for colour-blind readers and in grey."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal, cast

import numpy as np

from cqtargets.conventions.doors import door
from cqtargets.conventions.vocabulary import Binding
from cqtargets.errors import DomainError
from cqtargets.plotting.glyphs import FAMILY, FONT_FILE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "COLOURS", "DARK_COLOURS", "FAMILY", "FONT_FILE", "axes_or_new", "binding_label", "checked_lang", "colours",
    "figure_of", "scaled", "small_size", "style",
]  # fmt: skip

COLOURS: Final = {
    "obligatory": "#0b3c6f",
    "anticipatory": "#6da7d6",
    "none": "#c9ced3",
    "target": "#b03a2e",
    "observed": "#1b1b1b",
    "path": "#55606a",
    "grid": "#dfe3e7",
    "axis": "#8a939b",
    "ink": "#1b1b1b",
    "ground": "#ffffff",
}
"""Dark, middle and light blue-grey differ in lightness, so that a grey print keeps them apart; red marks targets."""

DARK_COLOURS: Final = {
    "obligatory": "#dcebfa",
    "anticipatory": "#5f97c9",
    "none": "#4d565f",
    "target": "#ff9c85",
    "observed": "#ffffff",
    "path": "#b4bec8",
    "grid": "#3a424a",
    "axis": "#8a939b",
    "ink": "#f2f4f6",
    "ground": "#000000",
}
"""The same roles on a dark ground."""

_SIZES: Final = {"print": 9.0, "slide": 14.0}


def _registered() -> str:
    from matplotlib import font_manager

    if not any(entry.fname == str(FONT_FILE) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(str(FONT_FILE))
    return FAMILY


def _is_dark(*layers: Any) -> bool:
    """Whether colours laid over white, the last on top, make a ground that asks for light letters."""
    from matplotlib.colors import to_rgba

    seen = np.ones(3)
    for layer in layers:
        *paint, alpha = to_rgba(layer)
        seen = alpha * np.array(paint) + (1 - alpha) * seen
    linear = np.where(seen <= 0.04045, seen / 12.92, ((seen + 0.055) / 1.055) ** 2.4)
    return bool(linear @ [0.2126, 0.7152, 0.0722] < 0.18)


def colours(ax: Axes, *, outside: bool = False) -> dict[str, str]:
    """The colour of each role on the ground that the Axes have, so that a chart is readable in a user's dark style.

    Parameters
    ----------
    ax : Axes
    outside : bool
        For what stands beside the Axes, on the figure's ground; also where the Axes draw no ground of their own.
    """
    layers = [figure_of(ax).get_facecolor()]
    if not outside and ax.axison:
        layers.append(ax.get_facecolor())
    roles = DARK_COLOURS if _is_dark(*layers) else COLOURS
    return dict(roles)


@door
@contextmanager
def style(theme: Literal["print", "slide"] = "print") -> Iterator[None]:
    """Draw inside this library's style; matplotlib's own settings are as before afterwards.

    Settings belong to the whole process: other threads that draw with this library wait meanwhile.

    Parameters
    ----------
    theme : {"print", "slide"}
        9 or 14 point text; new figures of a slide are larger by as much.

    Raises
    ------
    DomainError
        For an unknown theme.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> before = dict(matplotlib.rcParams)
    >>> with style("slide"):
    ...     inside = matplotlib.rcParams["font.size"]
    >>> inside, dict(matplotlib.rcParams) == before
    (14.0, True)
    """
    if not isinstance(theme, str) or theme not in _SIZES:
        raise DomainError(f"theme {theme!r} does not exist; write one of {', '.join(_SIZES)}")
    import matplotlib as mpl

    from cqtargets.plotting.figures import LOCK

    with LOCK, mpl.rc_context(cast(Any, _settings(theme))):
        yield


def _settings(theme: str) -> dict[str, Any]:
    import matplotlib as mpl

    roles = DARK_COLOURS if _is_dark(mpl.rcParams["figure.facecolor"]) else COLOURS
    return {
        "font.family": [_registered()],
        "font.size": _SIZES[theme],
        "axes.titlesize": _SIZES[theme] * 1.2,
        "axes.unicode_minus": False,
        "text.parse_math": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": roles["axis"],
        "axes.grid": False,
        "axes.labelcolor": roles["ink"],
        "axes.labelsize": "medium",
        "axes.titlecolor": roles["ink"],
        "axes.titlelocation": "left",
        "axes.titleweight": "normal",
        "text.color": roles["ink"],
        "xtick.color": roles["path"],
        "xtick.labelsize": "medium",
        "ytick.color": roles["path"],
        "ytick.labelsize": "medium",
        "svg.fonttype": "path",
        "svg.hashsalt": "cqtargets",
        "figure.dpi": 110,
        "savefig.dpi": 200,
    }


def axes_or_new(ax: Axes | None, width: float, height: float) -> Axes:
    """The Axes given, or those of a new figure of that size in inches, larger where the theme's letters are."""
    if ax is not None:
        return ax
    from cqtargets.plotting.figures import new_figure

    return new_figure(scaled(width), scaled(height)).add_subplot()


def scaled(points: float) -> float:
    """The width of a line or the size of a mark, larger by as much as the theme's letters are than those of print."""
    import matplotlib as mpl

    return points * float(mpl.rcParams["font.size"]) / _SIZES["print"]


def small_size() -> float:
    """Points of the small letters of the theme in use, which label what is drawn."""
    import matplotlib as mpl

    return 0.833 * float(mpl.rcParams["font.size"])


def figure_of(ax: Axes) -> Figure:
    """The figure that carries the Axes, also where they stand in a subfigure."""
    from matplotlib.figure import Figure

    figure = ax.get_figure()
    while figure is not None and not isinstance(figure, Figure):
        figure = figure.figure
    if figure is None:
        raise DomainError("the Axes belong to no figure; draw on Axes of a figure")
    return figure


def binding_label(binding: str, lang: str) -> str:
    """约束性, 预期性 or another printed word in the reader's language."""
    if lang == "zh":
        return binding or "未注明"
    known = Binding.of(binding)
    return "not stated" if known is None else known.label(lang)


def checked_lang(lang: str) -> str:
    """The language, or the error that names the available ones."""
    if lang not in ("zh", "en"):
        raise DomainError(f"lang {lang!r} is not available; write 'zh' or 'en'")
    return lang
