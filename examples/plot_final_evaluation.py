"""
The final evaluation of a plan, with the bureau's own figures for 2025
======================================================================

Notice that the unassessed stand beside the assessed, that a missed 约束性 target fails the plan whatever the rest, and that
nothing is averaged over the two types.
"""

import cqtargets as cq
from cqtargets.plotting import plot_dashboard
from cqtargets.plotting.theme import figure_of

cat = cq.load_catalogue().select(plan="care14")
figures = {
    "eldercare_beds": 24.6,
    "nursing_bed_share": 61.2,
    "home_care_coverage": 84.0,
    "geriatric_department_share": 58.3,
}
targets = {target.concept: target for target in cat}
filled = cq.Observations(
    cq.Observation(concept=key, value=value, text=str(value), unit=targets[key].unit, when=2025, source="示例数据")
    for key, value in figures.items()
)
result = cq.assess(cat, cq.load_observations().updated(filled), on=2025, profile="final")
columns = ["plan", "binding", "targets", "assessed", "unassessed", "completion_rate", "verdict"]
print(result.summary()[columns].to_string(index=False))
print(result.table("final").head(4).to_string())
figure_of(plot_dashboard(result, source="示例数据")).savefig("final_evaluation.png")
