"""Which known names look like one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest", "similar"]


def nearest(key: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known keys that look most like `key`; keys that contain it come first.

    >>> nearest("beds_per_100", ["med14.beds_per_1000", "med14.nurses_per_1000"], count=1)
    ['med14.beds_per_1000']
    """
    listed = list(known)
    holding = [other for other in listed if key and key.lower() in other.lower()]
    return list(dict.fromkeys([*holding[:count], *similar(key, listed, count)]))[:count]


def similar(name: str, known: Iterable[str], count: int, cutoff: float = 0.4) -> list[str]:
    """Up to `count` of the known names, the most alike first; `cutoff` (0 to 1) is how alike they must be.

    >>> similar("綦江县", ["綦江区", "江北区", "忠县"], 1)
    ['綦江区']
    """
    import difflib

    return difflib.get_close_matches(name, list(known), n=count, cutoff=cutoff)
