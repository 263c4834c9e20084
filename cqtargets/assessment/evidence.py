"""Which observation counts for each target, and why the others do not."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cqtargets.errors import ConventionError
from cqtargets.monitoring.choosing import Chosen
from cqtargets.targets.observation import Observation

__all__ = ["ALLOWABLE", "Held", "checked_allow", "held_of"]

ALLOWABLE: Final = ("basis", "population", "region")


@dataclass(frozen=True, slots=True)
class Held:
    """The observation that counts for a target, or the one that comes nearest with the reason why it does not.

    `time` is its date on the library's clock, `earlier` and `later` are comparable values before and after it, one a
    date.
    """

    observation: Observation | None = None
    reason: str = ""
    remark: str = ""
    earlier: tuple[Observation, ...] = ()
    later: tuple[Observation, ...] = ()
    time: float = math.nan


def checked_allow(allow: str | Iterable[str]) -> tuple[str, ...]:
    """Names of mismatches to accept.

    Raises
    ------
    ConventionError
        For a name that cannot be accepted.

    Examples
    --------
    >>> checked_allow("basis")
    ('basis',)
    """
    names = (allow,) if isinstance(allow, str) else tuple(allow)
    for name in names:
        if name not in ALLOWABLE:
            raise ConventionError(f"mismatch {name!r} cannot be allowed; write one of {', '.join(ALLOWABLE)}")
    return names


def held_of(found: Chosen) -> Held:
    """The observation that counts, or the nearest one with its reason."""
    seen = found.observation or found.nearest
    return Held(seen, found.reason, found.remark, found.earlier, found.later, found.time)
