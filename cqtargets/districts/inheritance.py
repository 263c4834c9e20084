"""The targets that hold in a district: its own, and those of its city that mean the same there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, Protocol, TypeVar

from cqtargets.conventions.doors import door
from cqtargets.conventions.names import nearest
from cqtargets.errors import DomainError, Problem, UnknownIdError
from cqtargets.population.known.series import region_table
from cqtargets.targets.indicator import Indicator

__all__ = ["inherited", "inherited_targets"]

Held = TypeVar("Held", covariant=True)

_TOTALS: Final = ("count", "amount", "rank")


class Regional(Protocol[Held]):
    """A collection of targets that can be narrowed to a region."""

    def for_region(self, region: str, *, parent: str | None = None) -> Held: ...


@door
def inherited(catalogue: Regional[Held], region: str, parent: str | None = None) -> Held:
    """The targets that hold in `region`; see `Catalogue.for_region`.

    Parameters
    ----------
    catalogue : Regional[Held]
        The targets.
    region : str
        District that inherits.
    parent : str, optional
        City it inherits from; the register's by default.
    """
    return catalogue.for_region(region, parent=parent)


def inherited_targets(
    targets: Iterable[Indicator], region: str, parent: str | None = None
) -> tuple[list[Indicator], list[Problem]]:
    """The targets of `Catalogue.for_region`, and a remark for each that is not inherited."""
    whole = tuple(targets)
    above = _parent_of(whole, region, parent)
    own = [target for target in whole if target.region == region]
    mine = {target.concept for target in own}
    offered = [target for target in whole if target.region == above and target.concept not in mine]
    refused = {target.id: _why_not(target) for target in offered}
    kept = [target for target in offered if not refused[target.id]]
    ids = {target.id: f"{target.id}.{region}" for target in kept}
    taken = [
        replace(
            target,
            id=ids[target.id],
            parent=ids.get(target.parent, ""),
            region=region,
            baseline=None,
            baseline_year=None,
            baseline_text="",
            period_start=target.start_year,
            note="; ".join(part for part in (f"inherited from {target.id} ({above})", target.note) if part),
        )
        for target in kept
    ]
    present = {target.id for target in own}
    own = [target if target.parent in present else replace(target, parent="") for target in own]
    return [*own, *taken], list(_remarks(refused, above))


def _parent_of(targets: tuple[Indicator, ...], region: str, parent: str | None) -> str:
    regions = list(dict.fromkeys(target.region for target in targets))
    if parent is not None:
        if parent not in regions:
            raise UnknownIdError(
                f"no target for {parent!r}; there are targets for {', '.join(regions)}", key=parent, nearest=regions
            )
        return parent
    known = region_table()
    if region in known:
        return known[region].parent
    if region not in regions:
        near = nearest(region, [*regions, *known])
        hint = f"nearest: {', '.join(near)}" if near else "give parent= for a district of another city"
        raise UnknownIdError(f"no region {region!r}; {hint}", key=region, nearest=near)
    others = [name for name in regions if name != region]
    if len(others) == 1:
        return others[0]
    raise DomainError(f"{region!r} may inherit from {', '.join(others) or 'nobody'}; name its city with parent=")


def _why_not(target: Indicator) -> str:
    if target.measure in _TOTALS:
        return f"a {target.measure} of the whole city: share it with allocate_target"
    if target.measure == "share" and target.population == "counties":
        return "a share of the districts themselves: it says nothing of one of them"
    return ""


def _remarks(refused: dict[str, str], above: str) -> Iterator[Problem]:
    for key, why in refused.items():
        if why:
            yield Problem(reason=f"{key} of {above} is not inherited:", remedy=why, value=key)
