"""Reasons as values: an English sentence that knows its code, its facts and its Chinese."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypedDict

from cqtargets.conventions.reason_texts import TEXTS
from cqtargets.errors import DomainError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "Reason",
    "all_said",
    "bare",
    "checked_language",
    "fault",
    "joined",
    "lines",
    "listed",
    "parts_of",
    "said",
    "told",
]

_PLACE: Final = {"en": 0, "zh": 1}
_BETWEEN: Final = {
    "together": {"en": " and ", "zh": "和"},
    "lines": {"en": "\n", "zh": "\n"},
    "joined": {"en": "; ", "zh": "；"},
    "listed": {"en": ", ", "zh": "、"},
}


class Reason(str):
    """Why something is missing, or what was taken for granted: a `str`, the English sentence.

    Parameters
    ----------
    code : str
        A key of `reason_texts.TEXTS`; empty for the empty reason, which is ``""``.
    facts : object
        What the sentence names: numbers, words, and other reasons, which speak the same language.

    Attributes
    ----------
    code : str
        What decisions look at; the wording may change.
    facts : mapping
        The facts by name, unchangeable.

    Examples
    --------
    >>> why = Reason("one_value")
    >>> why, why.code, why.text("zh")
    ('one value has no pace', 'one_value', '仅有一个数值，无从看进度')
    >>> Reason("not_comparable", why=Reason("other_basis", seen="实有床位", wanted="编制床位")).text("zh")
    '不可比：观测口径为实有床位，目标口径为编制床位'
    """

    __slots__ = ("_facts", "code")
    code: str
    _facts: dict[str, Any]

    def __new__(cls, code: str = "", /, **facts: Any) -> Reason:
        made = super().__new__(cls, _sentence(code, facts, "en"))
        made.code = code
        made._facts = facts
        return made

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts by name, unchangeable."""
        return MappingProxyType(self._facts)

    def text(self, lang: str = "en") -> str:
        """The sentence in the reader's language, ``"zh"`` or ``"en"``."""
        return str(self) if checked_language(lang) == "en" else _sentence(self.code, self._facts, lang)

    def __reduce__(self) -> tuple[Callable[..., Reason], tuple[str, dict[str, Any]]]:
        return _again, (self.code, self._facts)


def _again(code: str, facts: dict[str, Any]) -> Reason:
    return Reason(code, **facts)


def _sentence(code: str, facts: Mapping[str, Any], lang: str) -> str:
    if not code:
        return ""
    if code in _BETWEEN:
        return _BETWEEN[code][lang].join(said(part, lang) for part in facts["parts"])
    spoken = dict(facts)
    for name, fact in facts.items():
        if isinstance(fact, Reason):
            spoken[name] = said(fact, lang)
    if code in ("in_rows", "alike_in_rows"):
        spoken["what"] = str(spoken["what"]).rstrip(".。")
    if code == "to_do":
        words = str(spoken["what"])
        spoken["what"] = words[:1].upper() + words[1:]
    return TEXTS[code][_PLACE[lang]].format(**spoken)


def fault(code: str, /, **facts: Any) -> tuple[Reason, Reason]:
    """What is wrong and what to write instead.

    >>> [part.text("zh") for part in fault("not_whole", value=2.5)]
    ['2.5 不是整数。', '请写整数，如 2025。']
    """
    return Reason(code, **facts), Reason(f"{code}_remedy", **facts)


class Told(TypedDict):
    """The fields of a `Problem` that speak."""

    reason: Reason
    remedy: Reason


def told(code: str, /, **facts: Any) -> Told:
    """The same as the fields of a `Problem`.

    >>> sorted(told("not_whole", value=2.5))
    ['reason', 'remedy']
    """
    reason, remedy = fault(code, **facts)
    return Told(reason=reason, remedy=remedy)


def joined(*parts: str) -> str:
    """Several reasons as one, empty ones left out.

    >>> joined(Reason("one_value"), "", Reason("no_number")).text("zh")
    '仅有一个数值，无从看进度；目标没有数值'
    """
    kept = tuple(part for part in parts if part)
    if len(kept) == 1:
        return kept[0]
    return Reason("joined", parts=kept) if kept else Reason()


def listed(*parts: str) -> Reason:
    """Words and reasons one after another.

    >>> listed("65+", Reason("no_number")).text("zh")
    '65+、目标没有数值'
    """
    return Reason("listed", parts=parts)


def lines(*parts: str, most: int | None = None) -> Reason:
    r"""Reasons one a line, the first `most` of them and how many more there are.

    >>> lines("a", "b", "c", most=2).text("zh")
    'a\nb\n……另有 1 处'
    """
    more = [] if most is None or len(parts) <= most else [Reason("many_more", count=len(parts) - most)]
    return Reason("lines", parts=(*parts[:most], *more))


def said(reason: str, lang: str) -> str:
    """A reason in the reader's language; words that are no reason of ours (a user's own) stay as they are.

    >>> said(Reason("no_number"), "zh"), said("会议审定", "en")
    ('目标没有数值', '会议审定')
    """
    return reason.text(lang) if isinstance(reason, Reason) else str(reason)


def all_said(reasons: NDArray[np.object_], lang: str) -> NDArray[np.object_]:
    """`said` of a column, each distinct reason spoken once.

    >>> import numpy as np
    >>> all_said(np.array([Reason("no_number"), ""], dtype=object), "zh").tolist()
    ['目标没有数值', '']
    """
    import numpy as np

    spoken: dict[int, str] = {}
    column = reasons.tolist()
    for reason in column:
        if id(reason) not in spoken:
            spoken[id(reason)] = said(reason, lang)
    told = np.empty(reasons.shape, dtype=object)
    told[:] = [spoken[id(reason)] for reason in column]
    return told


def parts_of(reason: str) -> tuple[str, ...]:
    """The single reasons of which one is made.

    >>> parts_of(joined(Reason("one_value"), Reason("no_number")))
    ('one value has no pace', 'the target has no number')
    """
    if isinstance(reason, Reason) and reason.code == "joined":
        return tuple(one for part in reason.facts["parts"] for one in parts_of(part))
    return (reason,) if reason else ()


def bare(reason: str) -> str:
    """A reason without the name of the target it is about, for a row that has the name.

    >>> bare(Reason("of_indicator", id="p.x", why=Reason("no_number")))
    'the target has no number'
    """
    if isinstance(reason, Reason) and reason.code in ("of_indicator", "about_indicator"):
        inner: str = reason.facts["why"]
        return inner
    return reason


def checked_language(lang: str) -> str:
    """`lang`, refused where it is neither ``"zh"`` nor ``"en"``."""
    if lang not in _PLACE:
        raise DomainError(f"lang {lang!r} is not available; write 'zh' or 'en'")
    return lang
