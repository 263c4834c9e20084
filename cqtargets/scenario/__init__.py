"""What-ifs: scenarios as lists of changes, and what they come to beside the plan as it stands."""

from cqtargets.scenario.changes import Scale, Set, Shift
from cqtargets.scenario.comparing import ScenarioComparison, compare
from cqtargets.scenario.scenarios import Scenario

__all__ = ["Scale", "Scenario", "ScenarioComparison", "Set", "Shift", "compare"]
