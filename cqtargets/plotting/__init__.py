"""Charts: each `plot_*` draws on Axes and returns them; matplotlib is loaded on first use, nothing global changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cqtargets.plotting.growth import plot_required_growth
    from cqtargets.plotting.theme import style

__all__ = ["plot_required_growth", "style"]

_HOMES = {
    "plot_required_growth": "growth",
    "style": "theme",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
