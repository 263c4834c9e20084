"""All rules over a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cqtargets.catalogue import Catalogue
from cqtargets.consistency.finding import Findings
from cqtargets.consistency.groups import open_book
from cqtargets.consistency.identities import IDENTITIES, Identity
from cqtargets.consistency.rules import nested as nesting
from cqtargets.consistency.rules.ambiguities import alternatives, damaged, of_which, repealed
from cqtargets.consistency.rules.baselines import baselines, increments, overtaken
from cqtargets.consistency.rules.counted_before import levels_and_increments, standing_before
from cqtargets.consistency.rules.failed_identities import failed_identities
from cqtargets.consistency.rules.lookalikes import forecasts, lookalikes
from cqtargets.consistency.rules.nation import against_the_field, below_nation
from cqtargets.consistency.rules.other_wholes import all_against_some, other_starts, other_wholes
from cqtargets.consistency.rules.parts import parts_and_totals
from cqtargets.consistency.rules.revisions import revisions
from cqtargets.consistency.rules.same_year import different_definitions, same_year, two_names
from cqtargets.conventions.doors import door
from cqtargets.norms.norm import Norm
from cqtargets.targets.observation import Observation

__all__ = ["check", "of_its_plans", "of_its_regions"]

_NORMED_CITY = "重庆市"

_RULES = (
    same_year, two_names, different_definitions, revisions, parts_and_totals, baselines, overtaken, increments,
    lookalikes, forecasts, repealed, damaged, of_which, alternatives, below_nation, against_the_field,
    standing_before, levels_and_increments, all_against_some, other_starts,
)  # fmt: skip


@door
def of_its_regions(catalogue: Catalogue, observations: Iterable[Observation]) -> tuple[Observation, ...]:
    """The observations of regions that the targets of `catalogue` name, and of the whole country.

    What was observed in another city says nothing about a plan, nor what that city's documents say of the country.

    Parameters
    ----------
    catalogue : Catalogue
        The targets.
    observations : iterable of Observation
        Measured values.

    Examples
    --------
    >>> import cqtargets as cq
    >>> district = cq.load_catalogue().select(region="南岸区")
    >>> sorted({seen.region for seen in of_its_regions(district, cq.load_observations())})
    ['全国', '南岸区']
    """
    regions = {"全国", *(target.region for target in catalogue)}
    plans = {"", *catalogue.plans}
    return tuple(
        seen for seen in observations if seen.region in regions and (seen.region != "全国" or seen.document in plans)
    )


@door
def of_its_plans(catalogue: Catalogue, norms: Mapping[str, Norm]) -> dict[str, Norm]:
    """The norms that the plans of `catalogue` set, and those of a city whose name its targets carry.

    Norms of another city are offered by name (`cqtargets norms`), not applied.

    Parameters
    ----------
    catalogue : Catalogue
        The targets.
    norms : mapping of str to Norm
        Planning norms.

    Examples
    --------
    >>> import cqtargets as cq
    >>> from cqtargets.io.bundled import load_norms
    >>> target = cq.Indicator(id="a", concept="a", plan="p", name_zh="a", region="甲市", target_year=2025, target_low=1)
    >>> stranger = cq.Catalogue([target])
    >>> len(of_its_plans(stranger, load_norms()))
    0
    """
    plans = set(catalogue.plans)
    regions = {target.region for target in catalogue}
    return {key: norm for key, norm in norms.items() if norm.plan in plans or _NORMED_CITY in regions}


@door
def check(
    catalogue: Catalogue,
    observations: Iterable[Observation] | None = None,
    norms: Iterable[Norm] | Mapping[str, Norm] | None = None,
    *,
    identities: Iterable[Identity] | None = None,
    population: Mapping[str, float | Mapping[int, float]] | None = None,
    nested: Mapping[str, tuple[str, ...]] | None = None,
    above: Catalogue | None = None,
) -> Findings:
    """Hold plans against each other, against what was observed and against the norms.

    Every finding comes from a rule over the rows; restatements are silent. Targets of repealed documents are reported
    once and take no part in the other rules.

    Parameters
    ----------
    catalogue : Catalogue
        One plan or many.
    observations : iterable of Observation, optional
        For targets overtaken, increments that read like stocks, and identities among what was observed.
    norms : iterable or mapping of Norm, optional
        For ratios of targets that a norm binds.
    identities : iterable of Identity, optional
        `IDENTITIES` unless told; ``(*IDENTITIES, Identity(...))`` adds your own.
    population : mapping, optional
        Sizes of populations in heads, by the names that targets carry: ``{"resident": {2020: 32_054_159}}``, or one
        number for all years.
    nested : mapping, optional
        Which population is part of which; `NESTED` unless told.
    above : Catalogue, optional
        Plans of the province or the nation, which the targets must not fall below; the nation's bundled targets are
        held against them in any case.

    Returns
    -------
    Findings
        Errors first.

    References
    ----------
    The rules are this library's own; `docs/findings.md` discusses what they find in the bundled plans.

    Examples
    --------
    >>> import cqtargets as cq
    >>> cat = cq.load_catalogue()
    >>> found = check(cat.select(concept="eldercare_beds"))
    >>> found[0].kind, found[0].numbers
    ('revision', ('达到25万张', '达到24万张'))
    >>> len(check(cat.select(concept="eldercare_circle_minutes")))
    0
    """
    known = norms.values() if isinstance(norms, Mapping) else norms or ()
    book = open_book(catalogue, observations or (), known, population or {}, above)
    found = [finding for rule in _RULES for finding in rule(book)]
    table = nesting.NESTED if nested is None else nested
    found.extend(nesting.nested_coverage(book, table))
    failed = tuple(failed_identities(book, IDENTITIES if identities is None else identities))
    said = {frozenset(finding.ids) for finding in failed}
    found.extend(finding for finding in other_wholes(book, table) if frozenset(finding.ids) not in said)
    return Findings((*found, *failed))
