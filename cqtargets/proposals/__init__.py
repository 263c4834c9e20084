"""The next plan: what is handed over, which values come into question, and what each would ask for."""

from cqtargets.monitoring.handover import Base
from cqtargets.proposals.anchors import national_targets
from cqtargets.proposals.proposing import propose_targets, rebased
from cqtargets.proposals.result import CANDIDATES, Candidate, Proposal, Proposals

__all__ = ["CANDIDATES", "Base", "Candidate", "Proposal", "Proposals", "national_targets", "propose_targets", "rebased"]
