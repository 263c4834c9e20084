"""One visual language: the bundled Chinese font, colours safe for colour-blind readers and in grey."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from cqtargets.errors import DomainError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "COLOURS", "FONT_FILE", "axes_or_new", "binding_label", "checked_lang", "figure_of", "name_axis", "point_label",
    "source_line", "style", "wrapped",
]  # fmt: skip

FONT_FILE: Final = Path(__file__).resolve().parent / "fonts" / "CQSansSC-Regular.otf"
FAMILY: Final = "CQ Sans SC"

COLOURS: Final = {
    "obligatory": "#0b3c6f",
    "anticipatory": "#6da7d6",
    "none": "#b9bec4",
    "target": "#b03a2e",
    "observed": "#1b1b1b",
    "path": "#5f6b76",
    "grid": "#dfe3e7",
}
"""Dark, middle and light blue-grey differ in lightness, so that a grey print keeps them apart; red marks targets."""

_SIZES: Final = {"print": 9.0, "slide": 14.0}


def _registered() -> str:
    from matplotlib import font_manager

    if not any(entry.fname == str(FONT_FILE) for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(str(FONT_FILE))
    return FAMILY


@contextmanager
def style(theme: Literal["print", "slide"] = "print") -> Iterator[None]:
    """Draw inside this library's style; matplotlib's own settings are as before afterwards.

    Parameters
    ----------
    theme : {"print", "slide"}
        9 or 14 point text.

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
    if theme not in _SIZES:
        raise DomainError(f"theme {theme!r} does not exist; write one of {', '.join(_SIZES)}")
    import matplotlib as mpl

    settings: dict[str, Any] = {
        "font.family": [_registered()],
        "font.size": _SIZES[theme],
        "axes.titlesize": _SIZES[theme] * 1.2,
        "axes.unicode_minus": False,
        "text.parse_math": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#8a939b",
        "axes.titlelocation": "left",
        "xtick.color": "#3c4650",
        "ytick.color": "#3c4650",
        "svg.fonttype": "path",
        "svg.hashsalt": "cqtargets",
        "figure.dpi": 110,
        "savefig.dpi": 200,
    }
    with mpl.rc_context(cast(Any, settings)):
        yield


def axes_or_new(ax: Axes | None, width: float, height: float) -> Axes:
    """The Axes given, or those of a new figure of that size in inches."""
    if ax is not None:
        return ax
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


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
    """约束性 or 预期性 in the reader's language."""
    if lang == "zh":
        return binding or "未注明"
    return {"约束性": "obligatory", "预期性": "anticipatory"}.get(binding, "not stated")


def checked_lang(lang: str) -> str:
    """The language, or the error that names the available ones."""
    if lang not in ("zh", "en"):
        raise DomainError(f"lang {lang!r} is not available; write 'zh' or 'en'")
    return lang


def wrapped(name: str, lang: str) -> str:
    """A long name on two lines."""
    width = 22 if lang == "zh" else 46
    lines = textwrap.wrap(name, width) if lang == "en" else [name[i : i + width] for i in range(0, len(name), width)]
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")


def name_axis(ax: Axes, places: Sequence[float], names: Sequence[str], lang: str) -> None:
    """Names along the vertical axis, without ticks; light grid lines behind the bars."""
    ax.set_yticks(places, [wrapped(name, lang) for name in names])
    ax.tick_params(axis="y", length=0)
    ax.xaxis.grid(True, color=COLOURS["grid"], linewidth=0.6)
    ax.set_axisbelow(True)


def point_label(ax: Axes, x: float, y: float, text: str, colour: str, *, above: bool = True) -> None:
    """Text beside a point, on a white ground so that a line behind it does not cross it out."""
    ax.annotate(
        text, (x, y), (0, 7 if above else -7), textcoords="offset points", ha="center",
        va="bottom" if above else "top", color=colour, fontsize="small", zorder=5,
        bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
    )  # fmt: skip


def source_line(ax: Axes, text: str) -> None:
    """A small line below the chart that says where the figures come from."""
    if text:
        ax.annotate(
            text, (0, 0), (0, -34), xycoords="axes fraction", textcoords="offset points", fontsize="small",
            color="#5f6b76", va="top", annotation_clip=False,
        )  # fmt: skip
