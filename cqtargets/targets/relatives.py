"""The targets on which another one's course depends: the one it follows, and the earlier row of the same target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from cqtargets.targets.target import Target

__all__ = ["all_relatives", "followed_by", "relatives"]

Kind = TypeVar("Kind", bound=Target)
Pair = tuple[Kind | None, Kind | None]


def followed_by(targets: Iterable[Kind], target: Target) -> Kind | None:
    """See `Catalogue.followed_by`."""
    for other in targets:
        if (other.plan, other.region, other.concept) == (target.plan, target.region, target.follows):
            return other
    return None


def relatives(targets: Iterable[Kind], target: Target) -> Pair[Kind]:
    """The targets that its course depends on: the one it follows, and the earlier row of the same target."""
    if target.form != "proportional" and not target.earlier:
        return None, None
    whole = tuple(targets)
    followed = followed_by(whole, target) if target.form == "proportional" else None
    return followed, next((one for one in whole if target.earlier and one.id == target.earlier), None)


def all_relatives(targets: Sequence[Kind]) -> list[Pair[Kind]]:
    """`relatives` of every target among all of them."""
    found: list[Pair[Kind]] = [(None, None)] * len(targets)
    rows = [row for row, target in enumerate(targets) if target.form == "proportional" or target.earlier]
    if not rows:
        return found
    by_id = {target.id: target for target in targets}
    first: dict[tuple[str, str, str], Kind] = {}
    for target in targets:
        first.setdefault((target.plan, target.region, target.concept), target)
    for row in rows:
        target = targets[row]
        followed = target.form == "proportional"
        found[row] = (
            first.get((target.plan, target.region, target.follows)) if followed else None,
            by_id.get(target.earlier) if target.earlier else None,
        )
    return found
