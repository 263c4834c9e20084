"""Names that no rule can bring to a known one: told at a glance by a sign that no known name holds and no rule takes away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["Screen"]

_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_COUNTED: Final = ("10000", "100000", "123456789")
"""Numbers that rules write or read by themselves: sizes of a denominator, and any digit alone."""


class Screen:
    """The signs and numbers that known names hold or rules rewrite; a name with another one is none of them.

    Signs that no rule names stay as they are: a name whose set of them is that of no known name is none of them either.

    Parameters
    ----------
    known : iterable of str
        Known names, in every form by which they are looked up.
    rewritten : iterable of str
        The rules' patterns and what they put instead: what they name may go or change.

    Examples
    --------
    >>> screen = Screen(["65岁以上老年人健康管理率"], ["的|和"])
    >>> names = "65岁以上老年人的健康管理率", "65岁以上老年人猫管理率", "第417类老年人健康管理率", "65岁以上老年人管理率"
    >>> [screen.may_be_known(name) for name in names]
    [True, False, False, False]
    """

    __slots__ = ("_firm", "_numbers", "_sets", "_signs", "_words")

    def __init__(self, known: Iterable[str], rewritten: Iterable[str]) -> None:
        names = [name.lower() for name in known]
        turned = frozenset("".join(rewritten).lower()) | frozenset("0123456789")
        self._signs = turned.union(*names)
        self._firm = self._signs - turned
        self._words = re.compile(f"[{re.escape(''.join(sorted(self._signs.difference('0123456789'))))}]*")
        self._sets = {self._firm.intersection(name) for name in names}
        runs = {run for name in names for run in _DIGITS.findall(name)} | set(_COUNTED)
        self._numbers = frozenset(
            run[start:end] for run in runs for start in range(len(run)) for end in range(start + 1, len(run) + 1)
        )

    def may_be_known(self, text: str, *longer: str) -> bool:
        """Whether nothing in the text, a name without place and year, speaks against its being known.

        Parameters
        ----------
        text : str
            The name without place and year.
        *longer : str
            The name with a place or year: what looks like one may belong to it.
        """
        signs = text.lower()
        if not self._words.fullmatch(signs) and not self._numbers_known(signs):
            return False
        firm, sets = self._firm, self._sets
        return firm.intersection(signs) in sets or any(firm.intersection(other.lower()) in sets for other in longer)

    def _numbers_known(self, text: str) -> bool:
        return self._signs.issuperset(text) and all(run in self._numbers for run in _DIGITS.findall(text))
