"""A chart as SVG for the page: letters stay text, and the drawing takes few bytes."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import Final

from markupsafe import Markup

__all__ = ["breadth", "drawing", "lean", "short_path"]

_NEEDLESS: Final = re.compile(
    r'<!--.*?-->|<metadata>.*?</metadata>|<defs>\s*<style type="text/css">[^<]*</style>\s*</defs>| transform="rotate\(-?0 [^"]*\)"',
    re.DOTALL,
)
"""Remarks, who drew it, what the page says once for all drawings, turns by no angle."""
_NUMBER: Final = re.compile(r"(?<![\w.#])\d+\.\d{2,}")
_STEPS: Final = re.compile(r"([MLQCz])([^MLQCz]*)")


def drawing(svg: str) -> Markup:
    """What stands in the page of a chart as SVG whose letters stay text: smaller than outlines, found by a search, in the page's font."""
    return Markup(lean(re.sub(r"^.*?(?=<svg)", "", svg, count=1, flags=re.DOTALL)))


def breadth(svg: str) -> float:
    """How much wider than high a drawing is.

    >>> breadth('<svg viewBox="0 0 30 20">')
    1.5
    """
    width, height = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0]
    return float(width) / float(height)


def lean(svg: str) -> str:
    """The same picture to a tenth of a point, in fewer bytes; words stay as they are.

    Ids that nothing in the picture refers to go: they would stand twice in a page of several pictures. The others are named
    after what is drawn: as they come they rest on digits that nobody sees, which differ from machine to machine.

    Examples
    --------
    >>> lean('<g id="a">\\n <path d="M 10.04 20 L 12.5 20.02 z" style="fill: none"/>\\n</g>')
    '<g><path d="M10 20l2.5 0z" style="fill: none"/></g>'
    """
    bare = re.sub(r">\s+<", "><", _NEEDLESS.sub("", svg))
    short = re.sub(r"<[^<>]+>", lambda tag: _tag(tag.group()), bare)
    used = set(re.findall(r"#([\w.-]+)", short))
    return _named(re.sub(r' id="([^"]*)"', lambda found: found.group() if found.group(1) in used else "", short))


def _named(svg: str) -> str:
    """The picture with ids by its own digest and their order."""
    order = {name: str(place) for place, name in enumerate(dict.fromkeys(re.findall(r' id="([^"]*)"', svg)))}

    def with_ids(prefix: str) -> str:
        return re.sub(
            r'(?<= id=")[^"]*(?=")|(?<=#)[\w.-]+(?=["\)])',
            lambda found: prefix + order[found.group()] if found.group() in order else found.group(),
            svg,
        )

    return with_ids(f"d{sha256(with_ids('').encode()).hexdigest()[:8]}_")


def _tag(tag: str) -> str:
    drawn = re.sub(r' d="([^"]*)"', lambda path: f' d="{short_path(path.group(1))}"', tag)
    return _NUMBER.sub(lambda number: _tenths(round(10 * float(number.group()))), drawn)


@lru_cache(maxsize=256)
def short_path(path: str) -> str:
    """A path of M, L, Q, C and z, to a tenth, by steps from point to point that add up to the rounded points.

    Examples
    --------
    >>> short_path("M 0 0 L 10.26 -3.14159 L 10.26 -3.1 z")
    'M0 0l10.3-3.1z'
    >>> short_path("M 0 3 C 1 3 2 2.5 3.1 0.4")
    'M0 3c1 0 2-.5 3.1-2.6'
    """
    drawn: list[str] = []
    at = begun = (0, 0)
    last = ""
    for letter, rest in _STEPS.findall(path):
        points = [round(10 * float(word)) for word in rest.split()]
        if letter == "z":
            drawn.append(letter)
            at, last = begun, letter
            continue
        end = (points[-2], points[-1])
        if letter == "L" and end == at and last == letter:
            continue
        told = _joined(points if letter == "M" else [point - at[turn % 2] for turn, point in enumerate(points)])
        if letter == "M":
            drawn.append(letter + told)
            begun = end
        else:
            drawn.append(_after(drawn[-1], told) if letter == last else letter.lower() + told)
        at, last = end, letter
    return "".join(drawn)


def _joined(tenths: list[int]) -> str:
    told = ""
    for number in tenths:
        told += _after(told, _tenths(number)) if told else _tenths(number)
    return told


def _after(before: str, number: str) -> str:
    """A number with the blank that parts it from the one before, where it needs one."""
    parted = number.startswith("-") or (number.startswith(".") and "." in re.split(r"[^\d.]", before)[-1])
    return number if parted else f" {number}"


def _tenths(number: int) -> str:
    whole, rest = divmod(abs(number), 10)
    size = f"{whole or ''}.{rest}" if rest else str(whole)
    return f"-{size}" if number < 0 else size
