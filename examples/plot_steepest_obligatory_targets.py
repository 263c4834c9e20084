"""
Which obligatory targets need the steepest growth?
==================================================

Notice that public-health staff and infectious-disease departments must grow several times as fast as doctors, although
all of them are 约束性: they must be met.
"""

import cqtargets as cq
from cqtargets.plotting import plot_required_growth
from cqtargets.plotting.theme import figure_of

targets = cq.load_catalogue().select(plan="渝府发〔2022〕6号", binding="约束性")
growth = targets.required_growth().sort_values("cagr", ascending=False)
print(growth[["name_zh", "baseline", "goal", "cagr", "reason"]].to_string(index=False))

figure_of(plot_required_growth(targets)).savefig("steepest_obligatory_targets.png")
