"""Regular expressions that are compiled when they are first used: a command that reads no printed names pays for none."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["expression"]


def expression(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(text, flags)`, put off until one of its methods is asked for.

    Examples
    --------
    >>> year = expression("20[0-9]{2}")
    >>> year.findall("2020 - 2025"), year.pattern
    (['2020', '2025'], '20[0-9]{2}')
    """
    return cast("re.Pattern[str]", _Later(text, flags))


class _Later:
    """Knows its text; each method of the compiled expression is kept here once it was asked for, and costs no more then."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
