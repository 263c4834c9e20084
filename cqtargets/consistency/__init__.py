"""Plans held against each other: contradictions, revisions and identities that fail."""

from cqtargets.consistency.checking import check, of_its_plans, of_its_regions
from cqtargets.consistency.finding import KINDS, NATURES, SEVERITIES, Finding, Findings, Side
from cqtargets.consistency.identities import IDENTITIES, Identity, Term
from cqtargets.consistency.rules.nested import NESTED

__all__ = [
    "IDENTITIES",
    "KINDS",
    "NATURES",
    "NESTED",
    "SEVERITIES",
    "Finding",
    "Findings",
    "Identity",
    "Side",
    "Term",
    "check",
    "of_its_plans",
    "of_its_regions",
]
