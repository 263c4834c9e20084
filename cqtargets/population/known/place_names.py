"""Names of places: without the word for their kind, and which of two lists mean the same place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

__all__ = ["same_places", "short_name"]

_KIND: Final = re.compile(
    r"(?<=..)(?:[\u4e00-\u9fff]{1,4}族){0,3}(?:自治县|自治州|自治旗|新区|林区|特区|地区|区|县|市|州|盟|旗)$"
)
_ABOVE: Final = re.compile(r"^.*?(?:省|自治区|特别行政区|(?<=..)市|自治州|地区|盟)(?=..)")


def short_name(name: str) -> str:
    """A place without the word for its kind.

    Parameters
    ----------
    name : str

    Examples
    --------
    >>> short_name("石柱土家族自治县"), short_name("万州区"), short_name("忠县")
    ('石柱', '万州', '忠县')
    """
    return _KIND.sub("", name)


def same_places(names: Iterable[str], offered: Iterable[str]) -> dict[str, str]:
    """By name the one of `offered` that means the same place.

    Names count as the same as they stand, then without blanks and wide letters, then without the city or province
    before them, then without the word for their kind; never where two would fit.

    Parameters
    ----------
    names, offered : iterable of str

    Examples
    --------
    >>> same_places(["万州", "重庆市 渝中区", "城口县"], ["万州区", "渝中区", "巫溪县"])
    {'万州': '万州区', '重庆市 渝中区': '渝中区'}
    >>> same_places(["通州"], ["通州区", "通州市"])
    {}
    """
    wanted, free = list(dict.fromkeys(names)), list(dict.fromkeys(offered))
    found: dict[str, str] = {}
    for told in (str, _plain, _bare, lambda name: short_name(_bare(name))):
        left = [name for name in wanted if name not in found]
        found |= _paired(left, [name for name in free if name not in found.values()], told)
    return {name: found[name] for name in wanted if name in found}


def _paired(names: list[str], offered: list[str], told: Callable[[str], str]) -> dict[str, str]:
    """Those whose spelling stands once on both sides."""
    asked = Counter(told(name) for name in names)
    there: dict[str, list[str]] = {}
    for name in offered:
        there.setdefault(told(name), []).append(name)
    return {
        name: there[told(name)][0] for name in names if asked[told(name)] == 1 and len(there.get(told(name), ())) == 1
    }


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _bare(name: str) -> str:
    """Without the city or province that it lies in."""
    plain, shorter = _plain(name), ""
    while plain != shorter:
        shorter, plain = plain, _ABOVE.sub("", plain)
    return plain
