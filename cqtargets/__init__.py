"""Quantitative targets of Chinese health and elder-care plans: traceable, projected, graded and checked.

>>> import cqtargets as cq
>>> cat = cq.load_catalogue()
>>> cat["med14.beds_per_1000"].met_by(8.1)
True
"""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach
from cqtargets._version import __version__ as __version__

if TYPE_CHECKING:
    from cqtargets import (
        allocation,
        attainment,
        clock,
        concepts,
        consistency,
        decomposition,
        evaluation,
        gaps,
        grading,
        growth,
        incentives,
        norms,
        outcomes,
        paths,
        plotting,
        population,
        prospects,
        report,
        sensitivity,
        testing,
        units,
        workforce,
    )
    from cqtargets.assessment import Assessment, assess
    from cqtargets.backcasting import backcast
    from cqtargets.catalogue import Catalogue
    from cqtargets.consistency import Finding, Findings, check
    from cqtargets.conventions.vocabulary import Binding
    from cqtargets.districts import allocate_target
    from cqtargets.errors import (
        ConventionError,
        CqTargetsError,
        DataFileError,
        DomainError,
        OutputError,
        Problem,
        UnitError,
        UnknownIdError,
    )
    from cqtargets.evaluation import PlanEvaluation, evaluate_plan
    from cqtargets.extraction.draft import PlanDraft
    from cqtargets.extraction.plan import read_plan
    from cqtargets.extraction.review import read_review
    from cqtargets.gaps import Gap
    from cqtargets.growth import RequiredGrowth
    from cqtargets.incentives.incentive import Incentive
    from cqtargets.io.bundled import data_version, load_catalogue, load_documents, load_incentives, load_norms
    from cqtargets.io.bundled_whatif import whatif
    from cqtargets.io.catalogue_file import read_catalogue
    from cqtargets.io.observation_file import read_observations
    from cqtargets.io.population_file import read_population
    from cqtargets.io.scenario_file import read_scenario, write_scenario
    from cqtargets.language.target_text import TargetText, parse_target
    from cqtargets.norms.norm import Norm
    from cqtargets.observations import Observations, load_observations
    from cqtargets.paths import Path
    from cqtargets.proposals import propose_targets
    from cqtargets.scenario import Scale, Scenario, Set, Shift, compare
    from cqtargets.targets.document import Document
    from cqtargets.targets.indicator import Indicator, Undetermined
    from cqtargets.targets.observation import Observation

__all__ = [
    "Assessment",
    "Binding",
    "Catalogue",
    "ConventionError",
    "CqTargetsError",
    "DataFileError",
    "Document",
    "DomainError",
    "Finding",
    "Findings",
    "Gap",
    "Incentive",
    "Indicator",
    "Norm",
    "Observation",
    "Observations",
    "OutputError",
    "Path",
    "PlanDraft",
    "PlanEvaluation",
    "Problem",
    "RequiredGrowth",
    "Scale",
    "Scenario",
    "Set",
    "Shift",
    "TargetText",
    "Undetermined",
    "UnitError",
    "UnknownIdError",
    "allocate_target",
    "allocation",
    "assess",
    "attainment",
    "backcast",
    "check",
    "clock",
    "compare",
    "concepts",
    "consistency",
    "data_version",
    "decomposition",
    "evaluate_plan",
    "evaluation",
    "gaps",
    "grading",
    "growth",
    "incentives",
    "load_catalogue",
    "load_documents",
    "load_incentives",
    "load_norms",
    "load_observations",
    "norms",
    "outcomes",
    "parse_target",
    "paths",
    "plotting",
    "population",
    "propose_targets",
    "prospects",
    "read_catalogue",
    "read_observations",
    "read_plan",
    "read_population",
    "read_review",
    "read_scenario",
    "report",
    "sensitivity",
    "testing",
    "units",
    "whatif",
    "workforce",
    "write_scenario",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "Catalogue": "catalogue",
        "Binding": "conventions.vocabulary",
        "ConventionError": "errors",
        "CqTargetsError": "errors",
        "DataFileError": "errors",
        "DomainError": "errors",
        "OutputError": "errors",
        "Problem": "errors",
        "UnitError": "errors",
        "UnknownIdError": "errors",
        "Gap": "gaps",
        "RequiredGrowth": "growth",
        "data_version": "io.bundled",
        "load_catalogue": "io.bundled",
        "load_documents": "io.bundled",
        "load_observations": "observations",
        "Observations": "observations",
        "Path": "paths",
        "Document": "targets.document",
        "Indicator": "targets.indicator",
        "Undetermined": "targets.indicator",
        "Observation": "targets.observation",
        "Finding": "consistency",
        "Findings": "consistency",
        "Assessment": "assessment",
        "Incentive": "incentives",
        "Norm": "norms",
        "Scale": "scenario",
        "Scenario": "scenario",
        "Set": "scenario",
        "Shift": "scenario",
        "TargetText": "language.target_text",
        "assess": "assessment",
        "allocate_target": "districts",
        "backcast": "backcasting",
        "PlanEvaluation": "evaluation",
        "evaluate_plan": "evaluation",
        "check": "consistency",
        "compare": "scenario",
        "load_incentives": "io.bundled",
        "load_norms": "io.bundled",
        "parse_target": "language.target_text",
        "propose_targets": "proposals",
        "read_catalogue": "io.catalogue_file",
        "read_observations": "io.observation_file",
        "PlanDraft": "extraction",
        "read_plan": "extraction",
        "read_population": "io.population_file",
        "read_review": "extraction",
        "read_scenario": "io.scenario_file",
        "whatif": "io.bundled_whatif",
        "write_scenario": "io.scenario_file",
    },
    modules=(
        "allocation",
        "attainment",
        "clock",
        "concepts",
        "consistency",
        "decomposition",
        "evaluation",
        "gaps",
        "grading",
        "growth",
        "incentives",
        "norms",
        "outcomes",
        "paths",
        "plotting",
        "population",
        "prospects",
        "report",
        "sensitivity",
        "testing",
        "units",
        "workforce",
        "catalogue",
        "conventions",
        "errors",
        "files",
        "io",
        "language",
        "monitoring",
        "observations",
        "targets",
    ),
)
