"""English names brought to one form: order, filling words, plurals and the unit behind a name go."""

from __future__ import annotations

import re
from typing import Final

from cqtargets.conventions.expressions import expression

__all__ = ["counts_each", "english"]

_CHINESE: Final = expression(r"[\u2e80-\u9fff]")

_UNIT_BEHIND: Final = expression(r"\s*[(\[][^()\[\]]*[)\]]\s*$|\s*,\s*(?:%|percent|per cent|years?|beds?|persons?)\s*$")
_COUNTED_FOR: Final = expression(
    r"^(?:per|for each|each)\b|%|^(?:years?|beds?|persons?|people|number|units?|days?)$", re.IGNORECASE
)
_DENSITY: Final = expression(r"\bper 10{2,5}\b|\bper 10{0,2}[, ]000\b", re.IGNORECASE)
_WORDS: Final = expression(r"\d+(?:\.\d+)?|[a-z]+")
_ASIDE: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "for",
        "to",
        "and",
        "at",
        "with",
        "by",
        "on",
        "from",
        "who",
        "are",
        "is",
        "as",
        "their",
        "its",
        "number",
        "no",
    ]
)
_ONE: Final = {
    **dict.fromkeys(("rate", "ratio", "proportion", "percentage", "percent", "share"), ""),
    **dict.fromkeys(("doctor", "doctors", "physician", "physicians"), "physician"),
    **dict.fromkeys(("resident", "residents", "population", "inhabitant", "inhabitants", "people", "person", "persons"), "people"),
    "under": "under", "below": "under", "five": "5", "three": "3", "seven": "7", "infants": "infant",
    "elderly": "older", "aged": "", "age": "", "years": "", "year": "", "over": "plus", "above": "plus", "older": "older",
}  # fmt: skip
_PREFIX: Final = expression(r"^\s*(?:\d+[.)]|[-•*])\s*")


def english(name: str) -> tuple[str, ...]:
    """The words of an English name that carry its meaning, sorted; empty where the name is not in English.

    Examples
    --------
    >>> english("Maternal mortality ratio (per 100,000 live births)") == english("maternal mortality")
    True
    >>> english("Under-5 mortality rate") == english("Mortality, under five")
    True
    >>> english("Registered nurses per 1 000 population") == english("Registered nurses per 1,000 residents")
    True
    >>> english("每千人口床位数")
    ()
    """
    if _CHINESE.search(name):
        return ()
    text = _PREFIX.sub("", name).lower()
    found = _UNIT_BEHIND.search(text)
    while found and _is_unit(found.group()):
        text = text[: found.start()]
        found = _UNIT_BEHIND.search(text)
    text = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", text)
    words = (_ONE.get(word, word) for word in _WORDS.findall(text) if word not in _ASIDE)
    return tuple(sorted(_singular(word) for word in words if word))


def counts_each(name: str) -> bool:
    """Whether an English name speaks of so many for each hundred, thousand ... of something.

    >>> counts_each("Beds per 1,000 residents"), counts_each("Beds")
    (True, False)
    """
    return bool(_DENSITY.search(name))


def _is_unit(text: str) -> bool:
    return bool(_COUNTED_FOR.search(text.strip(" ()[],")))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
