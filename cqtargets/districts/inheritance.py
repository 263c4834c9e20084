"""The targets that hold in a district: its own, and those of its city that mean the same there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from cqtargets.catalogue import Catalogue
from cqtargets.conventions.names import nearest
from cqtargets.errors import DomainError, Problem, UnknownIdError
from cqtargets.population.known.series import region_table
from cqtargets.targets.indicator import Indicator

__all__ = ["inherited"]

_TOTALS: Final = ("count", "amount", "rank")


def inherited(catalogue: Catalogue, region: str, parent: str | None = None) -> Catalogue:
    """The targets that hold in `region`: its own first, then those of its city that mean the same there.

    A district has its own target where one of its targets has the concept, in whatever plan. An inherited target has
    the city's id with the region behind it (``med14.beds_per_1000.南岸区``), its locator, and a note that names the
    id; its baseline is left out, because the city's is not the district's. Counts, amounts and ranks of the city and
    shares of its districts are not inherited: `remarks` names each.

    Parameters
    ----------
    catalogue : Catalogue
    region : str
        A district with a bundled census, or any region that has targets.
    parent : str, optional
        The city; that of the census regions, or the only other region of the catalogue, by default.

    Raises
    ------
    UnknownIdError
        If the region or the parent is unknown.
    DomainError
        If the region could inherit from several others.

    Examples
    --------
    >>> import cqtargets as cq
    >>> nanan = cq.load_catalogue().for_region("南岸区")
    >>> beds = nanan["med14.beds_per_1000.南岸区"]
    >>> beds.goal, beds.region, beds.note
    (8.0, '南岸区', 'inherited from med14.beds_per_1000 (重庆市)')
    """
    above = _parent_of(catalogue, region, parent)
    own = [target for target in catalogue if target.region == region]
    mine = {target.concept for target in own}
    offered = [target for target in catalogue if target.region == above and target.concept not in mine]
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
    return Catalogue([*own, *taken], catalogue.documents.values(), (*catalogue.remarks, *_remarks(refused, above)))


def _parent_of(catalogue: Catalogue, region: str, parent: str | None) -> str:
    regions = list(dict.fromkeys(target.region for target in catalogue))
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
