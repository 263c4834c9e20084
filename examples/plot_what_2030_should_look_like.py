"""
What should 2030 look like?
===========================

Notice that a target already met is raised rather than repeated, that the nation's number is asked with the lead that the city has today,
and that nothing is proposed for what nobody has observed since the plan began.
"""

import cqtargets as cq
from cqtargets.plotting import plot_candidates
from cqtargets.plotting.theme import figure_of

cat, obs = cq.load_catalogue(), cq.load_observations()
found = cq.propose_targets(cat.select(region="重庆市"), obs, to=2030)
frame = found.to_frame()
seen = frame[frame["value"].notna() & (frame["base_origin"] == "observation")]
print(seen[["name_zh", "base", "base_when", "candidate", "value", "suggested", "reason"]].to_string(index=False))
print(f"{len(found.refused)} concepts without a proposal; the first reason: {found.refused[0].why}")
observed = cq.propose_targets(cat.select(concept="life_expectancy"), obs, to=2030)
figure_of(plot_candidates(observed)).savefig("candidates_2030.png")
